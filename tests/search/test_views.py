import datetime
import re
from dataclasses import replace
from html import unescape

import pytest
from django.test import override_settings

from search.models import SearchScope
from search.writing import Draft, Text, write

pytestmark = pytest.mark.usefixtures("empty_search")


def news(source_id: str, title: str, body: str = "", language: str = "sr-Cyrl", **others):
    return write(Draft("news", source_id, [Text(language, title, body)], path=f"news/{source_id}/", **others))


def page(client, language: str = "en", **parameters) -> str:
    response = client.get(f"/{language}/search/", parameters)
    assert response.status_code == 200
    return re.sub(r"\s*([<>])\s*", r"\1", re.sub(r"\s+", " ", response.content.decode()))


def test_a_hit_shows_its_title_snippet_and_address_under_its_language(client):
    news("one", "Мобилни тимови", "Рад мобилних тимова.", dated_at=datetime.datetime(2026, 3, 12, tzinfo=datetime.UTC))

    html = page(client, q="mobilni")

    assert '<h3 class="row-title" lang="sr-Cyrl"><a href="/en/news/one/">Мобилни тимови</a></h3>' in html
    assert '<p class="hit-snippet" lang="sr-Cyrl">Рад<mark>мобилних</mark>тимова.</p>' in html
    assert '<time datetime="2026-03-12">' in html


def test_readers_of_latin_see_latin_marked_as_latin(client):
    news("one", "Мобилни тимови", "Рад мобилних тимова.")

    html = page(client, "sr-latn", q="мобилни")

    assert '<p class="hit-snippet" lang="sr-Latn">Rad<mark>mobilnih</mark>timova.</p>' in html


def test_filters_show_their_counts_and_what_was_chosen(client):
    news("rs", "Савет", facets={"country": ["RS"]})
    news("me", "Савет", facets={"country": ["ME"]})

    html = page(client, q="савет", country="RS")

    assert '<input type="checkbox" name="country" value="RS" checked><span>Serbia</span>' in html
    assert '<input type="checkbox" name="country" value="ME"><span>Montenegro</span>' in html
    assert 'class="chip" href="?q=%D1%81%D0%B0%D0%B2%D0%B5%D1%82">Serbia' in html
    assert "1 result<" in html


def test_a_concept_that_was_searched_too_can_be_taken_back(client):
    news("one", "Социјална инклузија")

    assert "concepts=off%3Asocial-inclusion" in page(client, q="social inclusion")
    assert "Also searched:" not in page(client, q="social inclusion", concepts="off:social-inclusion")


def test_nothing_found_says_what_to_do_next(client):
    html = page(client, q="марабу", country="RS")

    assert "Nothing was found" in html
    assert "Search without filters" in html


def test_results_that_hold_only_some_of_the_words_say_so(client):
    news("one", "Помоћ у кући")

    assert "Nothing holds all of these words." in page(client, q="помоћ васиона")


def test_a_search_answered_by_the_stand_in_says_so(client):
    news("one", "Савет")

    with override_settings(SEARCH_URL="http://127.0.0.1:9/sofra"):
        html = page(client, q="савет")

    assert "The search is slower than usual at the moment." in html
    assert "Савет" in html


def conversation(*posts: str) -> None:
    """A concluded conversation of a forum, with these posts."""
    write(Draft("forum", "f", [Text("mk", "Нега дома")], scope="forum:1", path="forums/care/"))
    thread = Draft("thread", "t", [Text("sr-Cyrl", "Ко долази кући", "Решено је.")], scope="forum:1", path="t/t/")
    write(replace(thread, outcome="to_recommendation", parent_kind="forum", parent_id="f"))
    for number, body in enumerate(posts):
        text = Text("sr-Cyrl", "Ко долази кући", body, is_title_found=False)
        post = Draft("post", f"p{number}", [text], scope="forum:1", path=f"p/p{number}/")
        write(replace(post, parent_kind="thread", parent_id="t"))


@pytest.fixture
def open_forum(empty_search):
    SearchScope.objects.create(name="forum:1", is_public=True)


def test_contributions_stand_together_under_their_conversation_and_how_it_ended(client, open_forum):
    conversation("Марабу долази.", "Марабу не долази.")
    news("n", "Марабу")

    html = page(client, "sr-latn", q="marabu")

    together = html[html.index('<article class="row hit kind-thread">') :].split("</article>")[0]
    assert html.count('<article class="row hit') == 2
    assert '<h3 class="row-title" lang="sr-Latn"><a href="/sr-latn/t/t/">Ko dolazi kući</a></h3>' in together
    assert together.index("row-outcome") < together.index("hit-snippet")
    assert [f'href="/sr-latn/p/p{number}/"' in together for number in (0, 1)] == [True, True]
    assert '<a href="/sr-latn/forums/care/" lang="mk">Нега дома</a>' in together


def test_a_single_contribution_leads_to_itself_and_says_where_it_was_made(client, open_forum):
    conversation("Марабу долази.")

    html = page(client, "sr", q="marabu")

    assert '<h3 class="row-title" lang="sr-Cyrl"><a href="/sr/p/p0/">Ко долази кући</a></h3>' in html
    assert '<a href="/sr/forums/care/" lang="mk">Нега дома</a>' in html
    assert "row-outcome" in html


def test_what_a_result_stands_under_is_not_shown_to_who_may_not_read_it(client):
    write(Draft("forum", "f", [Text("mk", "Тајна соба")], scope="forum:2", path="forums/secret/"))
    news("n", "Марабу", parent_kind="forum", parent_id="f")

    assert "Тајна соба" not in page(client, "mk", q="марабу")


def test_without_a_question_everything_is_shown_kind_by_kind(client):
    news("one", "Савет")
    write(Draft("event", "e", [Text("en", "Meeting")], path="events/e/"))

    html = page(client)

    assert "What can be found here" in html
    assert '<a class="chip" href="?kind=event">Event (1)</a>' in html
    assert "What can be found here" not in page(client, q="савет")


def test_a_filter_written_in_the_query_is_a_filter_and_can_be_taken_back(client):
    news("rs", "Савет", facets={"country": ["RS"]})
    news("me", "Савет", facets={"country": ["ME"]})

    html = page(client, q="савет country:Serbia")

    assert html.count('<article class="row hit') == 1
    assert 'class="chip" href="?q=%D1%81%D0%B0%D0%B2%D0%B5%D1%82">Serbia' in html
    assert '<input type="checkbox" name="country" value="RS" checked>' in html


def test_past_the_last_numbered_page_the_results_go_on(client, monkeypatch):
    monkeypatch.setattr("search.page.LAST_NUMBERED", 4)
    for number in range(7):
        news(str(number), "Савет")
    last = page(client, q="савет", page=2, page_size=2)
    onward = re.search(r'rel="next" href="\?([^"]+)">Further', last)

    further = client.get("/en/search/?" + unescape(onward[1])).content.decode()

    assert further.count('<article class="row hit') == 2
    assert "First page" in further
    assert "Further results" in further


def test_a_filter_that_does_not_exist_is_named_and_the_query_is_kept(client):
    response = client.get("/en/search/", {"q": "савет", "country": "ZZ"})

    html = response.content.decode()
    assert response.status_code == 400
    assert "There is no value “ZZ” for “country”." in html
    assert 'value="савет"' in html


def test_pages_lead_on_with_the_same_filters(client):
    for number in range(25):
        news(str(number), "Савет", facets={"country": ["RS"]})

    html = page(client, q="савет", country="RS")

    assert 'rel="next" href="?q=%D1%81%D0%B0%D0%B2%D0%B5%D1%82&amp;country=RS&amp;page=2"' in html


def test_text_from_a_query_is_shown_as_text(client):
    html = page(client, q='<script>alert("а")</script>')

    assert "<script>alert(" not in html
    assert "&lt;script&gt;alert(" in html


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["sr", "sr-latn"])
def test_the_search_page_can_be_used_by_everybody(open_page, axe, empty_search, language, color_scheme):
    news("one", "Мобилни тимови", "Рад мобилних тимова.", facets={"country": ["RS"]}, state="open")
    reader = open_page(locale=language, color_scheme=color_scheme)

    reader.goto(f"/{language}/search/?q=мобилни+тимови&country=RS")

    assert axe(reader) == []
