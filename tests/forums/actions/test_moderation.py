import pytest

from accounts.models import AuditEntry
from forums.actions.discussion import record_for_participant
from forums.actions.moderation import approve_post, hide_post, lock_thread, restore_post, unlock_thread
from forums.models import Forum, Measure, Post, Thread
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
