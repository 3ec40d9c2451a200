"""Common ground: what different tables share. A table counts once, however many people sit there."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from forums.models import Forum, Position, Seat, Support, TableVoice, WorkingTable

MARK_WIDTH = 20
AGREE, DISAGREE = TableVoice.Answer.AGREE, TableVoice.Answer.DISAGREE


@dataclass(frozen=True)
class Cell:
    """What one table said, how many heads were counted, and how many of its people support the position here."""

    table: WorkingTable
    answer: str
    answer_words: str
    head_count: int | None
    supporters: int


@dataclass(frozen=True)
class Mark:
    """A table in the picture: what it said, and where the mark begins and has its middle."""

    answer: str
    x: int
    middle: int


@dataclass(frozen=True)
class Shared:
    """One position and where every table stands on it."""

    position: Position
    cells: list[Cell] = field(default_factory=list)

    @property
    def agree(self) -> int:
        return sum(cell.answer == AGREE for cell in self.cells)

    @property
    def disagree(self) -> int:
        return sum(cell.answer == DISAGREE for cell in self.cells)

    @property
    def silent(self) -> int:
        """Tables that have not spoken about it."""
        return len(self.cells) - self.agree - self.disagree

    @property
    def supporters(self) -> int:
        return sum(cell.supporters for cell in self.cells)

    @property
    def tables_with_support(self) -> int:
        return sum(cell.supporters > 0 for cell in self.cells)

    @property
    def heads(self) -> int:
        return sum(cell.head_count or 0 for cell in self.cells if cell.answer == AGREE)

    @property
    def marks(self) -> list[Mark]:
        """One mark a table for the picture: who agrees first, then who does not, then who has not spoken."""
        order = (AGREE, DISAGREE, TableVoice.Answer.NOT_DISCUSSED)
        answers = sorted((cell.answer for cell in self.cells), key=order.index)
        return [
            Mark(answer, 2 + number * MARK_WIDTH, 10 + number * MARK_WIDTH) for number, answer in enumerate(answers)
        ]

    @property
    def width(self) -> int:
        return MARK_WIDTH * max(len(self.cells), 1)

    @property
    def rank(self) -> tuple:
        """Most tables that agree first, then fewest against, then most tables and people that support it."""
        order = (-self.agree, self.disagree, -self.tables_with_support, -self.supporters)
        return (*order, self.position.cycle_id, self.position.number)


def common_ground(forum: Forum) -> tuple[list[WorkingTable], list[Shared]]:
    """The tables, and the shown positions with what each table said, what most tables share first; five queries."""
    tables = list(forum.tables.prefetch_related("texts"))
    positions = list(forum.positions.shown().select_related("cycle"))
    voices = {(voice.position_id, voice.table_id): voice for voice in TableVoice.objects.filter(position__in=positions)}
    support = counted(
        Support.objects.filter(position__in=positions, seat__state=Seat.State.HELD).values_list(
            "position_id", "seat__table_id"
        )
    )
    shared = [
        Shared(position, [cell_of(position, table, voices, support) for table in tables]) for position in positions
    ]
    return tables, sorted(shared, key=lambda one: one.rank)


def counted(pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], int]:
    counts: dict[tuple[int, int], int] = {}
    for pair in pairs:
        counts[pair] = counts.get(pair, 0) + 1
    return counts


def cell_of(position: Position, table: WorkingTable, voices: dict, support: dict) -> Cell:
    voice = voices.get((position.pk, table.pk))
    answer = voice.answer if voice else TableVoice.Answer.NOT_DISCUSSED
    return Cell(
        table=table,
        answer=answer,
        answer_words=str(TableVoice.Answer(answer).label),
        head_count=voice.head_count if voice else None,
        supporters=support.get((position.pk, table.pk), 0),
    )
