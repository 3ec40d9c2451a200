"""Lists that everybody reads: the documents, and what was promised."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.naming import attach_names
from portal.base.cards import Card
from portal.base.line import Station
from portal.base.lists import Facet, ListQuery
from portal.base.templatetags.components import STATES
from recommendations import workflow
from recommendations.cards import recommendation_cards
from recommendations.lines import lines_of
from recommendations.models import Commitment, Delivery, Recommendation
from recommendations.points import promise

PLAIN_CHOICES = tuple(
    (key, STATES[key].label) for key in ("drafting", "comments", "decided", "sent", "answered", "being-done")
)


@dataclass(frozen=True)
class PlainStateFacet(Facet):
    """The six plain states; each stands for several exact ones."""

    def stored(self, codes: Iterable[str]) -> list[str]:
        wanted = set(codes)
        return [exact for exact, plain in workflow.PLAIN_STATES.items() if plain in wanted]

    def code_of_stored(self, value: str) -> str:
        return workflow.PLAIN_STATES[value]


#: The most commitments on one page of the roadmap.
MOST_PROMISES = 200
FACETS = ("country", "theme", PlainStateFacet("state", _("How far is it?"), "state", choices=PLAIN_CHOICES))


# ------------------------------------------------------------------------------------------------ the list


@dataclass(frozen=True)
class Row:
    """One document in the list, with its line and the plain fact that counts most."""

    card: Card
    line: list[Station]
    silent_days: int


def recommendation_list(request: HttpRequest) -> HttpResponse:
    """Agreed and done: the documents this reader sees, the last changed first."""
    query = ListQuery.from_request(request, facets=FACETS)
    found = Recommendation.objects.visible_to(request.user).order_by("-changed_at", "-pk")
    listing = query.listing(found)
    return render(
        request,
        "recommendations/recommendation_list.html",
        {"listing": listing, "rows": rows_of(list(listing.page))},
    )


def rows_of(recommendations: list[Recommendation]) -> list[Row]:
    """A row for each, in order; five queries for all."""
    lines = lines_of("recommendation", [one.public_id for one in recommendations])
    silent = silent_days(recommendations)
    cards = recommendation_cards(recommendations)
    ids = {one.public_id: one.pk for one in recommendations}
    return [Row(card, lines[card.public_id], silent.get(ids[card.public_id], 0)) for card in cards]


def silent_days(recommendations: Iterable[Recommendation]) -> dict[int, int]:
    """Days since the first answer of a delivered document was due, by its primary key."""
    waiting = [one.pk for one in recommendations if one.state == Recommendation.State.DELIVERED]
    today = timezone.localdate()
    due = Delivery.objects.filter(recommendation__in=waiting, due_on__lt=today).values_list("recommendation", "due_on")
    found: dict[int, int] = defaultdict(int)
    for recommendation, due_on in due:
        found[recommendation] = max(found[recommendation], (today - due_on).days)
    return found


# ------------------------------------------------------------------------------------------------ roadmap


def roadmap(request: HttpRequest) -> HttpResponse:
    """Every commitment of the documents this reader sees, by the day it is due."""
    visible = Recommendation.objects.visible_to(request.user)
    commitments = Commitment.objects.filter(recommendation__in=visible).exclude(state=Commitment.State.DROPPED)
    commitments = commitments.select_related("owner", "clause__recommendation").order_by("due_on", "pk")
    found = list(commitments[:MOST_PROMISES])
    attach_names(commitment.owner for commitment in found)
    today = timezone.localdate()
    promises = [promise(commitment, today) for commitment in found]
    return render(request, "recommendations/roadmap.html", {"promises": promises})
