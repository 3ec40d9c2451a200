import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from forums.actions.moderation import hide_post
from forums.actions.positions import (
    accept_position,
    propose_position,
    record_table_voice,
    support_position,
    withdraw_support,
)
from forums.errors import MoveRefused, NoSource, NotPublished, StageClosed
from forums.models import MinuteItem, Minutes, Seat, Session, Stage, TableVoice
from portal.base.models import Station
from tests.factories.accounts import UserFactory
from tests.factories.forums import (
    ForumFactory,
    TableFactory,
    cycle_of,
    facilitator,
    position_in,
    reply_in,
    seated,
    thread_in,
)

pytestmark = pytest.mark.django_db


def test_a_position_is_numbered_in_its_cycle_and_knows_its_sources():
    forum = ForumFactory()
    thread = thread_in(forum)
    posts = [reply_in(thread), reply_in(thread)]

    first, second = position_in(forum, posts=posts), position_in(forum, posts=posts[:1])

    assert (first.number, second.number) == (1, 2)
    assert [source.post for source in first.sources.order_by("pk")] == posts


def test_each_post_it_comes_from_has_reached_its_next_station():
    forum = ForumFactory()
    post = reply_in(thread_in(forum))

    position = position_in(forum, posts=[post])

    reached = Station.objects.values_list("subject_kind", "subject_id", "key", "target_kind", "target_id", "reached_on")
    today = timezone.localdate()
    assert list(reached) == [("post", post.public_id, "position", "position", position.public_id, today)]


def test_a_position_may_come_from_the_minutes():
    forum = ForumFactory()
    session = Session.objects.create(cycle=cycle_of(forum), number=1, kind="working", starts_at=timezone.now())
    minutes = Minutes.objects.create(session=session, language="en")
    item = MinuteItem.objects.create(minutes=minutes, number=1, text="A telephone is asked for.")

    position = propose_position(
        cycle_of(forum), by=facilitator(forum), text="A telephone.", language="en", minute_items=[item]
    )

    assert [source.minute_item for source in position.sources.all()] == [item]


def test_a_position_out_of_nothing_is_refused():
    forum = ForumFactory()

    with pytest.raises(NoSource):
        propose_position(cycle_of(forum), by=facilitator(forum), text="A telephone.", language="en")


def test_nothing_is_built_on_a_hidden_post():
    forum = ForumFactory()
    post = reply_in(thread_in(forum))
    hide_post(post, by=facilitator(forum), reason="other", statement="Wrong forum.")

    with pytest.raises(NotPublished):
        position_in(forum, posts=[post])


def test_outside_its_stages_only_the_team_distils():
    forum = ForumFactory(stage=Stage.Kind.DECIDE)
    leader = facilitator(forum)
    post = thread_in(forum, by=leader).posts.get()

    with pytest.raises(StageClosed):
        position_in(forum, by=UserFactory(), posts=[post])
    assert position_in(forum, by=leader, posts=[post]).number == 1


def test_accepting_leaves_an_audit_row_and_happens_once():
    forum = ForumFactory()
    leader, position = facilitator(forum), position_in(forum)

    accept_position(position, by=leader)

    row = AuditEntry.objects.get(subject_kind="position", verb="accept")
    assert (position.state, row.from_state, row.to_state, row.actor_link.user) == (
        "accepted",
        "proposed",
        "accepted",
        leader,
    )
    with pytest.raises(MoveRefused):
        accept_position(position, by=leader)


def test_a_seat_supports_once_and_may_withdraw():
    forum = ForumFactory()
    position, person = position_in(forum), seated(forum)
    seat = Seat.objects.get(user=person)

    for _time in range(2):
        support_position(position, by=person, seat=seat)
    supported = position.supports.count()
    withdraw_support(position, seat=seat)

    assert (supported, position.supports.count()) == (1, 0)


def test_the_later_word_of_a_table_counts():
    forum = ForumFactory()
    position, table, leader = position_in(forum), TableFactory(forum=forum), facilitator(forum)

    record_table_voice(position, by=leader, table=table, answer="disagree")
    record_table_voice(position, by=leader, table=table, answer="agree", head_count=7)

    assert list(TableVoice.objects.values_list("table", "answer", "head_count")) == [(table.pk, "agree", 7)]
