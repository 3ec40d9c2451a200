"""What the database itself refuses, whoever writes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from recommendations import decisions
from recommendations.models import Ballot, ClauseText, DecisionRound, Elector, Version, VersionClause, VersionText
from tests.factories import recommendations as made
from tests.factories.recommendations import BEGIN

pytestmark = pytest.mark.django_db


@pytest.fixture
def certified():
    place = made.forum_with_group()
    recommendation = made.draft_of(place)
    made.point_from(place, recommendation)
    return made.decided(place, recommendation)


ACTS = {
    "change a ballot": lambda round_: Ballot.objects.update(choice="object", reason="No."),
    "delete a ballot": lambda round_: Ballot.objects.all()._raw_delete("default"),
    "vote after closing": lambda round_: Ballot.objects.create(
        elector=round_.electors.first(), choice="agree", cast_at=BEGIN
    ),
    "change an elector": lambda round_: Elector.objects.update(table=None),
    "change a certified result": lambda round_: DecisionRound.objects.update(result={}),
    "delete a certified result": lambda round_: DecisionRound.objects.all()._raw_delete("default"),
    "change a frozen version": lambda round_: Version.objects.update(sha256="0" * 64),
    "add a point to a frozen version": lambda round_: VersionClause.objects.create(
        version=round_.version, clause=made.draft_clause_row(round_.version), ordinal=9
    ),
    "move a point of a frozen version": lambda round_: VersionClause.objects.update(ordinal=7),
    "change a frozen point": lambda round_: ClauseText.objects.update(text="Nothing."),
    "delete a frozen point": lambda round_: ClauseText.objects.all()._raw_delete("default"),
    "change a frozen title": lambda round_: VersionText.objects.update(title="Other"),
}


@pytest.mark.parametrize("act", ACTS)
def test_the_database_refuses_to(act, certified):
    with pytest.raises(IntegrityError), transaction.atomic():
        ACTS[act](certified)


def test_an_open_round_takes_several_ballots_of_one_elector():
    place = made.forum_with_group()
    recommendation = made.draft_of(place)
    made.point_from(place, recommendation)
    round_ = made.round_on(place, made.consulted(place, recommendation))
    elector = round_.electors.first()

    for choice in ("object", "agree"):
        decisions.cast_ballot(elector, by=None, choice=choice, reason="So.", at=BEGIN + timedelta(days=16))

    assert list(elector.ballots.values_list("choice", flat=True)) == ["object", "agree"]
