"""Municipalities and organisations: the lists, and one page each that gathers what it did, said and promised."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.models import Municipality, Name, Organisation
from directory.naming import attach_names
from events.cards import event_links
from events.models import Event
from forums.models import Forum
from indicators.cards import indicator_rows
from news.cards import project_links
from news.models import Project
from portal.base.lists import FACETS, ListQuery, choice_facet
from portal.base.panels import Panel, panels_of
from portal.home.gather import forum_links
from portal.languages.reading import readable, reader_language
from portal.taxonomies import vocabulary
from practices.cards import practice_links
from practices.models import Practice
from recommendations.cards import recommendation_links
from recommendations.models import Commitment, Recommendation
from search.analysis.folding import fold

QUERY_LENGTH = 80  # characters of a name that are looked for
RECENT = 12  # of each kind on the page of a place or body

MUNICIPALITY_FACETS = (FACETS["country"].at("country"), choice_facet("kind", Municipality.Kind, gettext_lazy("Kind")))
ORGANISATION_FACETS = (FACETS["country"].at("country"), choice_facet("kind", Organisation.Kind, gettext_lazy("Kind")))


@dataclass(frozen=True)
class Promise:
    """A commitment as its owner's page shows it."""

    text: str
    language: str
    url: str
    state: str
    due_on: object
    is_final: bool


def municipality_list(request: HttpRequest) -> HttpResponse:
    """All municipalities, by country and by a part of the name in any script."""
    return named_list(request, Municipality, MUNICIPALITY_FACETS, "home/municipality_list.html")


def organisation_list(request: HttpRequest) -> HttpResponse:
    """Institutions, associations and citizens' associations; ``?kind=association`` are the members of the network."""
    return named_list(request, Organisation, ORGANISATION_FACETS, "home/organisation_list.html")


def named_list(
    request: HttpRequest, model: type[Municipality] | type[Organisation], facets: tuple, template: str
) -> HttpResponse:
    """A list of places or bodies by name; three queries."""
    wanted = request.GET.get("q", "")[:QUERY_LENGTH]
    things = called(model.objects.order_by("slug"), wanted)
    listing = ListQuery.from_request(request, facets=facets).listing(things)
    rows = list(listing.page)
    attach_names(rows)
    for row in rows:
        row.country_term = vocabulary.term_by_pk("country", row.country_id) if row.country_id else None
    return render(request, template, {"listing": listing, "rows": rows, "q": wanted})


def called(things: QuerySet, wanted: str) -> QuerySet:
    """Those with a name that contains the words, whatever the script and the marks."""
    folded = [fold(word) for word in wanted.split()]
    if not any(folded):
        return things
    field = things.model._meta.model_name
    names = Name.objects.filter(**{f"{field}__isnull": False}).values_list(f"{field}_id", "text")
    found = {pk for pk, text in names if all(word in " ".join(map(fold, text.split())) for word in folded)}
    return things.filter(pk__in=found)


def municipality_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One municipality: practices, forums, what was recommended to it and what it promised, events, figures."""
    municipality = get_object_or_404(Municipality.objects.select_related("district"), slug=slug)
    country = vocabulary.term_by_pk("country", municipality.country_id)
    bodies = list(municipality.organisations.order_by("slug")[:RECENT])
    attach_names([municipality, *bodies])
    return render(
        request,
        "home/municipality_detail.html",
        {
            "place": municipality,
            "name": shown_name(municipality),
            "country": country,
            "footnote": country.text("footnote"),
            "bodies": bodies,
            "panels": [
                *municipality_panels(municipality, request.user),
                *panels_of("municipality", municipality, request.user),
            ],
            "promises": promises_of(Q(owner__municipality=municipality)),
            "indicators": indicator_rows(municipality),
        },
    )


def municipality_panels(municipality: Municipality, user) -> list[Panel]:
    """What happened there, kind by kind; one or two queries each."""
    forums = Forum.objects.visible_to(user).filter(Q(municipality=municipality) | Q(host__municipality=municipality))
    addressed = Recommendation.objects.visible_to(user).filter(addressees__municipality=municipality).distinct()
    panels = [
        Panel(_("Forums"), forum_links(forums.distinct()[:RECENT])),
        Panel(_("Recommendations sent here"), recommendation_links(addressed.order_by("-changed_at")[:RECENT])),
        Panel(_("Good practices"), practice_links(Practice.objects.public().filter(municipality=municipality))),
        Panel(_("Events"), event_links(Event.objects.public().filter(municipality=municipality))),
        Panel(_("Projects"), project_links(Project.objects.filter(places=municipality))),
    ]
    return [panel for panel in panels if panel.cards]


def organisation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One body: its practices, forums, events, projects, and what it promised."""
    organisation = get_object_or_404(Organisation.objects.select_related("municipality"), slug=slug)
    memberships = organisation.memberships.valid_on(timezone.localdate()).select_related("body")
    bodies = [membership.body for membership in memberships]
    attach_names([organisation, organisation.municipality, *bodies])
    return render(
        request,
        "home/organisation_detail.html",
        {
            "organisation": organisation,
            "name": shown_name(organisation),
            "country": vocabulary.term_by_pk("country", organisation.country_id) if organisation.country_id else None,
            "bodies": bodies,
            "panels": [
                *organisation_panels(organisation, request.user),
                *panels_of("organisation", organisation, request.user),
            ],
            "promises": promises_of(Q(owner=organisation)),
        },
    )


def organisation_panels(organisation: Organisation, user) -> list[Panel]:
    """What it did, kind by kind; one or two queries each."""
    forums = Forum.objects.visible_to(user).filter(Q(host=organisation) | Q(partners=organisation)).distinct()
    addressed = Recommendation.objects.visible_to(user).filter(addressees=organisation)
    projects = Project.objects.filter(Q(lead=organisation) | Q(donor=organisation) | Q(partners=organisation))
    panels = [
        Panel(_("Forums"), forum_links(forums[:RECENT])),
        Panel(_("Recommendations sent to it"), recommendation_links(addressed.order_by("-changed_at")[:RECENT])),
        Panel(_("Good practices"), practice_links(Practice.objects.public().filter(organisation=organisation))),
        Panel(_("Events"), event_links(Event.objects.public().filter(hosts=organisation))),
        Panel(_("Projects"), project_links(projects)),
    ]
    return [panel for panel in panels if panel.cards]


def promises_of(owner: Q) -> list[Promise]:
    """The commitments of a body or place, what is due first on top; one query."""
    public = Recommendation.objects.public().values("pk")
    rows = Commitment.objects.filter(owner, recommendation__in=public).select_related("recommendation", "clause")
    return [
        Promise(
            text=one.text,
            language=one.language,
            url=f"/{reader_language()}/recommendations/{one.recommendation.reference}/#{one.clause.public_id}",
            state=one.get_state_display(),
            due_on=one.due_on,
            is_final=one.state in Commitment.FINAL_STATES,
        )
        for one in rows.order_by("due_on", "pk")[:RECENT]
    ]


def shown_name(thing: Municipality | Organisation) -> str:
    """The name for headings and breadcrumbs, in the reader's script."""
    name = thing.best_name(reader_language())
    return readable(name.text, name.language) if name else thing.slug
