import pytest

from accounts.models import Mandate
from directory.models import Organisation
from forums.actions.tables import ask_for_seat, give_seat
from forums.errors import NotYourMandate
from forums.models import Seat, Stage
from tests.factories.accounts import UserFactory, ngo_worker
from tests.factories.directory import OrganisationFactory
from tests.factories.forums import ForumFactory, TableFactory, coordinator, seated, thread_in

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


def test_the_coordinator_moves_a_person_gives_a_task_and_frees_a_place(client):
    forum = ForumFactory()
    first, second = (TableFactory(forum=forum, number=number) for number in (1, 2))
    person = seated(forum, table=first)
    seat = Seat.objects.get(user=person)
    client.force_login(coordinator(forum))
    address = f"/en/forums/{forum.slug}/seats/{seat.public_id}/change/"
    seen = []

    for words in ({"verb": "role", "role": "rapporteur"}, {"verb": "move", "table": second.pk}, {"verb": "leave"}):
        client.post(address, words)
        seat.refresh_from_db()
        seen.append((seat.table.number, seat.role, seat.state))

    assert seen == [(1, "rapporteur", "held"), (2, "member", "held"), (2, "member", "left")]
    assert client.post(address, {"verb": "give"}).status_code == 404


def test_a_table_is_added_and_speaks_for_somebody_in_two_languages(client):
    forum = ForumFactory()
    client.force_login(coordinator(forum))

    client.post(f"/en/forums/{forum.slug}/tables/new/", {"interest": "Villages", "language": "en", "has_vote": "on"})
    client.post(f"/en/forums/{forum.slug}/tables/1/", {"interest": "Села", "language": "mk"})

    table = forum.tables.get()
    assert {text.language: text.interest for text in table.texts.all()} == {"en": "Villages", "mk": "Села"}
    assert (table.number, table.has_vote) == (1, False)


def test_the_page_of_the_tables_says_in_counts_what_to_look_at(client):
    forum = ForumFactory(fewest_seats=3)
    seated(forum, table=TableFactory(forum=forum, number=1))
    client.force_login(coordinator(forum))

    page = client.get(f"/en/forums/{forum.slug}/seats/").content.decode()

    assert "Table 1 has 1 person; the rules say at least 3." in page


def test_after_a_change_the_table_it_happened_at_is_open(client):
    forum = ForumFactory()
    for number in (1, 2):
        TableFactory(forum=forum, number=number)
    seat = Seat.objects.get(user=seated(forum, table=forum.tables.get(number=2)))
    client.force_login(coordinator(forum))

    answer = client.post(
        f"/en/forums/{forum.slug}/seats/{seat.public_id}/change/", {"verb": "role", "role": "rapporteur"}
    )
    page = client.get(answer.url).content.decode()

    assert answer.url == f"/en/forums/{forum.slug}/seats/?table=2#table-2"
    assert 'id="table-2" open>' in page
    assert 'id="table-1" open>' not in page


def test_a_place_asked_for_an_organisation_keeps_it_beside_the_person(client):
    forum = ForumFactory()
    table = TableFactory(forum=forum)
    person = ngo_worker(OrganisationFactory(kind=Organisation.Kind.NGO, name="Help at home"))
    mandate = person.mandates.get()
    client.force_login(person)

    client.post(f"/en/forums/{forum.slug}/join/", {"table": table.pk, "sex": "unstated", "on_behalf_of": mandate.pk})
    client.force_login(coordinator(forum))
    page = client.get(f"/en/forums/{forum.slug}/seats/").content.decode()

    seat = Seat.objects.get(user=person)
    assert (seat.state, seat.organisation) == ("asked", mandate.organisation)
    assert "Help at home" in page


def test_who_sits_for_an_organisation_is_offered_to_write_for_it(client):
    forum = ForumFactory(stage="explore")
    table, person = TableFactory(forum=forum), ngo_worker()
    mandate = person.mandates.get()
    give_seat(ask_for_seat(table, by=person, on_behalf_of=mandate), by=coordinator(forum))
    client.force_login(person)

    form = client.get(thread_in(forum).get_absolute_url()).context["form"]

    assert form["on_behalf_of"].value() == mandate.pk


def test_nobody_asks_for_a_place_with_the_authorisation_of_somebody_else_or_one_that_ended(client):
    forum = ForumFactory()
    table, person, other = TableFactory(forum=forum), ngo_worker(), ngo_worker()
    ended = person.mandates.get()
    Mandate.objects.filter(pk=ended.pk).update(starts_on="2020-01-01", ends_on="2020-02-01")
    ended.refresh_from_db()

    for mandate in (other.mandates.get(), ended):
        with pytest.raises(NotYourMandate):
            ask_for_seat(table, by=person, on_behalf_of=mandate)

    client.force_login(person)
    forged = {"table": table.pk, "sex": "unstated", "on_behalf_of": other.mandates.get().pk}
    client.post(f"/en/forums/{forum.slug}/join/", forged)
    assert not Seat.objects.filter(user=person, organisation=other.mandates.get().organisation).exists()
