"""The pages on which people decide, by their forms alone."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from forums.models import Stage
from recommendations import decisions
from recommendations.models import Ballot, DecisionRound, Objection
from tests.factories import recommendations as made

pytestmark = pytest.mark.django_db
#: The first bytes of a scan.
SCAN = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def place():
    place = made.forum_with_group()
    now = timezone.now()
    Stage.objects.create(
        cycle=place.cycle, ordinal=1, kind="decide", opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=9)
    )
    return place


@pytest.fixture
def document(place):
    document = made.draft_of(place)
    made.point_from(place, document)
    return made.consulted(place, document)


def opened(place, document, **fields) -> DecisionRound:
    """A round that is open today."""
    version = document.versions.order_by("-number")[0]
    fields = {"method": "table_vote", "closes_at": timezone.now() + timedelta(days=3)} | fields
    return decisions.open_round(version, by=place.facilitator, **fields)


def page_of(round_: DecisionRound, tail: str = "") -> str:
    return f"/en/recommendations/{round_.version.recommendation.reference}/decision/{round_.public_id}/{tail}"


def test_the_rules_are_said_in_people_before_and_after(place, document, client):
    round_ = opened(place, document)
    before = client.get(page_of(round_)).content.decode()
    decisions.close_round(round_, by=None)
    decisions.certify_round(round_, by=None)

    after = client.get(page_of(round_)).content.decode()

    for page in (before, after):
        assert "2 decide." in page
        assert "At least 1 has to take part (50 %)." in page
    assert "0 of 2 took part: not enough." in after
    assert "not enough" not in before


def test_a_decision_that_binds_waits_for_its_stage_a_sense_check_does_not(place, document, client):
    place.cycle.stages.all().delete()
    client.force_login(place.facilitator)
    address = f"/en/recommendations/{document.reference}/decide/"
    rules = {"days": 30, "unit": "minutes", "quorum": "0.5", "threshold": "0.5"}

    answers = [
        client.post(address, {"method": method, **rules}).status_code for method in ("table_vote", "sense_check")
    ]

    assert answers == [403, 302]
    assert DecisionRound.objects.get().method == "sense_check"


def test_dots_are_given_and_counted(place, document, client):
    round_ = opened(place, document, method="priorities")
    point = document.clauses.get().public_id
    client.force_login(place.rapporteurs[0])

    too_many = client.post(page_of(round_), {f"dots-{point}": 9})
    given = client.post(page_of(round_), {f"dots-{point}": 2})

    assert (too_many.status_code, given.status_code) == (422, 302)
    assert list(Ballot.objects.values_list("choice", "dots")) == [("dots", {point: 2})]


def test_a_ballot_that_came_by_letter_keeps_the_letter(place, document, client):
    round_ = opened(place, document)
    client.force_login(place.facilitator)
    letter = SimpleUploadedFile("letter.pdf", SCAN, content_type="application/pdf")

    client.post(
        page_of(round_, "record/1/"), {"choice": "agree", "channel": "letter", "language": "en", "letter": letter}
    )

    ballot = Ballot.objects.get()
    assert (ballot.channel, ballot.letter.audience, ballot.letter.subject_id) == (
        "letter",
        "readers",
        document.public_id,
    )


def test_a_refused_ballot_leaves_no_letter_behind(place, document, client):
    from portal.base.models import PortalDocument

    round_ = opened(place, document)
    client.force_login(place.facilitator)
    letter = SimpleUploadedFile("letter.pdf", SCAN, content_type="application/pdf")

    answer = client.post(
        page_of(round_, "record/1/"), {"choice": "object", "channel": "letter", "language": "en", "letter": letter}
    )

    assert (answer.status_code, PortalDocument.objects.count()) == (422, 0)


def test_nobody_reads_an_objection_while_the_round_is_open(place, document, client):
    round_ = opened(place, document)
    reason = "The bus does not go that far."
    decisions.cast_ballot(round_.electors.last(), by=None, choice="object", reason=reason)
    seen = {}
    for name, person in {"facilitator": place.facilitator, "other": place.rapporteurs[0]}.items():
        client.force_login(person)
        seen[name] = reason in client.get(page_of(round_)).content.decode()

    decisions.close_round(round_, by=None)
    client.force_login(place.facilitator)

    assert seen == {"facilitator": False, "other": False}
    assert reason in client.get(page_of(round_)).content.decode()


def test_the_facilitator_judges_and_whoever_raised_it_upholds(place, document, client):
    round_ = opened(place, document)
    decisions.cast_ballot(round_.electors.last(), by=None, choice="object", reason="No bus.")
    decisions.close_round(round_, by=None)
    objection = Objection.objects.get()
    address = page_of(round_, f"objection/{objection.public_id}/")
    steps = (
        (place.rapporteurs[0], {"state": "valid", "reason": "It does."}, 403),
        (place.rapporteurs[1], {"state": "valid", "reason": "It does."}, 403),
        (place.facilitator, {"state": "valid", "reason": "It does."}, 302),
        (place.rapporteurs[1], {"state": "maintained"}, 302),
    )

    for person, words, expected in steps:
        client.force_login(person)
        assert client.post(address, words).status_code == expected

    objection.refresh_from_db()
    assert objection.state == "maintained"


def test_whoever_was_outvoted_writes_a_separate_opinion_until_it_is_signed(place, document, client):
    round_ = opened(place, document)
    decisions.close_round(round_, by=None)
    decisions.certify_round(round_, by=None)
    client.force_login(place.rapporteurs[1])

    client.post(page_of(round_, "opinion/"), {"text": "We wanted a bus.", "language": "en"})

    client.logout()
    page = client.get(page_of(round_)).content.decode()
    assert "We wanted a bus." in page
    assert client.get(page_of(round_, "opinion/")).status_code == 302
