"""The stages of a cycle: planned, opened and closed before their time, extended. The clock does the rest by itself."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from forums.errors import MoveRefused
from forums.models import Cycle, Stage
from forums.signals import forum_changed, stage_changed
from forums.stages import open_stage


@transaction.atomic
def plan_stages(
    cycle: Cycle, *, by: User | None, stages: Iterable[tuple[str, datetime.datetime, datetime.datetime]]
) -> list[Stage]:
    """The stages (kind, opens, closes) with those already planned, in order of time; two are never open at once."""
    planned = list(locked(cycle).stages.all())
    for kind, opens_at, closes_at in stages:
        if closes_at <= opens_at:
            raise MoveRefused(_("A stage closes after it opens."))
        if any(opens_at < other.closes_at and other.opens_at < closes_at for other in planned):
            raise MoveRefused(_("Two stages of a forum cannot be open at the same time."))
        stage = Stage(cycle=cycle, ordinal=len(planned) + 1, kind=kind, opens_at=opens_at, closes_at=closes_at)
        stage.save()
        planned.append(stage)
    audit.record("plan_stages", kind="cycle", public_id=cycle.public_id, by=by)
    forum_changed.send(sender=type(cycle.forum), forum=cycle.forum)
    return planned


@transaction.atomic
def open_stage_now(stage: Stage, *, by: User | None, reason: str, at: datetime.datetime | None = None) -> Stage:
    """The next coming stage, open from now on; the one open until now is closed with it."""
    at = at or timezone.now()
    cycle = locked(stage.cycle)
    coming = next_coming(cycle, at)
    if coming is None or coming.pk != stage.pk:
        raise MoveRefused(_("Only the stage that comes next can be opened before its day."))
    present = open_stage(cycle, at)
    if present:
        end(present, at)
    stage.opens_at = at
    stage.save(update_fields=["opens_at"])
    return changed(stage, "open_stage", by=by, reason=reason, at=at)


@transaction.atomic
def close_stage(stage: Stage, *, by: User | None, reason: str, at: datetime.datetime | None = None) -> Stage:
    """The open stage, over from now on; the next one opens on its day."""
    at = at or timezone.now()
    present = open_stage(locked(stage.cycle), at)
    if present is None or present.pk != stage.pk:
        raise MoveRefused(_("This stage is not open."))
    end(stage, at)
    return changed(stage, "close_stage", by=by, reason=reason, at=at)


@transaction.atomic
def extend_stage(
    stage: Stage,
    *,
    by: User | None,
    closes_at: datetime.datetime,
    reason: str = "",
    at: datetime.datetime | None = None,
) -> Stage:
    """The stage with a later end; stages that would begin before it move along with theirs."""
    at = at or timezone.now()
    cycle = locked(stage.cycle)
    if closes_at <= max(stage.closes_at, at):
        raise MoveRefused(_("The new end must be later than the present one, and lie ahead."))
    if any(other.opens_at <= at for other in cycle.stages.all() if other.opens_at >= stage.closes_at):
        raise MoveRefused(_("A later stage has begun already."))
    push(cycle, stage, closes_at)
    stage.closes_at = closes_at
    stage.save(update_fields=["closes_at"])
    return changed(stage, "extend_stage", by=by, reason=reason, at=at)


@transaction.atomic
def drop_stage(stage: Stage, *, by: User | None, reason: str, at: datetime.datetime | None = None) -> None:
    """The stage is not held after all; one that has begun stays on record."""
    at = at or timezone.now()
    if stage.opens_at <= at:
        raise MoveRefused(_("This stage has begun already. It can be closed."))
    changed(stage, "drop_stage", by=by, reason=reason, at=at)
    stage.delete()


def locked(cycle: Cycle) -> Cycle:
    """The cycle as it stands, held by this transaction until it ends."""
    return Cycle.objects.select_for_update(of=("self",)).select_related("forum").get(pk=cycle.pk)


def next_coming(cycle: Cycle, at: datetime.datetime) -> Stage | None:
    coming = [stage for stage in cycle.stages.all() if stage.opens_at > at]
    return min(coming, key=lambda stage: stage.opens_at, default=None)


def end(stage: Stage, at: datetime.datetime) -> None:
    stage.closes_at = at
    stage.save(update_fields=["closes_at"])


def push(cycle: Cycle, stage: Stage, closes_at: datetime.datetime) -> None:
    """Move what comes after the stage, each as far as the one before it asks."""
    free_from = closes_at
    following = [other for other in cycle.stages.all() if other.opens_at >= stage.closes_at]
    for other in sorted(following, key=lambda other: other.opens_at):
        if other.opens_at >= free_from:
            break
        later_by = free_from - other.opens_at
        other.opens_at, other.closes_at = other.opens_at + later_by, other.closes_at + later_by
        other.save(update_fields=["opens_at", "closes_at"])
        free_from = other.closes_at


def changed(stage: Stage, verb: str, *, by: User | None, reason: str, at: datetime.datetime) -> Stage:
    """The audit row, and word to whoever shows or tells what is open."""
    details = {
        "stage": stage.public_id,
        "kind": stage.kind,
        "opens_at": stage.opens_at.isoformat(),
        "closes_at": stage.closes_at.isoformat(),
    }
    cycle = stage.cycle
    audit.record(verb, kind="cycle", public_id=cycle.public_id, by=by, reason=reason, details=details, at=at)
    stage_changed.send(sender=Stage, stage=stage, verb=verb, reason=reason)
    forum_changed.send(sender=type(cycle.forum), forum=cycle.forum)
    return stage
