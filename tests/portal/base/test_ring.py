from itertools import combinations
from math import dist

import pytest

from portal.base.ring import SIZE, Dot, Seat, Table, drawn


def forum(count: int) -> list[Table]:
    return [Table(number, f"interest {number}", [Seat(place < 2) for place in range(10)]) for number in range(count)]


@pytest.mark.parametrize("count", range(1, 13))
def test_everything_drawn_stays_inside_the_square(count):
    tables = drawn(forum(count))

    outside = [
        dot
        for table in tables
        for dot in [*table.seats, Dot(table.x, table.y)]
        if not (table.seat_radius <= dot.x <= SIZE - table.seat_radius and 0 <= dot.y <= SIZE)
    ]

    assert outside == []


@pytest.mark.parametrize("count", range(2, 13))
def test_seats_of_neighbouring_tables_never_overlap(count):
    tables = drawn(forum(count))

    overlapping = [
        (one, other)
        for first, second in combinations(tables, 2)
        for one in first.seats
        for other in second.seats
        if dist((one.x, one.y), (other.x, other.y)) < first.seat_radius + second.seat_radius
    ]

    assert overlapping == []


def test_seats_show_who_has_spoken_and_nothing_else():
    table = Table(3, "older people", [Seat(True), Seat(False), Seat(True)])

    seats = drawn([table])[0].seats

    assert [seat.spoke for seat in seats] == [True, False, True]
    assert table.spoke_count == 2


def test_a_forum_without_tables_draws_nothing():
    assert drawn([]) == []
