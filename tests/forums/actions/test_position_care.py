import pytest

from accounts.models import AuditEntry
from forums.actions.position_care import approve_position, hide_position, restore_position
from forums.actions.positions import add_sources, merge_position, propose_position, support_position
from forums.errors import MoveRefused, NoSource
from forums.models import Forum, Measure, Position, Seat
from portal.base.models import Station
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory, cycle_of, facilitator, position_in, reply_in, seated, thread_in

pytestmark = pytest.mark.django_db


def test_a_position_waits_where_a_contribution_of_the_same_person_would_wait():
    forum = ForumFactory()
    leader = facilitator(forum)
    post = reply_in(thread_in(forum, by=leader), by=leader)
    Forum.objects.filter(pk=forum.pk).update(premoderation="all")

    waiting = position_in(forum, by=seated(forum), posts=[post])
    of_the_team = position_in(forum, by=leader, posts=[post])

    assert (waiting.state, of_the_team.state) == (Position.State.PENDING, Position.State.PROPOSED)
    assert Station.objects.filter(target_id=waiting.public_id).count() == 0


def test_a_waiting_position_that_is_approved_takes_its_contributions_one_station_further():
    forum = ForumFactory(premoderation="all")
    leader = facilitator(forum)
    post = reply_in(thread_in(forum, by=leader), by=leader)
    position = position_in(forum, by=seated(forum), posts=[post])

    approve_position(position, by=leader)

    assert position.state == Position.State.PROPOSED
    assert Station.objects.get(target_id=position.public_id).subject_id == post.public_id
    assert Measure.objects.get().kind == Measure.Kind.APPROVE


def test_a_hidden_position_is_seen_by_who_proposed_it_and_the_team_alone_and_can_come_back():
    forum = ForumFactory()
    leader, author, other = facilitator(forum), seated(forum), seated(forum)
    position = position_in(forum, by=author)

    measure = hide_position(position, by=leader, reason="names", statement="It names a client.")
    seen = [Position.objects.visible_to(person).exists() for person in (leader, author, other)]
    restore_position(position, by=leader, statement="The name is gone.")

    assert seen == [True, True, False]
    assert (measure.concerns, measure.statement) == (author, "It names a client.")
    assert Position.objects.visible_to(other).get().state == Position.State.PROPOSED
    assert [row.verb for row in AuditEntry.objects.filter(subject_kind="position").order_by("pk")] == [
        "propose",
        "hide",
        "restore",
    ]


@pytest.mark.parametrize("state", list(Position.State))
def test_who_may_see_a_position_is_the_same_by_the_rule_and_in_lists(state):
    forum = ForumFactory()
    author = UserFactory()
    position = position_in(forum, by=facilitator(forum))
    into = position_in(forum, by=facilitator(forum)) if state == Position.State.MERGED else None
    Position.objects.filter(pk=position.pk).update(state=state, merged_into=into, proposed_by=author)
    position.refresh_from_db()
    people = [author, UserFactory(), seated(forum), facilitator(forum), facilitator(ForumFactory())]

    for person in people:
        by_rule = person.has_perm("forums.view_position", position)
        assert Position.objects.visible_to(person).filter(pk=position.pk).exists() is by_rule


def test_joining_brings_the_sources_along_and_leaves_support_with_the_words_it_was_given_to():
    forum = ForumFactory()
    leader, person = facilitator(forum), seated(forum)
    thread = thread_in(forum, by=leader)
    first, second = (position_in(forum, by=leader, posts=[reply_in(thread, by=leader)]) for _number in range(2))
    support_position(first, by=person, seat=Seat.objects.get(user=person))

    merge_position(first, into=second, by=leader, reason="They say the same.")

    first.refresh_from_db()
    assert (first.state, first.merged_into) == (Position.State.MERGED, second)
    assert {source.post for source in first.sources.all()} < {source.post for source in second.sources.all()}
    assert (first.supports.count(), second.supports.count()) == (1, 0)


def test_a_position_is_not_joined_with_itself_with_a_joined_one_or_with_another_forums():
    forum = ForumFactory()
    leader = facilitator(forum)
    first, second, third = (position_in(forum, by=leader) for _number in range(3))
    merge_position(first, into=second, by=leader)

    for into in (third, first, position_in(ForumFactory(), by=UserFactory())):
        with pytest.raises(MoveRefused):
            merge_position(third, into=into, by=leader)


def test_others_who_said_the_same_are_added_once():
    forum = ForumFactory()
    leader = facilitator(forum)
    thread = thread_in(forum, by=leader)
    position = position_in(forum, by=leader, posts=[thread.posts.get()])
    post = reply_in(thread, by=leader)

    for _time in range(2):
        add_sources(position, by=leader, posts=[post])

    assert [source.post for source in position.sources.order_by("pk")] == [thread.posts.get(number=1), post]


def test_nothing_of_another_forum_becomes_a_position_here():
    forum, elsewhere = ForumFactory(), ForumFactory()
    leader = facilitator(forum)
    post = thread_in(elsewhere, by=facilitator(elsewhere)).posts.get()

    with pytest.raises(NoSource):
        propose_position(cycle_of(forum), by=leader, text="A telephone.", language="en", posts=[post])


def test_a_position_sent_twice_is_there_once():
    forum = ForumFactory()
    leader = facilitator(forum)
    post = thread_in(forum, by=leader).posts.get()

    positions = [position_in(forum, by=leader, posts=[post], form_key="k1") for _time in range(2)]

    assert positions[0] == positions[1]
    assert Position.objects.count() == 1
