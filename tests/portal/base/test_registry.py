import pytest

from portal.base import registry
from portal.base.registry import address_of, kind_of, kinds, register_kind, resolve
from portal.taxonomies.models import Country, Theme


@pytest.fixture(autouse=True)
def two_kinds(monkeypatch):
    """A registry of its own with two kinds in it."""
    monkeypatch.setattr(registry, "_kinds", {})
    register_kind("country", Country, path=lambda country: f"countries/{country.code}/", id_field="code")
    register_kind("theme", Theme, path=lambda theme: f"themes/{theme.code}/", id_field="code")


@pytest.mark.django_db
def test_pointers_become_things_with_one_query_a_kind(django_assert_num_queries):
    pointers = [("country", "RS"), ("theme", "roma-inclusion"), ("country", "MK"), ("country", "RS")]

    with django_assert_num_queries(2):
        found = resolve(pointers)

    assert found == {
        ("country", "RS"): Country.objects.get(code="RS"),
        ("country", "MK"): Country.objects.get(code="MK"),
        ("theme", "roma-inclusion"): Theme.objects.get(code="roma-inclusion"),
    }


@pytest.mark.django_db
def test_what_is_gone_or_of_an_unknown_kind_is_left_out():
    assert resolve([("country", "ZZ"), ("unicorn", "RS")]) == {}


def test_nothing_to_resolve_asks_nothing():
    assert resolve([]) == {}


def test_a_thing_has_its_address_on_the_site_of_each_language():
    country = Country(code="RS")

    assert [address_of("country", country, language) for language in ("en", "sr-latn")] == [
        "/en/countries/RS/",
        "/sr-latn/countries/RS/",
    ]


def test_kinds_are_known_by_their_codes():
    assert list(kinds()) == ["country", "theme"]
    assert (kind_of("country").model, kind_of("unicorn")) == (Country, None)
