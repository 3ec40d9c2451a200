"""Drafting actions: begin a document, write its points, say where they come from and what became of positions."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal

from django.db import IntegrityError, transaction
from django.db.models import Case, F, Max, PositiveSmallIntegerField, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.models import User
from directory.models import Organisation
from forums.models import Cycle, Forum, Position
from recommendations import documents, stations, workflow
from recommendations.errors import DraftingClosed, SourceRefused
from recommendations.models import (
    Amendment,
    Clause,
    ClauseText,
    Disposition,
    Recommendation,
    ReferenceCounter,
    Source,
    Version,
    VersionClause,
    VersionText,
    WorkingGroup,
)
from recommendations.signals import clause_changed, position_disposed, recommendation_changed

#: What stands in a reference in place of a country.
REGION = "RG"
#: More points than a document ever has: where they wait while they are put in another order.
MOST_POINTS = 10_000


@transaction.atomic
def give_reference(place: str, *, year: int) -> str:
    """The next ``REC-<country or RG>-<year>-<nnn>``, never given twice."""
    prefix = f"{place}-{year}"
    ReferenceCounter.objects.get_or_create(prefix=prefix)
    counter = ReferenceCounter.objects.select_for_update().get(prefix=prefix)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"REC-{prefix}-{counter.last:03d}"


@transaction.atomic
def create_recommendation(
    group: WorkingGroup,
    *,
    by: User | None,
    kind: str,
    level: str,
    authentic_language: str,
    title: str,
    summary: str = "",
    country: str = REGION,
    cycle: Cycle | None = None,
    addressees: Iterable[Organisation] = (),
    derived_from: Recommendation | None = None,
    is_demo: bool = False,
    at: datetime | None = None,
) -> Recommendation:
    """A draft with its reference and an empty first version; areas and countries come from its group.

    ``country`` is a code of two letters, or ``RG`` for the region.
    """
    at = at or timezone.now()
    recommendation = Recommendation.objects.create(
        reference=give_reference(country, year=timezone.localtime(at).year),
        group=group,
        cycle=cycle,
        kind=kind,
        level=level,
        authentic_language=authentic_language,
        derived_from=derived_from,
        is_demo=is_demo,
        created_at=at,
        changed_at=at,
    )
    recommendation.addressees.set(addressees)
    for name in ("countries", "themes", "target_groups"):
        getattr(recommendation, name).set(getattr(group, name).all())
    version = Version.objects.create(recommendation=recommendation, number=1, created_at=at)
    VersionText.objects.create(version=version, language=authentic_language, title=title, summary=summary)
    record(
        "create_recommendation",
        kind="recommendation",
        public_id=recommendation.public_id,
        by=by,
        to_state=recommendation.state,
        at=at,
    )
    recommendation_changed.send(sender=Recommendation, recommendation=recommendation, from_state="")
    return recommendation


def country_of(group: WorkingGroup) -> str:
    """The country in the references of a group: its only one, or the region."""
    codes = list(group.countries.values_list("code", flat=True)[:2])
    return codes[0] if len(codes) == 1 else REGION


@transaction.atomic
def draft_clause(
    version: Version,
    *,
    by: User | None,
    text: str,
    kind: str = VersionClause.Kind.MEASURE,
    level: str = "",
    addressee: Organisation | None = None,
    facts: Mapping[str, str] | None = None,
    after: VersionClause | None = None,
    language: str = "",
    at: datetime | None = None,
) -> VersionClause:
    """A new point at the end of the version or after another one, or ``DraftingClosed``.

    ``facts``: what a project idea costs, where it is, who carries it out (``ClauseText.Fact``); other kinds have none.
    """
    version = open_version(version)
    recommendation = version.recommendation
    clause = Clause.objects.create(recommendation=recommendation)
    entry = VersionClause.objects.create(
        version=version,
        clause=clause,
        ordinal=_make_room(version, after),
        kind=kind,
        level=level or recommendation.level,
        addressee=addressee,
    )
    write_text(entry, language or recommendation.authentic_language, text, facts=facts)
    record("draft_clause", kind="clause", public_id=clause.public_id, by=by, at=at)
    touch(recommendation, at=at)
    clause_changed.send(sender=Clause, clause=clause, recommendation=recommendation)
    return entry


@transaction.atomic
def edit_clause(
    entry: VersionClause,
    *,
    by: User | None,
    text: str,
    kind: str = "",
    level: str = "",
    addressee: Organisation | Literal["as it was"] | None = "as it was",
    facts: Mapping[str, str] | None = None,
    language: str = "",
    at: datetime | None = None,
) -> VersionClause:
    """The point with another text (and kind, level, addressee, facts when given), or ``DraftingClosed``.

    ``addressee=None``: it asks nobody any more.
    """
    version = open_version(entry.version)
    authentic = version.recommendation.authentic_language
    language = language or authentic
    entry.kind, entry.level = kind or entry.kind, level or entry.level
    entry.addressee = entry.addressee if addressee == "as it was" else addressee
    entry.save(update_fields=["kind", "level", "addressee"])
    write_text(entry, language, text, facts=facts)
    if entry.kind != VersionClause.Kind.PROJECT:
        entry.texts.filter(facts__isnull=False).update(facts=None)
    if language == authentic:
        text_moved_on(entry.clause)
    record("edit_clause", kind="clause", public_id=entry.clause.public_id, by=by, at=at)
    touch(version.recommendation, at=at)
    clause_changed.send(sender=Clause, clause=entry.clause, recommendation=version.recommendation)
    return entry


@transaction.atomic
def leave_out_clause(entry: VersionClause, *, by: User | None, at: datetime | None = None) -> None:
    """Take the point out of this version; it stays in the versions that had it, and its id is never given again."""
    version = open_version(entry.version)
    clause = entry.clause
    entry.delete()
    renumber(version, list(version.clauses.values_list("pk", flat=True)))
    text_moved_on(clause)
    record("leave_out_clause", kind="clause", public_id=clause.public_id, by=by, at=at)
    touch(version.recommendation, at=at)
    clause_changed.send(sender=Clause, clause=clause, recommendation=version.recommendation)


@transaction.atomic
def link_source(clause: Clause, *, by: User | None, at: datetime | None = None, **thing) -> Source:
    """Say where a point comes from: exactly one of ``post_revision``, ``position``, ``outcome``, ``minute_item``,
    ``conclusion``, ``practice``, ``value``, ``document``, or ``expertise`` in words.

    A position of another forum, or a source cited already, raises ``SourceRefused``.
    """
    at = at or timezone.now()
    if len(thing) != 1:
        raise SourceRefused(_("Name one source at a time."))
    _belongs_here(clause.recommendation, thing.get("position"))
    try:
        with transaction.atomic():
            source = Source.objects.create(clause=clause, linked_by=by, linked_at=at, **thing)
    except IntegrityError as refused:
        raise SourceRefused(_("This point names that source already.")) from refused
    record(
        "link_source", kind="clause", public_id=clause.public_id, by=by, details={"source": next(iter(thing))}, at=at
    )
    stations.record_clause(clause, on=timezone.localtime(at).date())
    return source


@transaction.atomic
def draft_clause_from_position(
    recommendation: Recommendation,
    *,
    by: User | None,
    position: Position,
    text: str,
    kind: str = VersionClause.Kind.MEASURE,
    level: str = "",
    addressee: Organisation | None = None,
    facts: Mapping[str, str] | None = None,
    at: datetime | None = None,
) -> VersionClause:
    """A new point that comes from a position, with its source and "used in a point" told to its author."""
    entry = draft_clause(
        documents.latest_version(recommendation),
        by=by,
        text=text,
        kind=kind,
        level=level,
        addressee=addressee,
        facts=facts,
        at=at,
    )
    link_source(entry.clause, by=by, position=position, at=at)
    dispose(position, recommendation=recommendation, by=by, kind=Disposition.Kind.USED, clause=entry.clause, at=at)
    return entry


@transaction.atomic
def dispose(
    position: Position,
    *,
    recommendation: Recommendation,
    by: User | None,
    kind: str,
    clause: Clause | None = None,
    merged_into: Position | None = None,
    reason: str = "",
    language: str = "",
    at: datetime | None = None,
) -> Disposition:
    """Say what became of a position in this document; a new word on it takes the place of the old one."""
    _belongs_here(recommendation, position)
    if kind == Disposition.Kind.USED and clause is None:
        raise SourceRefused(_("Name the point in which it was used."))
    if kind in (Disposition.Kind.NOT_TAKEN, Disposition.Kind.DEFERRED) and not reason.strip():
        raise SourceRefused(_("Say why: its author will read the reason."))
    disposition, _created = Disposition.objects.update_or_create(
        recommendation=recommendation,
        position=position,
        defaults={
            "kind": kind,
            "clause": clause,
            "merged_into": merged_into,
            "reason": reason.strip(),
            "language": language or (recommendation.authentic_language if reason else ""),
            "set_by": by,
            "set_at": at or timezone.now(),
        },
    )
    record(
        "dispose_position", kind="position", public_id=position.public_id, by=by, to_state=kind, reason=reason, at=at
    )
    position_disposed.send(sender=Disposition, disposition=disposition)
    return disposition


@transaction.atomic
def move_on(
    recommendation: Recommendation,
    to: str,
    *,
    by: User | None,
    reason: str = "",
    consultation_ends_at: datetime | None = None,
    at: datetime | None = None,
) -> Recommendation:
    """The document in its next state, or ``MoveRefused``; ``consultation_ends_at`` is when comments close."""
    if consultation_ends_at:
        Recommendation.objects.filter(pk=recommendation.pk).update(consultation_ends_at=consultation_ends_at)
    return workflow.move(recommendation, to, by=by, reason=reason, at=at)


@transaction.atomic
def note_change(
    recommendation: Recommendation, *, by: User | None, change_note: str, at: datetime | None = None
) -> Version:
    """What changed in the version being written, a new one where the latest is fixed."""
    version = open_version(open_draft(recommendation, at=at))
    version.change_note = change_note
    version.save(update_fields=["change_note"])
    record("note_change", kind="recommendation", public_id=recommendation.public_id, by=by, at=at)
    return version


def open_draft(recommendation: Recommendation, *, change_note: str = "", at: datetime | None = None) -> Version:
    """The version that may be written on: the latest one, or a copy of it when that one is fixed."""
    latest = documents.latest_version(recommendation)
    if latest.frozen_at:
        return documents.next_version(latest, change_note=change_note, at=at)
    return latest


def open_version(version: Version) -> Version:
    """The version under a lock, or ``DraftingClosed``."""
    version = Version.objects.select_for_update().select_related("recommendation").get(pk=version.pk)
    if version.frozen_at:
        raise DraftingClosed(_("This version is fixed; changes go into the next one."))
    if version.recommendation.state not in workflow.DRAFTING:
        raise DraftingClosed(_("The points cannot be changed any more: the document has left drafting."))
    return version


def write_text(entry: VersionClause, language: str, text: str, *, facts: Mapping[str, str] | None = None) -> None:
    """The words of a point in one language; the words in others stay, and show that they are older.

    ``facts`` stay as they are unless they are given; only a project idea has some.
    """
    words: dict[str, object] = {"text": documents.plain(text)}
    if facts is not None:
        words["facts"] = documents.plain_facts(facts) if entry.kind == VersionClause.Kind.PROJECT else None
    ClauseText.objects.update_or_create(version_clause=entry, language=language, defaults=words)


def renumber(version: Version, order: Sequence[int]) -> None:
    """Give the version's points, by primary key, the numbers 1 to n in that order; two statements."""
    version.clauses.update(ordinal=F("ordinal") + MOST_POINTS)  # out of the way, so that no two numbers ever meet
    places = [When(pk=key, then=Value(number)) for number, key in enumerate(order, start=1)]
    if places:
        version.clauses.update(ordinal=Case(*places, output_field=PositiveSmallIntegerField()))


def _make_room(version: Version, after: VersionClause | None) -> int:
    """The ordinal for a new point; those behind it move up by one."""
    if after is None:
        return (version.clauses.aggregate(last=Max("ordinal"))["last"] or 0) + 1
    later = version.clauses.filter(ordinal__gt=after.ordinal)
    later.update(ordinal=F("ordinal") + MOST_POINTS)
    version.clauses.filter(ordinal__gt=MOST_POINTS).update(ordinal=F("ordinal") - (MOST_POINTS - 1))
    return after.ordinal + 1


def _belongs_here(recommendation: Recommendation, position: Position | None) -> None:
    """Refuse a position whose forum does not read this document, or whose words would leave a closed forum."""
    if position is None:
        return
    own_forum = recommendation.cycle.forum_id if recommendation.cycle else recommendation.group.forum_id
    if own_forum and position.forum_id != own_forum:
        raise SourceRefused(_("That position belongs to another forum."))
    if not own_forum and position.forum.visibility == Forum.Visibility.CLOSED:
        raise SourceRefused(_("That position belongs to a closed forum: it cannot be named outside."))


def text_moved_on(clause: Clause) -> None:
    """Mark the open proposed changes of a point whose text is no longer the one they were written against."""
    Amendment.objects.filter(clause=clause, state__in=workflow.OPEN_AMENDMENTS).update(needs_rebase=True)


def touch(recommendation: Recommendation, *, at: datetime | None) -> None:
    Recommendation.objects.filter(pk=recommendation.pk).update(changed_at=at or timezone.now())
