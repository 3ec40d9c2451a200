"""How a post comes to be: what is checked before, its number and place, its first revision."""

import datetime
from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Mandate, User
from forums.actions.mentions import note_mentions, tell_mentioned
from forums.errors import ForumError, ForumOver, NotYourMandate, StageClosed, ThreadEnded, ThreadLocked, WordsGone
from forums.models import Cycle, Draft, Forum, Participant, Post, PostRevision, Seat, Thread, WorkingTable
from forums.premoderation import needs_approval_again
from forums.querysets import forum_roles_of, forums_run_by, seats_of
from forums.signals import post_published
from forums.stages import is_allowed, next_opening, remember_stage, with_open_stage
from portal.base.prepared import Prepared
from portal.base.text import render_user_text

#: What somebody does who writes a post of that kind; kinds that no stage closes are left out.
VERBS: dict[str, str] = {
    Post.Kind.CONTRIBUTION: "comment",
    Post.Kind.EVIDENCE: "comment",
    Post.Kind.QUESTION: "ask",
    Post.Kind.EXPERIENCE: "report",
}


@dataclass(frozen=True)
class Words:
    """What is being said, by whom and how it came here; becomes one post."""

    body: str
    language: str
    kind: str = Post.Kind.CONTRIBUTION
    alignment: str = ""
    reply_to: Post | None = None
    channel: str = Post.Channel.WEB
    author: User | None = None
    participant: Participant | None = None
    recorded_by: User | None = None
    on_behalf_of: Mandate | None = None
    table: WorkingTable | None = None
    form_key: str | None = None


# What is checked before anything is written -----------------------------------------------------------------------


def locked(thread: Thread) -> Thread:
    """The thread as it stands, with forum and cycle, held by this transaction until it ends."""
    rows = Thread.objects.select_for_update(of=("self",)).select_related("forum", "cycle")
    return rows.get(pk=thread.pk)


def locked_to_write(thread: Thread, *, by: User, form_key: str | None, at: datetime.datetime) -> Thread:
    """The same with the stage open then, whether this form was sent (``was_sent``) or is a draft (``is_begun``),
    and whether the writer was heard in the forum before (``has_spoken``).

    The lock comes first, in a statement of its own: what is read beside it would be of the moment before one waited.
    """
    if connection.features.has_select_for_update:
        Thread.objects.select_for_update().values_list("pk").get(pk=thread.pk)
    found = TO_WRITE.first(thread=thread.pk, writer=by.pk, form_key=key_of(by, form_key) or "", at=at)
    if found is None:
        raise Thread.DoesNotExist
    return remember_stage(found, at)


def thread_to_write(thread: int, writer: int, form_key: str, at: datetime.datetime) -> QuerySet[Thread]:
    """What ``locked_to_write`` needs of the thread; no post has an empty key."""
    threads = with_open_stage(Thread.objects.filter(pk=thread).select_related("forum", "cycle"), at)
    begun = Draft.objects.filter(thread=OuterRef("pk"), user=writer)
    spoken = Post.objects.filter(author=writer, state=Post.State.PUBLISHED, thread__forum=OuterRef("forum"))
    sent = Post.objects.filter(form_key=form_key)
    return threads.annotate(was_sent=Exists(sent), is_begun=Exists(begun), has_spoken=Exists(spoken))


TO_WRITE = Prepared(thread_to_write, thread=int, writer=int, form_key=str, at=datetime.datetime)


def check_forum(forum: Forum) -> None:
    if forum.state in (Forum.State.CLOSED, Forum.State.CANCELLED):
        raise ForumOver


def check_takes_posts(thread: Thread) -> None:
    check_forum(thread.forum)
    if thread.is_locked:
        raise ThreadLocked(thread)
    if thread.state not in Thread.TAKING_POSTS:
        raise ThreadEnded(thread)


def check_has_words(post: Post) -> None:
    """Refuse to change what was taken away since it was read; the caller holds the thread's lock."""
    post.state = Post.objects.values_list("state", flat=True).get(pk=post.pk)
    if post.state not in (Post.State.PUBLISHED, Post.State.PENDING):
        raise WordsGone


def check_edit(post: Post, *, by: User, body: str) -> None:
    """Refuse to put words that nobody has approved in the place of a published post that had to be approved."""
    if needs_approval_again(post, by=by, body=body):
        raise ForumError(_("The facilitator has approved these words. Add what has changed as a new contribution."))


def check_stage(cycle: Cycle, verb: str | None, *, by: User, at: datetime.datetime) -> None:
    """Refuse what the open stage does not allow; the forum's own team may always write."""
    if verb is None or cycle.forum_id in forums_run_by(by) or is_allowed(cycle, verb, at):
        return
    raise StageClosed(next_opening(cycle, verb, at))


def cycle_for(forum: Forum, verb: str, at: datetime.datetime) -> Cycle:
    """The cycle a new conversation belongs to: the latest whose stage allows it, else the latest of all."""
    cycles = list(forum.cycles.prefetch_related("stages").order_by("-number"))
    return next((cycle for cycle in cycles if is_allowed(cycle, verb, at)), cycles[0])


def is_facilitator(user: User, forum: Forum) -> bool:
    return any(held.forum_id == forum.pk and held.role == "facilitator" for held in forum_roles_of(user))


def key_of(user: User, form_key: str | None) -> str | None:
    """The form's key made the writer's own, so that nobody can use up another's."""
    return f"{user.pk}-{form_key}"[:40] if form_key else None


def one_after_another(user: User) -> None:
    """Let what the same person sends twice at once come one after the other, where no thread is there to hold."""
    User.objects.select_for_update().get(pk=user.pk)


def sent_before(user: User, form_key: str | None) -> Post | None:
    """The post that this very form has already become."""
    if not form_key:
        return None
    return Post.objects.filter(form_key=key_of(user, form_key)).select_related("thread").first()


def table_of(participant: Participant | None) -> WorkingTable | None:
    """The table where a person without an account sits or waits to sit."""
    if participant is None:
        return None
    seat = participant.seats.exclude(state=Seat.State.LEFT).select_related("table").first()
    return seat.table if seat else None


# Writing ----------------------------------------------------------------------------------------------------------


def write(thread: Thread, words: Words, *, waits: str, at: datetime.datetime) -> Post:
    """The post with its first revision, at the end of the thread or waiting; ``waits``: one of ``Post.Waits``."""
    check_mandate(words, at)
    post = Post(
        thread=thread,
        kind=words.kind,
        alignment=words.alignment,
        state=Post.State.PENDING,
        channel=words.channel,
        waits_because=waits,
        author=words.author,
        participant=words.participant,
        recorded_by=words.recorded_by,
        on_behalf_of=words.on_behalf_of,
        language=words.language,
        body=words.body,
        body_html=render_user_text(words.body),
        form_key=words.form_key,
        created_at=at,
        reply_to=words.reply_to,
        root_id=root_of(words.reply_to),
        table_id=words.table.pk if words.table else table_id_of(words.author, thread.forum_id),
    )
    if not waits:
        place_at_end(post, thread, at)
    post.save()
    revise(post, by=words.author or words.recorded_by, at=at)
    named = note_mentions(post)
    if not waits:
        post_published.send(sender=Post, post=post)
        tell_mentioned(post, named)
    return post


def check_mandate(words: Words, at: datetime.datetime) -> None:
    """Refuse to speak for an organisation without a mandate of one's own that is valid that day."""
    mandate, writer = words.on_behalf_of, words.author or words.recorded_by
    if mandate is None:
        return
    if writer is None or mandate.user_id != writer.pk or not mandate.is_valid_on(timezone.localdate(at)):
        raise NotYourMandate


def root_of(reply_to: Post | None) -> int | None:
    """The post at the top of the branch that a reply belongs to."""
    return (reply_to.root_id or reply_to.pk) if reply_to else None


def table_id_of(author: User | None, forum_id: int) -> int | None:
    """The table where the author sits in that forum."""
    seats = seats_of(author) if author else []
    return next((seat.table_id for seat in seats if seat.forum_id == forum_id), None)


def place_at_end(post: Post, thread: Thread, at: datetime.datetime) -> None:
    """Give the post its number and place; the caller holds the thread's lock and saves the post."""
    post.state, post.published_at = Post.State.PUBLISHED, at
    post.number, post.position = thread.last_number + 1, thread.post_count + 1
    thread.last_post_at = max(filter(None, (thread.last_post_at, at)))
    Thread.objects.filter(pk=thread.pk).update(
        post_count=F("post_count") + 1, last_number=F("last_number") + 1, last_post_at=thread.last_post_at
    )
    thread.post_count, thread.last_number = thread.post_count + 1, thread.last_number + 1


def revise(post: Post, *, by: User | None, at: datetime.datetime) -> PostRevision:
    """The post's present words as its next revision."""
    number = post.revisions.count() + 1 if post.edited_at else 1
    return PostRevision.objects.create(post=post, number=number, body=post.body, written_at=at, written_by=by)
