"""Objections: raised, judged, settled or upheld, between closing and certifying."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from recommendations import decisions
from recommendations.errors import ObjectionRefused
from recommendations.models import Objection
from tests.factories import recommendations as made
from tests.factories.recommendations import BEGIN

pytestmark = pytest.mark.django_db
DURING, AFTER = BEGIN + timedelta(days=16), BEGIN + timedelta(days=22)


@pytest.fixture
def place():
    return made.forum_with_group(tables=3)


def closed_round(place, *choices: str, **rules):
    """A round in which the tables chose so, closed and waiting to be certified."""
    document = made.draft_of(place)
    made.point_from(place, document)
    round_ = made.round_on(place, made.consulted(place, document), **rules)
    for elector, choice in zip(round_.electors.all(), choices, strict=True):
        decisions.cast_ballot(elector, by=None, choice=choice, reason="The bus does not go.", language="en", at=DURING)
    return decisions.close_round(round_, by=place.facilitator, at=AFTER)


def judged(place, round_, *states: str) -> Objection:
    """The only objection, taken through these states."""
    objection = Objection.objects.get(ballot__elector__round=round_)
    for state in states:
        act = decisions.settle_objection if state in ("integrated", "maintained") else decisions.judge_objection
        act(objection, by=place.facilitator, state=state, reason="We talked it over.", at=AFTER)
    return objection


def test_only_an_objection_that_stands_at_closing_is_raised(place):
    document = made.draft_of(place)
    made.point_from(place, document)
    round_ = made.round_on(place, made.consulted(place, document))
    first, second, _third = round_.electors.all()
    for elector, choice in ((first, "object"), (first, "agree"), (second, "object")):
        decisions.cast_ballot(elector, by=None, choice=choice, reason="No.", at=DURING)

    decisions.close_round(round_, by=None, at=AFTER)

    assert list(Objection.objects.values_list("ballot__elector__ordinal", "state")) == [(2, "raised")]


@pytest.mark.parametrize(
    ("states", "outcome"),
    [
        ((), "not_agreed"),
        (("valid", "maintained"), "not_agreed"),
        (("not_valid",), "agreed_with_reservations"),
        (("valid", "integrated"), "agreed_with_reservations"),
    ],
)
def test_what_became_of_an_objection_decides_the_round(place, states, outcome):
    round_ = closed_round(place, "agree", "agree", "object")
    judged(place, round_, *states)

    certified = decisions.certify_round(round_, by=place.facilitator, at=AFTER)

    assert certified.result["result"]["outcome"] == outcome


def test_an_upheld_objection_is_outvoted_only_where_that_was_said_at_opening(place):
    round_ = closed_round(place, "agree", "reservation", "object", proceeds_with_minority=True)
    judged(place, round_, "valid", "maintained")

    certified = decisions.certify_round(round_, by=place.facilitator, at=AFTER)

    assert certified.result["result"]["outcome"] == "agreed_with_reservations"
    assert certified.result["reasons"] == [
        {
            "choice": "object",
            "language": "en",
            "reason": "The bus does not go.",
            "objection": "maintained",
            "judgement": "We talked it over.",
            "settlement": "We talked it over.",
        },
        {"choice": "reservation", "language": "en", "reason": "The bus does not go."},
    ]


@pytest.mark.parametrize(
    ("act", "state", "reason", "words"),
    [
        (decisions.judge_objection, "valid", " ", "Say why it is valid or not"),
        (decisions.judge_objection, "maintained", "So.", "Say whether it is valid or not"),
        (decisions.settle_objection, "integrated", "So.", "It cannot go from"),
    ],
)
def test_an_objection_is_judged_with_a_reason_before_it_is_settled(place, act, state, reason, words):
    objection = judged(place, closed_round(place, "agree", "agree", "object"))

    with pytest.raises(ObjectionRefused, match=words):
        act(objection, by=None, state=state, reason=reason)


def test_nothing_about_an_objection_changes_after_the_result(place):
    round_ = closed_round(place, "agree", "agree", "object")
    objection = judged(place, round_, "valid")
    decisions.certify_round(round_, by=None, at=AFTER)

    with pytest.raises(ObjectionRefused, match="before the result is certified"):
        decisions.settle_objection(objection, by=None, state="maintained")
    with pytest.raises(IntegrityError), transaction.atomic():
        Objection.objects.update(judgement="Other.")
