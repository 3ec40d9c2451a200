import pytest

from forums.actions.tables import create_participant, renew_card
from forums.cards import MOST_ATTEMPTS, holder_of_card
from forums.errors import CardRefused, TooManyAttempts
from tests.factories.forums import ForumFactory, coordinator

pytestmark = pytest.mark.django_db


@pytest.fixture
def card():
    return create_participant(ForumFactory(), by=None, has_consent=True, consent_wording="1", code="A3-07")


def enter(card, *, code="A3-07", pin=None, place="10.0.0.1"):
    return holder_of_card(card.participant.forum, code=code, pin=pin or card.pin, place=place)


def test_code_and_pin_open_the_card_however_the_code_is_typed(card):
    assert enter(card, code=" a3-07 ") == card.participant


@pytest.mark.parametrize(("code", "pin"), [("A3-07", "000000"), ("B1-01", None)])
def test_a_wrong_pin_and_an_unknown_code_are_refused_alike(card, code, pin):
    with pytest.raises(CardRefused) as refused:
        enter(card, code=code, pin=pin)

    assert str(refused.value).startswith("This code and PIN do not belong together.")


def test_after_five_wrong_pins_the_right_one_waits_too(card):
    for _time in range(MOST_ATTEMPTS):
        with pytest.raises(CardRefused):
            enter(card, pin="000000")

    with pytest.raises(TooManyAttempts):
        enter(card)


def test_the_right_pin_gives_all_attempts_back(card):
    for _time in range(2):
        for _wrong in range(MOST_ATTEMPTS - 1):
            with pytest.raises(CardRefused):
                enter(card, pin="000000")
        assert enter(card) == card.participant


def test_a_card_opens_nothing_in_another_forum(card):
    with pytest.raises(CardRefused):
        holder_of_card(ForumFactory(), code="A3-07", pin=card.pin, place="10.0.0.1")


def test_a_new_card_closes_the_old_one(card):
    new = renew_card(card.participant, by=coordinator(card.participant.forum))

    assert enter(card, pin=new.pin) == card.participant
    if new.pin != card.pin:
        with pytest.raises(CardRefused):
            enter(card)
