"""Points on one theme, country by country."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.taxonomies.models import Country, Theme
from tests.factories import recommendations as made

pytestmark = pytest.mark.django_db
HERE = "/en/recommendations/themes/housing/"
MOST_QUERIES = 9


@pytest.mark.parametrize("count", [1, 40])
def test_points_on_a_theme_stand_by_country_with_their_answer(client, count):
    place = made.forum_with_group()
    document, draft = made.draft_of(place), made.draft_of(place)
    for number in range(1, count + 1):
        entry = made.point_from(place, document, number=number)
    made.drafting.draft_clause(draft.versions.get(), by=None, text="Still secret.")
    made.answered(place, made.delivered(place, document), entry.clause)
    for one in (document, draft):
        one.themes.add(Theme.objects.get(code="housing"))
        one.countries.add(Country.objects.get(code="RS"))
    client.get(HERE)

    with CaptureQueriesContext(connection) as asked:
        page = client.get(HERE).content.decode()

    wanted = ["Serbia", f"The municipality pays the travel, {count}.", "Brezovica: accepted"]
    assert [words for words in wanted if words not in page] == []
    assert ("Still secret." in page, len(asked) <= MOST_QUERIES) == (False, True)


def test_the_list_leads_to_the_areas_that_have_documents_the_reader_sees(client):
    place = made.forum_with_group()
    document, draft = made.draft_of(place), made.draft_of(place)
    made.point_from(place, document)
    made.consulted(place, document)
    document.themes.add(Theme.objects.get(code="housing"))
    draft.themes.add(Theme.objects.get(code="employment-and-self-employment"))

    in_list = client.get("/en/recommendations/").content.decode()
    page = client.get("/en/recommendations/themes/")

    assert 'href="/en/recommendations/themes/"' in in_list
    assert [(theme.url, theme.count) for theme in page.context["themes"]] == [(HERE, 1)]


def test_an_unknown_theme_is_not_found(client):
    assert client.get("/en/recommendations/themes/nonsense/").status_code == 404
