"""The table from above: where the seats of every working table lie, who has spoken, how tables decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import cos, pi, sin

SIZE = 400  # the drawing is a square of this side
CENTRE = SIZE / 2
LARGEST_ROOM = 64.0  # how far a table with its seats reaches at most, or two tables would look like wheels


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
    decision: str = ""  # agree, reservation, object, silent, or none yet
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


def room_of(count: int) -> float:
    """How far a table with its seats may reach from its centre, so that neighbours in the ring never overlap."""
    if count < 2:
        return LARGEST_ROOM
    half_turn = sin(pi / count)  # neighbours share the chord between their centres
    return min(LARGEST_ROOM, CENTRE * half_turn / (1 + half_turn))


def round_of(count: int) -> float:
    """Radius of the ring on which the tables' centres lie."""
    return round(CENTRE - room_of(count), 1) if count > 1 else 0


def drawn(tables: Iterable[Table]) -> list[DrawnTable]:
    """The tables in a ring within a square of ``SIZE``; the more there are, the smaller they draw."""
    tables = list(tables)
    room = room_of(len(tables))
    radius, seat_radius = round(room * 0.42, 1), round(room * 0.09, 1)
    return [
        DrawnTable(table, x, y, radius, seat_radius, seats_around(table, x, y, room * 0.78))
        for table, (x, y) in zip(tables, around(CENTRE, CENTRE, round_of(len(tables)), len(tables)), strict=True)
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
