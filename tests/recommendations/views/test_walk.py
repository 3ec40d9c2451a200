"""The way of a document by its forms alone, as the people who do it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forums.models import Stage
from recommendations.models import Commitment, DecisionRound, OfficialResponse, Recommendation
from tests.factories import recommendations as made
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return made.forum_with_group()


def page_of(recommendation: Recommendation, tail: str = "") -> str:
    return f"/en/recommendations/{recommendation.reference}/{tail}"


def send(client, address: str, **data):
    """Post a form that has to be accepted."""
    response = client.post(address, data)
    assert response.status_code == 302, response.content.decode()[:3000]
    return response


def open_stage(place, kind: str) -> None:
    now = timezone.now()
    place.cycle.stages.all().delete()
    Stage.objects.create(
        cycle=place.cycle, ordinal=1, kind=kind, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1)
    )


def test_a_document_is_written_decided_sent_answered_and_kept(place, client):
    position = made.position_from(made.post_in(place.forum, place.cycle))
    writer, municipality = place.rapporteurs[0], place.municipality

    client.force_login(writer)
    send(
        client,
        f"/en/groups/{place.group.slug}/begin/",
        title="Care",
        language="en",
        kind="recommendations",
        level="municipal",
    )
    recommendation = Recommendation.objects.get()
    send(
        client,
        page_of(recommendation, f"from/{position.public_id}/"),
        text="Pay the travel.",
        kind="measure",
        level="municipal",
        addressee=municipality.pk,
    )
    send(client, page_of(recommendation, "move/"), to="review")
    client.force_login(place.facilitator)
    send(client, page_of(recommendation, "move/"), to="consultation")
    Recommendation.objects.update(consultation_ends_at=timezone.now())
    open_stage(place, "decide")
    send(
        client,
        page_of(recommendation, "decide/"),
        method="table_vote",
        days=7,
        quorum="0.5",
        threshold="0.5",
    )
    round_ = DecisionRound.objects.get()
    for rapporteur in place.rapporteurs:
        client.force_login(rapporteur)
        send(
            client,
            page_of(recommendation, f"decision/{round_.public_id}/"),
            choice="agree",
            language="en",
            head_count=5,
        )
    client.force_login(place.facilitator)
    send(client, page_of(recommendation, f"decision/{round_.public_id}/end/"), close="1")
    send(client, page_of(recommendation, f"decision/{round_.public_id}/end/"), certify="1")
    for number, rapporteur in enumerate(place.rapporteurs, start=1):
        client.force_login(rapporteur)
        send(client, page_of(recommendation, "sign/"), capacity=f"rapporteur of table {number}")
    client.force_login(place.coordinator)
    send(
        client,
        page_of(recommendation, "send/"),
        addressee=municipality.pk,
        registry_number="560-2",
        delivered_on=timezone.localdate().isoformat(),
    )
    delivery = recommendation.deliveries.get()
    clause = recommendation.clauses.get()
    client.force_login(place.host_officer)
    assert client.get(page_of(recommendation, f"answer/{delivery.public_id}/")).status_code == 200
    send(
        client,
        page_of(recommendation, f"answer/{delivery.public_id}/{clause.public_id}/"),
        answer="accepted",
        reason="In the next budget.",
        language="en",
        commit="1",
    )
    send(
        client,
        page_of(recommendation, f"commit/{delivery.public_id}/{clause.public_id}/"),
        text="A budget line.",
        language="en",
        due_on="2030-01-01",
        next_update_on="2029-01-01",
    )
    commitment = Commitment.objects.get()
    send(
        client,
        page_of(recommendation, f"news/{commitment.public_id}/"),
        state="reported_done",
        text="Done.",
        language="en",
    )
    open_stage(place, "follow_up")
    for rapporteur in place.rapporteurs:
        client.force_login(rapporteur)
        send(client, page_of(recommendation, f"verify/{commitment.public_id}/"), verdict="confirmed")

    recommendation.refresh_from_db()
    commitment.refresh_from_db()
    assert (recommendation.state, OfficialResponse.objects.get().answer, commitment.state) == (
        "following_up",
        "accepted",
        "verified",
    )
    client.logout()
    assert client.get(page_of(recommendation)).status_code == 200
    assert client.get(page_of(recommendation, f"decision/{round_.public_id}/")).status_code == 200


FORM_PAGES = {
    "write/": "rapporteur",
    "steps/": "facilitator",
    "send/": "coordinator",
}


@pytest.mark.parametrize("tail", FORM_PAGES)
def test_every_page_with_a_form_opens_for_those_who_use_it_and_says_no_to_others(place, client, tail):
    recommendation = made.draft_of(place)
    made.point_from(place, recommendation)
    people = {
        "rapporteur": place.rapporteurs[0],
        "facilitator": place.facilitator,
        "coordinator": place.coordinator,
    }

    client.force_login(place.facilitator if FORM_PAGES[tail] != "rapporteur" else people["rapporteur"])
    as_facilitator = client.get(page_of(recommendation, tail)).status_code
    client.force_login(place.rapporteurs[1])
    as_other = client.get(page_of(recommendation, tail)).status_code

    assert as_facilitator == 200
    assert as_other == (200 if tail == "steps/" else 403)


def test_the_group_of_a_closed_forum_is_not_there_for_strangers_who_would_begin(client):
    place = made.forum_with_group(visibility="closed")
    client.force_login(UserFactory())

    response = client.get(f"/en/groups/{place.group.slug}/begin/")

    assert response.status_code == 404


def test_a_ballot_without_a_reason_comes_back_with_the_words_kept(place, client):
    recommendation = made.draft_of(place)
    made.point_from(place, recommendation)
    round_ = made.round_on(place, made.consulted(place, recommendation))
    DecisionRound.objects.update(
        opens_at=timezone.now() - timedelta(days=1), closes_at=timezone.now() + timedelta(days=1)
    )
    open_stage(place, "decide")
    client.force_login(place.rapporteurs[0])

    response = client.post(
        page_of(recommendation, f"decision/{round_.public_id}/"), {"choice": "object", "language": "en"}
    )

    assert response.status_code == 422
    assert b"Write your reason" in response.content


def test_an_open_round_tells_no_page_what_was_chosen(place, client):
    recommendation = made.draft_of(place)
    made.point_from(place, recommendation)
    round_ = made.round_on(place, made.consulted(place, recommendation))
    made.decisions.cast_ballot(
        round_.electors.first(), by=None, choice="object", reason="Markerword.", at=round_.opens_at
    )
    tails = ("", "history/", f"decision/{round_.public_id}/")

    for person in (place.facilitator, place.rapporteurs[1], place.coordinator):
        client.force_login(person)
        assert [b"Markerword" in client.get(page_of(recommendation, tail)).content for tail in tails] == [False] * 3
