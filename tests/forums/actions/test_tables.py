import pytest
from django.contrib.auth.hashers import check_password

from forums.actions.tables import add_table, create_participant, give_seat, leave_seat, take_seat
from forums.errors import NoConsent, SeatTaken
from forums.models import Participant, Seat
from forums.querysets import seats_of
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory, TableFactory, coordinator

pytestmark = pytest.mark.django_db


def test_a_table_stands_for_an_interest_in_each_language():
    forum = ForumFactory()

    table = add_table(forum, by=coordinator(forum), number=3, interests={"en": "Villages", "mk": "Села"})

    assert {text.language: text.interest for text in table.texts.all()} == {"en": "Villages", "mk": "Села"}


def test_a_person_sits_at_one_table_of_a_forum():
    forum = ForumFactory()
    person = UserFactory()
    take_seat(TableFactory(forum=forum), by=None, user=person)

    with pytest.raises(SeatTaken):
        take_seat(TableFactory(forum=forum), by=None, user=person)


def test_a_seat_counts_for_the_person_from_the_moment_it_is_given():
    forum = ForumFactory()
    person, table = UserFactory(), TableFactory(forum=forum)
    seat = take_seat(table, by=person, user=person, state=Seat.State.ASKED)
    before = seats_of(person)

    give_seat(seat, by=coordinator(forum))
    held = [place.table_id for place in seats_of(person)]
    leave_seat(seat, by=person)

    assert (before, held, seats_of(person)) == ([], [table.pk], [])


def test_a_card_shows_the_pin_once_and_keeps_its_hash():
    forum = ForumFactory()
    table = TableFactory(forum=forum)

    card = create_participant(
        forum, by=coordinator(forum), table=table, has_consent=True, consent_wording="1", code="A3-07"
    )

    participant = Participant.objects.get(forum=forum, code="A3-07")
    assert (len(card.pin), card.pin.isdigit()) == (6, True)
    assert check_password(card.pin, participant.pin_hash)
    assert participant.seats.get().table == table


def test_codes_made_up_for_a_forum_differ():
    forum = ForumFactory()

    codes = {create_participant(forum, by=None, has_consent=True, consent_wording="1").code for _number in range(20)}

    assert len(codes) == 20


def test_nobody_is_entered_without_consent():
    forum = ForumFactory()

    with pytest.raises(NoConsent):
        create_participant(forum, by=coordinator(forum), has_consent=False, consent_wording="1")

    assert not Participant.objects.exists()
