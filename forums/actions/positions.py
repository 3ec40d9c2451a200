"""From what was said to what somebody stands for, and which tables agree."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from forums import workflow
from forums.actions.writing import key_of
from forums.errors import MoveRefused, NoSource, NotPublished, StageClosed
from forums.models import (
    Cycle,
    MinuteItem,
    Minutes,
    Position,
    PositionSource,
    Post,
    Seat,
    Session,
    Support,
    TableVoice,
    WorkingTable,
)
from forums.premoderation import why_wait
from forums.querysets import forums_run_by, seats_of
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
    form_key: str | None = None,
    at: datetime.datetime | None = None,
) -> Position:
    """A numbered position with its sources; each post it comes from has reached its next station.

    It waits for the facilitator where a contribution of the same person would wait. The same form sent twice gives
    the first position back.
    """
    at = at or timezone.now()
    posts, minute_items = list(posts), list(minute_items)
    check_sources(cycle, posts=posts, minute_items=minute_items, by=by)
    cycle = Cycle.objects.select_for_update(of=("self",)).select_related("forum").get(pk=cycle.pk)
    if first := sent_before(by, form_key):
        return first
    check_stage(cycle, "propose", by=by, at=at)
    waits = bool(why_wait(cycle.forum, by, text, at=at))
    position = Position.objects.create(
        forum_id=cycle.forum_id,
        cycle=cycle,
        number=next_number(cycle),
        kind=kind,
        state=Position.State.PENDING if waits else Position.State.PROPOSED,
        text=text,
        language=language,
        proposed_by=by,
        proposed_at=at,
        form_key=key_of(by, form_key),
    )
    bind(position, posts=posts, minute_items=minute_items)
    if not waits:
        reach_stations(position, posts, at=at)
    audit.record("propose", kind="position", public_id=position.public_id, by=by, to_state=position.state)
    position_changed.send(sender=Position, position=position)
    return position


@transaction.atomic
def add_sources(
    position: Position,
    *,
    by: User,
    posts: Iterable[Post] = (),
    minute_items: Iterable[MinuteItem] = (),
    at: datetime.datetime | None = None,
) -> Position:
    """The position with more of what it comes from: others said the same."""
    posts, minute_items = list(posts), list(minute_items)
    check_sources(position.cycle, posts=posts, minute_items=minute_items, by=by)
    if position.state not in Position.SHOWN:
        raise MoveRefused(_("This position is not open any more."))
    bind(position, posts=posts, minute_items=minute_items)
    reach_stations(position, posts, at=at or timezone.now())
    details = {"posts": [post.public_id for post in posts], "items": [item.public_id for item in minute_items]}
    audit.record("add_sources", kind="position", public_id=position.public_id, by=by, details=details)
    position_changed.send(sender=Position, position=position)
    return position


@transaction.atomic
def accept_position(position: Position, *, by: User, at: datetime.datetime | None = None) -> Position:
    """The position lies on the table from now on: seats may support it, tables speak about it."""
    at = at or timezone.now()
    workflow.move(position, "accept", by=by, at=at)
    position_changed.send(sender=Position, position=position, by=by, at=at)
    return position


@transaction.atomic
def merge_position(
    position: Position, *, into: Position, by: User, reason: str = "", at: datetime.datetime | None = None
) -> Position:
    """The position joined with another of the same cycle that says the same.

    What it comes from counts for both. Who supported it and which tables agreed stays with the words that they agreed
    to: nobody is made to stand for a sentence they have not read.
    """
    at = at or timezone.now()
    if into.pk == position.pk or into.cycle_id != position.cycle_id or into.state not in Position.SHOWN:
        raise MoveRefused(_("A position is joined with another open position of the same round."))
    workflow.move(position, "merge", by=by, reason=reason, at=at, merged_into=into)
    Position.objects.filter(merged_into=position).update(merged_into=into)
    sources = list(position.sources.select_related("post", "minute_item"))
    posts = [source.post for source in sources if source.post]
    bind(into, posts=posts, minute_items=[source.minute_item for source in sources if source.minute_item])
    reach_stations(into, posts, at=at)
    position_changed.send(sender=Position, position=position, by=by, at=at)
    position_changed.send(sender=Position, position=into)
    return into


@transaction.atomic
def support_position(position: Position, *, by: User, seat: Seat, at: datetime.datetime | None = None) -> Support:
    """The seat stands behind the position; once, however often it says so."""
    check_stage(position.cycle, "support", by=by, at=at or timezone.now())
    if position.state not in Position.SHOWN:
        raise MoveRefused(_("This position is not open any more."))
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


def check_sources(cycle: Cycle, *, posts: list[Post], minute_items: list[MinuteItem], by: User) -> None:
    """Refuse a position that comes from nothing, from another forum, or from what others cannot read yet."""
    if not posts and not minute_items:
        raise NoSource
    if any(post.state != Post.State.PUBLISHED for post in posts):
        raise NotPublished
    unpublished = [item for item in minute_items if item.minutes.state != Minutes.State.PUBLISHED]
    if unpublished and not writes_minutes(by, cycle.forum_id):
        raise NotPublished
    forums = {post.thread.forum_id for post in posts} | {item.minutes.session.cycle.forum_id for item in minute_items}
    if forums != {cycle.forum_id}:
        raise NoSource


def writes_minutes(person: User, forum_id: int) -> bool:
    """Whether the person is of the forum's team or a rapporteur there, and so reads minutes before others do."""
    is_rapporteur = any(seat.forum_id == forum_id and seat.role == Seat.Role.RAPPORTEUR for seat in seats_of(person))
    return is_rapporteur or forum_id in forums_run_by(person)


def check_stage(cycle: Cycle, verb: str, *, by: User, at: datetime.datetime) -> None:
    """Refuse what the open stage does not allow; the forum's own team may always distil."""
    if (verb == "propose" and cycle.forum_id in forums_run_by(by)) or is_allowed(cycle, verb, at):
        return
    raise StageClosed(next_opening(cycle, verb, at))


def sent_before(by: User, form_key: str | None) -> Position | None:
    """The position that this very form has already become."""
    return Position.objects.filter(form_key=key_of(by, form_key)).first() if form_key else None


def next_number(cycle: Cycle) -> int:
    """The number after the last one; the caller holds the cycle's lock."""
    last = Position.objects.filter(cycle=cycle).order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def bind(position: Position, *, posts: list[Post], minute_items: list[MinuteItem]) -> None:
    """Where the position comes from; what it comes from already is left as it is."""
    PositionSource.objects.bulk_create(
        [
            *(PositionSource(position=position, post=post) for post in posts),
            *(PositionSource(position=position, minute_item=item) for item in minute_items),
        ],
        ignore_conflicts=True,
    )


def reach_stations(position: Position, posts: Iterable[Post], *, at: datetime.datetime) -> None:
    """The station that each of the posts has reached with the position."""
    Station.objects.bulk_create(
        [
            Station(
                subject_kind="post",
                subject_id=post.public_id,
                key=Station.Key.POSITION,
                reached_on=timezone.localdate(at),
                target_kind="position",
                target_id=position.public_id,
            )
            for post in posts
        ],
        ignore_conflicts=True,
    )
