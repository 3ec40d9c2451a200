"""What a person has read: notices in the inbox, and posts in the conversation itself."""

from django.db.models import Exists, F, IntegerField, OuterRef, QuerySet, Subquery
from django.utils import timezone

from accounts.models import User
from forums.models import Post
from notifications.models import Notice


def read_in_place() -> Exists:
    """Whether the post that a notice is about was read in its conversation; for a queryset of notices."""
    posts = Post.objects.filter(public_id=OuterRef("subject_id"))
    read = posts.filter(thread__read_markers__user=OuterRef("user"), thread__read_markers__position__gte=F("position"))
    return Exists(read)


def has_been_read(notice: Notice) -> bool:
    """Whether the person knows already, from the inbox or from the conversation."""
    if notice.read_at:
        return True
    if notice.subject_kind != "post":
        return False
    return Notice.objects.filter(read_in_place(), pk=notice.pk, read_at=None).exists()


#: More than this is shown as "so many and more": counting on helps nobody.
MOST_COUNTED = 99


class RowCount(Subquery):
    """How many rows a query has; it may be cut short."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def unread_expression(key: int | OuterRef) -> RowCount:
    """The number of unread notices of the person with that key, one more than ``MOST_COUNTED`` at most.

    What was read in its conversation since does not count, though the notice says so only after the next visit
    of the inbox (``catch_up``).
    """
    person = OuterRef(key) if isinstance(key, OuterRef) else key  # the newest are one query further in
    newest = Notice.objects.filter(user=person, read_at=None).order_by("-created_at")[: MOST_COUNTED + 1]
    return RowCount(
        Notice.objects.filter(pk__in=newest.values("pk")).exclude(read_in_place(), subject_kind="post").values("pk")
    )


def unread(user: User) -> QuerySet[Notice]:
    return Notice.objects.filter(user=user, read_at=None)


def catch_up(user: User) -> None:
    """Mark as read what was read in its conversation since; nothing is written where nothing was."""
    known = unread(user).filter(read_in_place(), subject_kind="post").values_list("pk", flat=True)
    if keys := list(known):
        mark_read(Notice.objects.filter(pk__in=keys))


def mark_read(notices: QuerySet[Notice]) -> int:
    """Mark these as read and return how many were not."""
    return notices.filter(read_at=None).update(read_at=timezone.now())
