"""Whoever takes part by a card, without e-mail, takes a copy along, takes words back, and leaves."""

import pytest

from forums.actions.discussion import record_for_participant
from forums.actions.positions import support_position
from forums.actions.tables import create_participant
from forums.models import Participant, Post, Seat
from tests.factories.forums import ForumFactory, ParticipantFactory, TableFactory, facilitator, position_in, thread_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum():
    return ForumFactory(visibility="closed")


@pytest.fixture
def card(forum):
    return create_participant(forum, by=None, has_consent=True, consent_wording="1", table=TableFactory(forum=forum))


def said(forum, participant, body: str = "I waited till morning.") -> Post:
    leader = facilitator(forum)
    return record_for_participant(
        thread_in(forum, by=leader), by=leader, participant=participant, body=body, language="en", has_consent=True
    )


def holding(client, forum, card):
    client.post(f"/en/forums/{forum.slug}/card/", {"code": card.code, "pin": card.pin})


def at(forum, ending: str) -> str:
    return f"/en/forums/{forum.slug}/card/{ending}"


def test_the_copy_holds_all_of_the_person_of_the_card_and_nothing_of_anybody_else(client, forum, card):
    post = said(forum, card.participant)
    said(forum, ParticipantFactory(forum=forum), "Somebody else said this.")
    seat = card.participant.seats.get()
    position = position_in(forum, posts=[post])
    support_position(position, by=facilitator(forum), seat=seat)
    holding(client, forum, card)

    answer = client.get(at(forum, "copy/"))

    held = answer.json()
    assert answer["Content-Disposition"].startswith("attachment")
    assert held["card"]["code"] == card.code
    assert [row["body"] for row in held["words"]] == ["I waited till morning."]
    assert [row["revisions__body"] for row in held["earlier_words"]] == ["I waited till morning."]
    assert [row["table__number"] for row in held["places"]] == [seat.table.number]
    assert [row["supports__position__public_id"] for row in held["supports"]] == [position.public_id]
    assert "Somebody else said this." not in answer.content.decode()


def test_words_are_taken_back_by_the_person_of_the_card_alone(client, forum, card):
    own, other = said(forum, card.participant), said(forum, ParticipantFactory(forum=forum), "Somebody else.")
    holding(client, forum, card)

    asked = client.get(at(forum, f"words/{own.public_id}/erase/")).content.decode()
    answers = [client.post(at(forum, f"words/{post.public_id}/erase/")).status_code for post in (own, other)]
    page = client.get(at(forum, "words/")).content.decode()

    own.refresh_from_db()
    other.refresh_from_db()
    assert "I waited till morning." in asked
    assert answers == [302, 404]
    assert (own.state, own.body, own.revisions.count()) == ("erased", "", 0)
    assert (other.state, other.body) == ("published", "Somebody else.")
    assert "These words were erased." in page
    assert "I waited till morning." not in page


def test_giving_the_card_back_with_ones_words_leaves_nothing(client, forum, card):
    post = said(forum, card.participant)
    holding(client, forum, card)

    client.post(at(forum, "give-back/"), {"words": "erase", "pin": card.pin})

    post.refresh_from_db()
    assert (post.state, post.body, post.participant) == ("erased", "", None)
    assert not Participant.objects.exists()
    assert not Seat.objects.exists()


def test_giving_the_card_back_may_leave_the_words_and_the_voice_that_was_counted(client, forum, card):
    post, seat = said(forum, card.participant), card.participant.seats.get()
    support_position(position_in(forum, posts=[post]), by=facilitator(forum), seat=seat)
    holding(client, forum, card)

    client.post(at(forum, "give-back/"), {"words": "keep", "pin": card.pin})
    again = client.post(at(forum, ""), {"code": card.code, "pin": card.pin})

    post.refresh_from_db()
    seat.refresh_from_db()
    left = Participant.objects.get()
    assert (post.state, post.body) == ("published", "I waited till morning.")
    assert (seat.state, seat.supports.count()) == ("left", 1)
    assert card.code not in left.code
    assert left.pin_hash == ""
    assert again.status_code == 422


def test_a_wrong_pin_gives_nothing_back_and_without_the_card_there_is_no_page(client, forum, card):
    said(forum, card.participant)
    shut = [client.get(at(forum, ending)).status_code for ending in ("copy/", "give-back/", "words/x/erase/")]
    holding(client, forum, card)

    refused = client.post(at(forum, "give-back/"), {"words": "erase", "pin": "000"})

    assert shut == [302, 302, 302]
    assert refused.status_code == 422
    assert Participant.objects.get().pin_hash
