"""Themes and approaches: one page each that gathers what the portal knows about the subject."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from events.cards import event_links
from events.models import Event
from forums.models import Forum
from news.cards import latest_news, project_links
from news.models import Project
from portal.base.cards import address
from portal.base.panels import Panel
from portal.home.gather import forum_links, news_link
from portal.taxonomies import vocabulary
from practices.cards import practice_links
from practices.models import Practice
from recommendations.cards import recommendation_links
from recommendations.models import Recommendation

RECENT = 12  # of each kind on the page of a subject


def theme_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One area: practices, forums, recommendations, events, projects, news."""
    return subject_page(request, "theme", code, about_theme)


def approach_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One way of working: what it is, and where it is practised."""
    return subject_page(request, "approach", code, about_approach)


def subject_page(request: HttpRequest, kind: str, code: str, about) -> HttpResponse:
    """The page of a term; a deprecated code leads to the one in force."""
    term = vocabulary.term(kind, code)
    if term is None:
        raise Http404
    if term.code != code:
        return redirect(f"home:{kind}-detail", code=term.code, permanent=True)
    panels = [panel for panel in about(term, request.user) if panel.cards]
    context = {"term": term, "kind": kind, "definition": term.text("definition"), "panels": panels}
    context["more_url"] = address(f"practices/?{kind}={term.code}")
    return render(request, "home/subject_detail.html", context)


def about_theme(term, user) -> list[Panel]:
    """What is tagged with the area, kind by kind; one or two queries each."""
    recommendations = Recommendation.objects.visible_to(user).filter(themes=term.pk).distinct()
    forums = Forum.objects.visible_to(user).filter(themes=term.pk).distinct()
    return [
        Panel(_("Forums"), forum_links(forums[:RECENT])),
        Panel(_("Recommendations"), recommendation_links(recommendations.order_by("-changed_at")[:RECENT])),
        Panel(_("Good practices"), practice_links(latest(Practice.objects.public().filter(themes=term.pk)))),
        Panel(_("Events"), event_links(Event.objects.public().filter(themes=term.pk).order_by("-starts_at")[:RECENT])),
        Panel(_("Projects"), project_links(Project.objects.filter(themes=term.pk))),
        Panel(_("News"), [news_link(page) for page in latest_news().filter(themes=term.pk)[:RECENT]]),
    ]


def about_approach(term, user) -> list[Panel]:
    """Practices that work this way, and what was shown and recommended from them."""
    practices = Practice.objects.public().filter(approach=term.pk)
    events = Event.objects.public().filter(practices__in=practices.values("pk")).distinct()
    recommendations = Recommendation.objects.visible_to(user)
    citing = recommendations.filter(clauses__sources__practice__in=practices.values("pk")).distinct()
    return [
        Panel(_("Good practices"), practice_links(latest(practices))),
        Panel(_("Recommendations that rest on them"), recommendation_links(citing.order_by("-changed_at")[:RECENT])),
        Panel(_("Events about them"), event_links(events.order_by("-starts_at")[:RECENT])),
    ]


def latest(practices):
    return practices.order_by("-published_at", "-pk")[:RECENT]
