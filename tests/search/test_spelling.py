import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.spellings import distance, hints
from search.lookups import forget_lost_words
from search.models import SearchEntry, SearchScope, SearchWord
from search.writing import Draft, Text, forget, hide, write

pytestmark = pytest.mark.usefixtures("empty_search")


def news(source_id: str, title: str, body: str = "", language: str = "sr-Cyrl", **others) -> SearchEntry:
    return write(Draft("news", source_id, [Text(language, title, body)], path=f"news/{source_id}/", **others))


def meant(client, query: str, **parameters) -> str | None:
    return client.get("/api/search/", {"q": query} | parameters).json()["did_you_mean"]


@pytest.mark.parametrize(
    ("typed", "meant_by_it"),
    [
        ("storkovi", "storkovci"),
        ("Storkvoci", "Storkovci"),
        ("сторкови", "сторковци"),
        ("бела storkovi", "бела storkovci"),
        ('"storkovi bela"', '"storkovci bela"'),
        ("djurdjefdan", "đurđevdan"),
        ("storkovci", None),
        ("storkovcima", None),
        ("vasiona", None),
        ("", None),
    ],
)
def test_a_misspelt_word_is_set_right_in_the_script_it_was_typed_in(client, typed, meant_by_it):
    news("one", "Сторковци бела", "Ђурђевдан")

    assert meant(client, typed) == meant_by_it


def test_plain_d_is_a_suggestion_for_the_letter_with_a_stroke(client):
    news("one", "Међупростор")

    assert meant(client, "medupprostor") == "međuprostor"


def test_the_nearest_word_comes_before_the_more_frequent_one(client):
    news("near", "Марабунта")
    for number in range(3):
        news(str(number), "Марабунске")

    assert meant(client, "maraabunta") == "marabunta"


def test_names_of_the_vocabularies_are_known_in_every_language(client):
    news("one", "Напредак", facets={"theme": ["social-inclusion"]})

    assert meant(client, "soccial incluusion") == "social inclusion"


@pytest.mark.parametrize("query", ["storkovi", "бела storkovi", '"storkovi bela"'])
def test_no_word_is_suggested_that_the_reader_may_not_read(client, query):
    news("closed", "Сторковци", "бела", scope="forum:1")
    news("public", "Бела")

    assert meant(client, query) is None


def test_a_word_of_a_forum_that_closed_is_not_suggested_any_more(client):
    scope = SearchScope.objects.create(name="forum:1", is_public=True)
    news("one", "Сторковци", scope="forum:1")
    while_open = meant(client, "storkovi")

    SearchScope.objects.filter(pk=scope.pk).update(is_public=False)

    assert (while_open, meant(client, "storkovi")) == ("storkovci", None)


@pytest.mark.parametrize("act", [hide, forget])
def test_a_hidden_word_is_not_suggested_and_soon_not_known(client, act):
    news("one", "Сторковци бела")
    news("other", "бела")

    act("news", "one")

    at_once = meant(client, "storkovi")
    forget_lost_words()
    known = set(SearchWord.objects.filter(word__in=["storkovci", "bela"]).values_list("word", flat=True))
    assert (at_once, known) == (None, {"bela"})


def test_a_suggestion_keeps_the_filters_and_finds_something_with_them(client):
    news("rs", "Сторковци", facets={"country": ["RS"]})

    assert meant(client, "storkovi", country="RS") == "storkovci"
    assert meant(client, "country:RS storkovi") == "country:RS storkovci"
    assert meant(client, "storkovi", country="ME") is None


def test_where_enough_was_found_nothing_is_suggested(client):
    for number in range(3):
        news(str(number), "Сторкови", dated_at=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
    news("one", "Сторковци")

    assert meant(client, "storkovi") is None


def test_the_page_shows_the_suggestion_as_a_link(client):
    news("one", "Сторковци")

    html = client.get("/sr/search/", {"q": "storkovi"}).content.decode()

    assert 'href="?q=storkovci"' in html


@given(st.text("abcde", min_size=1, max_size=9), st.text("abcde", max_size=9))
def test_distance_counts_as_much_as_there_is_to_change(one, other):
    far = distance(one, other, 2)

    assert far == distance(other, one, 2)
    assert (far == 0) == (one == other)
    assert far >= min(3, abs(len(one) - len(other)))


@given(st.text("abcde", min_size=4, max_size=12), st.integers(0, 11), st.sampled_from("abcde"))
def test_words_one_letter_apart_share_a_hint(word, place, letter):
    at = place % len(word)

    for other in (word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :]):
        assert not hints(word).isdisjoint(hints(other))
