"""Pages for tests, below the trees that every migrated database has."""

from wagtail.models import Locale, Page


def index_of(index_model: type[Page], tree: str = "en") -> Page:
    """The index page of that type in the tree of that language."""
    return index_model.objects.get(locale__language_code=tree)


def publish_below(index_model: type[Page], page: Page, tree: str = "en") -> Page:
    """The page, live, as a child of the index page of that tree."""
    page.locale = Locale.objects.get(language_code=tree)
    return index_of(index_model, tree).add_child(instance=page)
