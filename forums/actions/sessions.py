"""The forum meets: sessions, who came, what was noted, and the stages between them."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from events.models import Event
from forums.errors import MoveRefused
from forums.models import AttendanceCount, Cycle, MinuteItem, Minutes, Session, Stage
from forums.signals import forum_changed, minutes_published
from portal.base.models import PortalDocument


@transaction.atomic
def plan_stages(
    cycle: Cycle, *, by: User | None, stages: Iterable[tuple[str, datetime.datetime, datetime.datetime]]
) -> list[Stage]:
    """The stages (kind, opens, closes) after those already planned, in this order; two are never open at once."""
    planned = list(cycle.stages.all())
    for kind, opens_at, closes_at in stages:
        if any(opens_at < other.closes_at and other.opens_at < closes_at for other in planned):
            raise MoveRefused(_("Two stages of a forum cannot be open at the same time."))
        stage = Stage(cycle=cycle, ordinal=len(planned) + 1, kind=kind, opens_at=opens_at, closes_at=closes_at)
        stage.save()
        planned.append(stage)
    audit.record("plan_stages", kind="cycle", public_id=cycle.public_id, by=by)
    forum_changed.send(sender=type(cycle.forum), forum=cycle.forum)
    return planned


@transaction.atomic
def extend_stage(stage: Stage, *, by: User, closes_at: datetime.datetime) -> Stage:
    """The stage with a later end; stages that would begin before it move along with theirs."""
    later_by = closes_at - stage.closes_at
    following = stage.cycle.stages.filter(ordinal__gt=stage.ordinal, opens_at__lt=closes_at).order_by("-ordinal")
    for other in following:
        other.opens_at, other.closes_at = other.opens_at + later_by, other.closes_at + later_by
        other.save(update_fields=["opens_at", "closes_at"])
    stage.closes_at = closes_at
    stage.save(update_fields=["closes_at"])
    details = {"stage": stage.public_id, "closes_at": closes_at.isoformat()}
    audit.record("extend_stage", kind="cycle", public_id=stage.cycle.public_id, by=by, details=details)
    forum_changed.send(sender=type(stage.cycle.forum), forum=stage.cycle.forum)
    return stage


@transaction.atomic
def call_session(
    cycle: Cycle,
    *,
    by: User | None,
    kind: str,
    starts_at: datetime.datetime,
    place: str = "",
    title: str = "",
    agenda: str = "",
    language: str = "",
    event: Event | None = None,
) -> Session:
    """The next session of the cycle, called for that time and place; ``agenda`` has one item a line."""
    session = Session.objects.create(
        cycle=cycle,
        number=cycle.sessions.count() + 1,
        kind=kind,
        state=Session.State.CALLED,
        starts_at=starts_at,
        place=place,
        title=title,
        agenda=agenda,
        language=language,
        event=event,
    )
    moved(session, "call", by=by, before="")
    return session


@transaction.atomic
def hold_session(session: Session, *, by: User | None, attendance: Iterable[AttendanceCount] = ()) -> Session:
    """The session as held; ``attendance`` are unsaved counts."""
    if session.state not in (Session.State.PLANNED, Session.State.CALLED):
        raise MoveRefused(_("This session has been held already."))
    before, session.state = session.state, Session.State.HELD
    session.save(update_fields=["state"])
    counts = list(attendance)
    for count in counts:
        count.session = session
    AttendanceCount.objects.bulk_create(counts)
    moved(session, "hold", by=by, before=before)
    return session


@transaction.atomic
def draft_minutes(
    session: Session,
    *,
    by: User | None,
    language: str,
    items: Iterable[tuple[str, bool]] = (),
    document: PortalDocument | None = None,
) -> Minutes:
    """Minutes with numbered items (text, is it a decision), or a file; not yet to be read by others."""
    minutes = Minutes.objects.create(session=session, language=language, document=document, drafted_by=by)
    MinuteItem.objects.bulk_create(
        MinuteItem(minutes=minutes, number=number, text=text, is_decision=is_decision)
        for number, (text, is_decision) in enumerate(items, start=1)
    )
    return minutes


@transaction.atomic
def publish_minutes(minutes: Minutes, *, by: User | None, at: datetime.datetime | None = None) -> Minutes:
    """Minutes that everybody who sees the forum can read; the session is closed with them."""
    session = minutes.session
    if not (minutes.document_id or minutes.items.exists()):
        raise MoveRefused(_("Minutes need at least one item, or a file."))
    if session.state != Session.State.HELD:
        raise MoveRefused(_("Minutes are published once the session has been held."))
    minutes.state, minutes.published_at = Minutes.State.PUBLISHED, at or timezone.now()
    minutes.save(update_fields=["state", "published_at"])
    session.state = Session.State.CLOSED
    session.save(update_fields=["state"])
    audit.record("publish", kind="minutes", public_id=minutes.public_id, by=by, to_state=minutes.state)
    moved(session, "close", by=by, before=Session.State.HELD)
    minutes_published.send(sender=Minutes, minutes=minutes)
    return minutes


def moved(session: Session, verb: str, *, by: User | None, before: str) -> None:
    """The audit row of a session's move."""
    audit.record(verb, kind="session", public_id=session.public_id, by=by, from_state=before, to_state=session.state)
