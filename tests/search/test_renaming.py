"""A word added to a vocabulary finds, without a command, what is tagged with its term and what says it."""

import pytest
from django.utils import timezone

from portal.base.clock import duties
from portal.taxonomies.models import Label, Theme
from search.due import catch_up
from search.models import SearchEntry, SearchNames
from search.renaming import note_renamed
from tests.factories.news import news_page

pytestmark = pytest.mark.usefixtures("empty_search")


@pytest.fixture(autouse=True)
def names_read(empty_search):
    """The worker has been here before."""
    note_renamed()


def named(text: str, *, language: str = "en", kind: str = Label.Kind.SYNONYM) -> Label:
    return Label.objects.create(theme=Theme.objects.get(code="housing"), kind=kind, language=language, text=text)


def found(client, query: str) -> list[str]:
    results = client.get("/api/search/", {"q": query, "page_size": 100}).json()["results"]
    return sorted(result["title"] for result in results)


def worked() -> int:
    """What the worker does within a minute; how many things it read anew."""
    count = duties()["things noted for new names"](timezone.now())
    catch_up()
    return count


def test_what_is_tagged_with_a_term_is_found_by_its_new_name_at_once(client):
    news_page("Roofs for all", themes=["housing"])
    before = found(client, "marabou nests")

    named("Marabou nests")

    assert (before, found(client, "marabou nests")) == ([], ["Roofs for all"])


def test_what_says_the_new_name_is_found_by_every_other_name_of_its_term(client):
    news_page("We built marabou nests")
    news_page("Of marabous and their nests")
    before = found(client, "становање")

    named("Marabou nests")

    assert worked() == 2
    assert (before, found(client, "становање")) == ([], ["We built marabou nests"])


def test_what_says_a_name_that_was_taken_away_is_not_found_by_the_others_any_more(client):
    news_page("We built marabou nests")
    name = named("Marabou nests")
    worked()
    before = found(client, "становање")

    name.delete()

    assert worked() == 1
    assert (before, found(client, "становање")) == (["We built marabou nests"], [])


def test_nothing_else_is_read_anew():
    news_page("We built marabou nests")
    news_page("We built roofs")
    catch_up()
    named("Marabou nests")

    worked()

    versions = dict(SearchEntry.objects.filter(kind="news").values_list("texts__title", "version"))
    assert versions == {"We built marabou nests": 2, "We built roofs": 1}
    assert worked() == 0


def test_albanian_names_are_found_in_their_other_forms(client):
    news_page("Lajme për marabeve bardha", language="sq")
    catch_up()

    named("marabet bardhin", language="sq")
    worked()

    assert found(client, "становање") == ["Lajme për marabeve bardha"]


def test_the_first_time_nothing_is_read_anew():
    news_page("Housing for all")
    catch_up()
    SearchNames.objects.all().delete()

    assert worked() == 0
