"""Somebody else decides again, and what is taken back is undone at once."""

import pytest

from forums.actions.appeals import decide_appeal, lodge_appeal
from forums.actions.moderation import (
    hide_post,
    hold_post,
    lock_thread,
    redact_post,
    restore_post,
    suspend_person,
)
from forums.errors import DecidedFirst, NoAppeal
from forums.models import Appeal, Forum, Post, Thread
from tests.factories.accounts import MandateFactory, UserFactory, staff
from tests.factories.forums import ForumFactory, facilitator, reply_in, thread_in

pytestmark = pytest.mark.django_db

WHY = {"reason": "names", "statement": "A client was named."}


def appeal_against(measure, by) -> Appeal:
    return lodge_appeal(measure, by=by, words="It was the mayor, not a client.", language="en")


def test_nobody_who_decided_first_decides_the_appeal():
    forum, author = ForumFactory(), UserFactory()
    first, other = facilitator(forum), facilitator(forum)
    appeal = appeal_against(hide_post(reply_in(thread_in(forum), by=author), by=first, **WHY), author)

    may = [
        person.has_perm("forums.decide_appeal", appeal)
        for person in (first, other, author, staff("administrator"), UserFactory(is_superuser=True), staff("editor"))
    ]
    with pytest.raises(DecidedFirst):
        decide_appeal(appeal, by=first, overturns=False, reason="It was right.")

    assert may == [False, True, False, True, False, False]


def test_an_administrator_who_speaks_for_the_host_decides_no_appeal():
    forum, author, admin = ForumFactory(), UserFactory(), staff("administrator")
    MandateFactory(user=admin, organisation=forum.host)
    appeal = appeal_against(hide_post(reply_in(thread_in(forum), by=author), by=facilitator(forum), **WHY), author)

    assert admin.has_perm("forums.decide_appeal", appeal) is False


def measures(forum: Forum, author) -> dict:
    """One measure of each kind that takes something, with what reads its effect."""
    leader = facilitator(forum)
    thread = thread_in(forum, by=author)

    def state_of(post: Post):
        return lambda: Post.objects.get(pk=post.pk).state

    hidden, held = reply_in(thread, by=author), reply_in(thread, by=author)
    redacted = reply_in(thread, by=author, body="The mayor promised it.")
    locked = thread_in(forum, by=author)
    return {
        "hide": (hide_post(hidden, by=leader, **WHY), state_of(hidden)),
        "hold": (hold_post(held, by=leader, **WHY), state_of(held)),
        "redact": (
            redact_post(redacted, by=leader, passages=["The mayor"], **WHY),
            lambda: Post.objects.get(pk=redacted.pk).body,
        ),
        "lock": (lock_thread(locked, by=leader, **WHY), lambda: Thread.objects.get(pk=locked.pk).is_locked),
        "suspend": (
            suspend_person(forum, author, by=leader, **WHY),
            lambda: type(author).objects.get(pk=author.pk).has_perm("forums.ask", forum),
        ),
    }


def test_a_decision_taken_back_is_undone_and_one_that_stands_is_not():
    effects = {}
    for overturns in (False, True):
        forum, author = ForumFactory(), UserFactory()
        judge = facilitator(forum)
        for kind, (measure, effect) in measures(forum, author).items():
            decide_appeal(appeal_against(measure, author), by=judge, overturns=overturns, reason="Read again.")
            effects[kind, overturns] = effect()

    assert effects == {
        ("hide", False): "hidden",
        ("hold", False): "held",
        ("redact", False): "[…] promised it.",
        ("lock", False): True,
        ("suspend", False): False,
        ("hide", True): "published",
        ("hold", True): "published",
        ("redact", True): "The mayor promised it.",
        ("lock", True): False,
        ("suspend", True): True,
    }


def test_a_conversation_that_was_never_published_appears_when_the_refusal_is_taken_back():
    forum, author = ForumFactory(premoderation=Forum.Premoderation.ALL), UserFactory()
    thread = thread_in(forum, by=author)
    measure = hide_post(thread.posts.get(), by=facilitator(forum), **WHY)

    decide_appeal(appeal_against(measure, author), by=facilitator(forum), overturns=True, reason="No client.")

    thread.refresh_from_db()
    assert (thread.state, thread.posts.get().state, thread.posts.get().number) == ("open", "published", 1)


def test_there_is_one_appeal_and_none_against_what_no_longer_stands():
    forum, author = ForumFactory(), UserFactory()
    leader, thread = facilitator(forum), thread_in(forum)
    measure = hide_post(reply_in(thread, by=author), by=leader, **WHY)
    restored = reply_in(thread, by=author)
    undone = hide_post(restored, by=leader, **WHY)
    restore_post(restored, by=leader)
    appeal_against(measure, author)

    for refused in (measure, undone):
        with pytest.raises(NoAppeal):
            appeal_against(refused, author)
