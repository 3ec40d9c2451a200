import datetime
import re

import pytest
from django.test import override_settings

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
