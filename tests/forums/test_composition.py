import pytest

from forums.actions.tables import give_role, move_seat, take_seat
from forums.composition import composition_of
from forums.models import Seat
from tests.factories.accounts import UserFactory
from tests.factories.directory import OrganisationFactory
from tests.factories.forums import ForumFactory, TableFactory, coordinator

pytestmark = pytest.mark.django_db


def fill(table, *sexes, organisation=None, rapporteur=True) -> list[Seat]:
    seats = [take_seat(table, by=None, user=UserFactory(), sex=sex, organisation=organisation) for sex in sexes]
    if rapporteur:
        give_role(seats[0], Seat.Role.RAPPORTEUR, by=None)
    return seats


def test_tables_as_the_rules_ask_need_no_look():
    forum = ForumFactory(fewest_seats=2)
    for number in (1, 2):
        fill(TableFactory(forum=forum, number=number), "woman", "man")

    assert composition_of(forum).warnings == []


def test_the_coordinator_is_told_in_counts_what_differs_from_the_rules():
    forum = ForumFactory(fewest_seats=2, most_seats=2, most_tables=2, women_share_aim=40)
    centre = OrganisationFactory()
    fill(TableFactory(forum=forum, number=1), "man", "man", "man")
    fill(TableFactory(forum=forum, number=2), "woman", "man", organisation=centre, rapporteur=False)
    fill(TableFactory(forum=forum, number=3), "unstated")

    assert composition_of(forum).warnings == [
        "There are 3 tables; the rules say at most 2.",
        "Women are 20% of those who said what they are; the forum aims at 40%.",
        "Table 1 has 3 people; the rules say at most 2.",
        "Everybody at table 2 comes from one organisation.",
        "Table 2 has no rapporteur.",
        "Table 3 has 1 person; the rules say at least 2.",
    ]


def test_only_held_places_are_counted():
    forum = ForumFactory(fewest_seats=1)
    table = TableFactory(forum=forum, number=1)
    take_seat(table, by=None, user=UserFactory(), state=Seat.State.ASKED)

    composition = composition_of(forum)

    assert (composition.held, composition.tables[0].held) == (0, 0)


def test_a_table_has_one_rapporteur_the_last_one_named():
    forum = ForumFactory()
    first, second = fill(TableFactory(forum=forum), "woman", "man")

    give_role(second, Seat.Role.RAPPORTEUR, by=coordinator(forum))

    first.refresh_from_db()
    assert (first.role, second.role) == ("member", "rapporteur")


def test_a_rapporteur_who_moves_to_another_table_is_a_member_there():
    forum = ForumFactory()
    seat = fill(TableFactory(forum=forum), "woman")[0]
    other = TableFactory(forum=forum)
    seat.refresh_from_db()

    move_seat(seat, other, by=coordinator(forum))

    seat.refresh_from_db()
    assert (seat.table, seat.role) == (other, "member")
