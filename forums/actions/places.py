"""Where posts stand: taken from one conversation into another, in the order in which people spoke."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Case, Count, F, Max, Q, Value, When
from django.db.models.functions import Coalesce

from forums.actions.events import place_events
from forums.models import Post, ReadMarker, Thread
from forums.signals import posts_moved

RENUMBER = """
    UPDATE forums_post SET position = placed.place
    FROM (
        SELECT id, ROW_NUMBER() OVER (ORDER BY published_at, number, id) AS place
        FROM forums_post WHERE thread_id = %s AND position IS NOT NULL
    ) AS placed
    WHERE forums_post.id = placed.id
"""


def take_posts(target: Thread, posts: Iterable[int]) -> None:
    """Put posts, by key, into that conversation; both sides stay dense, counted and read as far as before.

    The caller holds the locks of all conversations concerned. A post that comes home says so no longer.
    """
    moving = Post.objects.filter(pk__in=list(posts))
    sources = list(Thread.objects.filter(posts__in=moving).exclude(pk=target.pk).distinct())
    read = {thread.pk: last_posts_read(thread) for thread in (target, *sources)}
    pks = list(moving.values_list("pk", flat=True))
    Post.objects.filter(pk__in=pks).update(
        moved_from=Case(When(moved_from=target.pk, then=Value(None)), default=Coalesce("moved_from", "thread")),
        thread=target,
    )
    for thread in (target, *sources):
        put_in_order(thread)
        mark_read(thread, read[thread.pk])
    moved = Post.objects.filter(pk__in=pks).select_related("thread__forum").order_by("position")
    posts_moved.send(sender=Post, posts=list(moved))


def put_in_order(thread: Thread) -> None:
    """Positions, branches, counters and dated rows made right again."""
    with connection.cursor() as cursor:
        cursor.execute(RENUMBER, [thread.pk])
    grow_branches(thread)
    count_posts(thread)
    place_events(thread)


def grow_branches(thread: Thread) -> None:
    """Every post under the top of its branch, as far as the branch is in this conversation."""
    rows = thread.posts.order_by(F("position").asc(nulls_last=True), "pk").values_list("pk", "reply_to_id", "root_id")
    top: dict[int, int] = {}
    changed: dict[int | None, list[int]] = {}
    for pk, reply_to, root in rows:
        top[pk] = top.get(reply_to, pk)
        wanted = top[pk] if top[pk] != pk else None
        if wanted != root:
            changed.setdefault(wanted, []).append(pk)
    for wanted, pks in changed.items():
        Post.objects.filter(pk__in=pks).update(root=wanted)


def count_posts(thread: Thread) -> None:
    """How many posts have a place, the last of them, and the number the next one gets."""
    placed = Q(position__isnull=False)
    found = thread.posts.aggregate(count=Count("pk", filter=placed), last=Max("published_at", filter=placed))
    thread.post_count, thread.last_post_at = found["count"], found["last"] or thread.last_post_at
    thread.last_number = max(thread.last_number, thread.post_count)
    thread.save(update_fields=["post_count", "last_post_at", "last_number"])


def last_posts_read(thread: Thread) -> dict[int, int | None]:
    """The post to which each reader has read, by the key of their marker."""
    markers = ReadMarker.objects.filter(thread=thread)
    at = dict(thread.posts.filter(position__in=markers.values("position")).values_list("position", "pk"))
    return {marker.pk: at.get(marker.position) for marker in markers}


def mark_read(thread: Thread, read: dict[int, int | None]) -> None:
    """Move the markers to where the same posts stand now; a post that left takes nothing along."""
    kept = [pk for pk in read.values() if pk]
    now_at = dict(thread.posts.filter(pk__in=kept).values_list("pk", "position"))
    markers = list(ReadMarker.objects.filter(pk__in=read))
    for marker in markers:
        marker.position = now_at.get(read[marker.pk] or 0) or min(marker.position, thread.post_count)
    ReadMarker.objects.bulk_update(markers, ["position"], batch_size=500)
