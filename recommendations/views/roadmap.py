"""The roadmap: every commitment by level, owner and day, with what is late said in days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.models import Organisation
from directory.naming import attach_names
from portal.base.cards import address
from portal.base.lists import FACETS, BadFilter, Facet, ListQuery, choice_facet
from portal.languages.reading import readable, reader_language
from recommendations.addresses import commitment_path
from recommendations.models import Commitment, Recommendation
from recommendations.models.groups import Level

#: How the rows can be put together: name in the address, words, and the order that follows.
GROUPINGS = {
    "due": (gettext_lazy("by day"), ("due_on", "pk")),
    "level": (gettext_lazy("by level"), ("recommendation__level", "due_on", "pk")),
    "owner": (gettext_lazy("by who does it"), ("owner__slug", "due_on", "pk")),
}
LATE = "late"


@dataclass(frozen=True)
class Promise:
    """A commitment with the facts computed for today."""

    commitment: Commitment
    overdue: int
    silent: int
    url: str


def roadmap(request: HttpRequest) -> HttpResponse:
    """Every commitment of the documents this reader sees; narrowed by level, owner, year, state, country and area."""
    visible = Recommendation.objects.visible_to(request.user)
    commitments = Commitment.objects.filter(recommendation__in=visible).exclude(state=Commitment.State.DROPPED)
    grouping = wanted(request, "by", GROUPINGS, "due")
    is_late = wanted(request, "only", {LATE: None, "": None}, "") == LATE
    if is_late:
        commitments = late(commitments)
    query = ListQuery.from_request(request, facets=facets_of(commitments))
    listing = query.listing(commitments.order_by(*GROUPINGS[grouping][1]))
    found = list(listing.page.object_list.select_related("owner", "clause__recommendation"))
    attach_names(commitment.owner for commitment in found)
    context = {
        "listing": listing,
        "groups": groups_of(found, grouping),
        "grouping": grouping,
        "groupings": [(name, words) for name, (words, _order) in GROUPINGS.items()],
        "is_late": is_late,
        "kept": [(name, value) for name, value in query.others() if name not in ("by", "only")],
    }
    return render(request, "recommendations/roadmap.html", context)


def wanted(request: HttpRequest, name: str, known: dict[str, object], usual: str) -> str:
    """The value of the address, or ``BadFilter`` for one that does not exist."""
    value = request.GET.get(name) or usual
    if value not in known:
        raise BadFilter(name, value)
    return value


def late(commitments):
    """Those whose day has passed and that are neither done nor standing still."""
    today = timezone.localdate()
    done = (*Commitment.FINAL_STATES, Commitment.State.REPORTED_DONE)
    passed = commitments.filter(due_on__lt=today).exclude(state__in=done)
    late_ones = [one.pk for one in passed if one.days_overdue(today)]
    return commitments.filter(pk__in=late_ones)


def facets_of(commitments) -> list[Facet]:
    """The facets of the roadmap; owners and years are those that occur."""
    owners = list(Organisation.objects.filter(Exists(commitments.filter(owner=OuterRef("pk")))).order_by("slug"))
    attach_names(owners)
    years = commitments.order_by().values_list("due_on__year", flat=True).distinct()
    return [
        Facet("level", gettext_lazy("Level"), "recommendation__level", choices=tuple(Level.choices)),
        Facet("owner", gettext_lazy("Who does it"), "owner__public_id", choices=tuple(names_of(owners))),
        Facet("year", gettext_lazy("Due in"), "due_on__year", choices=tuple((str(y), str(y)) for y in sorted(years))),
        choice_facet("state", Commitment.State, gettext_lazy("How far is it?")),
        FACETS["country"].at("recommendation__countries"),
        FACETS["theme"].at("recommendation__themes"),
    ]


def names_of(owners: Iterable[Organisation]) -> Iterable[tuple[str, str]]:
    for owner in owners:
        name = owner.best_name(reader_language())
        yield owner.public_id, readable(name.text, name.language) if name else owner.slug


def groups_of(commitments: Iterable[Commitment], grouping: str) -> list[tuple[str, list[Promise]]]:
    """The rows of the page under their headings, in order."""
    today = timezone.localdate()
    headed = groupby(commitments, lambda commitment: heading_of(commitment, grouping))
    return [(heading, [promise(commitment, today) for commitment in group]) for heading, group in headed]


def promise(commitment: Commitment, today: date) -> Promise:
    """A commitment with what is overdue that day."""
    url = address(commitment_path(commitment))
    return Promise(commitment, commitment.days_overdue(today), commitment.days_silent(today), url)


def heading_of(commitment: Commitment, grouping: str) -> str:
    if grouping == "level":
        return str(Level(commitment.clause.recommendation.level).label)
    if grouping == "owner":
        return dict(names_of([commitment.owner]))[commitment.owner.public_id]
    return _("%(year)s") % {"year": commitment.due_on.year}
