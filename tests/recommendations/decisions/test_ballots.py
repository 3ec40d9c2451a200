"""What an elector may cast, and how it reaches the portal."""

from datetime import date, timedelta

import pytest

from accounts.models import AuditEntry
from recommendations import decisions
from recommendations.errors import BallotRefused, RoundRefused
from tests.factories import recommendations as made
from tests.factories.recommendations import BEGIN

pytestmark = pytest.mark.django_db
DURING, AFTER = BEGIN + timedelta(days=16), BEGIN + timedelta(days=22)


@pytest.fixture
def place():
    return made.forum_with_group()


@pytest.fixture
def document(place):
    document = made.draft_of(place)
    made.point_from(place, document)
    return document


def test_dots_are_given_to_points_of_the_document_and_no_more_than_there_are(place, document):
    round_ = made.round_on(place, document, method="priorities", dots_each=2)
    elector, point = round_.electors.first(), document.clauses.get().public_id

    for dots, words in (({}, "at least one dot"), ({point: 3}, "2 dots"), ({"elsewhere0": 1}, "not in the document")):
        with pytest.raises(BallotRefused, match=words):
            decisions.cast_ballot(elector, by=None, dots=dots, at=DURING)
    decisions.cast_ballot(elector, by=None, dots={point: 2}, at=DURING)
    decisions.close_round(round_, by=None, at=AFTER)

    certified = decisions.certify_round(round_, by=None, at=AFTER)
    document.refresh_from_db()
    assert certified.result["result"]["priorities"] == [{"point": point, "dots": 2, "electors": 1}]
    assert document.state == "draft"


def test_a_choice_recorded_for_somebody_says_for_whom_and_how_but_not_what(place, document):
    round_ = made.round_on(place, document, method="sense_check")

    decisions.cast_ballot(
        round_.electors.first(), by=place.facilitator, choice="object", reason="No.", channel="paper", at=DURING
    )

    entry = AuditEntry.objects.get(verb="record_ballot")
    assert (entry.details, entry.actor_link.user) == (
        {"round": round_.public_id, "version": 1, "elector": 1, "channel": "paper"},
        place.facilitator,
    )


def test_deciding_by_silence_needs_its_text_and_counts_those_who_say_nothing_apart(place, document):
    made.consulted(place, document)
    with pytest.raises(RoundRefused, match="Write the text that is sent"):
        made.round_on(place, document, method="written")
    round_ = made.round_on(
        place, document, method="written", question="We send this.", language="en", remind_on=date(2026, 1, 30)
    )
    decisions.cast_ballot(round_.electors.first(), by=None, choice="reservation", reason="In May.", at=DURING)
    decisions.close_round(round_, by=None, at=AFTER)

    found = decisions.certify_round(round_, by=None, at=AFTER).result["result"]

    assert (found["reservation"], found["silent"], found["agree_by_silence"], found["outcome"]) == (
        1,
        1,
        1,
        "agreed_with_reservations",
    )


def test_a_sense_check_on_a_later_version_agrees_nothing(place, document):
    from recommendations import documents

    agreed = made.decided(place, document).version
    later = documents.next_version(agreed)
    round_ = decisions.open_round(later, by=None, method="sense_check", closes_at=AFTER + timedelta(days=2), at=AFTER)
    decisions.close_round(round_, by=None, at=AFTER + timedelta(days=1))
    decisions.certify_round(round_, by=None, at=AFTER + timedelta(days=1))

    assert documents.agreed_version(document) == agreed


def test_a_body_endorses_only_what_was_certified_and_only_once(place, document):
    round_ = made.round_on(place, made.consulted(place, document))
    fields = {"body": "Assembly of the network", "language": "en", "endorsed_on": (AFTER + timedelta(days=3)).date()}
    with pytest.raises(RoundRefused, match="First certify"):
        decisions.record_endorsement(round_, by=None, **fields)
    decisions.close_round(round_, by=None, at=AFTER)
    round_ = decisions.certify_round(round_, by=None, at=AFTER)

    endorsement = decisions.record_endorsement(round_, by=place.coordinator, **fields)

    assert list(round_.endorsements.all()) == [endorsement]
    with pytest.raises(RoundRefused, match="has endorsed it already"):
        decisions.record_endorsement(round_, by=None, **fields)
