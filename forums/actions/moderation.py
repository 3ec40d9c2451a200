"""Care of the discussion: every measure has a reason, tells the person concerned, and leaves an audit row."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from forums import workflow
from forums.actions.discussion import publish_post
from forums.errors import NothingTakenOut, RunsTheForum
from forums.models import Appeal, Flag, Forum, Measure, Post, Thread
from forums.querysets import forget_facts, forums_run_by
from forums.signals import flag_changed, measure_taken, post_changed, post_hidden, thread_changed
from portal.base.text import render_user_text

#: What stands where words were taken out.
TAKEN_OUT = "[…]"
#: How long words that were taken out are kept for an appeal: they were taken out because they should not be anywhere.
REMOVED_KEPT_FOR = datetime.timedelta(days=365)

# Reporting --------------------------------------------------------------------------------------------------------


@transaction.atomic
def raise_flag(post: Post, *, by: User, reason: str, note: str = "", at: datetime.datetime | None = None) -> Flag:
    """The team of the forum is asked to look; a second report of the same person gives the first one back."""
    flag, is_new = Flag.objects.get_or_create(
        raised_by=by,
        subject_kind="post",
        subject_id=post.public_id,
        defaults={
            "forum": post.thread.forum,
            "reason": reason,
            "note": note,
            "raised_at": at or timezone.now(),
        },
    )
    if is_new:
        audit.record("flag", kind="post", public_id=post.public_id, by=by, reason=reason, at=at)
        flag_changed.send(sender=Flag, flag=flag)
    return flag


@transaction.atomic
def keep_post(post: Post, *, by: User, at: datetime.datetime | None = None) -> None:
    """Nothing is done about a reported post; its reports are settled."""
    audit.record("keep", kind="post", public_id=post.public_id, by=by, to_state=post.state, at=at)
    settle_flags(post, by=by, state=Flag.State.KEPT, at=at or timezone.now())


def settle_flags(post: Post, *, by: User | None, state: str, at: datetime.datetime) -> None:
    """Every open report of a post, looked at."""
    for flag in Flag.objects.filter(subject_kind="post", subject_id=post.public_id, state=Flag.State.RAISED):
        flag.state, flag.settled_by, flag.settled_at = state, by, at
        flag.save(update_fields=["state", "settled_by", "settled_at"])
        flag_changed.send(sender=Flag, flag=flag)


# Contributions ----------------------------------------------------------------------------------------------------


@transaction.atomic
def approve_post(post: Post, *, by: User, statement: str = "", at: datetime.datetime | None = None) -> Measure:
    """Show a waiting post, and the conversation it opens when that waits too."""
    thread = post.thread
    if thread.state == Thread.State.PENDING:
        workflow.move(thread, "approve", by=by, at=at)
        thread_changed.send(sender=Thread, thread=thread)
    publish_post(post, at=at)
    audit.record(
        "approve",
        kind="post",
        public_id=post.public_id,
        by=by,
        from_state=Post.State.PENDING,
        to_state=post.state,
        reason=statement,
    )
    return measure_post(post, Measure.Kind.APPROVE, by=by, statement=statement, at=at)


@transaction.atomic
def hide_post(post: Post, *, by: User, reason: str, statement: str, at: datetime.datetime | None = None) -> Measure:
    """Take the words of a post away: a published one keeps its number, a waiting one is not published at all."""
    hold_row(post)
    workflow.move(post, "refuse" if post.state == Post.State.PENDING else "hide", by=by, reason=statement, at=at)
    if post.thread.state == Thread.State.PENDING:
        workflow.move(post.thread, "hide", by=by, reason=statement, at=at)
    post_hidden.send(sender=Post, post=post)
    return measure_post(post, Measure.Kind.HIDE, by=by, reason=reason, statement=statement, at=at)


@transaction.atomic
def hold_post(post: Post, *, by: User, reason: str, statement: str, at: datetime.datetime | None = None) -> Measure:
    """Take the words of a published post out of sight until it has been decided about."""
    hold_row(post)
    workflow.move(post, "hold", by=by, reason=statement, at=at)
    post_hidden.send(sender=Post, post=post)
    return measure_post(post, Measure.Kind.HOLD, by=by, reason=reason, statement=statement, at=at)


@transaction.atomic
def restore_post(post: Post, *, by: User, statement: str = "", at: datetime.datetime | None = None) -> Measure:
    """Show a held or hidden post again."""
    hold_row(post)
    workflow.move(post, "restore", by=by, reason=statement, at=at)
    undo_all("post", post.public_id, (Measure.Kind.HIDE, Measure.Kind.HOLD), at=at)
    post_changed.send(sender=Post, post=post)
    return measure_post(post, Measure.Kind.RESTORE, by=by, statement=statement, at=at)


@transaction.atomic
def redact_post(
    post: Post,
    *,
    by: User,
    passages: Iterable[str],
    reason: str,
    statement: str,
    at: datetime.datetime | None = None,
) -> Measure:
    """Take passages out of a post, of all its earlier texts, and of the title of a conversation it opens.

    ``NothingTakenOut`` when none of them stands in its present words.
    """
    hold_row(post)
    wanted = [passage.strip() for passage in passages if passage.strip()]
    removed = texts_of(post) if post.state != Post.State.ERASED else {"body": ""}
    if all(passage not in removed["body"] and passage not in removed.get("title", "") for passage in wanted):
        raise NothingTakenOut
    write_texts(post, {key: without(text, wanted) for key, text in removed.items()})
    post_changed.send(sender=Post, post=post)
    audit.record("redact", kind="post", public_id=post.public_id, by=by, reason=statement)
    return measure_post(post, Measure.Kind.REDACT, by=by, reason=reason, statement=statement, at=at, removed=removed)


@transaction.atomic
def put_words_back(measure: Measure, *, by: User, statement: str = "", at: datetime.datetime | None = None) -> Measure:
    """The post with the words that a redaction took out; what was written since then is kept among its texts.

    Words that are forgotten by now (``forget_removed_words``) stay away.
    """
    post = Post.objects.select_related("thread__forum").get(public_id=measure.subject_id)
    hold_row(post)
    if measure.removed:
        write_texts(post, measure.removed)
    undo_all("post", post.public_id, (Measure.Kind.REDACT,), at=at)
    post_changed.send(sender=Post, post=post)
    audit.record("put_back", kind="post", public_id=post.public_id, by=by, reason=statement)
    return measure_post(post, Measure.Kind.RESTORE, by=by, statement=statement, at=at)


def forget_removed_words(now: datetime.datetime) -> int:
    """What was taken out a year ago is deleted for good, unless an appeal about it waits; returns how often."""
    old = Measure.objects.filter(kind=Measure.Kind.REDACT, taken_at__lt=now - REMOVED_KEPT_FOR).exclude(removed={})
    return old.exclude(appeal__state=Appeal.State.LODGED).update(removed={})


def hold_row(post: Post) -> None:
    """The post's state as it stands, held by this transaction until it ends."""
    post.state = Post.objects.select_for_update().values_list("state", flat=True).get(pk=post.pk)


def texts_of(post: Post) -> dict[str, str]:
    """Everything written in the post: its words, each revision by number, the title of a conversation it opens."""
    texts = {"body": post.body, **{str(one.number): one.body for one in post.revisions.all()}}
    return texts | ({"title": post.thread.title} if post.position == 1 else {})


def write_texts(post: Post, texts: dict[str, str]) -> None:
    """Put these in the place of what ``texts_of`` gives."""
    post.body, post.body_html = texts["body"], render_user_text(texts["body"])
    post.save(update_fields=["body", "body_html"])
    for revision in post.revisions.all():
        if str(revision.number) in texts:
            revision.body = texts[str(revision.number)]
            revision.save(update_fields=["body"])
    if texts.get("title", post.thread.title) != post.thread.title:
        post.thread.title = texts["title"]
        post.thread.save(update_fields=["title"])
        thread_changed.send(sender=Thread, thread=post.thread)


def without(text: str, passages: Iterable[str]) -> str:
    for passage in passages:
        text = text.replace(passage, TAKEN_OUT)
    return text


# Conversations ----------------------------------------------------------------------------------------------------


@transaction.atomic
def lock_thread(
    thread: Thread, *, by: User, reason: str, statement: str, at: datetime.datetime | None = None
) -> Measure:
    """Close a conversation for replies; everybody who meets the lock reads the statement."""
    return set_lock(thread, Measure.Kind.LOCK, by=by, reason=reason, statement=statement, at=at)


@transaction.atomic
def unlock_thread(thread: Thread, *, by: User, statement: str = "", at: datetime.datetime | None = None) -> Measure:
    """Open a conversation for replies again."""
    undo_all("thread", thread.public_id, (Measure.Kind.LOCK,), at=at)
    return set_lock(thread, Measure.Kind.UNLOCK, by=by, statement=statement, at=at)


def set_lock(
    thread: Thread, kind: str, *, by: User, reason: str = "", statement: str = "", at: datetime.datetime | None
) -> Measure:
    is_locked = kind == Measure.Kind.LOCK
    thread.is_locked, thread.lock_reason = is_locked, statement[:300] if is_locked else ""
    thread.save(update_fields=["is_locked", "lock_reason"])
    thread_changed.send(sender=Thread, thread=thread)
    audit.record(kind, kind="thread", public_id=thread.public_id, by=by, reason=statement)
    return take(
        thread.forum, "thread", thread, thread.opened_by, kind, by=by, reason=reason, statement=statement, at=at
    )


# Persons ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def suspend_person(
    forum: Forum,
    person: User,
    *,
    by: User,
    reason: str,
    statement: str,
    until: datetime.datetime | None = None,
    at: datetime.datetime | None = None,
) -> Measure:
    """The person reads in this forum, but writes nothing until then, or until somebody lifts it."""
    if forum.pk in forums_run_by(person):
        raise RunsTheForum
    details = {"forum": forum.public_id}
    audit.record("suspend", kind="person", public_id=person.public_id, by=by, reason=statement, details=details)
    forget_facts(person)
    return take(
        forum,
        "person",
        person,
        person,
        Measure.Kind.SUSPEND,
        by=by,
        reason=reason,
        statement=statement,
        at=at,
        until=until,
    )


@transaction.atomic
def lift_suspension(measure: Measure, *, by: User, statement: str = "", at: datetime.datetime | None = None) -> Measure:
    """The person may write again, before the time that was set."""
    Measure.objects.filter(pk=measure.pk, undone_at=None).update(undone_at=at or timezone.now())
    person = User.objects.get(public_id=measure.subject_id)
    forget_facts(person)
    details = {"forum": measure.forum.public_id}
    audit.record("lift", kind="person", public_id=person.public_id, by=by, reason=statement, details=details)
    return take(measure.forum, "person", person, person, Measure.Kind.LIFT, by=by, statement=statement, at=at)


# On record --------------------------------------------------------------------------------------------------------


def undo_all(kind: str, public_id: str, measures: Iterable[str], *, at: datetime.datetime | None) -> None:
    """Say of the measures about a thing that they no longer stand."""
    standing = Measure.objects.filter(subject_kind=kind, subject_id=public_id, kind__in=measures, undone_at=None)
    standing.update(undone_at=at or timezone.now())


def measure_post(
    post: Post,
    kind: str,
    *,
    by: User,
    reason: str = "",
    statement: str = "",
    at: datetime.datetime | None = None,
    **fields,
) -> Measure:
    """The measure about a post; what was reported of it has been looked at."""
    if kind in Measure.RESTRICTING:
        settle_flags(post, by=by, state=Flag.State.FOLLOWED, at=at or timezone.now())
    author = post.author or post.recorded_by
    return take(
        post.thread.forum, "post", post, author, kind, by=by, reason=reason, statement=statement, at=at, **fields
    )


def take(
    forum: Forum,
    subject_kind: str,
    subject: Post | Thread | User,
    author: User | None,
    kind: str,
    *,
    by: User,
    at: datetime.datetime | None = None,
    **fields,
) -> Measure:
    """The measure on record, the person concerned told by whoever listens; ``fields`` are further ones of it."""
    measure = Measure.objects.create(
        forum=forum,
        subject_kind=subject_kind,
        subject_id=subject.public_id,
        kind=kind,
        concerns=author,
        taken_by=by,
        taken_at=at or timezone.now(),
        **fields,
    )
    measure_taken.send(sender=Measure, measure=measure, author=author)
    return measure
