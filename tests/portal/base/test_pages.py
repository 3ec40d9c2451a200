import pytest
from wagtail.models import Locale, Page

from portal.base.signals import page_changed
from portal.home.models import HomePage, StandardPage

pytestmark = pytest.mark.django_db


def home(tree: str) -> HomePage:
    return HomePage.objects.get(locale__language_code=tree)


def add_page(tree: str = "en", **fields) -> StandardPage:
    locale = Locale.objects.get(language_code=tree)
    return home(tree).add_child(instance=StandardPage(title="About", slug="our-network", locale=locale, **fields))


@pytest.fixture
def told():
    """The pages that whoever keeps a copy was told of."""
    pages = []

    def note(page, **kwargs):
        pages.append(page.title)

    page_changed.connect(note)
    yield pages
    page_changed.disconnect(note)


@pytest.mark.parametrize(
    ("tree", "language"), [("en", "en"), ("sr", "sr-Cyrl"), ("bs", "bs"), ("mk", "mk"), ("sq", "sq")]
)
def test_a_text_is_taken_to_be_in_the_language_of_its_tree(tree, language):
    assert add_page(tree).language == language


def test_a_text_in_a_language_without_a_tree_keeps_the_tag_its_author_chose():
    page = add_page("bs", language="cnr")

    page.save()

    assert StandardPage.objects.get(pk=page.pk).language == "cnr"


def test_a_copy_for_another_tree_takes_that_trees_language():
    original = add_page("en")

    copy = original.copy_for_translation(Locale.objects.get(language_code="sr"))

    assert (copy.language, copy.translation_key) == ("sr-Cyrl", original.translation_key)


def test_a_copy_inside_a_tree_keeps_its_language():
    original = add_page("bs", language="cnr")

    copy = original.copy(update_attrs={"slug": "about-2"})

    assert copy.language == "cnr"


def test_saving_publishing_and_taking_back_a_page_are_told(told):
    page = add_page()
    page.title = "About us"
    page.save()
    page.title = "About all of us"
    page.save_revision().publish()
    page.refresh_from_db()
    page.unpublish()

    assert told[0] == "About"
    assert told[-1] == "About all of us"
    assert list(dict.fromkeys(told)) == ["About", "About us", "About all of us"]


def test_when_a_copy_cannot_be_kept_the_page_is_not_saved_either():
    page = add_page()

    def fail(page, **kwargs):
        raise RuntimeError("the copy was not written")

    page_changed.connect(fail)
    try:
        page.title = "Never"
        with pytest.raises(RuntimeError, match="the copy was not written"):
            page.save()
    finally:
        page_changed.disconnect(fail)

    assert Page.objects.get(pk=page.pk).title == "About"
