"""News, the projects behind the work, and their open calls."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.views import serve

from directory.naming import attach_names, named_bodies
from news.cards import call_cards, call_links, days, latest_news, news_cards, period, project_cards, project_links, told
from news.models import (
    Call,
    CallIndexPage,
    CallPage,
    NewsIndexPage,
    NewsPage,
    Project,
    ProjectIndexPage,
    ProjectPage,
)
from news.querysets import open_first
from portal.base.cards import address
from portal.base.lists import ListQuery
from portal.base.panels import Panel, panels_of
from portal.base.pictures import picture_of, with_picture
from portal.base.serving import serve_index
from portal.base.texts import chosen_text
from portal.languages.reading import best, readable
from portal.taxonomies.tags import tags_of

FACETS = ("country", "theme", "target_group")


def news_list(request: HttpRequest) -> HttpResponse:
    """All news."""
    return serve_index(request, NewsIndexPage)


def project_list(request: HttpRequest) -> HttpResponse:
    """All projects."""
    return serve_index(request, ProjectIndexPage)


def news_list_context(request: HttpRequest) -> dict:
    """The news that the address asks for, the newest first, each in the reader's best language."""
    listing = ListQuery.from_request(request, facets=FACETS).listing(latest_news())
    return {"listing": listing, "cards": news_cards(listing.page)}


def news_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A piece of news: the text of that address the reader reads best, or the translation that ``?text=`` names."""
    addressed = NewsPage.objects.live().filter(slug=slug).values("translation_key")
    texts = list(with_picture(NewsPage.objects.live().filter(translation_key__in=addressed)))
    if not texts:
        return serve(request, f"news/{slug}/")
    tag = request.GET.get("text", "")
    page = chosen_text(texts, tag) if tag else best([text for text in texts if text.slug == slug])
    return TemplateResponse(request, page.template, page.get_context(request, texts=texts))


def news_context(request: HttpRequest, page: NewsPage, texts: list[NewsPage] | None) -> dict:
    """What the page of a piece of news shows around its text."""
    return {
        "picture": picture_of(page),
        "title": readable(page.title, page.language),
        "news_url": address("news/"),
        "tags": tags_of([page])[page.pk] if page.pk else {},
        "other_texts": [text for text in texts or () if text.pk != page.pk],
    }


def project_list_context(request: HttpRequest) -> dict:
    """The projects that the address asks for, the ones that begin last first."""
    query = ListQuery.from_request(request, facets=FACETS)
    listing = query.listing(told(Project.objects.order_by("-ends_on", "-pk")))
    return {"listing": listing, "cards": project_cards(listing.page)}


def project_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A project in the language its reader reads best, or in the one that ``?text=`` names."""
    pages = ProjectPage.objects.live().filter(project__slug=slug)
    texts = list(with_picture(pages.select_related("project__donor", "project__lead")))
    if not texts:
        return serve(request, f"projects/{slug}/")
    page = chosen_text(texts, request.GET.get("text", ""))
    return TemplateResponse(request, page.template, page.get_context(request, texts=texts))


def project_context(request: HttpRequest, page: ProjectPage, texts: list[ProjectPage] | None) -> dict:
    """The facts of the project around its text."""
    project = page.project
    places = list(project.places.all())
    partners = named_bodies(Q(organisation__projects=project), also=[project.donor, project.lead, *places])
    return {
        "project": project,
        "picture": picture_of(page),
        "title": readable(page.title, page.language),
        "projects_url": address("projects/"),
        "period": period(project),
        "places": places,
        "partners": partners,
        "tags": tags_of([project])[project.pk],
        "other_texts": [text for text in texts or () if text.pk != page.pk],
        "panels": [*calls_of(project), *panels_of("project", project, request.user)],
    }


def calls_of(project: Project) -> list[Panel]:
    """The calls of a project, those that are open first; none where it has none."""
    cards = call_links(open_first(project.calls.all(), timezone.localdate()))
    return [Panel(_("Open calls"), cards)] if cards else []


def call_list(request: HttpRequest) -> HttpResponse:
    """All open calls."""
    return serve_index(request, CallIndexPage)


def call_list_context(request: HttpRequest) -> dict:
    """The calls that the address asks for: what closes next first, then what is closed."""
    query = ListQuery.from_request(request, facets=FACETS)
    listing = query.listing(open_first(told(Call.objects.all(), CallPage, "call"), timezone.localdate()))
    return {"listing": listing, "cards": call_cards(listing.page)}


def call_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A call in the language its reader reads best, or in the one that ``?text=`` names."""
    pages = CallPage.objects.live().filter(call__slug=slug)
    texts = list(with_picture(pages.select_related("call__project", "call__publisher")))
    if not texts:
        return serve(request, f"calls/{slug}/")
    page = chosen_text(texts, request.GET.get("text", ""))
    return TemplateResponse(request, page.template, page.get_context(request, texts=texts))


def call_context(request: HttpRequest, page: CallPage, texts: list[CallPage] | None) -> dict:
    """The facts of the call around its text."""
    call = page.call
    places = list(call.places.all())
    attach_names([call.publisher, *places])
    return {
        "call": call,
        "picture": picture_of(page),
        "title": readable(page.title, page.language),
        "calls_url": address("calls/"),
        "days": days(call),
        "is_open": call.is_open_on(timezone.localdate()),
        "places": places,
        "project": next(iter(project_links(Project.objects.filter(pk=call.project_id))), None),
        "tags": tags_of([call])[call.pk],
        "other_texts": [text for text in texts or () if text.pk != page.pk],
    }
