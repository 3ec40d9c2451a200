"""Putting points in order: move, split, join. Every point keeps its id, and its anchor leads somewhere for ever."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.models import User
from recommendations.drafting import open_version, renumber, text_moved_on, touch, write_text
from recommendations.errors import DraftingClosed
from recommendations.models import Clause, Source, Version, VersionClause
from recommendations.models.documents import SOURCE_KINDS
from recommendations.signals import clause_changed


@transaction.atomic
def move_clause(
    entry: VersionClause, *, by: User | None, after: VersionClause | None, at: datetime | None = None
) -> VersionClause:
    """The point behind another one, or at the beginning (``after=None``); the others close up."""
    version = open_version(entry.version)
    if after is not None and after.version_id != version.pk:
        raise DraftingClosed(_("The points belong to different versions."))
    order = [key for key in version.clauses.values_list("pk", flat=True) if key != entry.pk]
    place = order.index(after.pk) + 1 if after and after.pk != entry.pk else 0
    if after and after.pk == entry.pk:
        return entry
    renumber(version, [*order[:place], entry.pk, *order[place:]])
    _noted("move_clause", version, entry.clause, by=by, at=at)
    entry.refresh_from_db()
    return entry


def place_after(
    entry: VersionClause, order: Sequence[VersionClause], step: str, behind: int | None = None
) -> VersionClause | None:
    """The point behind which a step up, down or to the beginning, or the number of a point, puts it."""
    others = [one for one in order if one.pk != entry.pk]
    if step == "first":
        return None
    if not step and behind is not None:
        before = [one for one in others if one.ordinal <= behind]
        return before[-1] if before else None
    place = entry.ordinal - 1 + (1 if step == "down" else -1)
    return others[min(place, len(others)) - 1] if place > 0 and others else None


@transaction.atomic
def split_clause(
    entry: VersionClause, *, by: User | None, parts: Sequence[str], at: datetime | None = None
) -> list[VersionClause]:
    """The point with the first part, and behind it a new point for each further one, from the same sources."""
    version = open_version(entry.version)
    texts = [part.strip() for part in parts if part.strip()]
    if len(texts) < 2:
        raise DraftingClosed(_("Part the text in two at least, with a line of its own between the parts."))
    authentic = version.recommendation.authentic_language
    write_text(entry, authentic, texts[0])
    order = list(version.clauses.values_list("pk", flat=True))
    made = [_split_off(entry, version, text, number) for number, text in enumerate(texts[1:], start=len(order) + 1)]
    place = order.index(entry.pk) + 1
    renumber(version, [*order[:place], *(one.pk for one in made), *order[place:]])
    text_moved_on(entry.clause)
    for one in [entry, *made]:
        one.refresh_from_db()
        _noted("split_clause", version, one.clause, by=by, at=at)
    return [entry, *made]


def _split_off(entry: VersionClause, version: Version, text: str, number: int) -> VersionClause:
    """A new point at the end of the version, of the same kind, level and addressee."""
    clause = Clause.objects.create(recommendation=version.recommendation, split_from=entry.clause)
    new = VersionClause.objects.create(
        version=version,
        clause=clause,
        ordinal=number,
        kind=entry.kind,
        level=entry.level,
        addressee=entry.addressee,
    )
    write_text(new, version.recommendation.authentic_language, text)
    _copy_sources(entry.clause, clause)
    return new


@transaction.atomic
def merge_clauses(
    entry: VersionClause, *, by: User | None, other: VersionClause, text: str = "", at: datetime | None = None
) -> VersionClause:
    """The point with the words of both (or ``text``) and the sources of both; the other's address leads to it.

    Two project ideas become one: where both say a fact, that of the point that stays holds.
    """
    version = open_version(entry.version)
    if other.version_id != version.pk or other.pk == entry.pk:
        raise DraftingClosed(_("Choose another point of this version."))
    authentic = version.recommendation.authentic_language
    found = [one.texts.filter(language=authentic).first() for one in (entry, other)]
    if entry.kind != VersionClause.Kind.PROJECT and any(one and one.facts for one in found):
        raise DraftingClosed(
            _("A project idea that says what it costs, where or by whom is joined into another project idea only.")
        )
    words = [one.text for one in found if one]
    facts = {fact: said for one in reversed(found) if one and one.facts for fact, said in one.facts.items()}
    write_text(entry, authentic, text.strip() or "\n\n".join(words), facts=facts)
    gone = other.clause
    other.delete()
    renumber(version, list(version.clauses.values_list("pk", flat=True)))
    Clause.objects.filter(pk=entry.clause_id).update(merged_into=None)
    Clause.objects.filter(merged_into=gone).update(merged_into=entry.clause)
    Clause.objects.filter(pk=gone.pk).update(merged_into=entry.clause)
    _copy_sources(gone, entry.clause)
    for clause in (entry.clause, gone):
        text_moved_on(clause)
        _noted("merge_clauses", version, clause, by=by, at=at)
    entry.refresh_from_db()
    return entry


def _copy_sources(origin: Clause, target: Clause) -> None:
    """The same sources for another point, those it names already left out."""
    fields = (*(f"{kind}_id" for kind in SOURCE_KINDS), "expertise")
    known = set(target.sources.values_list(*fields))
    for source in origin.sources.all():
        thing = tuple(getattr(source, name) for name in fields)
        if thing not in known:
            Source.objects.create(
                clause=target,
                linked_by=source.linked_by,
                linked_at=source.linked_at,
                **dict(zip(fields, thing, strict=True)),
            )


def _noted(verb: str, version: Version, clause: Clause, *, by: User | None, at: datetime | None) -> None:
    record(verb, kind="clause", public_id=clause.public_id, by=by, at=at)
    touch(version.recommendation, at=at)
    clause_changed.send(sender=Clause, clause=clause, recommendation=version.recommendation)
