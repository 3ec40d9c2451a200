"""The line: contribution > position > point > answer > commitment > evidence, for one thing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.functional import Promise

from portal.base.models import Station as ReachedStation

KEYS = tuple(ReachedStation.Key.values)


@dataclass(frozen=True)
class Station:
    """One station as it is drawn. ``note`` is a short text people wrote, in the language ``lang``."""

    key: str
    label: str | Promise
    reached: bool = False
    on: date | None = None
    url: str = ""
    note: str = ""
    lang: str = ""


@dataclass(frozen=True)
class DrawnStation:
    """A station with what the drawing needs: whether the way to the next one has been walked."""

    station: Station
    is_joined: bool


def whole_line(reached: Iterable[Station]) -> list[Station]:
    """All six stations in their order: the given ones, and an open one for each key that is missing."""
    given = {station.key: station for station in reached}
    return [given.get(key) or Station(key, ReachedStation.Key(key).label) for key in KEYS]


def drawn(stations: Iterable[Station]) -> list[DrawnStation]:
    """The stations as drawn: joined to the next one where both are reached."""
    stations = list(stations)
    reached = [station.reached for station in stations]
    walked = [here and there for here, there in pairwise([*reached, False])]
    return [DrawnStation(station, is_joined) for station, is_joined in zip(stations, walked, strict=True)]
