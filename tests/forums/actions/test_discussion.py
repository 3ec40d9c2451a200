import datetime

import pytest
from django.utils import timezone

from forums.actions.discussion import (
    conclude_thread,
    edit_post,
    open_thread,
    record_for_participant,
    reply_to_thread,
)
from forums.actions.moderation import approve_post, hide_post, lock_thread
from forums.errors import ForumError, ForumOver, NoConsent, NotYourMandate, StageClosed, ThreadEnded, ThreadLocked
from forums.models import Draft, Forum, Post, Stage, Thread
from forums.signals import post_published, thread_concluded
from tests.factories.accounts import MandateFactory, UserFactory, ngo_worker
from tests.factories.forums import (
    ForumFactory,
    ParticipantFactory,
    StageFactory,
    TableFactory,
    cycle_of,
    facilitator,
    reply_in,
    seated,
    thread_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    """Every post whose publication was announced."""
    posts = []

    def listen(sender, post, **kwargs):
        posts.append(post)

    post_published.connect(listen)
    yield posts
    post_published.disconnect(listen)


def test_a_conversation_begins_with_its_opening_post_as_number_one(heard):
    forum = ForumFactory()

    thread = thread_in(forum, title="Night help", body="Who comes **at night**?")

    opening = thread.posts.get()
    thread.refresh_from_db()
    assert (opening.number, opening.position, opening.state) == (1, 1, Post.State.PUBLISHED)
    assert opening.body_html.strip() == "<p>Who comes <strong>at night</strong>?</p>"
    assert [revision.body for revision in opening.revisions.all()] == ["Who comes **at night**?"]
    assert (thread.state, thread.post_count, thread.last_number) == (Thread.State.OPEN, 1, 1)
    assert heard == [opening]


def test_replies_take_the_next_number_and_move_the_thread_up():
    thread = thread_in(ForumFactory())
    moment = timezone.now() + datetime.timedelta(hours=1)

    first, second = reply_in(thread), reply_in(thread, at=moment)

    thread.refresh_from_db()
    assert [(post.number, post.position) for post in (first, second)] == [(2, 2), (3, 3)]
    assert (thread.post_count, thread.last_number, thread.last_post_at) == (3, 3, moment)


def test_an_answer_to_an_answer_stays_in_its_branch():
    thread = thread_in(ForumFactory())
    first = reply_in(thread)
    second = reply_in(thread, reply_to=first)

    third = reply_in(thread, reply_to=second)

    assert (third.reply_to, third.root) == (second, first)


def test_a_form_sent_twice_counts_once():
    thread, author = thread_in(ForumFactory()), UserFactory()

    first = reply_in(thread, by=author, form_key="k1")
    again = reply_in(thread, by=author, form_key="k1")

    thread.refresh_from_db()
    assert again == first
    assert thread.post_count == 2


def test_a_conversation_form_sent_twice_opens_one_conversation():
    forum, author = ForumFactory(), UserFactory()

    first = thread_in(forum, by=author, form_key="k1")
    again = thread_in(forum, by=author, form_key="k1")

    assert again == first
    assert list(forum.threads.all()) == [first]


def test_two_people_may_send_the_same_form_key():
    thread = thread_in(ForumFactory())

    posts = {reply_in(thread, form_key="k1"), reply_in(thread, form_key="k1")}

    assert len(posts) == 2


def test_a_reply_ends_its_draft():
    thread, author = thread_in(ForumFactory()), UserFactory()
    Draft.objects.create(user=author, thread=thread, body="Nob")

    reply_in(thread, by=author)

    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("premoderation", "first", "second"),
    [
        (Forum.Premoderation.OFF, "published", "published"),
        (Forum.Premoderation.FIRST, "pending", "published"),
        (Forum.Premoderation.ALL, "pending", "pending"),
    ],
)
def test_the_forum_says_whose_contributions_wait(premoderation, first, second):
    forum = ForumFactory(premoderation=premoderation, premoderated_posts=1)
    thread = thread_in(forum, by=facilitator(forum))
    author = UserFactory()

    one = reply_in(thread, by=author)
    state_at_first = one.state
    approve_post(one, by=facilitator(forum))
    two = reply_in(thread, by=author)

    assert (state_at_first, two.state) == (first, second)


def test_a_waiting_post_has_no_number_and_gets_the_next_one_when_it_is_approved(heard):
    forum = ForumFactory(premoderation=Forum.Premoderation.ALL)
    leader = facilitator(forum)
    thread = thread_in(forum, by=leader)
    waiting = reply_in(thread)
    assert (waiting.number, waiting.position) == (None, None)
    reply_in(thread, by=leader)

    approve_post(waiting, by=leader)

    waiting.refresh_from_db()
    assert (waiting.number, waiting.position, waiting.state) == (3, 3, "published")
    assert heard[-1] == waiting


def test_a_waiting_conversation_opens_with_its_first_post():
    forum = ForumFactory(premoderation=Forum.Premoderation.ALL)
    thread = thread_in(forum)
    assert thread.state == Thread.State.PENDING

    approve_post(thread.posts.get(), by=facilitator(forum))

    thread.refresh_from_db()
    assert (thread.state, thread.post_count) == (Thread.State.OPEN, 1)


def test_a_locked_thread_refuses_a_reply_and_says_why():
    forum = ForumFactory()
    thread = thread_in(forum)
    lock_thread(thread, by=facilitator(forum), reason="off_topic", statement="We continue at the session.")

    with pytest.raises(ThreadLocked) as refused:
        reply_in(thread)

    assert str(refused.value) == ("This conversation is closed for replies. The reason: We continue at the session.")
    assert thread.posts.count() == 1


def test_a_closed_stage_refuses_an_opinion_and_names_the_day_it_opens():
    forum = ForumFactory(stage=Stage.Kind.EXPLORE)
    thread = thread_in(forum)
    cycle = cycle_of(forum)
    cycle.stages.update(kind=Stage.Kind.DECIDE, ordinal=1)
    opens_at = timezone.now() + datetime.timedelta(days=30)
    StageFactory(
        cycle=cycle, kind=Stage.Kind.FOLLOW_UP, ordinal=2, opens_at=opens_at, closes_at=opens_at.replace(year=2090)
    )

    with pytest.raises(StageClosed) as refused:
        reply_in(thread)

    assert refused.value.opens_at == opens_at


@pytest.mark.parametrize("kind", [Post.Kind.QUESTION, Post.Kind.EXPERIENCE])
def test_questions_and_reports_from_the_field_are_open_in_every_stage(kind):
    thread = thread_in(ForumFactory(stage=Stage.Kind.DECIDE), kind=Thread.Kind.QUESTION)

    post = reply_in(thread, kind=kind)

    assert post.state == Post.State.PUBLISHED


def test_the_forums_team_writes_in_every_stage():
    forum = ForumFactory(stage=False)
    leader = facilitator(forum)
    thread = thread_in(forum, by=leader)

    post = reply_in(thread, by=leader)

    assert post.number == 2


@pytest.mark.parametrize("state", [Forum.State.CLOSED, Forum.State.CANCELLED])
def test_a_forum_that_is_over_takes_nothing(state):
    forum = ForumFactory()
    thread = thread_in(forum)
    Forum.objects.filter(pk=forum.pk).update(state=state, cancel_reason="No money")

    with pytest.raises(ForumOver):
        reply_in(thread, kind=Post.Kind.QUESTION)


def test_a_concluded_conversation_has_an_outcome_and_takes_no_reply():
    forum = ForumFactory()
    thread, leader = thread_in(forum), facilitator(forum)
    told = []

    def listen(sender, thread, **kwargs):
        told.append(thread)

    thread_concluded.connect(listen)

    outcome = conclude_thread(thread, by=leader, kind="answered", reason="A number was set up.", language="en")

    thread_concluded.disconnect(listen)
    thread.refresh_from_db()
    assert (thread.state, thread.outcome, told) == (Thread.State.CONCLUDED, outcome, [thread])
    with pytest.raises(ThreadEnded):
        reply_in(thread)


def test_an_edit_keeps_the_earlier_words_as_a_revision():
    author = UserFactory()
    post = reply_in(thread_in(ForumFactory()), by=author, body="Nobody came.")

    edit_post(post, by=author, body="Nobody came until morning.")

    assert [(revision.number, revision.body) for revision in post.revisions.all()] == [
        (1, "Nobody came."),
        (2, "Nobody came until morning."),
    ]
    assert post.body_html.strip() == "<p>Nobody came until morning.</p>"


def test_published_words_that_had_to_be_approved_are_not_changed_past_the_facilitator():
    forum = ForumFactory(premoderation=Forum.Premoderation.ALL)
    leader, author, worker = facilitator(forum), UserFactory(), ngo_worker()
    thread = thread_in(forum, by=leader)
    own = reply_in(thread, by=author, body="Nobody came.")
    edit_post(own, by=author, body="Nobody came at night.")
    told = record_for_participant(
        thread, by=worker, participant=None, body="I waited.", language="en", has_consent=True
    )
    for post in (own, told):
        approve_post(post, by=leader)
        post.refresh_from_db()

    for post, person in ((own, author), (told, worker)):
        with pytest.raises(ForumError):
            edit_post(post, by=person, body="Something else.")

    assert [post.revisions.count() for post in (own, told)] == [2, 1]


def test_a_seat_marks_the_words_of_its_holder_with_the_table():
    forum = ForumFactory()
    table = TableFactory(forum=forum)

    post = reply_in(thread_in(forum), by=seated(forum, table=table))

    assert post.table == table


def test_nobody_speaks_for_an_organisation_with_the_authorisation_of_another():
    thread = thread_in(ForumFactory())
    mandate = MandateFactory()

    with pytest.raises(NotYourMandate):
        reply_in(thread, on_behalf_of=mandate)


def test_what_an_ngo_writes_down_for_a_client_waits_for_the_facilitator():
    forum = ForumFactory()
    thread, worker = thread_in(forum), ngo_worker()
    participant = ParticipantFactory(forum=forum)

    post = record_for_participant(
        thread, by=worker, participant=participant, body="I waited till morning.", language="en", has_consent=True
    )

    assert (post.state, post.author, post.participant, post.recorded_by) == ("pending", None, participant, worker)
    approve_post(post, by=facilitator(forum))
    post.refresh_from_db()
    assert (post.state, post.number) == ("published", 2)


def test_what_the_facilitator_writes_down_is_shown_at_once():
    forum = ForumFactory()

    post = record_for_participant(
        thread_in(forum),
        by=facilitator(forum),
        participant=None,
        body="Table 3 asks for a van.",
        language="en",
        kind=Post.Kind.ROOM_RECORD,
        channel=Post.Channel.ROOM,
        has_consent=True,
    )

    assert (post.state, post.number, post.channel) == ("published", 2, "room")


def test_nothing_is_written_down_without_consent():
    forum = ForumFactory()
    thread, participant = thread_in(forum), ParticipantFactory(forum=forum)

    with pytest.raises(NoConsent):
        record_for_participant(
            thread, by=ngo_worker(), participant=participant, body="I waited.", language="en", has_consent=False
        )


def test_a_hidden_post_keeps_its_number_and_the_next_one_follows_it():
    forum = ForumFactory()
    thread = thread_in(forum)
    post = reply_in(thread)

    hide_post(post, by=facilitator(forum), reason="names", statement="It named a client.")
    following = reply_in(thread)

    post.refresh_from_db()
    assert (post.state, post.number, following.number) == ("hidden", 2, 3)


def test_a_table_thread_is_not_public():
    forum = ForumFactory()
    table = TableFactory(forum=forum)

    thread = open_thread(
        forum,
        by=seated(forum, table=table),
        title="Among us",
        body="What do we want?",
        language="en",
        table=table,
        audience=Thread.Audience.TABLE,
    )

    assert thread.is_public is False


def test_the_past_can_be_played_with_its_own_dates():
    forum = ForumFactory(stage=False)
    cycle = cycle_of(forum)
    then = timezone.now() - datetime.timedelta(days=300)
    StageFactory(cycle=cycle, opens_at=then - datetime.timedelta(days=5), closes_at=then + datetime.timedelta(days=5))

    thread = thread_in(forum, at=then)
    post = reply_to_thread(thread, by=UserFactory(), body="Then.", language="en", at=then)

    assert (thread.opened_at, post.created_at, post.published_at) == (then, then, then)
