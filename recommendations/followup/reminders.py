"""Reminders before and after the days that were promised: written once each, told by whoever listens.

Called by the clock; a run that was missed is made up for by the next one, and a second run the same day does nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from recommendations import workflow
from recommendations.models import Ballot, Commitment, DecisionRound, Delivery, Elector, Recommendation, Reminder
from recommendations.signals import reminder_due

Kind, State = Reminder.Kind, Commitment.State

#: Days before a day from which somebody is reminded of it, and after which a late one is said again.
BEFORE_DAYS, AGAIN_DAYS = 14, 30
#: States of a commitment in which nothing is expected of its owner.
NOTHING_EXPECTED = (*Commitment.FINAL_STATES, State.REPORTED_DONE)


@dataclass(frozen=True)
class Due:
    """Somebody is to be reminded. ``day`` is the day the reminder is about; the same one is never sent twice."""

    kind: str
    subject_kind: str
    thing: Delivery | Commitment | DecisionRound
    day: date


def remind(now: datetime | None = None) -> int:
    """Write every reminder that is due and has not been written yet; returns how many were new."""
    now = now or timezone.now()
    return sum(_is_new(due, now) for due in reminders_due(now))


def reminders_due(now: datetime) -> Iterator[Due]:
    """Everything somebody is to be reminded of at that moment, written already or not."""
    today = timezone.localtime(now).date()
    yield from _answers(today)
    yield from _commitments(today)
    yield from _ballots(now, today)


def remind_electors(round_: DecisionRound, *, now: datetime) -> bool:
    """Remind those who have not answered an open round, now; ``False`` when there is nobody, or it was done today."""
    today = timezone.localtime(now).date()
    if _was_reminded_of(round_, today) or not electors_without_ballot(round_):
        return False
    return _is_new(Due(Kind.BALLOT_ASKED, "round", round_, today), now)


def _was_reminded_of(round_: DecisionRound, day: date) -> bool:
    """Whether its electors were reminded that day, by the clock or by somebody."""
    kinds = (Kind.BALLOT_SOON, Kind.BALLOT_ASKED)
    return Reminder.objects.filter(
        kind__in=kinds, subject_kind="round", subject_id=round_.public_id, due_on=day
    ).exists()


def electors_without_ballot(round_: DecisionRound) -> list[Elector]:
    """Those who have not answered yet: whom a reminder of an open round is for."""
    cast = Ballot.objects.filter(elector=OuterRef("pk"))
    return list(round_.electors.filter(~Exists(cast)).select_related("person_link__user", "organisation", "table"))


def _answers(today: date) -> Iterator[Due]:
    waiting = Delivery.objects.filter(
        due_on__lte=today + timedelta(days=BEFORE_DAYS),
        recommendation__state__in=[Recommendation.State.DELIVERED, Recommendation.State.FOLLOWING_UP],
    )
    for delivery in waiting.select_related("recommendation", "addressee", "version"):
        if workflow.unanswered_by(delivery).exists():
            kind, day = _soon_or_late(Kind.ANSWER_SOON, Kind.ANSWER_LATE, delivery.due_on, today)
            yield Due(kind, "delivery", delivery, day)


def _commitments(today: date) -> Iterator[Due]:
    soon = today + timedelta(days=BEFORE_DAYS)
    waiting = Commitment.objects.exclude(state__in=NOTHING_EXPECTED).select_related("recommendation", "owner")
    for commitment in waiting.filter(next_update_on__lte=soon):
        kind, day = _soon_or_late(Kind.NEWS_SOON, Kind.NEWS_LATE, commitment.next_update_on, today)
        yield Due(kind, "commitment", commitment, day)
    for commitment in waiting.filter(due_on__lte=soon):
        kind, day = _soon_or_late(Kind.DUE_SOON, Kind.OVERDUE, commitment.due_on, today)
        if kind == Kind.DUE_SOON or commitment.days_overdue(today):
            yield Due(kind, "commitment", commitment, day)


def _ballots(now: datetime, today: date) -> Iterator[Due]:
    rounds = DecisionRound.objects.filter(
        state=DecisionRound.State.OPEN, remind_on__lte=today, opens_at__lte=now, closes_at__gt=now
    )
    for round_ in rounds.select_related("version__recommendation"):
        if round_.remind_on and electors_without_ballot(round_):
            yield Due(Kind.BALLOT_SOON, "round", round_, round_.remind_on)


def _soon_or_late(soon: str, late: str, day: date, today: date) -> tuple[str, date]:
    """Which of the two it is, and the day it is about: a late one is said anew every so many days."""
    if today <= day:
        return soon, day
    times = (today - day).days // AGAIN_DAYS
    return late, day + timedelta(days=times * AGAIN_DAYS)


@transaction.atomic
def _is_new(due: Due, now: datetime) -> bool:
    reminder, is_new = Reminder.objects.get_or_create(
        kind=due.kind,
        subject_kind=due.subject_kind,
        subject_id=due.thing.public_id,
        due_on=due.day,
        defaults={"reminded_at": now},
    )
    if is_new:
        reminder_due.send(sender=Reminder, reminder=reminder, thing=due.thing)
    return is_new
