"""The dated rows inside a conversation: what happened to it, between the posts where it happened."""

import datetime

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from forums.models import Post, Thread, ThreadEvent

LONGEST_NOTE = 300


def record_event(
    thread: Thread, kind: str, *, at: datetime.datetime, other: Thread | None = None, note: str = ""
) -> ThreadEvent:
    """The row that says it, after the last post of the moment."""
    return ThreadEvent.objects.create(
        thread=thread,
        kind=kind,
        happened_at=at,
        after_position=thread.post_count,
        other=other,
        note=note[:LONGEST_NOTE],
    )


def place_events(thread: Thread) -> None:
    """Put the rows back between the posts where they happened, after posts have come or gone; one statement."""
    earlier = Post.objects.filter(thread=thread, position__isnull=False, published_at__lte=OuterRef("happened_at"))
    counted = earlier.order_by().values("thread").annotate(found=Count("pk")).values("found")
    thread.events.update(after_position=Coalesce(Subquery(counted), 0))
