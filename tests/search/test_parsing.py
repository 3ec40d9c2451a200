import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.parsing import LONGEST_QUERY, MOST_WORDS, parse
from search.shortcuts import meaning


def words(text: str) -> list[str]:
    return [token.exact for token in parse(text).words]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("мобилни тимови", ["mobilni", "timovi"]),
        ("Roma-inclusion, 2026!", ["roma", "inclusion", "2026"]),
        ("а -б в", ["a", "v"]),
        ("e-uprava", ["e", "uprava"]),
        ("- а", ["a"]),
        ("", []),
    ],
)
def test_words_are_what_a_reader_takes_for_words(text, found):
    assert words(text) == found


@pytest.mark.parametrize(
    "text", ['"социјални рад" Ниш', "„социјални рад“ Ниш", "Ниш “социјални рад”", "«социјални рад» Ниш"]
)
def test_quotes_of_every_language_make_a_phrase(text):
    query = parse(text)

    assert (query.phrases, [token.exact for token in query.words]) == ([("ssocijaln", "srad")], ["nis"])


def test_a_quote_that_never_ends_reaches_to_the_end():
    assert parse('Ниш "социјални рад').phrases == [("ssocijaln", "srad")]


def test_a_minus_leaves_out_a_word_or_a_phrase():
    query = parse('тим -школа -"социјални рад" -e-uprava')

    assert query.without_words == ["xskola"]
    assert query.without_phrases == [("ssocijaln", "srad"), ("se", "suprav")]
    assert [token.exact for token in query.words] == ["tim"]


@pytest.mark.parametrize(
    ("text", "shortcuts", "plain"),
    [
        ("тим country:RS", [("country", "RS")], "тим"),
        ("country:rs тим", [("country", "RS")], "тим"),
        ('земља:"North Macedonia" тим', [("country", "MK")], "тим"),
        ("zemlja:Србија vend:serbia", [("country", "RS"), ("country", "RS")], ""),
        ('oblast:"социјална инклузија"', [("theme", "social-inclusion")], ""),
        ("country:Атлантида", [], "country:Атлантида"),
        ("colour:blue", [], "colour:blue"),
        ("-country:RS", [], "-country:RS"),
        ("country:", [], "country:"),
        ('"country:RS"', [], '"country:RS"'),
    ],
)
def test_a_filter_can_be_written_in_the_query(db, text, shortcuts, plain):
    query = parse(text, meant_by=meaning)

    assert [(shortcut.facet, shortcut.code) for shortcut in query.shortcuts] == shortcuts
    assert query.plain == plain


def test_a_name_that_is_no_filter_is_a_word_like_any_other():
    assert words("colour:blue country:RS") == ["colour", "blue", "country", "rs"]
    assert parse('colour:"светло плаво"').phrases == parse('colour "светло плаво"').phrases


def test_what_leaves_nothing_to_search_for_is_named():
    assert parse("Αθήνα тим !?").ignored == ["Αθήνα"]


def test_a_query_without_end_is_cut():
    query = parse("реч " * 5_000)

    assert (len(query.text) <= LONGEST_QUERY, len(query.words)) == (True, MOST_WORDS)


@given(st.text(max_size=300))
def test_any_text_is_a_query(text):
    parse(text)
