"""The three signatures of the portal: the line, the table from above, the woven band.

Lists show twenty of them at once, so the line is put together here rather than in a template (a fifth of the time),
and a band is drawn once in a process.
"""

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.base import band as bands
from portal.base import line as lines
from portal.base import ring as rings

register = template.Library()

THREADS = {bands.LIGHT: "light", bands.ACCENT: "accent", bands.DEEP: "deep"}


@register.simple_tag
def line(stations: Iterable[lines.Station], size: str = "normal") -> SafeString:
    """The line as an ordered list with states in words. ``size``: ``small`` (beside a hit), ``normal``, ``large``."""
    drawn = lines.drawn(stations)
    if size == "small":
        said = tuple((str(one.station.label), one.station.reached, one.is_joined) for one in drawn)
        return small_line(said, get_language())
    return ordered(size, [(one.station.reached, one.is_joined, full_content(one.station)) for one in drawn])


@lru_cache(maxsize=1024)
def small_line(said: tuple[tuple[str, bool, bool], ...], language: str) -> SafeString:
    """A line of marks, said to those who do not see it; lists hold the same few of them over and over."""
    content = '<span class="visually-hidden">{}: {}</span>'
    return ordered(
        "small",
        [(reached, is_joined, format_html(content, label, in_words(reached))) for label, reached, is_joined in said],
    )


def ordered(size: str, items: list[tuple[bool, bool, SafeString]]) -> SafeString:
    """The list itself, from what each station has reached, joins and holds."""
    parts = (
        ("is-reached" if reached else "is-open", " is-joined" if is_joined else "", content)
        for reached, is_joined, content in items
    )
    return format_html(
        '<ol class="line line-{}" aria-label="{}">{}</ol>',
        size,
        _("What became of it"),
        format_html_join("", '<li class="station {}{}">{}</li>', parts),
    )


def full_content(station: lines.Station) -> SafeString:
    """Name, date or state, and note of a station."""
    tag = '<a class="station-name" href="{1}">{0}</a>' if station.url else '<span class="station-name">{0}</span>'
    name = format_html(tag, station.label, station.url)
    return name + when(station) + note(station)


def when(station: lines.Station) -> SafeString:
    if station.on is None:
        return format_html('<span class="station-when">{}</span>', in_words(station.reached))
    return format_html(
        '<time class="station-when" datetime="{}">{}</time>',
        station.on.isoformat(),
        date_format(station.on, "SHORT_DATE_FORMAT"),
    )


def note(station: lines.Station) -> SafeString:
    if not station.note:
        return SafeString("")
    tag = (
        '<span class="station-note" lang="{1}">{0}</span>' if station.lang else '<span class="station-note">{0}</span>'
    )
    return format_html(tag, station.note, station.lang)


def in_words(reached: bool) -> str:
    return _("reached") if reached else _("not yet")


@register.inclusion_tag("base/_ring.html")
def ring(tables: Iterable[rings.Table], caption: str = "") -> dict:
    """The tables of a forum from above, and the same as a table of figures."""
    tables = list(tables)
    return {
        "tables": rings.drawn(tables),
        "size": rings.SIZE,
        "round": rings.round_of(len(tables)),
        "caption": caption,
        "decided": rings.decided(tables),
        "tells_who_spoke": not rings.decided(tables) or any(table.spoke_count for table in tables),
    }


@register.simple_tag
@lru_cache(maxsize=1024)
def band(public_id: str, kind: str) -> SafeString:
    """The woven band of a thing, in the colour of its kind; decoration, hidden from readers' aids."""
    weave = bands.weave(public_id)
    context = {
        "weave": weave,
        "paths": [(THREADS[thread], path) for thread, path in weave.paths],
        "name": f"{kind}-{public_id}",
        "kind": kind,
        "width": bands.WIDTH,
        "height": bands.HEIGHT,
    }
    return SafeString(render_to_string("base/_band.html", context).strip())
