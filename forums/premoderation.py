"""What waits for the facilitator before it appears, and why: the forum's rule, and the caution towards new accounts."""

import datetime

from django.utils import timezone

from accounts.models import User
from accounts.permissions import mandates_of, staff_roles_of
from forums.models import Forum, Post
from forums.querysets import forum_roles_of, forums_run_by, seats_of

#: An account is new for two weeks, unless somebody has vouched for the person: a place at a table, an authorisation.
NEW_FOR = datetime.timedelta(days=14)
LINKS = ("://", "www.", "](")


def why_wait(
    forum: Forum,
    author: User,
    body: str = "",
    *,
    at: datetime.datetime | None = None,
    has_spoken: bool | None = None,
) -> str:
    """The reason (``Post.Waits``) for which these words of that person wait; "" when they appear at once.

    ``has_spoken``: whether something of theirs was published in that forum, where that is known already.
    """
    if forum.pk in forums_run_by(author):
        return Post.Waits.NO
    if forum.premoderation == Forum.Premoderation.ALL:
        return Post.Waits.RULE
    if forum.premoderation == Forum.Premoderation.FIRST and not is_known(author, forum, has_spoken):
        return Post.Waits.RULE
    if not is_new(author, at or timezone.now()):
        return Post.Waits.NO
    if holds_link(body):
        return Post.Waits.LINK
    return Post.Waits.NO if known_posts(author) else Post.Waits.NEW


def is_known(author: User, forum: Forum, has_spoken: bool | None) -> bool:
    """Whether as many posts of theirs were published there as the forum asks for."""
    if has_spoken is not None and forum.premoderated_posts == 1:
        return has_spoken
    return known_posts(author, forum) >= forum.premoderated_posts


def is_new(person: User, at: datetime.datetime) -> bool:
    """Whether the account is young and nobody vouches for the person."""
    if at - person.joined_at >= NEW_FOR:
        return False
    return not (seats_of(person) or forum_roles_of(person) or mandates_of(person) or staff_roles_of(person))


def holds_link(body: str) -> bool:
    """Whether the words lead elsewhere; the address in a quotation leads to another contribution here."""
    words = body.lower().replace("](/p/", " ")
    return any(sign in words for sign in LINKS)


def known_posts(author: User, forum: Forum | None = None) -> int:
    """How many posts of the person were published, in that forum or anywhere, counted as far as it matters."""
    known = Post.objects.filter(author=author, state=Post.State.PUBLISHED)
    if forum is None:
        return known[:1].count()
    return known.filter(thread__forum=forum)[: forum.premoderated_posts].count()


def needs_approval_again(post: Post, *, by: User, body: str = "") -> bool:
    """Whether the new words would stand in the place of words that somebody had to approve."""
    forum = post.thread.forum
    if post.state != Post.State.PUBLISHED or forum.pk in facilitated_by(by):
        return False
    return post.recorded_by_id == by.pk or why_wait(forum, by, body) != Post.Waits.NO


def facilitated_by(person: User) -> list[int]:
    return [held.forum_id for held in forum_roles_of(person) if held.role == "facilitator"]
