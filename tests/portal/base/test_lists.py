"""What the address of a list may ask for, and what a listing answers."""

import pytest
from django.http import Http404
from django.test import RequestFactory

from directory.models import Municipality
from portal.base.lists import FACETS, BadFilter, ListQuery, choice_facet
from portal.taxonomies.models import Country
from practices.models import Practice
from tests.factories.directory import MunicipalityFactory, country
from tests.factories.practices import PracticeFactory

KIND = choice_facet("kind", Municipality.Kind, "Kind")
PLACES = (FACETS["country"].at("country"), KIND)


def asked(address: str, facets=PLACES) -> ListQuery:
    return ListQuery.from_request(RequestFactory().get(address), facets=facets)


def slugs(query: ListQuery) -> list[str]:
    return [place.slug for place in query.listing(Municipality.objects.order_by("slug")).page]


@pytest.fixture
def places(db):
    MunicipalityFactory(slug="bijeljina", country=country("BA"), kind="city")
    MunicipalityFactory(slug="pirot", country=country("RS"), kind="city")
    MunicipalityFactory(slug="stara-pazova", country=country("RS"))
    MunicipalityFactory(slug="suto-orizari", country=country("MK"))


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/", ["bijeljina", "pirot", "stara-pazova", "suto-orizari"]),
        ("/?country=RS", ["pirot", "stara-pazova"]),
        ("/?country=RS&country=BA", ["bijeljina", "pirot", "stara-pazova"]),
        ("/?country=RS&country=BA&kind=city", ["bijeljina", "pirot"]),
        ("/?country=&utm_source=mail", ["bijeljina", "pirot", "stara-pazova", "suto-orizari"]),
    ],
)
def test_a_repeated_facet_widens_and_different_facets_narrow(places, address, found):
    assert slugs(asked(address)) == found


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("/?country=ZZ", "“ZZ” is not a value of the filter “country”."),
        ("/?country=Serbia", "“Serbia” is not a value of the filter “country”."),
        ("/?kind=village", "“village” is not a value of the filter “kind”."),
        ("/?page=two", "“two” is not a value of the filter “page”."),
        ("/?page=0", "“0” is not a value of the filter “page”."),
    ],
)
def test_an_unknown_value_is_refused_by_name(db, address, named):
    with pytest.raises(BadFilter) as refused:
        asked(address)

    assert str(refused.value) == named


def test_a_deprecated_code_acts_as_its_replacement(places):
    Country.objects.create(code="YU", replaced_by=country("RS"))
    MunicipalityFactory(slug="tagged-long-ago", country=country("YU"))

    by_old, by_new = asked("/?country=YU"), asked("/?country=RS")

    assert slugs(by_old) == slugs(by_new) == ["pirot", "stara-pazova", "tagged-long-ago"]
    assert by_old.selected == {"country": ("RS",), "kind": ()}


def test_each_value_says_how_many_it_would_show_with_the_other_facets(places):
    listing = asked("/?country=RS").listing(Municipality.objects.order_by("slug"))

    assert {view.name: [(o.code, o.count, o.is_selected) for o in view.options] for view in listing.facets} == {
        "country": [("BA", 1, False), ("MK", 1, False), ("RS", 2, True)],
        "kind": [("municipality", 1, False), ("city", 1, False)],
    }


def test_chips_lead_to_the_list_without_them_and_keep_the_rest(places):
    listing = asked("/?country=RS&country=BA&kind=city&q=x&page=1").listing(Municipality.objects.order_by("slug"))

    assert [(str(chip.label), chip.url) for chip in listing.chips] == [
        ("Serbia", "?q=x&country=BA&kind=city"),
        ("Bosnia and Herzegovina", "?q=x&country=RS&kind=city"),
        ("city", "?q=x&country=RS&country=BA"),
    ]
    assert listing.clear_url == "?q=x"


def test_many_themes_on_one_thing_count_it_once_in_the_total(db):
    practice = PracticeFactory(themes=["housing", "poverty"])

    listing = asked("/?theme=housing&theme=poverty", ("theme",)).listing(Practice.objects.order_by("pk"))

    assert list(listing.page) == [practice]
    assert listing.total == 1


def test_pages_hold_twenty_and_end_in_404(db):
    MunicipalityFactory.create_batch(21)

    assert len(slugs(asked("/"))) == 20
    assert len(slugs(asked("/?page=2"))) == 1
    with pytest.raises(Http404):
        slugs(asked("/?page=3"))


@pytest.mark.parametrize("rows", [0, 1, 40])
def test_a_listing_costs_two_queries_whatever_its_size(db, rows, django_assert_num_queries):
    MunicipalityFactory.create_batch(rows, country=country("RS"))
    query = asked("/?country=RS")

    with django_assert_num_queries(2 if rows else 1):
        listing = query.listing(Municipality.objects.order_by("slug"))
        shown = [place.slug for place in listing.page]
        facets = listing.facets

    assert (len(shown), len(facets)) == (min(rows, 20), 2 if rows else 1)
