import pytest

from forums.models import Seat, Stage
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory, TableFactory, coordinator

pytestmark = pytest.mark.django_db


def test_a_citizen_asks_for_a_place_and_the_coordinator_gives_it(client):
    forum = ForumFactory()
    table, citizen = TableFactory(forum=forum), UserFactory()
    client.force_login(citizen)
    client.post(f"/en/forums/{forum.slug}/join/", {"table": table.pk, "sex": "unstated"})
    seat = Seat.objects.get(user=citizen)
    asked = seat.state

    client.force_login(coordinator(forum))
    page = client.get(f"/en/forums/{forum.slug}/seats/").content.decode()
    client.post(f"/en/forums/{forum.slug}/seats/{seat.public_id}/give/")

    seat.refresh_from_db()
    assert citizen.display_name in page
    assert (asked, seat.state, seat.table) == ("asked", "held", table)


def test_asking_twice_is_refused(client):
    forum = ForumFactory()
    table = TableFactory(forum=forum)
    client.force_login(UserFactory())
    words = {"table": table.pk, "sex": "woman"}

    statuses = [client.post(f"/en/forums/{forum.slug}/join/", words).status_code for _time in range(2)]

    assert statuses == [302, 403]
    assert Seat.objects.count() == 1


def test_places_are_not_asked_for_once_the_tables_decide(client):
    forum = ForumFactory(stage=Stage.Kind.DECIDE)
    client.force_login(UserFactory())

    assert client.get(f"/en/forums/{forum.slug}/join/").status_code == 403


def test_only_those_who_keep_the_places_give_them(client):
    forum = ForumFactory()
    table = TableFactory(forum=forum)
    citizen = UserFactory()
    seat = Seat.objects.create(forum=forum, table=table, user=citizen, state="asked")
    client.force_login(citizen)

    assert client.post(f"/en/forums/{forum.slug}/seats/{seat.public_id}/give/").status_code == 403
    assert client.get(f"/en/forums/{forum.slug}/seats/").status_code == 403
