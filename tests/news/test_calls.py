"""Open calls as readers meet them."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from search.entries import renew
from search.models import SearchEntry
from tests.factories.directory import MunicipalityFactory, OrganisationFactory
from tests.factories.news import CallFactory, call_text, told_call, told_project

MOST_QUERIES_OF_A_LIST = 10
MOST_QUERIES_OF_A_PAGE = 10
TODAY = datetime.date(2026, 3, 10)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_args: TODAY)


def days_of(first: int, last: int) -> dict:
    """A call open from so many days after today to so many."""
    return {"opens_on": TODAY + datetime.timedelta(first), "closes_on": TODAY + datetime.timedelta(last)}


def shown(response) -> list[tuple]:
    return [(card.url, card.kicker, card.day_words) for card in response.context["cards"]]


def test_what_closes_next_stands_first_and_what_is_closed_last(client, db):
    told_call(slug="long", **days_of(-5, 40))
    told_call(slug="over-long-ago", **days_of(-60, -30))
    told_call(slug="last-day", **days_of(-5, 0))
    told_call(slug="over", **days_of(-60, -1))
    told_call(slug="to-come", **days_of(1, 30))
    CallFactory(slug="nothing-written", **days_of(-1, 1))

    response = client.get("/en/calls/")

    assert shown(response) == [
        ("/en/calls/last-day/", "Open call", "open until 10 March 2026"),
        ("/en/calls/to-come/", "Call", "opens on 11 March 2026"),
        ("/en/calls/long/", "Open call", "open until 19 April 2026"),
        ("/en/calls/over/", "Call", "closed since 9 March 2026"),
        ("/en/calls/over-long-ago/", "Call", "closed since 8 February 2026"),
    ]


def test_calls_are_filtered_by_country(client, db):
    told_call(slug="pirot", countries=["RS"])
    told_call(slug="skopje", countries=["MK"])

    assert [card.url for card in client.get("/en/calls/?country=MK").context["cards"]] == ["/en/calls/skopje/"]
    assert client.get("/en/calls/?country=Atlantis").status_code == 400


@pytest.mark.parametrize("rows", [1, 40])
def test_the_list_costs_the_same_whatever_its_size(client, db, rows, django_assert_max_num_queries):
    for number in range(rows):
        call_text(told_call(slug=f"call-{number}"), "sr-Cyrl")

    with django_assert_max_num_queries(MOST_QUERIES_OF_A_LIST):
        response = client.get("/en/calls/")

    assert response.context["listing"].total == rows


@pytest.mark.parametrize("rows", [1, 40])
def test_a_call_says_who_may_apply_how_and_until_when(client, db, rows, django_assert_max_num_queries):
    call = CallFactory(slug="grants", project=told_project(slug="work"), publisher=OrganisationFactory(name="The fund"))
    call.places.set([MunicipalityFactory(name=f"Place {number}") for number in range(rows)])
    call_text(call, who="Whoever has no work.", how="At the centre.", title="Grants")
    call_text(call, "sr-Cyrl", who="Ко је без посла.", title="Позив")

    client.get("/en/calls/grants/")
    with django_assert_max_num_queries(MOST_QUERIES_OF_A_PAGE):
        page = client.get("/en/calls/grants/")

    text = page.content.decode()
    wanted = ["Whoever has no work.", "At the centre.", "open until 31 March 2026", "The fund", "/en/projects/work/"]
    assert [words for words in wanted if words not in text] == []
    assert "Ko je bez posla." in client.get("/sr-latn/calls/grants/").content.decode()


def test_a_project_shows_its_calls(client, db):
    project = told_project(slug="work")
    told_call(slug="grants", project=project)
    told_call(slug="of-another")

    panels = client.get("/en/projects/work/").context["panels"]

    assert [(str(panel.title), [card.url for card in panel.cards]) for panel in panels] == [
        ("Open calls", ["/en/calls/grants/"])
    ]


def test_a_page_of_the_tree_leads_to_the_address_of_its_call_and_an_unknown_one_is_missing(client, db):
    call = told_call(slug="grants")

    moved = client.get(f"/en/calls/{call.pages.get().slug}/")

    assert (moved.status_code, moved["Location"]) == (302, "/en/calls/grants/?text=en")
    assert client.get("/en/calls/nothing/").status_code == 404


def test_a_call_is_found_by_what_it_says_until_its_text_is_taken_down(db):
    call = told_call(slug="grants")
    renew(call)
    entries = SearchEntry.objects.filter(kind="call", source_id=call.public_id, is_visible=True)
    found = entries.values_list("path", "dated_at__year").get()

    call.pages.get().unpublish()

    assert found[1] == 2026
    assert not entries.exists()


def test_a_call_cannot_close_before_it_opens(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        CallFactory(**days_of(3, 2))
