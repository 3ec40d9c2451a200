"""The roadmap: by level, owner and day, what is late by itself, the same number of queries for one and for forty."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from recommendations.models import Commitment
from tests.factories import recommendations as made

pytestmark = pytest.mark.django_db
ADDRESS = "/en/recommendations/roadmap/"


@pytest.fixture
def commitment() -> Commitment:
    place = made.forum_with_group()
    document = made.draft_of(place)
    point = made.point_from(place, document)
    return made.committed(place, made.answered(place, made.delivered(place, document), point.clause))


def another(commitment: Commitment, **fields) -> Commitment:
    copy = Commitment.objects.get(pk=commitment.pk)
    copy.pk, copy.public_id = None, Commitment._meta.get_field("public_id").default()
    for name, value in fields.items():
        setattr(copy, name, value)
    copy.save(force_insert=True)
    return copy


def shown(client, **asked) -> list[str]:
    groups = client.get(ADDRESS, asked).context["groups"]
    return [promise.commitment.text for _heading, promises in groups for promise in promises]


def test_it_is_narrowed_by_owner_year_state_and_level(commitment, client):
    Commitment.objects.update(text="first", due_on=date(2030, 5, 1))
    another(commitment, text="second", due_on=date(2031, 5, 1), state="in_progress")
    owner = commitment.owner.public_id

    asked = ({}, {"year": "2031"}, {"state": "planned"}, {"owner": owner, "level": "municipal"}, {"level": "national"})

    assert [shown(client, **one) for one in asked] == [
        ["first", "second"],
        ["second"],
        ["first"],
        ["first", "second"],
        [],
    ]
    assert client.get(ADDRESS, {"owner": "nobody"}).status_code == 400
    assert client.get(ADDRESS, {"by": "colour"}).status_code == 400


def test_only_what_is_late_is_what_no_suspension_and_no_report_excuses(commitment, client):
    today = timezone.localdate()
    Commitment.objects.update(text="late", due_on=today - timedelta(days=5))
    fields = {"due_on": today - timedelta(days=5)}
    another(commitment, text="reported", state="reported_done", **fields)
    another(
        commitment,
        text="suspended",
        state="suspended",
        suspended_on=today - timedelta(days=9),
        suspended_until=today + timedelta(days=9),
        **fields,
    )
    another(commitment, text="later", due_on=today + timedelta(days=5))

    assert shown(client, only="late") == ["late"]


@pytest.mark.parametrize("grouping", ["due", "level", "owner"])
def test_forty_rows_cost_as_much_as_one(commitment, client, grouping, django_assert_max_num_queries):
    client.get(ADDRESS)
    with django_assert_max_num_queries(12) as one:
        client.get(ADDRESS, {"by": grouping})
    for _number in range(39):
        another(commitment)

    with django_assert_max_num_queries(len(one)):
        client.get(ADDRESS, {"by": grouping})
