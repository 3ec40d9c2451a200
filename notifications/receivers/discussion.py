"""What happens in forums, and who is told."""

import datetime
from collections.abc import Iterable

from accounts.models import User
from forums import signals as forums
from forums.models import (
    Forum,
    Minutes,
    Position,
    Post,
    Rearrangement,
    Session,
    Stage,
    Thread,
)
from notifications import wishes
from notifications.audiences import joined_to, people, seated, voices_of, who_may_read, who_took_part
from notifications.models import Notice
from notifications.telling import tell
from portal.base.registry import kind_of

#: Event and reason.
Told = tuple[str, str]


def connect() -> None:
    """Listen to the forums."""
    forums.post_published.connect(on_post, dispatch_uid="notifications")
    forums.people_mentioned.connect(on_mention, dispatch_uid="notifications")
    forums.thread_rearranged.connect(on_rearranged, dispatch_uid="notifications")
    forums.stage_changed.connect(on_stage, dispatch_uid="notifications")
    forums.position_changed.connect(on_position, dispatch_uid="notifications")
    forums.thread_concluded.connect(on_outcome, dispatch_uid="notifications")
    forums.session_called.connect(on_session, dispatch_uid="notifications")
    forums.minutes_published.connect(on_minutes, dispatch_uid="notifications")
    forums.forum_changed.connect(on_forum, dispatch_uid="notifications")


def on_post(*, post: Post, **kwargs) -> None:
    """Who is answered or named, who took part when the host answers, who follows; nobody twice, no writer."""
    is_opening = post.position == 1
    said = wishes.of_thread(post.thread, areas=is_opening)
    new = "new_thread" if is_opening else "new_post"
    told: dict[int, Told] = {person: (new, kind) for person, kind in said.followers().items()}
    told |= called_upon(post)
    told = {pk: event for pk, event in told.items() if not said.is_muted(pk)}
    for pk in (post.author_id, post.recorded_by_id):
        told.pop(pk, None)  # type: ignore[arg-type]  # published, and None is taken out
    readers = who_may_read(people(told), "post", post)
    key = f"post {post.public_id}"
    for event, reason in sorted({told[pk] for pk in readers}):
        chosen = [person for pk, person in readers.items() if told[pk] == (event, reason)]
        tell(chosen, event, reason=reason, kind="post", thing=post, at=post.published_at, key=key)


def called_upon(post: Post) -> dict[int, Told]:
    """Whom a post itself turns to; an answer comes before an official reply."""
    told: dict[int, Told] = {}
    if post.kind == Post.Kind.OFFICIAL_REPLY:
        told |= dict.fromkeys(who_took_part(post.thread), ("official_reply", "took_part"))
    if post.reply_to:
        told |= dict.fromkeys((post.reply_to.author_id, post.reply_to.recorded_by_id), ("reply", "answered"))  # type: ignore[arg-type]
    told.pop(None, None)  # type: ignore[call-overload]  # published, and None is taken out
    return told


def on_mention(*, post: Post, people: Iterable[User], **kwargs) -> None:
    """Who is named, in the place of less particular news of the same post; an answer to them stays one."""
    said = wishes.of_thread(post.thread)
    named = {person.pk: person for person in people if not said.is_muted(person.pk)}
    readers = who_may_read(named, "post", post)
    weaker = Notice.objects.filter(user__in=readers, subject_kind="post", subject_id=post.public_id)
    weaker.filter(event__in=["new_post", "new_thread", "official_reply"]).delete()
    key, at = f"post {post.public_id}", max(post.published_at, post.edited_at or post.published_at)  # type: ignore[type-var]
    tell(readers.values(), "mention", reason="named", kind="post", thing=post, at=at, key=key)


def on_rearranged(*, rearrangement: Rearrangement, people: Iterable[User], **kwargs) -> None:
    """Those whose words stand in another place now."""
    tell(
        people,
        "thread_rearranged",
        reason="wrote",
        kind="thread",
        thing=rearrangement.source if rearrangement.undone_at else rearrangement.target,
        note=rearrangement.reason,
        at=rearrangement.undone_at or rearrangement.done_at,
    )


def on_stage(*, stage: Stage, reason: str, **kwargs) -> None:
    """Who sits at a table and who follows: what is open was changed by somebody, not by the clock."""
    forum = stage.cycle.forum
    tell_of_forum(
        dict.fromkeys(seated(forum), "seat"),
        wishes.of_forum(forum),
        "stage_changed",
        kind="forum",
        thing=forum,
        note=reason,
        when=stage.closes_at,
    )


#: What its first writers learn of a position, each once.
FATES: dict[str, str] = {
    Position.State.PROPOSED: "position_proposed",
    Position.State.ACCEPTED: "position_accepted",
    Position.State.MERGED: "position_joined",
}


def on_position(*, position: Position, by: User | None = None, at: datetime.datetime | None = None, **kwargs) -> None:
    """Those from whose words it was drawn, and who proposed it, once for each step."""
    event, is_new = FATES.get(position.state), position.state == Position.State.PROPOSED
    if event and (is_new or at):
        proposers = {position.proposed_by_id} if position.proposed_by_id else set()
        told = voices_of(position) - joined_to(position) if is_new else voices_of(position) | proposers
        tell(
            people(told - {by.pk if by else None}).values(),  # who did it knows
            event,
            reason="words",
            kind="position",
            thing=position,
            note=position.text,
            language=position.language,
            at=position.proposed_at if is_new else at,
            is_told_once=True,
        )


def on_outcome(*, thread: Thread, **kwargs) -> None:
    """Who took part and who follows: how the conversation ended."""
    told = dict.fromkeys(who_took_part(thread), "took_part")
    tell_of_forum(
        told,
        wishes.of_thread(thread),
        "thread_concluded",
        to_writers="words_concluded",
        kind="thread",
        thing=thread,
        note=thread.outcome.reason,
        language=thread.outcome.language,
        at=thread.outcome.concluded_at,
        but=thread.outcome.concluded_by_id,
    )


def on_session(*, session: Session, **kwargs) -> None:
    """Who sits at a table and who follows: when and where the forum meets; told again when that changes, or that
    it does not meet and why."""
    forum = session.cycle.forum
    is_off = session.state == Session.State.CANCELLED
    tell_of_forum(
        dict.fromkeys(seated(forum), "seat"),
        wishes.of_forum(forum),
        "session_cancelled" if is_off else "session_called",
        kind="session" if kind_of("session") else "forum",
        thing=session if kind_of("session") else forum,
        note=session.cancel_reason if is_off else ", ".join(filter(None, (session.title, session.place))),
        language=session.language,
        when=session.starts_at,
        key=f"session {session.public_id} {session.call_count}",
    )


def on_minutes(*, minutes: Minutes, **kwargs) -> None:
    """Who sits at a table and who follows."""
    forum = minutes.session.cycle.forum
    tell_of_forum(
        dict.fromkeys(seated(forum), "seat"),
        wishes.of_forum(forum),
        "minutes_published",
        kind="minutes",
        thing=minutes,
        at=minutes.published_at,
        but=minutes.drafted_by_id,
    )


def on_forum(*, forum: Forum, **kwargs) -> None:
    """Who follows its area, once it is announced."""
    if forum.state == Forum.State.ANNOUNCED and forum.announced_at:
        said = wishes.of_forum(forum, areas=True)
        key = f"announced {forum.public_id}"
        tell_of_forum({}, said, "forum_announced", kind="forum", thing=forum, at=forum.announced_at, key=key)


def tell_of_forum(
    told: dict[int, str], said: wishes.Wishes, event: str, *, to_writers: str = "", but: int | None = None, **news
) -> int:
    """Tell those of ``told`` (person and reason) and the followers, and return how many learned something new.

    ``to_writers``: the event that it is for those of ``told``, where it is about their words. Left out are who has
    muted it, who may not read it, and ``but``, who did it.
    """
    own = set(told.values()) if to_writers else set()
    told = said.followers() | told
    told = {pk: reason for pk, reason in told.items() if pk != but and not said.is_muted(pk)}
    readers = who_may_read(people(told), news["kind"], news["thing"])
    by_reason = {reason: [person for pk, person in readers.items() if told[pk] == reason] for reason in told.values()}
    return sum(
        len(tell(group, to_writers if reason in own else event, reason=reason, **news))
        for reason, group in by_reason.items()
    )
