"""The forum meets: sessions planned and called, who came in figures, when a session is over."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from events.models import Event
from forums import workflow
from forums.errors import MoveRefused
from forums.models import AttendanceCount, Cycle, Session
from forums.signals import session_called


@transaction.atomic
def plan_session(
    cycle: Cycle,
    *,
    by: User | None,
    kind: str,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime | None = None,
    place: str = "",
    title: str = "",
    agenda: str = "",
    language: str = "",
    event: Event | None = None,
) -> Session:
    """The next session of the cycle; nobody is called to it yet. ``agenda`` has one item a line."""
    Cycle.objects.select_for_update().get(pk=cycle.pk)
    session = Session.objects.create(
        cycle=cycle,
        number=next_number(cycle),
        kind=kind,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        title=title,
        agenda=agenda,
        language=language,
        event=event,
    )
    audit.record("plan", kind="session", public_id=session.public_id, by=by, to_state=session.state)
    return session


@transaction.atomic
def call_session(cycle: Cycle, *, by: User | None, at: datetime.datetime | None = None, **words) -> Session:
    """The next session of the cycle, planned (``plan_session``) and called at once."""
    return call_people(plan_session(cycle, by=by, **words), by=by, at=at)


@transaction.atomic
def call_people(session: Session, *, by: User | None, at: datetime.datetime | None = None) -> Session:
    """The session called for its time and place; whoever sits at a table is told, each time anew."""
    at = at or timezone.now()
    workflow.move(session, "call", by=by, at=at, called_at=at, call_count=session.call_count + 1)
    session_called.send(sender=Session, session=session)
    return session


@transaction.atomic
def change_session(session: Session, *, by: User | None, at: datetime.datetime | None = None, **words) -> Session:
    """The session with other words, time or place, as long as it was not held. People who were called to another
    time or place are called anew."""
    if session.state not in (Session.State.PLANNED, Session.State.CALLED):
        raise MoveRefused(_("This session is over. What was noted stands in its minutes."))
    moves = any(name in words and words[name] != getattr(session, name) for name in ("starts_at", "ends_at", "place"))
    for name, value in words.items():
        setattr(session, name, value)
    session.save(update_fields=list(words))
    audit.record("change", kind="session", public_id=session.public_id, by=by, details={"changed": sorted(words)})
    if moves and session.state == Session.State.CALLED:
        call_people(session, by=by, at=at)
    return session


@transaction.atomic
def cancel_session(session: Session, *, by: User | None, reason: str, at: datetime.datetime | None = None) -> Session:
    """The session is not held; whoever was called to it is told."""
    was_called = session.state == Session.State.CALLED
    fields = {"cancel_reason": reason, "call_count": session.call_count + was_called}
    workflow.move(session, "cancel", by=by, reason=reason, at=at, **fields)
    if was_called:
        session_called.send(sender=Session, session=session)
    return session


@transaction.atomic
def hold_session(session: Session, *, by: User | None, attendance: Iterable[AttendanceCount] = ()) -> Session:
    """The session as held; ``attendance`` are unsaved counts."""
    workflow.move(session, "hold", by=by)
    counts = list(attendance)
    if counts:
        replace_counts(session, counts)
    return session


@transaction.atomic
def count_attendance(session: Session, *, by: User | None, attendance: Iterable[AttendanceCount]) -> None:
    """How many came, in the place of what was counted before; settled once the minutes are published."""
    if session.state in (Session.State.CLOSED, Session.State.CANCELLED):
        raise MoveRefused(_("The minutes of this session are published, and the figures with them."))
    replace_counts(session, list(attendance))
    people = sum(count.people for count in session.attendance.all())
    audit.record("count_attendance", kind="session", public_id=session.public_id, by=by, details={"people": people})


def replace_counts(session: Session, counts: list[AttendanceCount]) -> None:
    session.attendance.all().delete()
    for count in counts:
        count.session = session
    AttendanceCount.objects.bulk_create(count for count in counts if count.people)


def next_number(cycle: Cycle) -> int:
    """The number after the last one; the caller holds the cycle's lock."""
    last = cycle.sessions.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1
