import datetime
from xml.etree import ElementTree

import pytest

from search.writing import Draft, Text, write
from tests.factories.forums import TableFactory, seated

pytestmark = pytest.mark.usefixtures("empty_search")

ATOM = "{http://www.w3.org/2005/Atom}"


def news(source_id: str, title: str, year: int = 2026, **others):
    others.setdefault("path", f"news/{source_id}/")
    at = datetime.datetime(year, 3, 1, 12, tzinfo=datetime.UTC)
    return write(Draft("news", source_id, [Text("sr-Cyrl", title, "Рад & <мир>.")], dated_at=at, **others))


def feed(client, language: str = "en", **parameters) -> ElementTree.Element:
    response = client.get(f"/{language}/search/feed/", parameters)
    assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return ElementTree.fromstring(response.content)  # noqa: S314  our own


def titles(found: ElementTree.Element) -> list[str]:
    return [entry.findtext(f"{ATOM}title") for entry in found.iter(f"{ATOM}entry")]


def test_a_feed_has_the_newest_results_first_in_the_readers_script(client):
    news("old", "Марабу стари", 2024)
    news("new", "Марабу нови", 2026)
    news("other", "Рода")

    found = feed(client, "sr-latn", q="marabu", sort="oldest")

    assert titles(found) == ["Marabu novi", "Marabu stari"]
    assert found.get("{http://www.w3.org/XML/1998/namespace}lang") == "sr-Latn"
    assert found.find(f"{ATOM}entry/{ATOM}link").get("href") == "http://testserver/sr-latn/news/new/"


def test_a_feed_holds_only_what_everybody_may_read_whoever_asks(client):
    table = TableFactory()
    news("public", "Марабу јавни")
    news("table", "Марабу за столом", scope=f"table:{table.pk}")
    client.force_login(seated(table.forum, table=table))

    assert titles(feed(client, q="марабу")) == ["Марабу јавни"]


def test_what_xml_cannot_hold_breaks_no_feed(client):
    news("one", "Мара\x01бу")

    assert titles(feed(client, q="мара \x02\ufffe")) == ["Мара бу"]


def test_a_filter_that_does_not_exist_is_named(client):
    response = client.get("/en/search/feed/", {"country": "ZZ"})

    assert response.status_code == 400
    assert "ZZ" in response.content.decode()


def test_the_page_names_its_feed(client):
    html = client.get("/en/search/", {"q": "тим", "page": "1"}).content.decode()

    assert 'type="application/atom+xml"' in html
    assert 'href="/en/search/feed/?q=%D1%82%D0%B8%D0%BC"' in html
