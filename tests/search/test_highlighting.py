import pytest

from search.analysis import analyse_query
from search.highlighting import WORDS_SHOWN, Wanted, snippet


def wanted(query: str) -> Wanted:
    return Wanted([frozenset(token.keys) for token in analyse_query(query)])


@pytest.mark.parametrize(
    ("query", "ui_language", "html"),
    [
        ("mobilni", "sr", "Рад <mark>мобилних</mark> тимова."),
        ("мобилни тим", "sr", "Рад <mark>мобилних</mark> <mark>тимова</mark>."),
        ("mobilni", "sr-latn", "Rad <mark>mobilnih</mark> timova."),
        ("школа", "en", "Рад мобилних тимова."),
    ],
)
def test_words_that_meet_the_query_are_marked_in_the_readers_script(query, ui_language, html):
    assert snippet("Рад мобилних тимова.", "sr-Cyrl", wanted(query), ui_language) == html


def test_other_languages_keep_their_script():
    assert snippet("Мобилни тимови", "mk", wanted("тим"), "sr-latn") == "Мобилни <mark>тимови</mark>"


def test_a_long_text_shows_the_stretch_with_most_of_the_query():
    body = "тим " + "реч " * 200 + "тим помаже породици" + " реч" * 200

    shown = snippet(body, "sr-Cyrl", wanted("тим породица"), "sr")

    assert shown.startswith("… реч")
    assert "<mark>тим</mark> помаже <mark>породици</mark>" in shown
    assert shown.endswith("реч …")
    assert len(shown.split()) == WORDS_SHOWN + 2


def test_markup_in_a_text_is_shown_as_it_was_written():
    shown = snippet('<script>alert("тим")</script> & <b>', "sr-Cyrl", wanted("тим"), "sr")

    assert shown == "script&gt;alert(&quot;<mark>тим</mark>&quot;)&lt;/script&gt; &amp; &lt;b"


def test_an_empty_text_has_an_empty_snippet():
    assert snippet("", "en", wanted("team"), "en") == ""
