"""Conversations moved, split, joined and put into the archive; what was done can be taken back for a week."""

import datetime
from collections.abc import Callable, Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from forums import workflow
from forums.actions.drafts import LONGEST_DRAFT
from forums.actions.events import record_event
from forums.actions.places import take_posts
from forums.actions.writing import cycle_for, locked
from forums.errors import NothingChosen, OtherReaders, ThreadEnded, TooLate, TooMuchAtOnce
from forums.models import Forum, Post, Rearrangement, Thread, ThreadEvent, WorkingTable
from forums.querysets import SHOWN_POST_STATES
from forums.signals import thread_changed, thread_rearranged

#: How long an act on conversations can be taken back.
UNDONE_WITHIN = datetime.timedelta(days=7)
#: Every post that moves is told to the search in the same transaction.
MOST_POSTS = 1000
#: What a move may change, and its undoing puts back.
PLACE = ("forum_id", "cycle_id", "table_id", "audience", "is_public")


@transaction.atomic
def move_thread(
    thread: Thread,
    *,
    by: User,
    reason: str,
    forum: Forum | None = None,
    table: WorkingTable | None = None,
    audience: str = Thread.Audience.FORUM,
    at: datetime.datetime | None = None,
) -> Rearrangement:
    """The conversation under another forum or table; its address leads on. Never to more readers than it had."""
    at = at or timezone.now()
    thread = locked(thread)
    if thread.state in (Thread.State.MERGED, Thread.State.PENDING):
        raise ThreadEnded(thread)
    before = {name: getattr(thread, name) for name in PLACE}
    forum = forum or thread.forum
    is_public = forum.visibility != Forum.Visibility.CLOSED and audience == Thread.Audience.FORUM
    check_readers(thread, forum, table, audience, is_public)
    if forum.pk != thread.forum_id:
        thread.cycle = cycle_for(forum, "comment", at)
    thread.forum, thread.table, thread.audience, thread.is_public = forum, table, audience, is_public
    thread.save(update_fields=["forum", "cycle", "table", "audience", "is_public"])
    done = Rearrangement.objects.create(
        kind="move", source=thread, target=thread, before=before, reason=reason, done_by=by, done_at=at
    )
    record_event(thread, ThreadEvent.Kind.MOVED, at=at, note=reason)
    return told(done, by=by, people=authors_of([thread]))


def check_readers(thread: Thread, forum: Forum, table: WorkingTable | None, audience: str, is_public: bool) -> None:
    """Refuse a place whose readers are not among those of the present one."""
    if is_public and not thread.is_public:
        raise OtherReaders
    if not is_public and not thread.is_public and forum.pk != thread.forum_id:
        raise OtherReaders
    was_for_table = thread.audience == Thread.Audience.TABLE
    if was_for_table and (audience != Thread.Audience.TABLE or table is None or table.pk != thread.table_id):
        raise OtherReaders


@transaction.atomic
def split_thread(
    thread: Thread, *, posts: Iterable[Post], title: str, by: User, reason: str, at: datetime.datetime | None = None
) -> Rearrangement:
    """A new conversation made of some of its posts; their addresses lead to them as before."""
    at = at or timezone.now()
    thread = locked(thread)
    if thread.state in (Thread.State.MERGED, Thread.State.PENDING):
        raise ThreadEnded(thread)
    chosen = list(thread.posts.filter(pk__in=[post.pk for post in posts], state__in=SHOWN_POST_STATES))
    if not chosen or len(chosen) == thread.posts.shown().count():
        raise NothingChosen
    check_number(len(chosen))
    new = begin_beside(thread, min(chosen, key=lambda post: post.position), title)  # type: ignore[arg-type, return-value]
    done = Rearrangement.objects.create(kind="split", source=thread, target=new, reason=reason, done_by=by, done_at=at)
    done.posts.set(chosen)
    take_posts(new, [post.pk for post in chosen])
    record_event(thread, ThreadEvent.Kind.SPLIT_OFF, at=at, other=new, note=reason)
    record_event(new, ThreadEvent.Kind.SPLIT_FROM, at=at, other=thread, note=reason)
    return told(done, by=by, people=authors_of_posts(chosen))


def begin_beside(thread: Thread, first: Post, title: str) -> Thread:
    """An empty conversation for the same readers and about the same things."""
    new = Thread.objects.create(  # type: ignore[misc]  # published posts have both
        forum=thread.forum,
        cycle=thread.cycle,
        table=thread.table,
        kind=thread.kind if thread.kind != Thread.Kind.ANNOUNCEMENT else Thread.Kind.OPEN,
        audience=thread.audience,
        is_public=thread.is_public,
        title=title,
        language=thread.language,
        opened_by=first.author,
        opened_at=first.published_at,
    )
    new.themes.set(thread.themes.all())
    new.countries.set(thread.countries.all())
    return new


@transaction.atomic
def merge_threads(
    thread: Thread, *, into: Thread, by: User, reason: str, at: datetime.datetime | None = None
) -> Rearrangement:
    """Both conversations as one, in the order in which people spoke; the first one's address leads there."""
    at = at or timezone.now()
    thread, into = locked_together(thread, into)
    if thread.pk == into.pk or into.state not in Thread.TAKING_POSTS or into.is_locked:
        raise ThreadEnded(into)
    if readers_of(thread) != readers_of(into):
        raise OtherReaders
    posts = list(thread.posts.all())
    check_number(len(posts))
    done = Rearrangement.objects.create(kind="merge", source=thread, target=into, reason=reason, done_by=by, done_at=at)
    done.posts.set(posts)
    people = authors_of([thread, into])
    workflow.move(thread, "merge", by=by, reason=reason, at=at, merged_into=into)
    take_posts(into, [post.pk for post in posts])
    hand_over_drafts(thread, into)
    record_event(into, ThreadEvent.Kind.JOINED, at=at, other=thread, note=reason)
    return told(done, by=by, people=people)


def readers_of(thread: Thread) -> tuple:
    """What decides who reads a conversation."""
    return thread.forum_id, thread.is_public, thread.audience, thread.table_id if thread.audience == "table" else None


def hand_over_drafts(thread: Thread, into: Thread) -> None:
    """What people were writing in the one is found in the other, below what they were writing there."""
    theirs = {draft.user_id: draft for draft in into.drafts.all()}
    for draft in thread.drafts.all():
        if there := theirs.get(draft.user_id):
            there.body = f"{there.body}\n\n{draft.body}".strip()[:LONGEST_DRAFT]
            there.save(update_fields=["body", "saved_at"])
        else:
            draft.thread = into
            draft.save(update_fields=["thread"])


@transaction.atomic
def archive_thread(thread: Thread, *, by: User, reason: str, at: datetime.datetime | None = None) -> Thread:
    """A concluded conversation put aside: still readable and found, no longer among the present ones."""
    at = at or timezone.now()
    thread = locked(thread)
    workflow.move(thread, "archive", by=by, reason=reason, at=at)
    record_event(thread, ThreadEvent.Kind.ARCHIVED, at=at, note=reason)
    thread_changed.send(sender=Thread, thread=thread)
    return thread


# Taking it back ---------------------------------------------------------------------------------------------------


@transaction.atomic
def undo_rearrangement(rearrangement: Rearrangement, *, by: User, at: datetime.datetime | None = None) -> Rearrangement:
    """Everything where it was, within a week; what was written since stays where it can be read by the same people."""
    at = at or timezone.now()
    done = Rearrangement.objects.select_for_update().select_related("source", "target").get(pk=rearrangement.pk)
    if not can_be_undone(done, at):
        raise TooLate
    people = authors_of([done.source, done.target])
    UNDOING[done.kind](done, by, at)
    done.undone_by, done.undone_at = by, at
    done.save(update_fields=["undone_by", "undone_at"])
    return told(done, by=by, people=people)


def can_be_undone(done: Rearrangement, at: datetime.datetime) -> bool:
    return done.undone_at is None and at - done.done_at <= UNDONE_WITHIN


def move_back(done: Rearrangement, by: User, at: datetime.datetime) -> None:
    """To the old place, unless something was written since for fewer readers."""
    thread = locked(done.source)
    if done.before["is_public"] and not thread.is_public and thread.last_post_at and thread.last_post_at > done.done_at:
        raise OtherReaders
    for name, value in done.before.items():
        setattr(thread, name, value)
    thread.save(update_fields=[name.removesuffix("_id") for name in PLACE])
    record_event(thread, ThreadEvent.Kind.MOVED, at=at)


def join_again(done: Rearrangement, by: User, at: datetime.datetime) -> None:
    """The part returns with all that was said in it since; its address leads on."""
    whole, part = locked_together(done.source, done.target)
    if part.state not in Thread.TAKING_POSTS or readers_of(whole) != readers_of(part):
        raise TooLate
    workflow.move(part, "merge", by=by, at=at, merged_into=whole)
    take_posts(whole, list(part.posts.values_list("pk", flat=True)))
    record_event(whole, ThreadEvent.Kind.JOINED, at=at, other=part)


def part_again(done: Rearrangement, by: User, at: datetime.datetime) -> None:
    """What came from the other conversation goes back to it; what was said since stays."""
    thread, whole = locked_together(done.source, done.target)
    if readers_of(thread) != readers_of(whole):
        raise TooLate
    workflow.move(thread, "unmerge", by=by, at=at, merged_into=None)
    take_posts(thread, list(done.posts.filter(thread=whole).values_list("pk", flat=True)))
    record_event(thread, ThreadEvent.Kind.REOPENED, at=at)
    record_event(whole, ThreadEvent.Kind.SPLIT_OFF, at=at, other=thread)


UNDOING: dict[str, Callable[[Rearrangement, User, datetime.datetime], None]] = {
    "move": move_back,
    "split": join_again,
    "merge": part_again,
}


# Shared -----------------------------------------------------------------------------------------------------------


def locked_together(first: Thread, second: Thread) -> tuple[Thread, Thread]:
    """Both held by this transaction, always in the same order, so that two people never wait for each other."""
    held = {thread.pk: locked(thread) for thread in sorted((first, second), key=lambda thread: thread.pk)}
    return held[first.pk], held[second.pk]


def check_number(count: int) -> None:
    if count > MOST_POSTS:
        raise TooMuchAtOnce(MOST_POSTS)


def authors_of(threads: Sequence[Thread]) -> list[User]:
    """Who opened these conversations, wrote in them or wrote down there what others said."""
    posts = Post.objects.filter(thread__in=threads).values_list("author_id", "recorded_by_id")
    people = {person for pair in posts for person in pair} | {thread.opened_by_id for thread in threads}
    return list(User.objects.filter(pk__in=[person for person in people if person]))


def authors_of_posts(posts: Iterable[Post]) -> list[User]:
    people = [post.author_id or post.recorded_by_id for post in posts]
    return list(User.objects.filter(pk__in=[person for person in people if person]))


def told(done: Rearrangement, *, by: User, people: Iterable[User]) -> Rearrangement:
    """The act on record; whoever listens tells the authors, the search reads both conversations again."""
    audit.record(
        "undo" if done.undone_at else done.kind,
        kind="thread",
        public_id=done.source.public_id,
        by=by,
        reason=done.reason,
        details={"target": done.target.public_id, "rearrangement": done.public_id},
        at=done.undone_at or done.done_at,
    )
    for pk in {done.source_id, done.target_id}:
        thread_changed.send(sender=Thread, thread=Thread.objects.select_related("forum").get(pk=pk))
    others = [person for person in people if person.pk != by.pk]
    thread_rearranged.send(sender=Rearrangement, rearrangement=done, people=others)
    return done
