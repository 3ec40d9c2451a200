"""What stands around the conversations of a forum: its cycles with their stages, its tables with their seats."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from forums.models import Cycle, Forum, Post, Stage, TableText, Thread, WorkingTable
from portal.base.ring import Seat, Table
from portal.languages.ranks import reading_rank
from portal.languages.reading import readable, shown_as


@dataclass
class Around:
    """The cycles that have stages, with them, in order; the tables in the order of their numbers."""

    cycles: list[Cycle] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


def around(forum: Forum) -> Around:
    """Cycles and tables of the forum, in one query for both; the cycles are remembered on the forum."""
    rows = list(stage_rows_of(forum).union(seat_rows_of(forum), all=True))
    cycles = cycles_from([row for row in rows if row[0]], forum)
    forum._prefetched_objects_cache = {"cycles": cycles}
    return Around(cycles, tables_from([row for row in rows if not row[0]]))


def text(value: str = ""):
    return Value(value, output_field=CharField())


def stage_rows_of(forum: Forum):
    """A row of every stage: 1, its cycle (key, number, state), ordinal, kind, when it opens and closes."""
    return (
        Stage.objects.filter(cycle__forum=forum)
        .order_by()
        .values_list(
            Value(1, output_field=IntegerField()),
            "cycle_id",
            Cast("cycle__number", IntegerField()),
            "cycle__state",
            Cast("ordinal", IntegerField()),
            "kind",
            "opens_at",
            "closes_at",
            Value(False, output_field=BooleanField()),
            text(),
        )
    )


def seat_rows_of(forum: Forum):
    """A row of every seat, one at least of every table: 0, the table (key, number), its interest with its language."""
    texts = TableText.objects.filter(table=OuterRef("pk")).order_by(reading_rank(), "pk")
    never = Value(None, output_field=DateTimeField())
    # Driven from the posts of one person, which are few, never from all posts of the forum.
    here = Exists(Thread.objects.filter(pk=OuterRef("thread_id"), forum=forum))
    said = Post.objects.filter(here, state=Post.State.PUBLISHED)
    by_user = Q(seats__user__isnull=False) & Exists(said.filter(author=OuterRef("seats__user")))
    by_code = Q(seats__participant__isnull=False) & Exists(said.filter(participant=OuterRef("seats__participant")))
    held = Coalesce(F("seats__state"), text())
    tables = WorkingTable.objects.filter(forum=forum).order_by()
    return tables.annotate(
        held=held, spoke=Case(When(by_user | by_code, then=Value(True)), default=Value(False))
    ).values_list(
        Value(0, output_field=IntegerField()),
        "pk",
        Cast("number", IntegerField()),
        Coalesce(Subquery(texts.values("interest")[:1], output_field=CharField()), text()),
        Value(0, output_field=IntegerField()),
        Coalesce(Subquery(texts.values("language")[:1], output_field=CharField()), text("en")),
        never,
        never,
        "spoke",
        "held",
    )


def cycles_from(rows: list[tuple], forum: Forum) -> list[Cycle]:
    by_cycle: dict[tuple, list[Stage]] = defaultdict(list)
    for _is_stage, pk, number, state, ordinal, kind, opens_at, closes_at, *_rest in sorted(rows, key=in_order):
        stage = Stage(ordinal=ordinal, kind=kind, opens_at=opens_at, closes_at=closes_at, cycle_id=pk)
        by_cycle[pk, number, state].append(stage)
    cycles = []
    for (pk, number, state), stages in by_cycle.items():
        cycle = Cycle(pk=pk, number=number, state=state, forum=forum)
        cycle._prefetched_objects_cache = {"stages": stages}
        cycles.append(cycle)
    return cycles


def in_order(row: tuple) -> tuple[int, int]:
    """By the number of the cycle or table, then by the ordinal of the stage."""
    return row[2], row[4]


def tables_from(rows: list[tuple]) -> list[Table]:
    seats: dict[tuple, list[Seat]] = defaultdict(list)
    for _is_stage, _pk, number, interest, _ordinal, tag, _opens, _closes, spoke, held in sorted(rows, key=in_order):
        table = seats[number, interest, tag]
        if held == "held":
            table.append(Seat(bool(spoke)))
    return [
        Table(number, readable(interest, tag), its_seats, lang=shown_as(tag))
        for (number, interest, tag), its_seats in seats.items()
    ]
