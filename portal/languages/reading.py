"""What a reader is shown: which of several texts, in which script, under which ``lang``."""

from collections.abc import Iterable, Sequence
from typing import TypeVar, cast

from django.utils.translation import get_language

from portal.languages import SERBIAN_LATIN, best_text, shown_tag
from portal.languages.latin import html_to_latin, to_latin

Text = TypeVar("Text")


def reader_language() -> str:
    """The site language of the menus this reader sees."""
    return get_language() or "en"


def best(texts: Iterable[Text]) -> Text | None:
    """The text that the present reader reads best, of things with ``language``."""
    return best_text(texts, reader_language())


def best_of(texts: Sequence[Text]) -> Text:
    """The same where there is one text at least."""
    return cast("Text", best(texts))


def shown_as(tag: str) -> str:
    """The ``lang`` under which a text of that tag is shown to the present reader."""
    return shown_tag(tag, reader_language())


def readable(text: str, tag: str) -> str:
    """The text in the reader's script: Serbian Cyrillic becomes Latin where the reader chose Latin."""
    return to_latin(text) if tag == "sr-Cyrl" and reader_language() == SERBIAN_LATIN else text


def readable_html(html: str, tag: str) -> str:
    """The same for HTML; tags, code, addresses and passages in other languages stay as they are."""
    return html_to_latin(html) if tag == "sr-Cyrl" and reader_language() == SERBIAN_LATIN else html
