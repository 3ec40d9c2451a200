import pytest
from wagtail.models import Locale, Page, Site

from portal.base.pages import PortalPage
from portal.home.models import HomePage, StandardPage
from portal.home.trees import SECTIONS, plant_trees
from portal.languages import UI_TAGS

pytestmark = pytest.mark.django_db

STANDING = ["about", "accessibility", "privacy", "help"]
TREES = ["en", "sr", "bs", "mk", "sq"]


def every_page() -> list[tuple]:
    """All pages as path, address, title, tree and link to their translations."""
    return list(Page.objects.order_by("path").values_list("path", "url_path", "title", "locale", "translation_key"))


def test_every_language_has_a_home_with_the_same_sections():
    homes = {home.locale.language_code: home for home in HomePage.objects.live()}

    assert sorted(homes) == sorted(TREES)
    assert {tree: [page.slug for page in home.get_children().live()] for tree, home in homes.items()} == {
        tree: [*(slug for slug, _model, _title in SECTIONS), *STANDING] for tree in TREES
    }


@pytest.mark.parametrize(("slug", "model"), [(slug, model) for slug, model, _title in SECTIONS])
def test_the_pages_of_a_section_are_translations_of_each_other(slug, model):
    pages = list(model.objects.filter(slug=slug))

    assert len({page.translation_key for page in pages}) == 1
    assert sorted(page.locale.language_code for page in pages) == sorted(TREES)


def test_each_page_is_written_in_the_language_of_its_tree():
    pages = [page.specific for page in Page.objects.filter(depth__gt=1)]

    assert {isinstance(page, PortalPage) for page in pages} == {True}
    assert {(page.locale.language_code, page.language) for page in pages} == {(tree, UI_TAGS[tree]) for tree in TREES}


def test_planting_again_changes_nothing(django_assert_max_num_queries):
    before = every_page()

    with django_assert_max_num_queries(60):
        plant_trees()

    assert every_page() == before


def test_what_was_taken_away_is_planted_again_as_a_translation_of_the_others():
    slug, model, _title = SECTIONS[0]
    key = model.objects.get(locale__language_code="en").translation_key
    model.objects.get(locale__language_code="sq").delete()

    plant_trees()

    planted = model.objects.get(locale__language_code="sq")
    assert (planted.slug, planted.translation_key, planted.get_parent().specific) == (
        slug,
        key,
        HomePage.objects.get(locale__language_code="sq"),
    )


def test_the_site_begins_at_the_english_home_and_keeps_the_name_it_was_given():
    Site.objects.update(hostname="sofra.example.org", port=443, site_name="Our table")

    plant_trees()

    assert list(Site.objects.values_list("hostname", "port", "site_name", "root_page__slug", "is_default_site")) == [
        ("sofra.example.org", 443, "Our table", HomePage.objects.get(locale__language_code="en").slug, True)
    ]


def test_the_page_wagtail_brings_along_is_gone():
    assert [page.specific_class for page in Page.objects.filter(depth=2)] == [HomePage] * len(TREES)
    assert Locale.objects.count() == len(TREES)


def test_a_new_portal_has_its_standing_pages_in_every_tree(client):
    for language in ("en", "sr", "sr-latn", "bs", "mk", "sq"):
        answers = [client.get(f"/{language}/{slug}/").status_code for slug in STANDING]

        assert answers == [200] * 4


def test_a_standing_page_that_editors_took_away_does_not_come_back():
    for page in StandardPage.objects.filter(slug="help"):
        page.delete()

    plant_trees()

    assert not StandardPage.objects.filter(slug="help").exists()
