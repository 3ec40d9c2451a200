"""The table from above: where the seats of every working table lie, who has spoken, how tables decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import cos, pi, sin

DECISIONS = ("agree", "reservation", "object", "silent")

SIZE = 400  # the drawing is a square of this side
TABLE = 26  # radius of a table's own disc at most
SEAT = 5.5  # radius of a seat at most


@dataclass(frozen=True)
class Seat:
    """A place at a table; the drawing shows only whether it has spoken."""

    spoke: bool = False


@dataclass(frozen=True)
class Table:
    """One working table: its number, the interest it stands for, its seats, and its decision where it has one."""

    number: int
    interest: str
    seats: Sequence[Seat] = field(default_factory=tuple)
    decision: str = ""
    url: str = ""
    lang: str = ""

    @property
    def spoke_count(self) -> int:
        return sum(seat.spoke for seat in self.seats)


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    spoke: bool = False


@dataclass(frozen=True)
class DrawnTable:
    """A table laid out: its centre, its radii and its seats around it."""

    table: Table
    x: float
    y: float
    radius: float
    seat_radius: float
    seats: list[Dot]


def around(x: float, y: float, radius: float, count: int) -> list[tuple[float, float]]:
    """Points evenly around a centre, the first one on top, in reading direction, rounded to a tenth."""
    turns = [2 * pi * step / count - pi / 2 for step in range(count)]
    return [(round(x + radius * cos(turn), 1), round(y + radius * sin(turn), 1)) for turn in turns]


def drawn(tables: Iterable[Table]) -> list[DrawnTable]:
    """The tables in a ring within a square of ``SIZE``; many tables draw smaller, so that none overlap."""
    tables = list(tables)
    if not tables:
        return []
    count = len(tables)
    centre = SIZE / 2
    # Neighbours share the chord between them: half of it, less a breath, is room for a table and its seats.
    room = min(66.0, (SIZE / 2 - 4) * sin(pi / count) / (1 + sin(pi / count))) if count > 1 else 66.0
    radius = min(TABLE, room * 0.48)
    seat_radius = min(SEAT, room * 0.11)
    ring = around(centre, centre, centre - room - 2, count) if count > 1 else [(centre, centre)]
    return [
        DrawnTable(table, x, y, round(radius, 1), round(seat_radius, 1), seats_around(table, x, y, room * 0.78))
        for table, (x, y) in zip(tables, ring, strict=True)
    ]


def seats_around(table: Table, x: float, y: float, radius: float) -> list[Dot]:
    """The seats of a table around its disc."""
    if not table.seats:
        return []
    places = around(x, y, radius, len(table.seats))
    return [Dot(px, py, seat.spoke) for (px, py), seat in zip(places, table.seats, strict=True)]


def decided(tables: Iterable[Table]) -> bool:
    """Whether any table has decided, so that the decisions are worth a column."""
    return any(table.decision for table in tables)
