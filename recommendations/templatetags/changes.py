"""What differs between two texts, as HTML: seen, and said to those who do not see it."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.languages import UI_TAGS
from portal.languages.reading import reader_language
from recommendations.marked import ITEMS, Block, Fate, Run, in_script

register = template.Library()

#: The tag for words with a mark, and for words with a fate.
TAGS = {"bold": "strong", "italic": "em", "struck": "s", "code": "code", "inserted": "ins", "deleted": "del"}
#: The tag for a paragraph; items stand together in a list.
PARAGRAPHS = {"text": "p", "heading": "h3", "quote": "blockquote", "code": "pre", "item": "li", "numbered": "li"}
#: Shown where a paragraph begins or no longer begins between words that stay.
END = "¶"


@register.filter
def changes_html(blocks: Iterable[Block], language: str) -> SafeString:
    """Paragraphs with their changes on a page, in the reader's script; each change is announced in words."""
    return as_html(in_script(blocks, language), spoken=True)


@register.filter
def printed_changes(blocks: Iterable[Block]) -> SafeString:
    """The same on paper, where the words are in the reader's script already."""
    return as_html(blocks, spoken=False)


def as_html(blocks: Iterable[Block], *, spoken: bool) -> SafeString:
    grouped = groupby(blocks, key=lambda block: block.level + 1 if block.kind in ITEMS else 0)
    return mark_safe("".join(_together(depth, list(some), spoken) for depth, some in grouped))  # noqa: S308  of safe parts


def _together(depth: int, blocks: Sequence[Block], spoken: bool) -> SafeString:
    """Paragraphs one after the other, or the items of a list, as deep as they stand."""
    shown = format_html_join("", "{}", ((_paragraph(block, spoken),) for block in blocks))
    for _level in range(depth):
        shown = format_html('<ul class="changes-list">{}</ul>', shown)
    return shown


def _paragraph(block: Block, spoken: bool) -> SafeString:
    tag = PARAGRAPHS[block.kind]
    sort = mark_safe(' class="numbered"') if block.kind == "numbered" else ""
    grouped = groupby(_with_end(block), key=lambda run: run.fate)
    words = format_html_join("", "{}", ((_alike(fate, runs, spoken),) for fate, runs in grouped))
    return format_html("<{}{}>{}</{}>", tag, sort, words, tag)


def _with_end(block: Block) -> list[Run]:
    """The runs of a paragraph, and a sign where only its end is new or gone."""
    runs = list(block.runs)
    if block.end != "same" and any(run.fate == "same" for run in runs):
        runs.append(Run(END, fate=block.end))
    return runs


def _alike(fate: Fate, runs: Iterable[Run], spoken: bool) -> SafeString:
    """Words with the same fate, which is announced once."""
    shown = format_html_join("", "{}", ((_words(run),) for run in runs))
    if fate == "same":
        return shown
    said = _said(_("deleted:") if fate == "deleted" else _("inserted:")) if spoken else ""
    return format_html("<{}>{}{}</{}>", TAGS[fate], said, shown, TAGS[fate])


def _words(run: Run) -> SafeString:
    shown = format_html_join(mark_safe("<br>"), "{}", ((line,) for line in run.text.split("\n")))
    for mark in sorted(run.marks):
        shown = format_html("<{}>{}</{}>", TAGS[mark], shown, TAGS[mark])
    if run.address:
        shown = format_html('<a href="{}" rel="nofollow ugc noopener">{}</a>', run.address, shown)
    return shown


def _said(words: str) -> SafeString:
    tag = UI_TAGS.get(reader_language(), "en")
    return format_html('<span class="visually-hidden" lang="{}">{}</span> ', tag, words)
