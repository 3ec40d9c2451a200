"""What a person has read: notices in the inbox, and posts in the conversation itself."""

from django.db.models import Exists, F, OuterRef, QuerySet
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
