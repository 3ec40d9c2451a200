"""News and projects as readers meet them."""

import datetime

import pytest

from tests.factories.directory import MunicipalityFactory, OrganisationFactory
from tests.factories.events import told_event
from tests.factories.news import ProjectFactory, news_page, project_text, told_project

MOST_QUERIES_OF_A_LIST = 10
MOST_QUERIES_OF_A_PAGE = 8


def titles(response) -> list[str]:
    return [card.title for card in response.context["cards"]]


def test_each_piece_of_news_stands_once_in_the_readers_best_language(client, db):
    day = datetime.date(2023, 9, 14)
    english = news_page("A meeting in Mavrovo", slug="meeting", published_on=day)
    same = {"translation_key": english.translation_key, "published_on": day}
    news_page("Састанак у Маврову", "sr-Cyrl", slug="sastanak", **same)
    news_page("Состанок", "mk", published_on=datetime.date(2024, 1, 1))

    assert titles(client.get("/en/news/")) == ["Состанок", "A meeting in Mavrovo"]
    assert titles(client.get("/sr/news/")) == ["Состанок", "Састанак у Маврову"]


def test_filters_see_the_tags_of_the_text_shown(client, db):
    news_page("Housing", themes=["housing"], countries=["ME"])
    news_page("Poverty", themes=["poverty"], countries=["RS"])

    assert titles(client.get("/en/news/?theme=housing&country=ME")) == ["Housing"]
    assert client.get("/en/news/?country=Atlantis").status_code == 400


@pytest.mark.parametrize("rows", [1, 40])
def test_the_list_costs_the_same_whatever_its_size(client, db, rows, django_assert_max_num_queries):
    for number in range(rows):
        page = news_page(f"News {number}", slug=f"news-{number}", themes=["housing", "poverty"])
        news_page("Вест", "sr-Cyrl", slug=f"vest-{number}", translation_key=page.translation_key)

    with django_assert_max_num_queries(MOST_QUERIES_OF_A_LIST):
        response = client.get("/en/news/?theme=housing")

    assert response.context["listing"].total == rows


def test_a_piece_of_news_is_read_by_its_address_or_its_language(client, db, django_assert_max_num_queries):
    english = news_page("Meeting", slug="meeting", credit="NALAS")
    news_page("Састанак", "sr-Cyrl", slug="sastanak", translation_key=english.translation_key)

    with django_assert_max_num_queries(MOST_QUERIES_OF_A_PAGE):
        by_address = client.get("/en/news/meeting/")

    assert by_address.context["title"] == "Meeting"
    assert "NALAS" in by_address.content.decode()
    assert client.get("/mk/news/sastanak/").context["title"] == "Састанак"
    assert client.get("/en/news/meeting/?text=sr-Cyrl").context["title"] == "Састанак"
    assert client.get("/en/news/unknown/").status_code == 404


@pytest.mark.parametrize("rows", [1, 40])
def test_projects_cost_the_same_whatever_their_number(client, db, rows, django_assert_max_num_queries):
    for _ in range(rows):
        told_project()

    with django_assert_max_num_queries(MOST_QUERIES_OF_A_LIST):
        response = client.get("/en/projects/")

    assert len(titles(response)) == min(rows, 20)


@pytest.mark.parametrize("rows", [1, 40])
def test_a_project_page_costs_the_same_however_much_it_holds(client, db, rows, django_assert_max_num_queries):
    lead, donor = OrganisationFactory(name="ASB"), OrganisationFactory(name="BMZ")
    project = ProjectFactory(slug="reintegration", lead=lead, donor=donor, ends_on=datetime.date(2025, 4, 30))
    project.partners.set([OrganisationFactory(name=f"Partner {number}") for number in range(rows)])
    project.places.set([MunicipalityFactory(name=f"Place {number}") for number in range(rows)])
    project_text(project, title="Reintegration II")
    for _ in range(rows):
        told_event(project=project)

    with django_assert_max_num_queries(MOST_QUERIES_OF_A_PAGE):
        response = client.get("/en/projects/reintegration/")

    assert response.context["title"] == "Reintegration II"
    assert response.context["period"] == "until 2025"
    assert len(response.context["partners"]) == len(response.context["places"]) == rows
