"""Starting a conversation, replying, editing, concluding: all that writes threads and posts."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import Mandate, User
from forums import workflow
from forums.errors import ForumError, ForumOver, NoConsent, NotYourMandate, StageClosed, ThreadEnded, ThreadLocked
from forums.models import Cycle, Draft, Forum, Outcome, Participant, Post, PostRevision, Seat, Thread, WorkingTable
from forums.querysets import forum_roles_of, forums_run_by, seats_of
from forums.signals import post_changed, post_published, thread_changed, thread_concluded
from forums.stages import is_allowed, next_opening
from portal.base.text import render_user_text
from portal.taxonomies.models import Country, Theme

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


@transaction.atomic
def open_thread(
    forum: Forum,
    *,
    by: User,
    title: str,
    body: str,
    language: str,
    kind: str = Thread.Kind.OPEN,
    table: WorkingTable | None = None,
    audience: str = Thread.Audience.FORUM,
    themes: Iterable[Theme] = (),
    countries: Iterable[Country] = (),
    cycle: Cycle | None = None,
    on_behalf_of: Mandate | None = None,
    form_key: str | None = None,
    at: datetime.datetime | None = None,
) -> Thread:
    """A conversation with its opening post; the same form sent twice gives the first conversation back."""
    at = at or timezone.now()
    if first := sent_before(by, form_key):
        return first.thread
    cycle = cycle or cycle_for(forum, "ask" if kind == Thread.Kind.QUESTION else "comment", at)
    check_forum(forum)
    check_stage(cycle, "ask" if kind == Thread.Kind.QUESTION else "comment", by=by, at=at)
    waits = must_wait(forum, by)
    thread = Thread.objects.create(
        forum=forum,
        cycle=cycle,
        table=table,
        kind=kind,
        audience=audience,
        state=Thread.State.PENDING if waits else Thread.State.OPEN,
        is_public=forum.visibility != Forum.Visibility.CLOSED and audience == Thread.Audience.FORUM,
        title=title,
        language=language,
        opened_by=by,
        opened_at=at,
    )
    thread.themes.set(themes)
    thread.countries.set(countries)
    thread_changed.send(sender=Thread, thread=thread)
    opening_kind = Post.Kind.QUESTION if kind == Thread.Kind.QUESTION else Post.Kind.CONTRIBUTION
    words = Words(body, language, opening_kind, author=by, on_behalf_of=on_behalf_of, form_key=key_of(by, form_key))
    write(thread, words, waits=waits, at=at)
    return thread


@transaction.atomic
def reply_to_thread(
    thread: Thread,
    *,
    by: User,
    body: str,
    language: str,
    kind: str = Post.Kind.CONTRIBUTION,
    alignment: str = "",
    reply_to: Post | None = None,
    on_behalf_of: Mandate | None = None,
    form_key: str | None = None,
    at: datetime.datetime | None = None,
) -> Post:
    """A reply, published or waiting for the facilitator; the same form sent twice gives the first post back."""
    at = at or timezone.now()
    thread = locked(thread)
    if first := sent_before(by, form_key):
        return first
    check_takes_posts(thread)
    check_stage(thread.cycle, VERBS.get(kind), by=by, at=at)
    words = Words(
        body,
        language,
        kind,
        alignment,
        reply_to,
        author=by,
        on_behalf_of=on_behalf_of,
        form_key=key_of(by, form_key),
    )
    post = write(thread, words, waits=must_wait(thread.forum, by), at=at)
    Draft.objects.filter(user=by, thread=thread).delete()
    return post


@transaction.atomic
def record_for_participant(
    thread: Thread,
    *,
    by: User,
    participant: Participant | None,
    body: str,
    language: str,
    has_consent: bool,
    channel: str = Post.Channel.ASSISTED,
    kind: str = Post.Kind.CONTRIBUTION,
    alignment: str = "",
    reply_to: Post | None = None,
    on_behalf_of: Mandate | None = None,
    form_key: str | None = None,
    at: datetime.datetime | None = None,
) -> Post:
    """What a person without an account said, or (``participant=None``) what was said in the room.

    It waits for the facilitator's approval, unless the facilitator wrote it down.
    ``on_behalf_of``: the authorisation of the one who writes.
    """
    at = at or timezone.now()
    if not has_consent:
        raise NoConsent
    thread = locked(thread)
    if first := sent_before(by, form_key):
        return first
    check_takes_posts(thread)
    words = Words(
        body,
        language,
        kind,
        alignment,
        reply_to,
        channel,
        participant=participant,
        recorded_by=by,
        on_behalf_of=on_behalf_of,
        table=table_of(participant),
        form_key=key_of(by, form_key),
    )
    return write(thread, words, waits=not is_facilitator(by, thread.forum), at=at)


@transaction.atomic
def edit_post(post: Post, *, by: User, body: str, at: datetime.datetime | None = None) -> Post:
    """The post with new words and one revision more; earlier words stay readable in its revisions."""
    at = at or timezone.now()
    check_takes_posts(locked(post.thread))
    check_edit(post, by=by)
    post.body, post.body_html, post.edited_at = body, render_user_text(body), at
    post.save(update_fields=["body", "body_html", "edited_at"])
    revise(post, by=by, at=at)
    post_changed.send(sender=Post, post=post)
    return post


@transaction.atomic
def publish_post(post: Post, *, at: datetime.datetime | None = None) -> Post:
    """A waiting post in its place at the end of its thread; one that has a place already is left as it is."""
    thread = locked(post.thread)
    post.refresh_from_db()
    if post.state != Post.State.PENDING:
        return post
    place_at_end(post, thread, at or timezone.now())
    post.save(update_fields=["state", "number", "position", "published_at"])
    post_published.send(sender=Post, post=post)
    return post


@transaction.atomic
def conclude_thread(
    thread: Thread,
    *,
    by: User,
    kind: str,
    reason: str,
    language: str,
    at: datetime.datetime | None = None,
) -> Outcome:
    """How the conversation ended and why; it takes no more replies."""
    at = at or timezone.now()
    thread = locked(thread)
    workflow.move(thread, "conclude", by=by, reason=reason, at=at)
    outcome = Outcome.objects.create(
        thread=thread, kind=kind, reason=reason, language=language, concluded_by=by, concluded_at=at
    )
    thread_concluded.send(sender=Thread, thread=thread)
    return outcome


def save_draft(thread: Thread, *, by: User, body: str) -> None:
    """Keep what somebody was writing, or forget it when nothing is left of it."""
    if body.strip():
        Draft.objects.update_or_create(user=by, thread=thread, defaults={"body": body})
    else:
        Draft.objects.filter(user=by, thread=thread).delete()


# What is checked before anything is written -----------------------------------------------------------------------


def locked(thread: Thread) -> Thread:
    """The thread as it stands, with forum and cycle, held by this transaction until it ends."""
    rows = Thread.objects.select_for_update(of=("self",)).select_related("forum", "cycle")
    return rows.get(pk=thread.pk)


def check_forum(forum: Forum) -> None:
    if forum.state in (Forum.State.CLOSED, Forum.State.CANCELLED):
        raise ForumOver


def check_takes_posts(thread: Thread) -> None:
    check_forum(thread.forum)
    if thread.is_locked:
        raise ThreadLocked(thread)
    if thread.state not in Thread.TAKING_POSTS:
        raise ThreadEnded


def check_edit(post: Post, *, by: User) -> None:
    """Refuse to put words that nobody has approved in the place of a published post that had to be approved."""
    forum = post.thread.forum
    if post.state != Post.State.PUBLISHED or forum.premoderation == Forum.Premoderation.OFF:
        return
    is_recorder = post.recorded_by_id == by.pk and not is_facilitator(by, forum)
    if is_recorder or must_wait(forum, by):
        raise ForumError


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


def must_wait(forum: Forum, author: User) -> bool:
    """Whether what this person writes waits for the facilitator."""
    if forum.premoderation == Forum.Premoderation.OFF or forum.pk in forums_run_by(author):
        return False
    if forum.premoderation == Forum.Premoderation.ALL:
        return True
    known = Post.objects.filter(thread__forum=forum, author=author, state=Post.State.PUBLISHED)
    return known[: forum.premoderated_posts].count() < forum.premoderated_posts


def key_of(user: User, form_key: str | None) -> str | None:
    """The form's key made the writer's own, so that nobody can use up another's."""
    return f"{user.pk}-{form_key}"[:40] if form_key else None


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


def write(thread: Thread, words: Words, *, waits: bool, at: datetime.datetime) -> Post:
    """The post with its first revision, at the end of the thread or waiting."""
    check_mandate(words, at)
    post = Post(
        thread=thread,
        kind=words.kind,
        alignment=words.alignment,
        state=Post.State.PENDING,
        channel=words.channel,
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
    if not waits:
        post_published.send(sender=Post, post=post)
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
