"""The languages of the portal: what readers choose, where pages live, and what texts are written in.

Four different things carry a language here (docs/decisions/0005-languages.md):
the site language of menus and addresses, the page tree, the content tag of every text, and the script a
reader is shown. This package knows their names and how they relate; it imports nothing else of the portal.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final, TypeVar

SERBIAN_LATIN: Final = "sr-latn"

#: Content tags (BCP 47) with the language's own name; the tag is what ``lang`` attributes carry.
CONTENT_LANGUAGES: Final = {
    "sr-Cyrl": "српски (ћирилица)",
    "sr-Latn": "srpski (latinica)",
    "bs": "bosanski",
    "cnr": "crnogorski",
    "hr": "hrvatski",
    "mk": "македонски",
    "sq": "shqip",
    "en": "English",
    "bg": "български",
    "ro": "română",
    "sl": "slovenščina",
    "tr": "Türkçe",
    "rom": "romani čhib",
}
CONTENT_LANGUAGE_CHOICES: Final = tuple(CONTENT_LANGUAGES.items())

#: Site language -> the tag its own words are written in.
UI_TAGS: Final = {"en": "en", "sr": "sr-Cyrl", "sr-latn": "sr-Latn", "bs": "bs", "mk": "mk", "sq": "sq"}

#: Content tag -> the page tree where such a text stands; every other language stands in the English one.
TREES_OF_TAGS: Final = {"sr-Cyrl": "sr", "sr-Latn": "sr", "cnr": "sr", "bs": "bs", "hr": "bs", "mk": "mk", "sq": "sq"}

#: Site language -> content tags from the most to the least readable for its readers.
READING_ORDER: Final = {
    "en": ("en", "sr-Latn", "sr-Cyrl", "bs", "cnr", "hr", "mk", "sq"),
    "sr": ("sr-Cyrl", "sr-Latn", "cnr", "bs", "hr", "en", "mk", "sq"),
    "sr-latn": ("sr-Latn", "sr-Cyrl", "cnr", "bs", "hr", "en", "mk", "sq"),
    "bs": ("bs", "cnr", "hr", "sr-Latn", "sr-Cyrl", "en", "mk", "sq"),
    "mk": ("mk", "sr-Cyrl", "sr-Latn", "bs", "cnr", "hr", "en", "sq"),
    "sq": ("sq", "en", "mk", "sr-Latn", "sr-Cyrl", "bs", "cnr", "hr"),
}

#: What browsers ask for -> the site language that serves those readers best.
BROWSER_LANGUAGES: Final = {
    "en": "en",
    "sr": "sr",
    "sr-cyrl": "sr",
    "sr-rs": "sr",
    "sr-latn": "sr-latn",
    "sr-rs-latn": "sr-latn",
    "sr-me": "sr-latn",
    "sr-ba": "sr-latn",
    "sh": "sr-latn",
    "me": "sr-latn",
    "cnr": "sr-latn",
    "hr": "sr-latn",
    "bs": "bs",
    "mk": "mk",
    "sq": "sq",
}


def tree_of(ui_language: str) -> str:
    """The page tree (Wagtail locale) that serves a site language: ``sr`` for ``sr-latn``, else itself."""
    return "sr" if ui_language == SERBIAN_LATIN else ui_language


def tag_of_tree(tree: str) -> str:
    """The content tag a new text of that page tree is taken to be written in."""
    return UI_TAGS.get(tree, "en")


def shown_tag(tag: str, ui_language: str) -> str:
    """The ``lang`` a text carries on screen: Serbian Cyrillic reads ``sr-Latn`` where Latin is derived from it."""
    return "sr-Latn" if tag == "sr-Cyrl" and ui_language == SERBIAN_LATIN else tag


@lru_cache(maxsize=1024)
def reading_rank(tag: str, ui_language: str) -> int:
    """How far down a reader's list a content language stands; 0 is the reader's own."""
    order = READING_ORDER.get(ui_language, READING_ORDER["en"])
    return order.index(tag) if tag in order else len(order)


Text = TypeVar("Text")


def best_text(texts: Iterable[Text], ui_language: str) -> Text | None:
    """The text (anything with ``language``) that this reader reads best, or ``None`` when there is none."""
    return min(texts, key=lambda text: reading_rank(text.language, ui_language), default=None)  # type: ignore[attr-defined]


def best_site_language(accepted: Iterable[str]) -> str:
    """The site language for a browser's wishes, best wish first; English when none is served."""
    for wish in accepted:
        parts = wish.strip().lower().replace("_", "-").split("-")
        while parts:
            found = BROWSER_LANGUAGES.get("-".join(parts))
            if found:
                return found
            parts.pop()
    return "en"
