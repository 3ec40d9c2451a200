"""The dated rows of a conversation: what happened to it, and when the forum's stages changed, between its posts."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from forums.models import Stage, Thread, ThreadEvent
from forums.views.post_rows import PostRow
from portal.base.prepared import Prepared, remember

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


def events_of(thread: int, first: int, last: int) -> QuerySet[ThreadEvent]:
    events = ThreadEvent.objects.filter(thread=thread, after_position__gte=first, after_position__lte=last)
    return events.annotate(other_id_shown=F("other__public_id")).order_by("happened_at", "pk")


EVENTS = Prepared(events_of, thread=int, first=int, last=int)
STAGES = Prepared(lambda cycle: Stage.objects.filter(cycle=cycle).order_by("ordinal"), cycle=int)


def dated_rows(thread: Thread, first: int, last: int) -> list[tuple[int | None, DatedRow]]:
    """The rows of a stretch of positions, each with the position it follows; ``None``: its date tells.

    Two queries; the stages are left on the thread's cycle for whoever asks what may be done now.
    """
    stages = STAGES.rows(cycle=thread.cycle_id)
    leave_stages(thread, stages)
    events = EVENTS.rows(thread=thread.pk, first=0 if first <= 1 else first, last=last)
    now = timezone.now()
    rows = [*map(event_row, events), *map(stage_row, stages)]
    return sorted((row for row in rows if row[1].at <= now), key=lambda row: row[1].at)


def leave_stages(thread: Thread, stages: list[Stage]) -> None:
    """The stages of the thread's cycle, as if they had been read with it."""
    for stage in stages:
        stage.cycle = thread.cycle
    remember(thread.cycle, "stages", stages)


def event_row(event: ThreadEvent) -> tuple[int, DatedRow]:
    words = EVENT_WORDS[K(event.kind)]
    return event.after_position, DatedRow(event.happened_at, words, event.note, event.other_id_shown or "")


def stage_row(stage: Stage) -> tuple[None, DatedRow]:
    words, kind = _("A new stage of the forum began:"), Stage.Kind(stage.kind)
    return None, DatedRow(stage.opens_at, words, stage=kind.label)


def between_posts(
    posts: Sequence[PostRow], rows: list[tuple[int | None, DatedRow]], *, next_post: PostRow | None, is_first: bool
) -> list[PostRow | DatedRow]:
    """Posts and rows in one order: a row after its post, a new stage where its date falls on this page."""
    items: list[PostRow | DatedRow] = []
    if is_first:
        items += [row for position, row in rows if position == 0]
    following = [*posts[1:], next_post][: len(posts)]
    for post, after in zip(posts, following, strict=True):
        items.append(post)
        items += [row for position, row in rows if belongs_after(post, after, position, row)]
    return items


def belongs_after(post: PostRow, after: PostRow | None, position: int | None, row: DatedRow) -> bool:
    if position is not None:
        return position == post.position
    return post.published_at <= row.at and (after is None or row.at < after.published_at)
