"""An author takes their own words back for good; what others said and built on them stays, and says so."""

import datetime

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from accounts import audit
from accounts.models import User
from forums import workflow
from forums.actions.attachments import erase_attachments
from forums.actions.moderation import hold_row, settle_flags, undo_all
from forums.actions.writing import locked
from forums.errors import StaysOnRecord
from forums.models import Flag, Measure, Post, PostRevision, Thread
from forums.signals import post_hidden


@transaction.atomic
def erase_post(post: Post, *, by: User | None, at: datetime.datetime | None = None) -> None:
    """The words of a post, its earlier texts and its files are gone; its number and place stay, with a placeholder.

    One that was never shown goes whole, with the conversation it would have opened. ``StaysOnRecord`` for an official
    reply; one that is erased already is left as it is. ``by=None``: no person of the portal, as when an account ends.
    """
    if post.kind == Post.Kind.OFFICIAL_REPLY:
        raise StaysOnRecord
    thread = locked(post.thread)
    hold_row(post)
    if post.state == Post.State.ERASED:
        return
    at = at or timezone.now()
    settle_flags(post, by=by, state=Flag.State.FOLLOWED, at=at)
    forget_measures(post, at=at)
    if post.number is None:
        remove_unshown(post, thread, by=by, at=at)
        return
    empty(post)
    workflow.move(post, "erase", by=by, at=at)
    post_hidden.send(sender=Post, post=post)


def forget_measures(post: Post, *, at: datetime.datetime) -> None:
    """What was decided about the post no longer stands, and what was taken out of it is gone like the rest."""
    undo_all("post", post.public_id, Measure.RESTRICTING, at=at)
    Measure.objects.filter(subject_kind="post", subject_id=post.public_id).update(removed={})


def remove_unshown(post: Post, thread: Thread, *, by: User | None, at: datetime.datetime) -> None:
    """A post without a number, and the conversation that was to begin with it."""
    audit.record("erase", kind="post", public_id=post.public_id, by=by, from_state=post.state, at=at)
    post.delete()
    if thread.last_number == 0 and not thread.posts.exists():
        thread.delete()


def empty(post: Post) -> None:
    """Take everything away that the author wrote, attached or named."""
    erase_attachments(post)
    post.mentions.all().delete()
    for revision in post.revisions.all():
        empty_revision(revision)
    post.body, post.body_html, post.edited_at = "", "", None
    post.save(update_fields=["body", "body_html", "edited_at"])


def empty_revision(revision: PostRevision) -> None:
    """The text as it stood is gone; where a point of a document rests on it, its row stays without words."""
    try:
        revision.delete()
    except ProtectedError:
        revision.body = ""
        revision.save(update_fields=["body"])
