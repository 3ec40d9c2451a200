"""The page trees: one home page per language with its index pages, planted where they are missing."""

from itertools import chain, count

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _
from wagtail.models import Locale, Page, Site

from events.models import EventIndexPage
from forums.models import ForumIndexPage
from news.models import CallIndexPage, NewsIndexPage, ProjectIndexPage
from portal.base.pages import PortalPage
from portal.home.models import HomePage
from portal.home.standing import plant_standing_pages
from practices.models import PracticeIndexPage

#: Index pages under every home page: their address (the same in every language), type and title.
SECTIONS: tuple[tuple[str, type[PortalPage], str], ...] = (
    ("forums", ForumIndexPage, _("Forums for Social Dialogue")),
    ("practices", PracticeIndexPage, _("Good practices")),
    ("events", EventIndexPage, _("Events and calls")),
    ("projects", ProjectIndexPage, _("Projects")),
    ("calls", CallIndexPage, _("Open calls")),
    ("news", NewsIndexPage, _("News")),
)


@transaction.atomic
def plant_trees(**kwargs) -> list[HomePage]:
    """The home pages of all trees, the default language first; makes what is missing and leaves the rest."""
    root = Page.get_first_root_node()
    homes: list[HomePage] = []
    for tree, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
        locale, _made = Locale.objects.get_or_create(language_code=tree)
        homes.append(plant_home(root, locale, homes[0] if homes else None))
    root_the_site(homes[0])
    plant_standing_pages(homes)
    return homes


def root_the_site(home: HomePage) -> None:
    """Let the site begin at that home page; a name and port that somebody gave it stay."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        site = Site(hostname="localhost", is_default_site=True, site_name="Sofra")
    if site.root_page_id != home.pk:
        site.root_page = home
        site.save()


def plant_home(root: Page, locale: Locale, first: HomePage | None) -> HomePage:
    """The home page of one tree with its index pages, translations of those of the first tree."""
    home = HomePage.objects.filter(locale=locale).first()
    if home is None:
        remove_welcome_page(root)
        home = HomePage(title="Sofra", slug=f"home-{locale.language_code}", locale=locale, **translation_of(first))
        root.add_child(instance=home)
        root.refresh_from_db()
    for slug, model, title in SECTIONS:
        if not model.objects.child_of(home).exists():
            original = model.objects.child_of(first).first() if first else None
            home.add_child(instance=index_page(model, free_slug(home, slug), title, locale, original))
            home.refresh_from_db()
    return home


def free_slug(home: HomePage, slug: str) -> str:
    """The address, or the next one that no page below the home page has taken."""
    taken = set(home.get_children().values_list("slug", flat=True))
    return next(one for one in chain([slug], (f"{slug}-{number}" for number in count(2))) if one not in taken)


def index_page(model, slug: str, title: str, locale: Locale, original: Page | None) -> PortalPage:
    """An index page titled in its own language."""
    with override(locale.language_code):
        return model(title=gettext(title), slug=slug, locale=locale, **translation_of(original))


def translation_of(page: Page | None) -> dict:
    """The fields that make a page the translation of another, and its language."""
    return {"translation_key": page.translation_key} if page else {}


def remove_welcome_page(root: Page) -> None:
    """Take away the page that Wagtail makes for a new site, while nothing of ours is there."""
    welcome = root.get_children().filter(slug="home").first()
    if welcome and welcome.specific_class is Page:
        welcome.delete()
        root.refresh_from_db()
