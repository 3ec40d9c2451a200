"""One person writes on a point at a time, and nothing typed is lost: locks that lapse, and texts kept as one types."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from recommendations import documents
from recommendations.errors import ClauseTaken, TextMovedOn
from recommendations.models import Clause, ClauseDraft, ClauseLock, Recommendation, VersionClause

#: After so long without a sign of life a lock is nobody's.
LOCK_LASTS = timedelta(minutes=10)


@dataclass(frozen=True)
class Holder:
    """Who writes on a point now, since when, and when anybody may take over if nothing more is heard of them."""

    user: User
    since: datetime
    until: datetime


def holder_of(clause: Clause, *, at: datetime | None = None) -> Holder | None:
    """Who holds the point, or ``None`` when nobody does any more."""
    lock = ClauseLock.objects.filter(clause=clause).select_related("holder").first()
    return _holder(lock, at or timezone.now())


def holders_in(recommendation: Recommendation, *, at: datetime | None = None) -> dict[int, Holder]:
    """Who writes on which point of a document now, by the point's primary key; one query."""
    at = at or timezone.now()
    locks = ClauseLock.objects.filter(clause__recommendation=recommendation).select_related("holder")
    return {lock.clause_id: holder for lock in locks if (holder := _holder(lock, at))}


def _holder(lock: ClauseLock | None, at: datetime) -> Holder | None:
    if lock is None or lock.seen_at + LOCK_LASTS <= at:
        return None
    return Holder(lock.holder, lock.taken_at, lock.seen_at + LOCK_LASTS)


@transaction.atomic
def take_clause(clause: Clause, *, by: User, takes_over: bool = False, at: datetime | None = None) -> ClauseLock:
    """The lock of a point for this person, or ``ClauseTaken`` while somebody else writes on it.

    ``takes_over``: the person was told who is writing and goes on all the same; what the other typed stays kept.
    """
    at = at or timezone.now()
    lock, created = ClauseLock.objects.select_for_update().get_or_create(
        clause=clause, defaults={"holder": by, "taken_at": at, "seen_at": at}
    )
    if created:
        return lock
    other = _holder(lock, at)
    if other and lock.holder_id != by.pk:
        if not takes_over:
            raise ClauseTaken(other)
        record("take_over_clause", kind="clause", public_id=clause.public_id, by=by, at=at)
    if lock.holder_id != by.pk:
        lock.holder, lock.taken_at = by, at
    lock.seen_at = at
    lock.save()
    return lock


def let_go(clause: Clause, *, by: User) -> None:
    """Nobody writes on the point any more, if it was this person."""
    ClauseLock.objects.filter(clause=clause, holder=by).delete()


@transaction.atomic
def keep_typed(
    recommendation: Recommendation,
    *,
    by: User,
    clause: Clause | None,
    text: str,
    base_text: str,
    language: str,
    facts: Mapping[str, str] | None = None,
    at: datetime | None = None,
) -> ClauseDraft:
    """What the person has typed so far, kept for them alone; the lock of the point lives on with it.

    It is kept whoever holds the point: losing the lock loses no words.
    """
    at = at or timezone.now()
    draft, _created = ClauseDraft.objects.update_or_create(
        recommendation=recommendation,
        clause=clause,
        author=by,
        language=language,
        defaults={"text": text, "facts": facts, "base_text": base_text, "saved_at": at},
    )
    if clause is not None:
        ClauseLock.objects.filter(clause=clause, holder=by).update(seen_at=at)
    return draft


def typed_before(
    recommendation: Recommendation, *, by: User, clause: Clause | None, language: str
) -> ClauseDraft | None:
    """What the person typed and did not save."""
    return ClauseDraft.objects.filter(
        recommendation=recommendation, clause=clause, author=by, language=language
    ).first()


def forget_typed(recommendation: Recommendation, *, by: User, clause: Clause | None, language: str) -> None:
    """It is saved, or no longer wanted."""
    ClauseDraft.objects.filter(recommendation=recommendation, clause=clause, author=by, language=language).delete()


def check_base(entry: VersionClause, *, language: str, base_text: str, text: str) -> None:
    """Go on when the point still reads as when the person began, else ``TextMovedOn`` with both texts.

    A text is ``documents.whole_words``: the facts of a project idea are overwritten unseen no more than its text.
    """
    words = entry.texts.filter(language=language).first()
    present = documents.whole_words(words.text, words.facts) if words else ""
    if present not in (base_text, text):
        raise TextMovedOn(present=present, typed=text)
