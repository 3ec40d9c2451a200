"""The parts of a point that are the same for everybody, drawn once in a process (``portal.base.fragments``).

A document may have three hundred points, and each is drawn from plain words: whatever would show something else is
another value, so nothing old is ever shown.
"""

from dataclasses import dataclass
from functools import lru_cache

from django import template
from django.utils.safestring import SafeString

from portal.base.fragments import KEPT, fragment
from portal.base.line import Station
from portal.base.templatetags.reading import user_text
from portal.languages.reading import readable, reader_language, shown_as
from recommendations.points import Point

register = template.Library()


@dataclass(frozen=True)
class PointHead:
    """What stands at the top of a point: its number, its words, what it is and whom it asks."""

    public_id: str
    number: int
    former_ids: tuple[str, ...]
    text: str
    language: str
    facts: tuple[tuple[str, str], ...]
    is_outdated: bool
    authentic_url: str
    kind: str
    level: str
    asked: str
    asked_lang: str


@dataclass(frozen=True)
class Cited:
    """A source as a line of a list."""

    words: str
    text: str
    language: str
    by: str
    url: str


@dataclass(frozen=True)
class PointTrail:
    """What stands below a point: how far it came, where it comes from, how much was said about it."""

    line: tuple[Station, ...]
    sources: tuple[Cited, ...]
    number: int
    url: str
    change_count: int
    comment_count: int


@register.filter
def point_text(source: str, tag: str) -> SafeString:
    """The words of a point as safe HTML in the reader's script, as ``user_text`` makes them."""
    return text_in(source, tag, reader_language())


@lru_cache(maxsize=KEPT)
def text_in(source: str, tag: str, language: str) -> SafeString:
    """The same for readers of one language of the menus."""
    return user_text(source, tag)


@register.simple_tag
def point_head(point: Point) -> SafeString:
    """The number, the words and the facts of a point."""
    return fragment("recommendations/_point_head.html", shown=head_of(point))


@register.simple_tag
def point_trail(point: Point) -> SafeString:
    """The line of a point, its sources, and the way to its own page."""
    return fragment("recommendations/_point_trail.html", shown=trail_of(point))


def head_of(point: Point) -> PointHead:
    entry, text = point.entry, point.text
    name = entry.addressee.best_name(reader_language()) if entry.addressee else None
    asked = readable(name.text, name.language) if name else entry.addressee.slug if entry.addressee else ""
    return PointHead(
        public_id=entry.clause.public_id,
        number=entry.ordinal,
        former_ids=tuple(point.former_ids),
        text=text.text if text else "",
        language=text.language if text else "",
        facts=tuple(text.named_facts) if text else (),
        is_outdated=point.is_outdated,
        authentic_url=f"{point.url}#languages" if point.authentic else "",
        kind=str(entry.get_kind_display()),
        level=str(entry.get_level_display()),
        asked=asked,
        asked_lang=shown_as(name.language) if name else "",
    )


def trail_of(point: Point) -> PointTrail:
    sources = (Cited(str(one.words), one.text, one.language, one.by, one.url) for one in point.sources)
    return PointTrail(
        line=tuple(point.line),
        sources=tuple(sources),
        number=point.entry.ordinal,
        url=point.url,
        change_count=point.counts.get("amendments", 0),
        comment_count=point.counts.get("comments", 0),
    )
