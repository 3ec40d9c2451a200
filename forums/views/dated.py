"""The dated rows of a conversation: what happened to it, and when the forum's stages changed, between its posts."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import CharField, DateTimeField, IntegerField, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from forums.models import Post, Stage, Thread, ThreadEvent

K = ThreadEvent.Kind
#: What each kind of row says.
EVENT_WORDS = {
    K.MOVED: _("This conversation was moved here."),
    K.SPLIT_OFF: _("A part of this conversation went into a conversation of its own."),
    K.SPLIT_FROM: _("This conversation began as a part of another one."),
    K.JOINED: _("Another conversation was joined with this one."),
    K.CONCLUDED: _("The conversation was concluded. How it ended stands at its top."),
    K.REOPENED: _("The conversation was opened again."),
    K.ARCHIVED: _("The conversation was put into the archive."),
    K.LOCKED: _("The facilitator closed the conversation for replies."),
    K.UNLOCKED: _("The facilitator opened the conversation for replies again."),
}


@dataclass(frozen=True)
class DatedRow:
    """A row between posts: when, what, why, and the other conversation it leads to."""

    at: datetime.datetime
    words: str | Promise
    note: str = ""
    other_id: str = ""
    stage: str | Promise = ""


def dated_rows(thread: Thread, first: int, last: int) -> list[tuple[int | None, DatedRow]]:
    """The rows of a stretch of positions, each with the position it follows; ``None``: its date tells.

    One query; the stages it reads are left on the thread's cycle for whoever asks what may be done now.
    """
    low = 0 if first <= 1 else first
    events = ThreadEvent.objects.filter(thread=thread, after_position__gte=low, after_position__lte=last)
    nothing = Value("", output_field=CharField())
    rows = events.order_by().values_list(
        Value(0, output_field=IntegerField()),
        "kind",
        "happened_at",
        Value(None, output_field=DateTimeField()),
        Cast("after_position", IntegerField()),
        "other__public_id",
        "note",
    )
    stages = Stage.objects.filter(cycle=thread.cycle_id).order_by()
    rows = rows.union(
        stages.values_list(
            Value(1, output_field=IntegerField()),
            "kind",
            "opens_at",
            "closes_at",
            Cast("ordinal", IntegerField()),
            nothing,
            nothing,
        ),
        all=True,
    )
    found = sorted(rows, key=lambda row: (row[2], row[0]))
    leave_stages(thread, [row for row in found if row[0]])
    now = timezone.now()
    return [stage_row(row) if row[0] else event_row(row) for row in found if row[2] <= now]


def leave_stages(thread: Thread, rows: list[tuple]) -> None:
    """The stages of the thread's cycle, as if they had been read with it."""
    stages = [
        Stage(cycle=thread.cycle, kind=kind, opens_at=opens_at, closes_at=closes_at, ordinal=ordinal)
        for _is_stage, kind, opens_at, closes_at, ordinal, _other, _note in rows
    ]
    thread.cycle._prefetched_objects_cache = {"stages": sorted(stages, key=lambda stage: stage.ordinal)}


def event_row(row: tuple) -> tuple[int, DatedRow]:
    _is_stage, kind, at, _until, position, other, note = row
    return position, DatedRow(at, EVENT_WORDS[kind], note, other or "")


def stage_row(row: tuple) -> tuple[None, DatedRow]:
    return None, DatedRow(row[2], _("A new stage of the forum began:"), stage=Stage.Kind(row[1]).label)


def between_posts(
    posts: Sequence[Post], rows: list[tuple[int | None, DatedRow]], *, next_post: Post | None, is_first: bool
) -> list[Post | DatedRow]:
    """Posts and rows in one order: a row after its post, a new stage where its date falls on this page."""
    items: list[Post | DatedRow] = []
    if is_first:
        items += [row for position, row in rows if position == 0]
    following = [*posts[1:], next_post][: len(posts)]
    for post, after in zip(posts, following, strict=True):
        items.append(post)
        items += [row for position, row in rows if belongs_after(post, after, position, row)]
    return items


def belongs_after(post: Post, after: Post | None, position: int | None, row: DatedRow) -> bool:
    if position is not None:
        return position == post.position
    return post.published_at <= row.at and (after is None or row.at < after.published_at)
