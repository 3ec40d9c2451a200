"""Public pages that no other test counts: the same number of queries however much they show, and not many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import Organisation
from forums.models import Session
from indicators.models import Indicator, IndicatorText, Value
from recommendations.models import GroupMember, GroupText, WorkingGroup
from tests.factories.directory import MunicipalityFactory, OrganisationFactory
from tests.factories.forums import ForumFactory, TableFactory, cycle_of
from tests.factories.news import news_page
from tests.factories.practices import told_practice

pytestmark = pytest.mark.once
MOST_QUERIES = 16  # a page that gathers from seven apps; the others stay well below
ADDRESSES = (
    "organisations/centre/",
    "themes/housing/",
    "approaches/day-care-centre/",
    "indicators/",
    "indicators/waiting-days/",
    "groups/",
    "groups/group-0/",
    "recommendations/roadmap/",
    "forums/care/sessions/",
    "forums/care/positions/",
    "news/first/",
)


def fill(rows: int) -> None:
    """Every page above gets as many rows as wanted."""
    centre = OrganisationFactory(slug="centre", name="Centre")
    news_page("First", slug="first", themes=["housing"])
    forum = ForumFactory(slug="care")
    indicator = made_indicator("waiting-days")
    for number in range(rows):
        told_practice(organisation=centre, themes=["housing"], approach="day-care-centre")
        TableFactory(forum=forum, number=number + 1)
        Session.objects.create(cycle=cycle_of(forum), number=number + 1, kind="working", starts_at=forum.created_at)
        made_indicator(f"indicator-{number}")
        Value.objects.create(indicator=indicator, municipality=MunicipalityFactory(name="Place"), year=2024, amount=9)
        made_group(f"group-{number}")
    for _number in range(rows):
        body = OrganisationFactory(kind=Organisation.Kind.ASSOCIATION, name="Association")
        GroupMember.objects.create(group=WorkingGroup.objects.get(slug="group-0"), organisation=body)


def made_indicator(code: str) -> Indicator:
    indicator = Indicator.objects.create(code=code)
    IndicatorText.objects.create(indicator=indicator, language="en", name=code, unit="days")
    return indicator


def made_group(slug: str) -> WorkingGroup:
    group = WorkingGroup.objects.create(slug=slug)
    GroupText.objects.create(group=group, language="en", name=slug)
    return group


def queries_of(client, address: str) -> int:
    """How many statements the page asks, once what a process keeps is warm."""
    client.get(f"/en/{address}")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/en/{address}").status_code == 200, address
    return len(queries)


@pytest.mark.parametrize("rows", [1, 40])
def test_public_pages_stay_below_their_ceiling(client, db, rows):
    fill(rows)

    above = {address: found for address in ADDRESSES if (found := queries_of(client, address)) > MOST_QUERIES}

    assert above == {}


def test_public_pages_cost_the_same_with_more_rows(client, db):
    fill(2)
    few = {address: queries_of(client, address) for address in ADDRESSES}

    for number in range(2, 40):
        made_group(f"group-{number}")
        made_indicator(f"indicator-{number}")
        told_practice(
            organisation=Organisation.objects.get(slug="centre"), themes=["housing"], approach="day-care-centre"
        )

    assert {address: queries_of(client, address) for address in ADDRESSES} == few
