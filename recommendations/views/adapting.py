"""A document taken over for another country, its lineage, and what differs from the original."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.permissions import desk_associations
from portal.base.http import Refused
from recommendations import adapting
from recommendations.forms.drafting import AdaptForm
from recommendations.models import Recommendation, WorkingGroup
from recommendations.querysets import ADAPTABLE_STATES, groups_of
from recommendations.reasons import who_does_it
from recommendations.views.access import attempt, head, may_or_refuse, page_of, recommendation_or_404


@dataclass(frozen=True)
class Relative:
    """A document that this one comes from, or that comes from it."""

    reference: str
    url: str


@dataclass(frozen=True)
class Lineage:
    origin: Relative | None
    adaptations: list[Relative]


def lineage_of(recommendation: Recommendation, user) -> Lineage:
    """What it was adapted from and as, as far as the reader may see; one query."""
    related = Q(pk=recommendation.derived_from_id) | Q(derived_from=recommendation)
    rows = Recommendation.objects.visible_to(user).filter(related).order_by("reference")
    relatives = {row.pk: Relative(row.reference, page_of(row)) for row in rows}
    origin = relatives.pop(recommendation.derived_from_id, None)
    return Lineage(origin, list(relatives.values()))


def can_adapt(user, recommendation: Recommendation) -> bool:
    """Whether to offer it: agreed, and the person writes for a group or is a desk; asked again on the form."""
    if recommendation.state not in ADAPTABLE_STATES or not user.is_authenticated:
        return False
    return bool(groups_of(user) or desk_associations(user))


def groups_for(user) -> list[WorkingGroup]:
    """The groups for which this person may begin a document from another."""
    seen = WorkingGroup.objects.visible_to(user).select_related("forum__host").prefetch_related("texts")
    return [group for group in seen.order_by("slug") if user.has_perm("recommendations.adapt", group)]


@login_required
def recommendation_adapt(request: HttpRequest, reference: str) -> HttpResponse:
    """Begin an own draft from an agreed recommendation."""
    recommendation = recommendation_or_404(request, reference)
    groups = groups_for(request.user)
    if not groups:
        raise Refused(who_does_it("recommendations.adapt"))
    context = head(recommendation)
    title = context["title"].title if context["title"] else ""  # type: ignore[attr-defined]
    form = AdaptForm(request.POST or None, groups=groups, initial={"title": title, "group": groups[0]})
    if request.method == "POST" and form.is_valid():
        group = form.cleaned_data["group"]
        may_or_refuse(request.user, "recommendations.adapt", group)
        fields = {"by": request.user, **form.cleaned_data}
        if isinstance(made := attempt(form, adapting.adapt_recommendation, recommendation, **fields), Recommendation):
            return redirect(page_of(made) if made in visible(request.user) else page_of(recommendation))
    context["form"] = form
    return render(request, "recommendations/recommendation_adapt.html", context, status=422 if form.is_bound else 200)


def visible(user):
    return Recommendation.objects.visible_to(user)


@require_safe
def origin_compare(request: HttpRequest, reference: str) -> HttpResponse:
    """What this document says otherwise than the one it was adapted from, for whoever sees both."""
    recommendation = recommendation_or_404(request, reference)
    if recommendation.derived_from_id is None:
        raise Http404
    origin = get_object_or_404(visible(request.user), pk=recommendation.derived_from_id)
    context = {
        **head(recommendation),
        "origin": origin,
        "origin_url": page_of(origin),
        "language": recommendation.authentic_language,
        "differences": adapting.differences_from_origin(recommendation, origin),
    }
    return render(request, "recommendations/origin_compare.html", context)
