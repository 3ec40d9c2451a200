"""The three signatures of the portal: the line, the table from above, the woven band."""

from collections.abc import Iterable

from django import template

from portal.base import band as bands
from portal.base import line as lines
from portal.base import ring as rings

register = template.Library()

THREADS = {bands.LIGHT: "light", bands.ACCENT: "accent", bands.DEEP: "deep"}


@register.inclusion_tag("base/_line.html")
def line(stations: Iterable[lines.Station], size: str = "normal") -> dict:
    """The line as an ordered list with states in words. ``size``: ``small`` (beside a hit), ``normal``, ``large``."""
    return {"stations": lines.drawn(stations), "size": size}


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
    }


@register.inclusion_tag("base/_band.html")
def band(public_id: str, kind: str) -> dict:
    """The woven band of a thing, in the colour of its kind; decoration, hidden from readers' aids."""
    weave = bands.weave(public_id)
    return {
        "weave": weave,
        "paths": [(THREADS[thread], path) for thread, path in weave.paths],
        "name": f"{kind}-{public_id}",
        "kind": kind,
        "width": bands.WIDTH,
        "height": bands.HEIGHT,
    }
