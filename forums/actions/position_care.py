"""Care of positions, as of contributions: what waits is shown or not, what is shown can be hidden, with a reason."""

import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from forums import workflow
from forums.actions.moderation import take
from forums.actions.positions import reach_stations
from forums.models import Measure, Position
from forums.signals import position_changed


@transaction.atomic
def approve_position(
    position: Position, *, by: User, statement: str = "", at: datetime.datetime | None = None
) -> Measure:
    """Show a waiting position; the contributions it comes from reach their next station."""
    at = at or timezone.now()
    workflow.move(position, "approve", by=by, reason=statement, at=at)
    reach_stations(position, [source.post for source in position.sources.select_related("post") if source.post], at=at)
    return on_record(position, Measure.Kind.APPROVE, by=by, statement=statement, at=at)


@transaction.atomic
def hide_position(
    position: Position, *, by: User, reason: str, statement: str, at: datetime.datetime | None = None
) -> Measure:
    """Take a position away: a waiting one is not published at all, a shown one keeps its number and its sources."""
    at = at or timezone.now()
    verb = "refuse" if position.state == Position.State.PENDING else "hide"
    workflow.move(position, verb, by=by, reason=statement, at=at)
    return on_record(position, Measure.Kind.HIDE, by=by, reason=reason, statement=statement, at=at)


@transaction.atomic
def restore_position(
    position: Position, *, by: User, statement: str = "", at: datetime.datetime | None = None
) -> Measure:
    """Show a hidden position again, as one that is proposed."""
    at = at or timezone.now()
    workflow.move(position, "restore", by=by, reason=statement, at=at)
    hidden = Measure.objects.filter(subject_kind="position", subject_id=position.public_id, kind=Measure.Kind.HIDE)
    hidden.filter(undone_at=None).update(undone_at=at)
    return on_record(position, Measure.Kind.RESTORE, by=by, statement=statement, at=at)


def on_record(position: Position, kind: str, *, by: User, at: datetime.datetime, **fields: str) -> Measure:
    """The measure, its author told; whoever shows positions hears of it."""
    position_changed.send(sender=Position, position=position)
    return take(position.forum, "position", position, position.proposed_by, kind, by=by, at=at, **fields)  # type: ignore[arg-type]
