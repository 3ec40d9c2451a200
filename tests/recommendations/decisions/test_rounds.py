"""Rounds: who decides, until when, and what follows."""

from datetime import timedelta

import pytest

from recommendations import decisions, documents, drafting
from recommendations.errors import BallotRefused, MoveRefused, RoundRefused, SignOffRefused
from recommendations.models import Ballot, DecisionRound
from tests.factories import recommendations as made
from tests.factories.recommendations import BEGIN

pytestmark = pytest.mark.django_db
DURING, AFTER = BEGIN + timedelta(days=16), BEGIN + timedelta(days=22)


@pytest.fixture
def place():
    return made.forum_with_group()


@pytest.fixture
def recommendation(place):
    document = made.draft_of(place)
    made.point_from(place, document)
    return document


def test_a_decision_waits_for_the_end_of_the_comments(place, recommendation):
    made.consulted(place, recommendation)

    with pytest.raises(MoveRefused, match="Comments are open until"):
        decisions.open_round(
            documents.latest_version(recommendation),
            by=place.facilitator,
            method=DecisionRound.Method.TABLE_VOTE,
            closes_at=AFTER,
            at=BEGIN + timedelta(days=13),
        )


def test_the_electorate_stays_as_it_was_at_opening(place, recommendation):
    round_ = made.round_on(place, made.consulted(place, recommendation))

    place.tables[1].seats.update(state="left")

    assert [(elector.table.number, elector.person_link.user) for elector in round_.electors.all()] == [
        (1, place.rapporteurs[0]),
        (2, place.rapporteurs[1]),
    ]


def test_no_ballot_counts_at_the_closing_time_or_after_it(place, recommendation):
    round_ = made.round_on(place, made.consulted(place, recommendation))

    with pytest.raises(BallotRefused, match="your choice was not counted"):
        decisions.cast_ballot(round_.electors.first(), by=None, choice="agree", at=round_.closes_at)

    assert Ballot.objects.count() == 0


@pytest.mark.parametrize("choice", ["reservation", "object"])
def test_a_remark_or_an_objection_needs_its_reason(place, recommendation, choice):
    round_ = made.round_on(place, made.consulted(place, recommendation))

    with pytest.raises(BallotRefused, match="Write your reason"):
        decisions.cast_ballot(round_.electors.first(), by=None, choice=choice, reason="  ", at=DURING)


def test_nobody_sees_a_result_while_the_round_is_open(place, recommendation):
    round_ = made.round_on(place, made.consulted(place, recommendation))

    with pytest.raises(RoundRefused, match="Nobody sees a result"):
        decisions.result_of(round_)


def test_a_certified_round_moves_the_document_and_keeps_names_of_an_open_vote(place, recommendation):
    round_ = made.decided(place, recommendation, "reservation")

    assert recommendation.state == "agreed_with_reservations"
    assert round_.result["choices"] == [
        {"elector": 1, "table": 1, "organisation": None, "choice": "reservation", "head_count": None},
        {"elector": 2, "table": 2, "organisation": None, "choice": "reservation", "head_count": None},
    ]
    assert round_.result["reasons"] == [{"choice": "reservation", "language": "", "reason": "Because."}] * 2


def test_totals_only_certifies_no_names(place, recommendation):
    round_ = made.round_on(place, made.consulted(place, recommendation), shows_names=False)
    decisions.close_round(round_, by=None, at=AFTER)

    assert decisions.certify_round(round_, by=None, at=AFTER).result["choices"] == []


def test_a_void_round_sends_the_document_back_with_its_reason(place, recommendation):
    round_ = made.round_on(place, made.consulted(place, recommendation))

    decisions.void_round(round_, by=place.facilitator, reason="A table was missing.", at=DURING)

    recommendation.refresh_from_db()
    round_.refresh_from_db()
    assert (recommendation.state, round_.state, round_.void_reason) == ("review", "void", "A table was missing.")


def test_the_last_table_to_sign_makes_it_signed(place, recommendation):
    version = made.decided(place, recommendation).version
    states = []

    for table in place.tables:
        decisions.sign_off(version, by=None, capacity=f"table {table.number}", table=table, at=AFTER)
        recommendation.refresh_from_db()
        states.append(recommendation.state)

    assert states == ["agreed", "signed"]


def test_nobody_signs_before_the_decision(place, recommendation):
    made.consulted(place, recommendation)

    with pytest.raises(SignOffRefused, match="Only an agreed document"):
        decisions.sign_off(documents.latest_version(recommendation), by=None, capacity="table 1")


def test_each_association_has_one_voice_and_the_secretariat_none():
    group, secretariat, people = made.group_of_associations(3)
    document = drafting.create_recommendation(
        group,
        by=secretariat,
        kind="recommendations",
        level="regional",
        authentic_language="en",
        title="Together",
        at=BEGIN,
    )
    drafting.draft_clause(documents.latest_version(document), by=secretariat, text="One.", kind="preamble")
    drafting.move_on(document, "review", by=secretariat, at=BEGIN)
    drafting.move_on(document, "consultation", by=secretariat, at=BEGIN)

    round_ = decisions.open_round(
        documents.latest_version(document),
        by=secretariat,
        method=DecisionRound.Method.ORGANISATIONS,
        closes_at=AFTER,
        at=BEGIN + timedelta(days=15),
    )

    bodies = {person.mandates.get().organisation for person in people}
    assert {elector.organisation for elector in round_.electors.all()} == bodies
    assert document.reference == "REC-RG-2026-001"
