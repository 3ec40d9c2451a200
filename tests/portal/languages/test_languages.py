from dataclasses import dataclass

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from portal.languages import (
    BROWSER_LANGUAGES,
    CONTENT_LANGUAGES,
    READING_ORDER,
    UI_TAGS,
    best_site_language,
    best_text,
    shown_tag,
    tree_of,
)

SITE_LANGUAGES = [code for code, _name in settings.LANGUAGES]
TREES = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]


@dataclass(frozen=True)
class Text:
    language: str


@pytest.mark.parametrize(
    ("wishes", "language"),
    [
        (["sr-ME"], "sr-latn"),
        (["sr_ME"], "sr-latn"),
        (["sr-Latn-ME"], "sr-latn"),
        (["sh"], "sr-latn"),
        (["sh-BA"], "sr-latn"),
        (["cnr"], "sr-latn"),
        (["cnr-ME"], "sr-latn"),
        (["me"], "sr-latn"),
        (["hr"], "sr-latn"),
        (["hr-BA"], "sr-latn"),
        (["sr-BA"], "sr-latn"),
        (["sr"], "sr"),
        (["sr-RS"], "sr"),
        (["sr-XK"], "sr"),
        (["sr-Cyrl-BA"], "sr"),
        (["sr-Latn"], "sr-latn"),
        (["sr-Latn-RS"], "sr-latn"),
        (["sr-RS-Latn"], "sr-latn"),
        (["bs-Latn-BA"], "bs"),
        (["mk-MK"], "mk"),
        (["sq-AL"], "sq"),
        (["en-GB"], "en"),
        (["fr-FR", "de", "mk", "sq"], "mk"),
        (["*"], "en"),
        ([""], "en"),
        ([], "en"),
    ],
)
def test_a_browser_gets_the_site_language_its_reader_reads_best(wishes, language):
    assert best_site_language(wishes) == language


@given(st.lists(st.text(max_size=20)))
def test_any_wish_gets_a_language_of_the_site(wishes):
    assert best_site_language(wishes) in SITE_LANGUAGES


def test_every_table_speaks_of_the_same_site_languages():
    assert list(UI_TAGS) == SITE_LANGUAGES
    assert list(READING_ORDER) == SITE_LANGUAGES
    assert set(BROWSER_LANGUAGES.values()) == set(SITE_LANGUAGES)
    assert [tree_of(language) for language in SITE_LANGUAGES] == ["en", "sr", "sr", "bs", "mk", "sq"]
    assert sorted({tree_of(language) for language in SITE_LANGUAGES}) == sorted(TREES)


@pytest.mark.parametrize("language", SITE_LANGUAGES)
def test_readers_are_shown_their_own_language_before_any_other(language):
    texts = [Text(tag) for tag in CONTENT_LANGUAGES]

    assert best_text(texts, language) == Text(UI_TAGS[language])


@pytest.mark.parametrize(
    ("language", "tags", "best"),
    [
        ("sr-latn", ["sr-Cyrl", "en", "bs"], "sr-Cyrl"),
        ("sr-latn", ["mk", "en", "cnr"], "cnr"),
        ("sr", ["sr-Latn", "en"], "sr-Latn"),
        ("bs", ["sr-Cyrl", "hr", "en"], "hr"),
        ("mk", ["en", "sr-Cyrl"], "sr-Cyrl"),
        ("sq", ["mk", "en"], "en"),
        ("en", ["tr", "mk"], "mk"),
        ("en", ["tr", "ro"], "tr"),  # neither is in the reader's list: the first one
        ("en", [], None),
    ],
)
def test_without_their_own_language_readers_are_shown_the_nearest(language, tags, best):
    shown = best_text([Text(tag) for tag in tags], language)

    assert shown == (Text(best) if best else None)


def test_derived_latin_says_that_it_is_latin():
    assert {ui: shown_tag("sr-Cyrl", ui) for ui in SITE_LANGUAGES} == {
        "en": "sr-Cyrl",
        "sr": "sr-Cyrl",
        "sr-latn": "sr-Latn",
        "bs": "sr-Cyrl",
        "mk": "sr-Cyrl",
        "sq": "sr-Cyrl",
    }
    assert {tag: shown_tag(tag, "sr-latn") for tag in ("mk", "bg", "sr-Latn")} == {
        "mk": "mk",
        "bg": "bg",
        "sr-Latn": "sr-Latn",
    }
