"""What differs between two versions, point by point and word by word."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from portal.base.differences import Piece, words_changed
from recommendations.models import Version, VersionClause

ChangeKind = Literal["same", "changed", "inserted", "deleted"]


@dataclass(frozen=True)
class ClauseChange:
    """A point in two versions. ``kind``: same, changed, inserted, deleted; numbers are 0 where it is missing."""

    public_id: str
    kind: ChangeKind
    old_number: int
    new_number: int
    pieces: Sequence[Piece]


def changes_between(old: Version, new: Version, language: str) -> list[ClauseChange]:
    """Every point of either version in the order of the new one, deleted points where they stood."""
    before, after = _by_clause(old, language), _by_clause(new, language)
    order = list(after)
    for position, key in enumerate(before):
        if key not in after:
            order.insert(min(position, len(order)), key)
    return [_change(key, before.get(key), after.get(key)) for key in order]


def _by_clause(version: Version, language: str) -> dict[str, tuple[int, str]]:
    entries = version.clauses.select_related("clause").prefetch_related("texts")
    return {entry.clause.public_id: (entry.ordinal, _text(entry, language)) for entry in entries}


def _text(entry: VersionClause, language: str) -> str:
    return next((text.text for text in entry.texts.all() if text.language == language), "")


def _change(key: str, before: tuple[int, str] | None, after: tuple[int, str] | None) -> ClauseChange:
    old_number, old_text = before or (0, "")
    new_number, new_text = after or (0, "")
    return ClauseChange(key, _kind(before, after), old_number, new_number, words_changed(old_text, new_text))


def _kind(before: tuple[int, str] | None, after: tuple[int, str] | None) -> ChangeKind:
    if before is None:
        return "inserted"
    if after is None:
        return "deleted"
    return "same" if before[1] == after[1] else "changed"
