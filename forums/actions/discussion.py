"""Starting a conversation, replying, editing, concluding: what people do in a discussion."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from accounts.models import Mandate, User
from forums import workflow
from forums.actions.attachments import attach, hand_over_files
from forums.actions.drafts import where
from forums.actions.events import record_event
from forums.actions.mentions import note_mentions, tell_mentioned
from forums.actions.writing import (
    VERBS,
    Words,
    check_edit,
    check_forum,
    check_has_words,
    check_stage,
    check_takes_posts,
    cycle_for,
    is_facilitator,
    key_of,
    locked,
    locked_to_write,
    one_after_another,
    place_at_end,
    revise,
    sent_before,
    table_of,
    write,
)
from forums.errors import NoConsent
from forums.files import CheckedFile
from forums.models import Cycle, Draft, Forum, Outcome, Participant, Post, Thread, ThreadEvent, WorkingTable
from forums.premoderation import why_wait
from forums.signals import post_changed, post_published, thread_changed, thread_concluded
from portal.base.text import render_user_text
from portal.taxonomies.models import Country, Theme


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
    files: Iterable[CheckedFile] = (),
    at: datetime.datetime | None = None,
) -> Thread:
    """A conversation with its opening post; the same form sent twice gives the first conversation back."""
    at = at or timezone.now()
    one_after_another(by)
    if first := sent_before(by, form_key):
        return first.thread
    cycle = cycle or cycle_for(forum, "ask" if kind == Thread.Kind.QUESTION else "comment", at)
    check_forum(forum)
    check_stage(cycle, "ask" if kind == Thread.Kind.QUESTION else "comment", by=by, at=at)
    waits = why_wait(forum, by, body, at=at)
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
    opening = write(thread, words, waits=waits, at=at)
    take_from_draft(forum, opening, by=by, files=files)
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
    channel: str = Post.Channel.WEB,
    on_behalf_of: Mandate | None = None,
    form_key: str | None = None,
    files: Iterable[CheckedFile] = (),
    at: datetime.datetime | None = None,
) -> Post:
    """A reply, published or waiting for the facilitator; the same form sent twice gives the first post back.

    What came by mail leaves the draft alone that its author may be writing here.
    """
    at = at or timezone.now()
    thread = locked_to_write(thread, by=by, form_key=form_key, at=at)
    if thread.was_sent and (first := sent_before(by, form_key)):  # type: ignore[attr-defined]  # read with it
        return first
    check_takes_posts(thread)
    check_stage(thread.cycle, VERBS.get(kind), by=by, at=at)
    words = Words(
        body,
        language,
        kind,
        alignment,
        reply_to,
        channel,
        author=by,
        on_behalf_of=on_behalf_of,
        form_key=key_of(by, form_key),
    )
    waits = why_wait(thread.forum, by, body, at=at, has_spoken=thread.has_spoken)  # type: ignore[attr-defined]  # read with it
    post = write(thread, words, waits=waits, at=at)
    if channel == Post.Channel.WEB:
        begun = thread if thread.is_begun else None  # type: ignore[attr-defined]  # read with it
        take_from_draft(begun, post, by=by, files=files)
    return post


def take_from_draft(place: Thread | Forum | None, post: Post, *, by: User, files: Iterable[CheckedFile]) -> None:
    """The post gets the files of the form and those that waited with the draft there, and the draft is done with."""
    draft = Draft.objects.filter(user=by, **where(place)).first() if place else None
    if draft:
        hand_over_files(draft, post)
        draft.delete()
    attach(post, by=by, files=files)


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
    waits = Post.Waits.NO if is_facilitator(by, thread.forum) else Post.Waits.RECORDED
    return write(thread, words, waits=waits, at=at)


@transaction.atomic
def edit_post(post: Post, *, by: User, body: str, at: datetime.datetime | None = None) -> Post:
    """The post with new words and one revision more; earlier words stay readable in its revisions."""
    at = at or timezone.now()
    check_takes_posts(locked(post.thread))
    check_has_words(post)
    check_edit(post, by=by, body=body)
    post.body, post.body_html, post.edited_at = body, render_user_text(body), at
    post.save(update_fields=["body", "body_html", "edited_at"])
    revise(post, by=by, at=at)
    post_changed.send(sender=Post, post=post)
    named = note_mentions(post)
    tell_mentioned(post, named if post.state == Post.State.PUBLISHED else [])
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
    tell_mentioned(post, [mention.user for mention in post.mentions.select_related("user")])
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
    record_event(thread, ThreadEvent.Kind.CONCLUDED, at=at)
    thread_concluded.send(sender=Thread, thread=thread)
    return outcome
