"""Whom a document asks: the bodies named so far, another one looked for by its name, one exchanged or taken off."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from directory.models import Organisation
from directory.naming import attach_names
from recommendations import addressing
from recommendations.errors import RecommendationError
from recommendations.models import Recommendation
from recommendations.views.access import head, may_or_refuse, page_of, recommendation_or_404

#: Characters of the words by which a body is looked for.
LONGEST_SEARCH = 80


@login_required
def addressee_list(request: HttpRequest, reference: str) -> HttpResponse:
    """Everybody the document asks, and one more to name."""
    recommendation = addressed_by(request, reference)
    if request.method == "POST":
        told(request, addressing.add_addressee, recommendation, organisation=chosen(request))
        return redirect(page_of(recommendation, "addressees/"))
    context = {
        **head(recommendation),
        **looked_for(request, recommendation),
        "addressees": list(recommendation.addressees.named().order_by("slug")),
    }
    return render(request, "recommendations/addressee_list.html", context)


@login_required
def addressee_change(request: HttpRequest, reference: str, public_id: str) -> HttpResponse:
    """One whom the document asks: another in its place, or taken off, asked once more with what follows from it."""
    recommendation = addressed_by(request, reference)
    organisation = get_object_or_404(recommendation.addressees.all(), public_id=public_id)
    if request.method == "POST":
        instead = chosen(request) if request.POST.get("organisation") else None
        told(request, addressing.remove_addressee, recommendation, organisation=organisation, instead=instead)
        return redirect(page_of(recommendation, "addressees/"))
    attach_names([organisation])
    context = {
        **head(recommendation),
        **looked_for(request, recommendation),
        "addressee": organisation,
        "points": addressing.points_asking(recommendation, organisation),
    }
    return render(request, "recommendations/addressee_change.html", context)


def addressed_by(request: HttpRequest, reference: str) -> Recommendation:
    """The document of which this person says whom it asks; 404 or the reason otherwise."""
    recommendation = recommendation_or_404(request, reference)
    may_or_refuse(request.user, "recommendations.name_addressee", recommendation)
    return recommendation


def looked_for(request: HttpRequest, recommendation: Recommendation) -> dict[str, object]:
    """The words somebody looks for, and the bodies with such a name."""
    words = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    return {"words": words, "found": addressing.find_bodies(recommendation, words)}


def chosen(request: HttpRequest) -> Organisation:
    """The body whose button was pressed."""
    return get_object_or_404(Organisation, public_id=request.POST.get("organisation", ""))


def told(request: HttpRequest, action, recommendation: Recommendation, **named) -> None:
    """Do it, and say that it was done or why not."""
    try:
        action(recommendation, by=request.user, **named)
    except RecommendationError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Noted. The points can ask whoever is named here."))
