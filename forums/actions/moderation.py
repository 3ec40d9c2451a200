"""Care of the discussion: every measure has a reason, tells the author, and leaves an audit row."""

import datetime

from django.db import transaction

from accounts import audit
from accounts.models import User
from forums import workflow
from forums.actions.discussion import publish_post
from forums.models import Forum, Measure, Post, Thread
from forums.signals import measure_taken, post_changed, post_hidden, thread_changed


@transaction.atomic
def approve_post(post: Post, *, by: User, at: datetime.datetime | None = None) -> Measure:
    """Show a waiting post, and the conversation it opens when that waits too."""
    thread = post.thread
    if thread.state == Thread.State.PENDING:
        workflow.move(thread, "approve", by=by, at=at)
        thread_changed.send(sender=Thread, thread=thread)
    publish_post(post, at=at)
    return measure_post(post, Measure.Kind.APPROVE, by=by, before=Post.State.PENDING)


@transaction.atomic
def hide_post(post: Post, *, by: User, reason: str, statement: str) -> Measure:
    """Take the words of a post away: a published one keeps its number, a waiting one is not published at all."""
    before = post.state
    post.state = Post.State.REFUSED if before == Post.State.PENDING else Post.State.HIDDEN
    post.save(update_fields=["state"])
    if post.thread.state == Thread.State.PENDING:
        workflow.move(post.thread, "hide", by=by, reason=statement)
    post_hidden.send(sender=Post, post=post)
    return measure_post(post, Measure.Kind.HIDE, by=by, before=before, reason=reason, statement=statement)


@transaction.atomic
def restore_post(post: Post, *, by: User, statement: str = "") -> Measure:
    """Show a hidden post again."""
    post.state = Post.State.PUBLISHED
    post.save(update_fields=["state"])
    post_changed.send(sender=Post, post=post)
    return measure_post(post, Measure.Kind.RESTORE, by=by, before=Post.State.HIDDEN, statement=statement)


@transaction.atomic
def lock_thread(thread: Thread, *, by: User, reason: str, statement: str) -> Measure:
    """Close a conversation for replies; everybody who meets the lock reads the statement."""
    return set_lock(thread, Measure.Kind.LOCK, by=by, reason=reason, statement=statement)


@transaction.atomic
def unlock_thread(thread: Thread, *, by: User) -> Measure:
    """Open a conversation for replies again."""
    return set_lock(thread, Measure.Kind.UNLOCK, by=by)


def set_lock(thread: Thread, kind: str, *, by: User, reason: str = "", statement: str = "") -> Measure:
    thread.is_locked, thread.lock_reason = kind == Measure.Kind.LOCK, statement[:300]
    thread.save(update_fields=["is_locked", "lock_reason"])
    thread_changed.send(sender=Thread, thread=thread)
    audit.record(kind, kind="thread", public_id=thread.public_id, by=by, reason=statement)
    return take(thread.forum, "thread", thread, thread.opened_by, kind, by=by, reason=reason, statement=statement)


def measure_post(post: Post, kind: str, *, by: User, before: str, reason: str = "", statement: str = "") -> Measure:
    """The audit row and the measure of what was done about a post."""
    audit.record(
        kind,
        kind="post",
        public_id=post.public_id,
        by=by,
        from_state=before,
        to_state=post.state,
        reason=statement,
    )
    author = post.author or post.recorded_by
    return take(post.thread.forum, "post", post, author, kind, by=by, reason=reason, statement=statement)


def take(
    forum: Forum,
    subject_kind: str,
    subject: Post | Thread,
    author: User | None,
    kind: str,
    *,
    by: User,
    reason: str = "",
    statement: str = "",
) -> Measure:
    """The measure on record, its author told by whoever listens."""
    measure = Measure.objects.create(
        forum=forum,
        subject_kind=subject_kind,
        subject_id=subject.public_id,
        kind=kind,
        reason=reason,
        statement=statement,
        taken_by=by,
    )
    measure_taken.send(sender=Measure, measure=measure, author=author)
    return measure
