import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.languages.latin import to_latin
from search.analysis import KEY_LENGTH, analyse, analyse_query, exact_key, fold, keys

CYRILLIC_WORDS = st.text(alphabet="абвгдђежзијклљмнњопрстћуфхцчџш", min_size=1, max_size=12)
BARE = str.maketrans(
    {"đ": "dj", "ž": "z", "č": "c", "ć": "c", "š": "s", "Đ": "Dj", "Ž": "Z", "Č": "C", "Ć": "C", "Š": "S"}
)


@given(CYRILLIC_WORDS)
def test_every_spelling_of_a_word_has_the_same_keys(cyrillic):
    latin = to_latin(cyrillic)
    spellings = {cyrillic, cyrillic.upper(), cyrillic.capitalize(), latin, latin.upper(), latin.translate(BARE)}
    spellings |= {unicodedata.normalize("NFD", spelling) for spelling in spellings}

    found = {tuple(keys(spelling)) for spelling in spellings}

    assert len(found) == 1


@given(st.text(max_size=200))
def test_any_text_has_keys_that_no_engine_cuts_again(text):
    for key in keys(text):
        assert key.isascii()
        assert key.isalnum()
        assert len(key) <= KEY_LENGTH


def test_no_character_there_is_raises_alone_or_among_letters():
    every = "".join(map(chr, range(sys.maxunicode + 1)))

    assert all(key.isascii() and key.isalnum() for key in keys(every))
    assert all(key.isascii() and key.isalnum() for key in keys("б".join(every[:0x3000])))


@given(st.text(max_size=200))
def test_a_word_stands_where_its_token_says(text):
    for token in analyse(text, "mk"):
        assert fold(text[token.start : token.end]) == token.exact


@given(st.text(alphabet="абвгдѓежзѕијклљмнњопрстќуфхцчџш ", max_size=60))
def test_a_query_reaches_every_text_its_own_words_are_in(text):
    asked = [set(token.keys) for token in analyse_query(text)]

    written = [set(token.keys) for token in analyse(text, "mk")]

    assert all(ours & theirs for ours, theirs in zip(asked, written, strict=True))


@pytest.mark.parametrize(
    "spellings",
    [
        ["мобилни тимови", "mobilni timovi", "mobilnih timova", "MOBILNIM TIMOVIMA", "mobilnim timovima"],
        ["zaštita", "zastita", "заштита", "ЗАШТИТА"],
        ["ђаци", "đaci", "djaci", "ĐACI"],
        ["ЏЕП", "džep", "dzep", "Džep"],
    ],
)
def test_spellings_and_forms_that_readers_take_for_the_same_ask_the_same(spellings):
    asked = {tuple(frozenset(token.keys) for token in analyse_query(spelling)) for spelling in spellings}

    assert len(asked) == 1


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("zaštita", "zaštite", "sr-Latn"),
        ("деца", "djecu", "bs"),
        ("izveštaj", "izvještaja", "cnr"),
        ("препорака", "препораките", "mk"),
        ("mobilnih timova", "мобилниот тим", "mk"),
        ("communities", "community", "en"),
        ("children", "child", "en"),
        ("shërbim", "shërbimet", "sq"),
        ("услуга", "услугите", "bg"),
        ("comunități", "comunitate", "ro"),
    ],
)
def test_forms_of_a_word_meet(one, other, language):
    asked = [set(token.keys) for token in analyse_query(one)]

    written = [set(token.keys) for token in analyse(other, language)]

    assert all(ours & theirs for ours, theirs in zip(asked, written, strict=True))


@pytest.mark.parametrize(("one", "other"), [("општина", "опшивање"), ("socijalna", "socijalizam"), ("stanje", "stan")])
def test_different_words_do_not_meet(one, other):
    assert not set(keys(one)) & set(keys(other))


def test_a_token_carries_its_place_its_word_and_its_keys():
    (token,) = analyse("„мобилних“", "sr-Cyrl")

    assert token == (1, 9, "mobilnih", ("smobiln",), "smobiln")
    assert exact_key(token.exact) == "xmobilnih"


def test_words_of_a_language_with_a_table_have_its_base_form_too():
    (token,) = analyse("тимот", "mk")

    assert token.keys == ("stimot", "lmktim")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Roma-inclusion, 2026!", ["roma", "inclusion", "2026"]),
        ("ç'është", ["c", "eshte"]),
        ("со\u00adци\u00adјал\u00adни", ["socijalni"]),
        ("İstanbul ISPARTA ılıca", ["istanbul", "isparta", "ilica"]),
        ("a_b", ["a", "b"]),
        ("Αθήνα и Скопје", ["i", "skopje"]),
        ("ﬁnance ①", ["finance", "1"]),
        ("", []),
    ],
)
def test_words_are_cut_where_a_reader_cuts_them(text, words):
    assert [token.exact for token in analyse(text)] == words


def test_the_analysis_needs_no_django():
    code = "import sys; from search.analysis import keys; keys('мобилни тимови'); sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603
