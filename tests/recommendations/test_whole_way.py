"""One document from the first words to the evidence, by its actions alone."""

from datetime import timedelta

import pytest

from portal.base.models import Station
from recommendations import followup
from tests.factories import recommendations as made
from tests.factories.recommendations import BEGIN

pytestmark = pytest.mark.django_db


def test_a_post_becomes_a_point_an_answer_and_a_kept_commitment():
    place = made.forum_with_group()
    recommendation = made.draft_of(place)
    point = made.point_from(place, recommendation)

    delivery = made.delivered(place, recommendation)
    response = made.answered(place, delivery, point.clause)
    commitment = made.committed(place, response)
    followup.update_commitment(
        commitment,
        by=place.host_officer,
        state="reported_done",
        language="en",
        text="It is in the budget.",
        at=BEGIN + timedelta(days=90),
    )
    for table, person in zip(place.tables, place.rapporteurs, strict=True):
        followup.verify_commitment(
            commitment, by=person, verdict="confirmed", table=table, at=BEGIN + timedelta(days=95)
        )

    recommendation.refresh_from_db()
    commitment.refresh_from_db()
    assert (recommendation.state, commitment.state) == ("following_up", "verified")
    post = point.clause.sources.get().position.sources.get().post
    reached = Station.objects.filter(subject_kind="post", subject_id=post.public_id)
    assert list(reached.values_list("key", "reached_on", "state")) == [
        ("clause", BEGIN.date(), ""),
        ("response", (BEGIN + timedelta(days=60)).date(), "accepted"),
        ("commitment", (BEGIN + timedelta(days=61)).date(), "verified"),
        ("evidence", (BEGIN + timedelta(days=95)).date(), "verified"),
    ]
