"""News, projects and open calls as cards, for every page that lists them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.models import Call, CallPage, NewsPage, Project, ProjectPage
from portal.base.cards import Card, address, best_texts
from portal.base.ids import LENGTH
from portal.base.pages import PortalPage
from portal.languages.reading import best, best_of, readable
from portal.taxonomies.tags import tags_of


def news_path(page: NewsPage) -> str:
    """Its address without the language."""
    return f"news/{page.slug}/"


def news_title(page: NewsPage) -> str:
    return readable(page.title, page.language)


def latest_news() -> QuerySet[NewsPage]:
    """Live news, one text each as the reader reads it best, the newest first."""
    return NewsPage.objects.live().one_each().defer("body").order_by("-published_on", "-pk")


def news_cards(pages: Iterable[NewsPage]) -> list[Card]:
    """A card for each, in order; one query for all."""
    pages = list(pages)
    tags = tags_of(pages, ["countries", "themes"])
    return [_news_card(page, tags[page.pk]) for page in pages]


def _news_card(page: NewsPage, tags) -> Card:
    return Card(
        kind="news",
        public_id=page.translation_key.hex[:LENGTH],
        title=page.title,
        language=page.language,
        url=address(news_path(page)),
        summary=page.summary,
        terms=[*tags["countries"], *tags["themes"][:1]],
        day=page.published_on,
        day_words=date_format(page.published_on),
        is_demo=page.is_demo,
    )


def project_path(project: Project) -> str:
    """Its address without the language."""
    return f"projects/{project.slug}/"


def project_address(project: Project) -> str:
    """Its address on the site of the reader's language."""
    return address(project_path(project))


def project_title(project: Project) -> str:
    text = best(ProjectPage.objects.live().filter(project=project))
    return readable(text.title, text.language) if text else project.slug


def told(things: QuerySet, pages: type[PortalPage] = ProjectPage, thing: str = "project") -> QuerySet:
    """Those that have at least one text to read."""
    return things.filter(pk__in=pages.objects.live().values(thing))


def project_cards(projects: Iterable[Project]) -> list[Card]:
    """A card for each, in order; two queries for all."""
    projects = list(projects)
    texts = best_texts(ProjectPage.objects.live().filter(project__in=projects), "project_id")
    tags = tags_of(projects, ["countries", "themes"])
    return [_project_card(project, texts[project.pk], tags[project.pk]) for project in projects if project.pk in texts]


def _project_card(project: Project, text, tags) -> Card:
    return Card(
        kind="project",
        public_id=project.public_id,
        title=text.title,
        language=text.language,
        url=project_address(project),
        kicker=_("Project"),
        summary=text.summary,
        terms=tags["countries"],
        day_words=period(project),
        is_demo=project.is_demo,
    )


def project_links(projects: QuerySet) -> list[Card]:
    """Short cards for rows, in one query."""
    grouped = defaultdict(list)
    pages = ProjectPage.objects.live().filter(project__in=projects).select_related("project").defer("body")
    for page in pages:
        grouped[page.project].append(page)
    return [_link(project, best_of(texts)) for project, texts in grouped.items()]


def _link(project: Project, text: ProjectPage) -> Card:
    return Card(
        kind="project",
        public_id=project.public_id,
        title=text.title,
        language=text.language,
        url=project_address(project),
        kicker=gettext_lazy("Project"),
        day_words=period(project),
        is_demo=project.is_demo,
    )


def period(project: Project) -> str:
    """The years it runs, as far as they are known; sources seldom give more. Empty when nothing is."""
    begins, ends = project.starts_on, project.ends_on
    if begins and ends:
        return _("%(first)s to %(last)s") % {"first": begins.year, "last": ends.year}
    if begins:
        return _("since %(first)s") % {"first": begins.year}
    return _("until %(last)s") % {"last": ends.year} if ends else ""


def call_path(call: Call) -> str:
    """Its address without the language."""
    return f"calls/{call.slug}/"


def call_title(call: Call) -> str:
    text = best(CallPage.objects.live().filter(call=call))
    return readable(text.title, text.language) if text else call.slug


def call_cards(calls: Iterable[Call]) -> list[Card]:
    """A card for each, in order; two queries for all."""
    calls = list(calls)
    texts = best_texts(CallPage.objects.live().filter(call__in=calls), "call_id")
    tags = tags_of(calls, ["countries", "target_groups"])
    return [_call_card(call, texts[call.pk], tags[call.pk]) for call in calls if call.pk in texts]


def _call_card(call: Call, text, tags) -> Card:
    return replace(_call_link(call, text), summary=text.summary, terms=[*tags["countries"], *tags["target_groups"][:2]])


def call_links(calls: Iterable[Call]) -> list[Card]:
    """Short cards for rows, in order; two queries for all."""
    calls = list(calls)
    texts = best_texts(CallPage.objects.live().filter(call__in=calls), "call_id") if calls else {}
    return [_call_link(call, texts[call.pk]) for call in calls if call.pk in texts]


def _call_link(call: Call, text) -> Card:
    return Card(
        kind="call",
        public_id=call.public_id,
        title=text.title,
        language=text.language,
        url=address(call_path(call)),
        kicker=_("Open call") if call.is_open_on(timezone.localdate()) else _("Call"),
        day=call.closes_on,
        day_words=days(call),
        is_demo=call.is_demo,
    )


def days(call: Call) -> str:
    """Until when one may apply, from when, or since when no more."""
    today = timezone.localdate()
    if today < call.opens_on:
        return _("opens on %(day)s") % {"day": date_format(call.opens_on)}
    if today <= call.closes_on:
        return _("open until %(day)s") % {"day": date_format(call.closes_on)}
    return _("closed since %(day)s") % {"day": date_format(call.closes_on)}
