"""The first page, places, bodies, subjects, and what waits for a person."""

import datetime

import pytest
from django.utils import timezone

from directory.models import Organisation
from indicators.models import Indicator, Value
from practices.models import Practice
from tests.factories.accounts import UserFactory, officer
from tests.factories.directory import MembershipFactory, MunicipalityFactory, OrganisationFactory, country
from tests.factories.events import past_event, told_event
from tests.factories.news import news_page, told_project
from tests.factories.practices import PracticeFactory, practice_text, told_practice

MOST_QUERIES = 10  # speed.md: home and lists
MOST_QUERIES_OF_A_GATHERING_PAGE = 16  # a page that gathers from seven apps: constant, one or two each


def panels(response) -> dict[str, list[str]]:
    return {str(panel.title): [card.title for card in panel.cards] for panel in response.context["panels"]}


def test_the_first_page_shows_what_others_do_what_comes_next_and_news(client, db):
    told_practice(title="Mobile teams")
    told_event(title="Tomorrow", starts_at=timezone.now() + datetime.timedelta(days=1))
    told_event(title="In a month", starts_at=timezone.now() + datetime.timedelta(days=30))
    past_event(title="Over")
    news_page("A meeting")

    context = client.get("/en/").context

    assert {name: [card.title for card in context[name]] for name in ("practices", "events", "news")} == {
        "practices": ["Mobile teams"],
        "events": ["Tomorrow", "In a month"],
        "news": ["A meeting"],
    }


@pytest.mark.parametrize("rows", [1, 40])
def test_the_first_page_costs_the_same_whatever_the_portal_holds(client, db, rows, django_assert_max_num_queries):
    for number in range(rows):
        told_practice()
        told_event()
        news_page(f"News {number}", slug=f"news-{number}")

    with django_assert_max_num_queries(MOST_QUERIES):
        response = client.get("/en/")

    assert [len(response.context[name]) for name in ("practices", "events", "news")] == [min(rows, 3)] * 3


@pytest.mark.parametrize("language", ["en", "sr", "sr-latn", "bs", "mk", "sq"])
def test_every_site_language_has_its_first_page(client, db, language):
    assert client.get(f"/{language}/").status_code == 200


def test_municipalities_are_found_by_a_part_of_the_name_in_any_script(client, db):
    MunicipalityFactory(slug="stara-pazova", names={"sr-Cyrl": "Стара Пазова"})
    MunicipalityFactory(slug="pirot", names={"sr-Cyrl": "Пирот"})

    found = [
        [place.slug for place in client.get("/en/municipalities/", {"q": words}).context["rows"]]
        for words in ("Pazova", "стара", "pirot", "", "Atlantis")
    ]

    assert found == [["stara-pazova"], ["stara-pazova"], ["pirot"], ["pirot", "stara-pazova"], []]


@pytest.mark.parametrize("address", ["/en/municipalities/?country=RS", "/en/organisations/?country=RS"])
@pytest.mark.parametrize("rows", [1, 40])
def test_lists_of_places_and_bodies_cost_the_same(client, db, address, rows, django_assert_max_num_queries):
    for number in range(rows):
        MunicipalityFactory(name=f"Place {number}")
        OrganisationFactory(name=f"Body {number}")

    with django_assert_max_num_queries(MOST_QUERIES):
        response = client.get(address)

    assert len(response.context["rows"]) == min(rows, 20)


def test_a_municipality_gathers_what_happened_there_and_nothing_from_elsewhere(client, db):
    pirot = MunicipalityFactory(slug="pirot", name="Pirot")
    told_practice(title="Home help", municipality=pirot)
    told_practice(title="Elsewhere")
    told_practice(title="Draft", municipality=pirot, state="draft", published_at=None)
    past_event(title="Seminar", municipality=pirot)
    told_project().places.add(pirot)
    OrganisationFactory(slug="centre", municipality=pirot, name="Centre")

    response = client.get("/en/municipalities/pirot/")

    shown = panels(response)
    assert shown.pop("Projects")[0].startswith("project-")
    assert shown == {"Good practices": ["Home help"], "Events": ["Seminar"]}
    assert [body.slug for body in response.context["bodies"]] == ["centre"]


@pytest.mark.parametrize("rows", [1, 40])
def test_a_municipality_page_costs_the_same_however_much_happened(client, db, rows, django_assert_max_num_queries):
    pirot = MunicipalityFactory(slug="pirot", name="Pirot")
    for number in range(rows):
        told_practice(municipality=pirot)
        past_event(municipality=pirot)
        OrganisationFactory(municipality=pirot, name=f"Body {number}")

    with django_assert_max_num_queries(MOST_QUERIES_OF_A_GATHERING_PAGE):
        client.get("/en/municipalities/pirot/")


def test_an_organisation_page_names_its_associations_and_practices(client, db):
    centre = OrganisationFactory(slug="centre", name="Centre for Social Work")
    association = OrganisationFactory(slug="skgo", name="SKGO", kind=Organisation.Kind.ASSOCIATION)
    MembershipFactory(body=association, member=centre)
    told_practice(title="Home help", organisation=centre)

    response = client.get("/en/organisations/centre/")

    assert panels(response) == {"Good practices": ["Home help"]}
    assert [body.slug for body in response.context["bodies"]] == ["skgo"]


def test_subjects_gather_what_is_about_them(client, db):
    told_practice(title="About housing", themes=["housing"], approach="day-care-centre")
    told_practice(title="About poverty", themes=["poverty"])
    news_page("Housing news", themes=["housing"])

    assert panels(client.get("/en/themes/housing/")) == {"Good practices": ["About housing"], "News": ["Housing news"]}
    assert panels(client.get("/en/approaches/day-care-centre/")) == {"Good practices": ["About housing"]}
    assert client.get("/en/themes/gardening/").status_code == 404


@pytest.mark.parametrize("address", ["municipalities/none/", "organisations/none/", "indicators/none/", "none/"])
def test_what_does_not_exist_answers_404_in_the_readers_language(client, db, address):
    response = client.get(f"/en/{address}")

    assert response.status_code == 404
    assert "This page is not here" in response.content.decode()


def test_waiting_for_you_is_for_signed_in_people(client, db):
    assert client.get("/en/waiting/").status_code == 302


def test_a_practice_that_came_back_waits_for_its_author(client, db):
    body = OrganisationFactory()
    practice = PracticeFactory(state=Practice.State.CHANGES_REQUESTED, organisation=body, slug="ours")
    practice_text(practice, title="Our practice")
    client.force_login(officer(body))

    items = [(item.title, item.address) for item, _days in client.get("/en/waiting/").context["items"]]

    assert items == [("Our practice", "/en/practices/ours/edit/")]


def test_nothing_waits_for_a_citizen(client, db):
    client.force_login(UserFactory())

    assert client.get("/en/waiting/").context["items"] == []


@pytest.mark.parametrize("rows", [1, 40])
def test_an_indicator_shows_gaps_as_gaps(client, db, rows, django_assert_max_num_queries):
    indicator = Indicator.objects.create(code="home-help")
    indicator.texts.create(language="en", name="Home help", unit="persons")
    indicator.save()
    for number in range(rows):
        place = MunicipalityFactory(name=f"Place {number}", slug=f"place-{number:02}", country=country("RS"))
        Value.objects.create(indicator=indicator, municipality=place, year=2024, amount=1200)
        Value.objects.create(indicator=indicator, municipality=place, year=2023, status="missing")

    with django_assert_max_num_queries(8):
        response = client.get("/en/indicators/home-help/")

    assert response.context["years"] == [2024, 2023]
    figures = response.context["rows"][0].figures
    assert [figure.words for figure in figures] == ["1,200", ""]
