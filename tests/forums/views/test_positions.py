import pytest

from forums.models import Position, Seat, Stage
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

WORDS = {"text": "A telephone that answers at night.", "kind": "need", "language": "en"}


def test_a_citizen_makes_a_position_of_a_contribution(client):
    forum = ForumFactory()
    post, citizen = reply_in(thread_in(forum)), UserFactory()
    client.force_login(citizen)

    response = client.post(f"/en/p/{post.public_id}/position/", WORDS)

    position = Position.objects.get()
    assert response["Location"] == f"/en/forums/{forum.slug}/positions/#{position.public_id}"
    assert (position.text, position.proposed_by, position.sources.get().post) == (WORDS["text"], citizen, post)


def test_outside_its_stages_proposing_is_refused_and_the_text_kept(client):
    forum = ForumFactory(stage=Stage.Kind.DECIDE)
    post = thread_in(forum, by=facilitator(forum)).posts.get()
    client.force_login(UserFactory())

    response = client.post(f"/en/p/{post.public_id}/position/", WORDS)

    assert response.status_code == 403
    assert WORDS["text"] in response.content.decode()


def test_a_seat_supports_and_withdraws(client):
    forum = ForumFactory()
    position, person = position_in(forum), seated(forum)
    client.force_login(person)
    address = f"/en/positions/{position.public_id}/support/"

    client.post(address)
    supported = [support.seat for support in position.supports.all()]
    client.post(address, {"withdraw": "1"})

    assert supported == [Seat.objects.get(user=person)]
    assert position.supports.count() == 0


def test_whoever_has_no_seat_does_not_support(client):
    position = position_in(ForumFactory())
    client.force_login(UserFactory())

    response = client.post(f"/en/positions/{position.public_id}/support/")

    assert response.status_code == 403
    assert "You can ask for a place." in response.content.decode()


def test_the_facilitator_lays_a_position_on_the_table(client):
    forum = ForumFactory()
    position = position_in(forum)
    client.force_login(facilitator(forum))

    client.post(f"/en/positions/{position.public_id}/accept/")

    position.refresh_from_db()
    assert position.state == Position.State.ACCEPTED


def test_positions_show_which_tables_agree_and_where_they_come_from(client):
    forum = ForumFactory()
    post = reply_in(thread_in(forum))
    position = position_in(forum, posts=[post])
    position.voices.create(table=TableFactory(forum=forum, number=3), answer="agree", head_count=7)

    page = client.get(f"/en/forums/{forum.slug}/positions/").content.decode()

    assert f'id="{position.public_id}"' in page
    assert "Table 3: agrees" in page
    assert f'<a href="/en/p/{post.public_id}/">contribution no. 2</a>' in page


def test_a_source_from_a_tables_own_thread_is_told_without_number_or_link(client):
    forum = ForumFactory()
    table = TableFactory(forum=forum, number=3)
    member = seated(forum, table=table)
    thread = thread_in(forum, by=member, table=table, audience="table")
    post = reply_in(thread, by=member)
    position_in(forum, by=member, posts=[post])
    address = f"/en/forums/{forum.slug}/positions/"

    as_visitor = client.get(address).content.decode()
    client.force_login(member)
    as_member = client.get(address).content.decode()

    assert "a contribution at table 3, not public" in as_visitor
    assert post.public_id not in as_visitor
    assert post.public_id in as_member


def test_the_list_costs_the_same_with_one_position_and_with_forty(client, query_count):
    forum = ForumFactory()
    thread = thread_in(forum)
    position_in(forum, posts=[reply_in(thread)])
    TableFactory(forum=forum)
    Position.objects.get().voices.create(table=forum.tables.get(), answer="agree")
    address = f"/en/forums/{forum.slug}/positions/"
    client.get(address)
    with_one = query_count(lambda: client.get(address))
    for _number in range(39):
        position = position_in(forum, posts=[reply_in(thread)])
        position.voices.create(table=forum.tables.get(), answer="agree")

    assert query_count(lambda: client.get(address)) == with_one
    assert cycle_of(forum).positions.count() == 40
