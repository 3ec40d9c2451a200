import pytest

from forums.models import Forum, Measure, Position, Seat, Stage
from recommendations.models import GroupMember, WorkingGroup
from tests.factories.accounts import UserFactory
from tests.factories.forums import (
    ForumFactory,
    TableFactory,
    coordinator,
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


def test_the_facilitator_makes_one_position_of_several_contributions(client):
    forum = ForumFactory()
    leader = facilitator(forum)
    thread = thread_in(forum, by=leader)
    posts = [reply_in(thread, by=leader) for _number in range(3)]
    client.force_login(leader)

    chosen = [post.public_id for post in posts[:2]]
    client.post(f"/en/t/{thread.public_id}/position/", WORDS | {"posts": chosen})

    assert [source.post for source in Position.objects.get().sources.order_by("pk")] == posts[:2]


def test_contributions_are_added_to_a_position_that_says_the_same(client):
    forum = ForumFactory()
    leader = facilitator(forum)
    thread = thread_in(forum, by=leader)
    position, post = position_in(forum, by=leader, posts=[thread.posts.get()]), reply_in(thread, by=leader)
    client.force_login(leader)

    words = {"same_as": position.pk, "kind": "need", "language": "en", "posts": post.public_id}
    client.post(f"/en/t/{thread.public_id}/position/", words)

    assert position.sources.count() == 2
    assert Position.objects.count() == 1


def test_a_position_of_nothing_comes_back_with_its_words(client):
    forum = ForumFactory()
    leader = facilitator(forum)
    thread = thread_in(forum, by=leader)
    client.force_login(leader)

    response = client.post(f"/en/t/{thread.public_id}/position/", WORDS)

    assert response.status_code == 422
    assert WORDS["text"] in response.content.decode()


def test_positions_are_joined_and_the_joined_one_stays_readable(client):
    forum = ForumFactory()
    leader = facilitator(forum)
    first, second = (position_in(forum, by=leader, text=text) for text in ("A telephone.", "A night line."))
    client.force_login(leader)

    client.post(f"/en/positions/{first.public_id}/join/", {"into": second.pk, "reason": "The same."})
    client.logout()

    page = client.get(f"/en/forums/{forum.slug}/positions/").content.decode()
    assert "Joined with it: position 1," in page
    assert "A telephone." in page


def test_the_rapporteur_of_a_group_that_drafts_here_lays_positions_on_the_table(client):
    forum = ForumFactory()
    position = position_in(forum, by=facilitator(forum))
    group = WorkingGroup.objects.create(slug="night", forum=forum)
    rapporteur, member = UserFactory(), UserFactory()
    GroupMember.objects.create(group=group, user=rapporteur, role="rapporteur")
    GroupMember.objects.create(group=group, user=member, role="member")
    address = f"/en/positions/{position.public_id}/accept/"

    statuses = []
    for person in (member, rapporteur):
        client.force_login(person)
        statuses.append(client.post(address).status_code)

    assert statuses == [403, 302]


def test_a_hidden_position_disappears_for_others_and_its_author_reads_why(client):
    forum = ForumFactory()
    author, leader = seated(forum), facilitator(forum)
    position = position_in(forum, by=author, text="It names a client.")
    client.force_login(leader)
    words = {"measure": "hide", "reason": "names", "statement": "Say it without the name."}

    client.post(f"/en/positions/{position.public_id}/measure/", words)

    pages = []
    for person in (author, seated(forum)):
        client.force_login(person)
        pages.append("It names a client." in client.get(f"/en/forums/{forum.slug}/positions/").content.decode())
    assert pages == [True, False]
    assert Measure.objects.get().statement == "Say it without the name."


def test_what_waits_is_approved_by_who_cares_for_the_discussion_and_by_nobody_else(client):
    forum = ForumFactory()
    leader = facilitator(forum)
    post = thread_in(forum, by=leader).posts.get()
    Forum.objects.filter(pk=forum.pk).update(premoderation="all")
    position = position_in(forum, by=seated(forum), posts=[post])
    address = f"/en/positions/{position.public_id}/measure/"

    statuses = []
    for person in (seated(forum), coordinator(forum), leader):
        client.force_login(person)
        statuses.append(client.post(address, {"measure": "approve"}).status_code)

    position.refresh_from_db()
    assert (statuses, position.state) == ([404, 403, 302], "proposed")
