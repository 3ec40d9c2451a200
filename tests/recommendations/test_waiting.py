"""What waits for whom."""

from datetime import timedelta

import pytest

from portal.base.waiting import waiting_for
from recommendations import followup
from tests.factories import recommendations as made
from tests.factories.recommendations import BEGIN

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return made.forum_with_group()


@pytest.fixture
def recommendation(place):
    document = made.draft_of(place)
    made.point_from(place, document)
    return document


def told(user, at) -> list[tuple[str, str]]:
    """What is asked of the person and by when, as words."""
    return [(str(item.kind), str(item.due)) for item in waiting_for(user, at)]


def test_an_officer_is_asked_for_the_answer_and_then_for_news(place, recommendation):
    delivery = made.delivered(place, recommendation)
    at = BEGIN + timedelta(days=61)
    before = told(place.host_officer, at)
    commitment = made.committed(place, made.answered(place, delivery, recommendation.clauses.get()))

    soon = told(place.host_officer, at)
    late = told(place.host_officer, BEGIN + timedelta(days=140))

    assert before == [("Answer the points", "2026-04-10")]
    assert (soon, late) == ([], [("Say how far it is", str(commitment.next_update_on))])


def test_a_rapporteur_is_asked_to_decide_until_they_have_and_then_to_sign(place, recommendation):
    round_ = made.round_on(place, made.consulted(place, recommendation))
    during = BEGIN + timedelta(days=16)
    before = told(place.rapporteurs[0], during)

    made.decisions.cast_ballot(round_.electors.first(), by=None, choice="agree", at=during)
    after = told(place.rapporteurs[0], during)
    made.decisions.close_round(round_, by=None, at=BEGIN + timedelta(days=22))
    made.decisions.certify_round(round_, by=None, at=BEGIN + timedelta(days=22))

    assert before == [("Decide", str(round_.closes_at.date()))]
    assert after == []
    assert told(place.rapporteurs[0], BEGIN + timedelta(days=23)) == [("Sign for your table", "None")]


def test_nothing_waits_for_others(place, recommendation):
    made.delivered(place, recommendation)

    assert told(place.facilitator, BEGIN + timedelta(days=200)) == []


def test_news_given_in_time_no_longer_waits(place, recommendation):
    commitment = made.committed(
        place, made.answered(place, made.delivered(place, recommendation), recommendation.clauses.get())
    )
    late = BEGIN + timedelta(days=140)

    followup.update_commitment(commitment, by=None, language="en", at=late)

    assert told(place.host_officer, late) == []
