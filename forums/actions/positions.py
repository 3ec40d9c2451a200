"""From what was said to what somebody stands for, and which tables agree."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from forums import workflow
from forums.errors import NoSource, NotPublished, StageClosed
from forums.models import (
    Cycle,
    MinuteItem,
    Position,
    PositionSource,
    Post,
    Seat,
    Session,
    Support,
    TableVoice,
    WorkingTable,
)
from forums.querysets import forums_run_by
from forums.signals import position_changed
from forums.stages import is_allowed, next_opening
from portal.base.models import Station


@transaction.atomic
def propose_position(
    cycle: Cycle,
    *,
    by: User,
    text: str,
    language: str,
    kind: str = Position.Kind.NEED,
    posts: Iterable[Post] = (),
    minute_items: Iterable[MinuteItem] = (),
    at: datetime.datetime | None = None,
) -> Position:
    """A numbered position with its sources; each post it comes from has reached its next station."""
    at = at or timezone.now()
    posts, minute_items = list(posts), list(minute_items)
    if not posts and not minute_items:
        raise NoSource
    if any(post.state != Post.State.PUBLISHED for post in posts):
        raise NotPublished
    cycle = Cycle.objects.select_for_update().get(pk=cycle.pk)
    check_stage(cycle, "propose", by=by, at=at)
    position = Position.objects.create(
        forum_id=cycle.forum_id,
        cycle=cycle,
        number=next_number(cycle),
        kind=kind,
        text=text,
        language=language,
        proposed_by=by,
        proposed_at=at,
    )
    add_sources(position, posts=posts, minute_items=minute_items, at=at)
    audit.record("propose", kind="position", public_id=position.public_id, by=by, to_state=position.state)
    position_changed.send(sender=Position, position=position)
    return position


@transaction.atomic
def accept_position(position: Position, *, by: User, at: datetime.datetime | None = None) -> Position:
    """The position lies on the table from now on: seats may support it, tables speak about it."""
    workflow.move(position, "accept", by=by, at=at)
    position_changed.send(sender=Position, position=position)
    return position


@transaction.atomic
def support_position(position: Position, *, by: User, seat: Seat, at: datetime.datetime | None = None) -> Support:
    """The seat stands behind the position; once, however often it says so."""
    check_stage(position.cycle, "support", by=by, at=at or timezone.now())
    support, _is_new = Support.objects.get_or_create(position=position, seat=seat)
    position_changed.send(sender=Position, position=position)
    return support


@transaction.atomic
def withdraw_support(position: Position, *, seat: Seat) -> None:
    """The seat no longer stands behind the position."""
    Support.objects.filter(position=position, seat=seat).delete()
    position_changed.send(sender=Position, position=position)


@transaction.atomic
def record_table_voice(
    position: Position,
    *,
    by: User,
    table: WorkingTable,
    answer: str,
    head_count: int | None = None,
    session: Session | None = None,
) -> TableVoice:
    """What a table said about the position; a later word of the same table takes the earlier one's place."""
    voice, _is_new = TableVoice.objects.update_or_create(
        position=position,
        table=table,
        defaults={"answer": answer, "head_count": head_count, "session": session, "recorded_by": by},
    )
    details = {"table": table.number, "answer": answer, "head_count": head_count}
    audit.record("record_voice", kind="position", public_id=position.public_id, by=by, details=details)
    position_changed.send(sender=Position, position=position)
    return voice


def check_stage(cycle: Cycle, verb: str, *, by: User, at: datetime.datetime) -> None:
    """Refuse what the open stage does not allow; the forum's own team may always distil."""
    if (verb == "propose" and cycle.forum_id in forums_run_by(by)) or is_allowed(cycle, verb, at):
        return
    raise StageClosed(next_opening(cycle, verb, at))


def next_number(cycle: Cycle) -> int:
    """The number after the last one; the caller holds the cycle's lock."""
    last = Position.objects.filter(cycle=cycle).order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def add_sources(
    position: Position, *, posts: list[Post], minute_items: list[MinuteItem], at: datetime.datetime
) -> None:
    """Where the position comes from, and the station each of its posts has reached with it."""
    PositionSource.objects.bulk_create(
        [
            *(PositionSource(position=position, post=post) for post in posts),
            *(PositionSource(position=position, minute_item=item) for item in minute_items),
        ]
    )
    Station.objects.bulk_create(
        Station(
            subject_kind="post",
            subject_id=post.public_id,
            key=Station.Key.POSITION,
            reached_on=timezone.localdate(at),
            target_kind="position",
            target_id=position.public_id,
        )
        for post in posts
    )
