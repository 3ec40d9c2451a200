"""The chain of certified results: whatever is changed behind the portal's back is found and named."""

import copy
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from recommendations import decisions
from recommendations.models import Ballot, ClauseText, DecisionRound
from recommendations.refusals import BALLOTS_ARE_FINAL, FROZEN_VERSIONS_ARE_FINAL
from tests.factories import recommendations as made
from tests.factories.recommendations import BEGIN

pytestmark = pytest.mark.django_db
OPENED, CLOSED = BEGIN + timedelta(days=15), BEGIN + timedelta(days=22)


@pytest.fixture(scope="module")
def kept(kept_rows) -> list[DecisionRound]:
    """Three certified sense checks of one document."""
    place = made.forum_with_group()
    document = made.draft_of(place)
    made.point_from(place, document)
    return [sense_check(place, document, choice) for choice in ("agree", "object", "stand_aside")]


@pytest.fixture
def results(kept) -> list[DecisionRound]:
    """Objects that a test may change."""
    return copy.deepcopy(kept)


def sense_check(place, document, choice: str) -> DecisionRound:
    round_ = made.round_on(place, document, method="sense_check")
    decisions.cast_ballot(round_.electors.first(), by=None, choice=choice, reason="So.", at=OPENED)
    decisions.close_round(round_, by=None, at=CLOSED)
    return decisions.certify_round(round_, by=None, at=CLOSED)


def behind_the_portals_back(act) -> None:
    """Do what no action does and no database allows, with its refusals taken away first."""
    with connection.cursor() as cursor:
        for refusal in (*BALLOTS_ARE_FINAL, *FROZEN_VERSIONS_ARE_FINAL):
            cursor.execute(f"DROP TRIGGER {refusal.name}")
    act()


def test_each_result_holds_the_fingerprint_of_the_one_before_it(results):
    assert [(one.chain_number, one.previous_sha256) for one in results] == [
        (1, ""),
        (2, results[0].result_sha256),
        (3, results[1].result_sha256),
    ]
    assert decisions.check_chain() == []


ACTS = {
    "a changed result": (
        lambda: DecisionRound.objects.filter(chain_number=2).update(result={"result": {"agree": 99}}),
        {
            (2, "the result does not have the fingerprint it was certified with"),
            (2, "it does not follow the result before it"),
            (2, "the ballots say something else"),
            (2, "the text decided on has changed"),
        },
    ),
    "a result taken out": (
        lambda: DecisionRound.objects.filter(chain_number=2).update(state="void", void_reason="x", chain_number=None),
        {(2, "a certified result is missing"), (3, "it does not follow the result before it")},
    ),
    "the last result taken out": (
        lambda: DecisionRound.objects.filter(chain_number=3).update(state="void", void_reason="x", chain_number=None),
        {(3, "the end of the chain is missing")},
    ),
    "a changed ballot": (
        lambda: Ballot.objects.filter(choice="agree").update(choice="stand_aside"),
        {(1, "the ballots say something else")},
    ),
    "a changed text": (
        lambda: ClauseText.objects.update(text="Nothing."),
        {(number, "the text decided on has changed") for number in (1, 2, 3)},
    ),
}


@pytest.mark.sqlite
@pytest.mark.parametrize("name", ACTS)
def test_the_check_finds(name, results):
    act, faults = ACTS[name]
    behind_the_portals_back(act)

    assert {(fault.number, fault.words) for fault in decisions.check_chain()} == faults


def test_the_command_says_that_all_hold_and_names_what_does_not(results):
    said = StringIO()
    call_command("check_decisions", stdout=said)

    assert said.getvalue() == f"3 certified decisions hold, the last fingerprint is {results[2].result_sha256}\n"


@pytest.mark.sqlite
def test_the_command_fails_when_something_does_not_hold(results):
    behind_the_portals_back(lambda: Ballot.objects.filter(choice="agree").update(choice="stand_aside"))

    with pytest.raises(CommandError, match="1 things do not hold"):
        call_command("check_decisions", stderr=StringIO())
