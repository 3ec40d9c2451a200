"""What differs between two versions, point by point and word by word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from portal.base.differences import Piece, words_changed
from recommendations.marked import Block, blocks_changed
from recommendations.models import ClauseText, Version, VersionClause

ChangeKind = Literal["same", "changed", "inserted", "deleted"]


@dataclass(frozen=True)
class FactChange:
    """What a project idea says besides its text, under its name, in two versions."""

    name: str
    pieces: Sequence[Piece]


@dataclass(frozen=True)
class ClauseChange:
    """A point in two versions. ``kind``: same, changed, inserted, deleted; numbers are 0 where it is missing."""

    public_id: str
    kind: ChangeKind
    old_number: int
    new_number: int
    blocks: Sequence[Block]
    facts: Sequence[FactChange] = ()


@dataclass(frozen=True)
class Standing:
    """How a point stands in one version: its number, its words in the language compared."""

    number: int = 0
    text: str = ""
    facts: Mapping[str, str] | None = None


def changes_between(old: Version, new: Version, language: str) -> list[ClauseChange]:
    """Every point of either version in the order of the new one, deleted points where they stood."""
    before, after = _by_clause(old, language), _by_clause(new, language)
    order = list(after)
    for position, key in enumerate(before):
        if key not in after:
            order.insert(min(position, len(order)), key)
    return [_change(key, before.get(key), after.get(key)) for key in order]


def facts_changed(old: Mapping[str, str] | None, new: Mapping[str, str] | None) -> list[FactChange]:
    """Every fact that either of two texts of a project idea says, word by word."""
    before, after = old or {}, new or {}
    return [
        FactChange(str(fact.label), words_changed(before.get(fact.value, ""), after.get(fact.value, "")))
        for fact in ClauseText.Fact
        if fact.value in before or fact.value in after
    ]


def standing(entry: VersionClause, language: str) -> Standing:
    """The point as it stands in its version, in one language."""
    text = next((text for text in entry.texts.all() if text.language == language), None)
    return Standing(entry.ordinal, text.text, text.facts) if text else Standing(entry.ordinal)


def _by_clause(version: Version, language: str) -> dict[str, Standing]:
    entries = version.clauses.select_related("clause").prefetch_related("texts")
    return {entry.clause.public_id: standing(entry, language) for entry in entries}


def _change(key: str, before: Standing | None, after: Standing | None) -> ClauseChange:
    old, new = before or Standing(), after or Standing()
    return ClauseChange(
        public_id=key,
        kind=_kind(before, after),
        old_number=old.number,
        new_number=new.number,
        blocks=blocks_changed(old.text, new.text),
        facts=facts_changed(old.facts, new.facts),
    )


def _kind(before: Standing | None, after: Standing | None) -> ChangeKind:
    if before is None:
        return "inserted"
    if after is None:
        return "deleted"
    return "same" if (before.text, before.facts) == (after.text, after.facts) else "changed"
