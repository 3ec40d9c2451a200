import datetime

import pytest
from django.utils import timezone

from accounts.models import AuditEntry, User
from forums.actions.appeals import lodge_appeal
from forums.actions.discussion import edit_post, record_for_participant
from forums.actions.moderation import (
    approve_post,
    forget_removed_words,
    hide_post,
    hold_post,
    keep_post,
    lift_suspension,
    lock_thread,
    put_words_back,
    raise_flag,
    redact_post,
    restore_post,
    suspend_person,
    unlock_thread,
)
from forums.errors import MoveRefused, NothingTakenOut, RunsTheForum
from forums.models import Flag, Forum, Measure, Post, Thread
from forums.signals import measure_taken
from tests.factories.accounts import UserFactory, ngo_worker
from tests.factories.forums import ForumFactory, facilitator, reply_in, thread_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    """Who was told about which measure."""
    heard = []

    def listen(sender, measure, author, **kwargs):
        heard.append((measure.kind, author))

    measure_taken.connect(listen)
    yield heard
    measure_taken.disconnect(listen)


def audit_of(thing) -> list[tuple]:
    rows = AuditEntry.objects.filter(subject_id=thing.public_id)
    return [(row.verb, row.from_state, row.to_state, row.reason, row.actor_link.user) for row in rows]


def test_hiding_says_why_tells_the_author_and_leaves_an_audit_row(told):
    forum = ForumFactory()
    leader, author = facilitator(forum), UserFactory()
    post = reply_in(thread_in(forum), by=author)

    measure = hide_post(post, by=leader, reason="names", statement="It named a client.")

    assert (measure.kind, measure.reason, measure.statement, measure.taken_by) == (
        "hide",
        "names",
        "It named a client.",
        leader,
    )
    assert told == [("hide", author)]
    assert audit_of(post) == [("hide", "published", "hidden", "It named a client.", leader)]


def test_a_hidden_post_comes_back_at_its_place():
    forum = ForumFactory()
    leader, post = facilitator(forum), reply_in(thread_in(forum))
    hide_post(post, by=leader, reason="other", statement="By mistake.")

    restore_post(post, by=leader)

    post.refresh_from_db()
    assert (post.state, post.number, post.position) == (Post.State.PUBLISHED, 2, 2)


def test_a_waiting_post_that_is_refused_never_takes_a_number(told):
    forum = ForumFactory(premoderation=Forum.Premoderation.ALL)
    leader, author = facilitator(forum), UserFactory()
    thread = thread_in(forum, by=leader)
    post = reply_in(thread, by=author)

    hide_post(post, by=leader, reason="insult", statement="Please say it without the insult.")
    following = reply_in(thread, by=leader)

    assert (post.state, post.number, following.number) == (Post.State.REFUSED, None, 2)
    assert told == [("hide", author)]


def test_a_waiting_conversation_that_is_refused_is_hidden_with_its_opening():
    forum = ForumFactory(premoderation=Forum.Premoderation.ALL)
    thread = thread_in(forum)

    hide_post(thread.posts.get(), by=facilitator(forum), reason="advertising", statement="This is an advertisement.")

    thread.refresh_from_db()
    assert thread.state == Thread.State.HIDDEN


def test_who_wrote_down_for_somebody_is_told_of_the_approval(told):
    forum = ForumFactory()
    worker = ngo_worker()
    post = record_for_participant(
        thread_in(forum), by=worker, participant=None, body="Table 3 asks.", language="en", has_consent=True
    )

    approve_post(post, by=facilitator(forum))

    assert told == [("approve", worker)]


def test_a_lock_is_lifted_without_a_trace_on_the_thread():
    forum = ForumFactory()
    leader, thread = facilitator(forum), thread_in(forum)
    lock_thread(thread, by=leader, reason="off_topic", statement="At the session.")

    unlock_thread(thread, by=leader)

    thread.refresh_from_db()
    assert (thread.is_locked, thread.lock_reason) == (False, "")
    assert [measure.kind for measure in Measure.objects.order_by("pk")] == ["lock", "unlock"]
    assert [row[0] for row in audit_of(thread)] == ["lock", "unlock"]


# Reports ----------------------------------------------------------------------------------------------------------


def test_a_second_report_of_the_same_person_is_the_first_one():
    forum = ForumFactory()
    post, reader = reply_in(thread_in(forum)), UserFactory()

    first = raise_flag(post, by=reader, reason="names", note="The surname in line two.")
    second = raise_flag(post, by=reader, reason="insult")

    assert (first, second.reason, Flag.objects.count()) == (second, "names", 1)


def test_a_measure_settles_what_was_reported_and_keeping_the_post_does_too():
    forum = ForumFactory()
    thread, leader = thread_in(forum), facilitator(forum)
    hidden, kept = reply_in(thread), reply_in(thread)
    for post in (hidden, kept):
        raise_flag(post, by=UserFactory(), reason="insult")

    hide_post(hidden, by=leader, reason="insult", statement="Please without the insult.")
    keep_post(kept, by=leader)

    states = dict(Flag.objects.values_list("subject_id", "state"))
    assert states == {hidden.public_id: "followed", kept.public_id: "kept"}


# Holding and taking words out -------------------------------------------------------------------------------------


def test_a_held_post_keeps_its_place_and_comes_back():
    forum = ForumFactory()
    leader, post = facilitator(forum), reply_in(thread_in(forum))

    held = hold_post(post, by=leader, reason="names", statement="I look at it today.")
    state = post.state
    restore_post(post, by=leader)

    held.refresh_from_db()
    assert (state, post.state, post.number) == ("held", "published", 2)
    assert held.undone_at is not None


def test_what_does_not_wait_is_not_held_twice():
    forum = ForumFactory()
    leader, post = facilitator(forum), reply_in(thread_in(forum))
    hold_post(post, by=leader, reason="names", statement="I look at it today.")

    with pytest.raises(MoveRefused):
        hold_post(post, by=leader, reason="names", statement="Again.")


def test_words_taken_out_are_gone_from_every_text_of_the_post_and_from_the_title():
    forum = ForumFactory()
    author = UserFactory()
    thread = thread_in(forum, by=author, title="Help for Milica Petrović", body="Milica Petrović waits at night.")
    post = thread.posts.get()
    edit_post(post, by=author, body="Milica Petrović still waits at night.")

    redact_post(
        post, by=facilitator(forum), passages=["Milica Petrović"], reason="names", statement="A client was named."
    )

    post.refresh_from_db()
    thread.refresh_from_db()
    assert (post.body, thread.title) == ("[…] still waits at night.", "Help for […]")
    assert "Milica" not in post.body_html
    assert [revision.body for revision in post.revisions.all()] == ["[…] waits at night.", "[…] still waits at night."]


def test_words_that_do_not_stand_there_are_not_taken_out():
    forum = ForumFactory()
    post = reply_in(thread_in(forum), body="Nobody comes.")

    with pytest.raises(NothingTakenOut):
        redact_post(post, by=facilitator(forum), passages=["Milica"], reason="names", statement="A client was named.")


def test_words_taken_out_can_be_put_back():
    forum = ForumFactory()
    leader, post = facilitator(forum), reply_in(thread_in(forum), body="The mayor promised it.")
    measure = redact_post(post, by=leader, passages=["The mayor"], reason="names", statement="A name.")

    put_words_back(measure, by=leader, statement="The mayor is no client.")

    post.refresh_from_db()
    assert (post.body, [one.body for one in post.revisions.all()]) == (
        "The mayor promised it.",
        ["The mayor promised it."],
    )


# Persons ----------------------------------------------------------------------------------------------------------

WRITING = ("forums.ask", "forums.reply_thread", "forums.open_thread", "forums.propose_position", "forums.join")


def rights_of(person, thread: Thread) -> list[bool]:
    things = (thread, thread, thread.forum, thread.forum, thread.forum)
    return [person.has_perm(right, thing) for right, thing in zip(WRITING, things, strict=True)]


def test_whoever_is_suspended_reads_but_writes_nothing_until_it_is_lifted(told):
    forum, person = ForumFactory(), UserFactory()
    leader, thread = facilitator(forum), thread_in(forum)

    measure = suspend_person(forum, person, by=leader, reason="repeated", statement="Three insults in a week.")
    during, reads = rights_of(person, thread), Thread.objects.visible_to(person).filter(pk=thread.pk).exists()
    lift_suspension(measure, by=leader)

    after = rights_of(User.objects.get(pk=person.pk), thread)
    assert (during, reads, after) == ([False] * 5, True, [True] * 5)
    assert told == [("suspend", person), ("lift", person)]


def test_a_suspension_ends_by_itself_and_holds_in_its_forum_alone():
    forum, person = ForumFactory(), UserFactory()
    yesterday = timezone.now() - datetime.timedelta(days=1)
    suspend_person(forum, person, by=facilitator(forum), reason="insult", statement="An insult.", until=yesterday)
    suspend_person(ForumFactory(), person, by=facilitator(forum), reason="insult", statement="An insult.")

    assert rights_of(person, thread_in(forum)) == [True] * 5


def test_who_runs_the_forum_is_not_suspended_in_it():
    forum = ForumFactory()

    with pytest.raises(RunsTheForum):
        suspend_person(forum, facilitator(forum), by=facilitator(forum), reason="insult", statement="A quarrel of two.")


def test_words_that_were_taken_out_are_forgotten_after_a_year_unless_an_appeal_waits():
    forum, now = ForumFactory(), timezone.now()
    author, leader = UserFactory(), facilitator(forum)
    days, measures = (364, 366, 366), []
    for number, ago in enumerate(days):
        post = reply_in(thread_in(forum), by=author, body=f"Milica waits at night, {number}.")
        at = now - datetime.timedelta(days=ago)
        why = {"reason": "names", "statement": "A name."}
        measures.append(redact_post(post, by=leader, passages=["Milica"], at=at, **why))
    lodge_appeal(measures[2], by=author, words="She agreed.", language="en")

    count = forget_removed_words(now)

    kept = [bool(Measure.objects.get(pk=measure.pk).removed) for measure in measures]
    assert (count, kept, forget_removed_words(now)) == (1, [True, False, True], 0)


def test_a_decision_about_forgotten_words_can_still_be_taken_back():
    forum = ForumFactory()
    leader, post = facilitator(forum), reply_in(thread_in(forum), body="Milica waits at night.")
    redact_post(post, by=leader, passages=["Milica"], reason="names", statement="A name.")
    forget_removed_words(timezone.now() + datetime.timedelta(days=400))

    put_words_back(Measure.objects.get(), by=facilitator(forum))

    assert Post.objects.get(pk=post.pk).body == "[…] waits at night."
