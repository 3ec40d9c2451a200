"""After the signatures: send, answer point by point, take on commitments, tell news, confirm."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import mandates_of
from directory.naming import attach_names
from forums.models import WorkingTable
from forums.permissions import seat_in
from recommendations import followup, workflow
from recommendations.errors import RecommendationError
from recommendations.files import keeping
from recommendations.forms.followup import (
    CommitmentForm,
    DeliveryForm,
    LetterForAllForm,
    LetterForm,
    NewsForm,
    ResponseForAllForm,
    ResponseForm,
    VerifyForm,
)
from recommendations.models import Commitment, Delivery, Recommendation, VersionClause
from recommendations.points import answers_of
from recommendations.reasons import why_not
from recommendations.views.access import (
    carried_out,
    entry_or_404,
    head,
    may_or_refuse,
    page_of,
    recommendation_or_404,
)
from recommendations.views.agreeing import member_body


@login_required
def delivery_new(request: HttpRequest, reference: str) -> HttpResponse:
    """Send the signed document to an addressee, with the registry number."""
    recommendation = recommendation_or_404(request, reference)
    may_or_refuse(request.user, "recommendations.deliver", recommendation)
    form = DeliveryForm(request.POST or None, recommendation=recommendation)
    if carried_out(request, form, followup.deliver, recommendation, by=request.user):
        messages.success(request, _("It is sent. The day by which an answer is due is noted."))
        return redirect(page_of(recommendation))
    context = {
        **head(recommendation),
        "form": form,
        "undisposed": workflow.undisposed_positions(recommendation),
        "days": followup.response_days(recommendation),
        "can_address": request.user.has_perm("recommendations.name_addressee", recommendation),
    }
    return render(request, "recommendations/delivery_new.html", context, status=422 if form.is_bound else 200)


def delivery_or_404(recommendation: Recommendation, public_id: str) -> Delivery:
    """A delivery of the document."""
    deliveries = recommendation.deliveries.select_related("addressee", "version")
    delivery = get_object_or_404(deliveries, public_id=public_id)
    delivery.recommendation = delivery.version.recommendation = recommendation
    attach_names([delivery.addressee])
    return delivery


@login_required
def delivery_answer(request: HttpRequest, reference: str, public_id: str) -> HttpResponse:
    """The points of a delivery with their answers so far: what the addressee works through."""
    recommendation = recommendation_or_404(request, reference)
    delivery = delivery_or_404(recommendation, public_id)
    may_answer(request.user, delivery)
    points = list(workflow.points_of(delivery).select_related("clause").prefetch_related("texts"))
    answers = answers_of([point.clause_id for point in points])
    rows = [
        (point, [one for one in answers[point.clause_id] if one.response.delivery_id == delivery.pk])
        for point in points
    ]
    context = {
        **head(recommendation),
        "delivery": delivery,
        "rows": rows,
        "open_count": sum(1 for _point, given in rows if not given),
    }
    return render(request, "recommendations/delivery_answer.html", context)


def may_answer(user, delivery: Delivery) -> None:
    """Go on for the addressee's officer and for those who enter letters, else the reason why not."""
    if why_not(user, "recommendations.answer_officially", delivery):
        may_or_refuse(user, "recommendations.enter_response", delivery)


@login_required
def response_edit(request: HttpRequest, reference: str, public_id: str, clause_id: str) -> HttpResponse:
    """The answer to one point: by the officer of the addressee, or entered from the letter received."""
    recommendation = recommendation_or_404(request, reference)
    delivery = delivery_or_404(recommendation, public_id)
    may_answer(request.user, delivery)
    entry = entry_or_404(recommendation, clause_id, delivery.version_id)
    mandate = mandate_for(request.user, delivery)
    form_class = ResponseForm if mandate else LetterForm
    form = form_class(request.POST or None, request.FILES or None, initial=response_initial(delivery, entry))
    given = carried_out(
        request,
        form,
        keeping("letter", followup.respond, recommendation),
        delivery,
        by=request.user,
        clause=entry.clause,
        mandate=mandate,
    )
    if given:
        return after_answer(request, recommendation, delivery, entry)
    context = {**head(recommendation), "form": form, "delivery": delivery, "entry": entry, "is_letter": not mandate}
    return render(request, "recommendations/response_edit.html", context, status=422 if form.is_bound else 200)


@login_required
def response_all(request: HttpRequest, reference: str, public_id: str) -> HttpResponse:
    """One answer for every point that has none, with exceptions."""
    recommendation = recommendation_or_404(request, reference)
    delivery = delivery_or_404(recommendation, public_id)
    may_answer(request.user, delivery)
    mandate = mandate_for(request.user, delivery)
    form_class = ResponseForAllForm if mandate else LetterForAllForm
    points = list(workflow.unanswered_by(delivery).select_related("clause"))
    form = form_class(request.POST or None, request.FILES or None, points=points)
    answer = keeping("letter", followup.respond_to_all, recommendation)
    given = carried_out(request, form, answer, delivery, by=request.user, mandate=mandate)
    if given:
        words = ngettext("%(count)s point is answered.", "%(count)s points are answered.", len(given))
        messages.success(request, words % {"count": len(given)})
        return redirect(page_of(recommendation, f"answer/{delivery.public_id}/"))
    context = {**head(recommendation), "form": form, "delivery": delivery, "is_letter": not mandate, "points": points}
    return render(request, "recommendations/response_all.html", context, status=422 if form.is_bound else 200)


def mandate_for(user, delivery: Delivery):
    """The authorisation by which the person answers for the addressee; ``None`` where they enter a letter."""
    if why_not(user, "recommendations.answer_officially", delivery):
        return None
    return next(one for one in mandates_of(user) if one.organisation_id == delivery.addressee_id)


def response_initial(delivery: Delivery, entry: VersionClause) -> dict[str, object]:
    """The answer given before, to be corrected."""
    given = delivery.responses.filter(clause=entry.clause).values(
        *("answer", "reason", "language", "considered_until", "forwarded_to", "approved_by"),
        *("letter_number", "answered_on"),
    )
    return given.first() or {}


def after_answer(
    request: HttpRequest, recommendation: Recommendation, delivery: Delivery, entry: VersionClause
) -> HttpResponse:
    """To the commitment when the button asked for it, else back to the points."""
    messages.success(request, _("The answer is published."))
    if "commit" in request.POST:
        return redirect(page_of(recommendation, f"commit/{delivery.public_id}/{entry.clause.public_id}/"))
    return redirect(page_of(recommendation, f"answer/{delivery.public_id}/"))


@login_required
def commitment_new(request: HttpRequest, reference: str, public_id: str, clause_id: str) -> HttpResponse:
    """Who does what until when, about one point."""
    recommendation = recommendation_or_404(request, reference)
    delivery = delivery_or_404(recommendation, public_id)
    may_or_refuse(request.user, "recommendations.take_commitment", delivery)
    entry = entry_or_404(recommendation, clause_id, delivery.version_id)
    form = CommitmentForm(request.POST or None, recommendation=recommendation)
    taken = carried_out(
        request,
        form,
        followup.take_commitment,
        entry.clause,
        by=request.user,
        owner=delivery.addressee,
        response=delivery.responses.filter(clause=entry.clause).first(),
    )
    if taken:
        messages.success(request, _("The commitment is published."))
        return redirect(page_of(recommendation, f"points/{clause_id}/#{taken.public_id}"))
    context = {**head(recommendation), "form": form, "delivery": delivery, "entry": entry}
    return render(request, "recommendations/commitment_new.html", context, status=422 if form.is_bound else 200)


def commitment_or_404(recommendation: Recommendation, public_id: str) -> Commitment:
    """A commitment about one of the document's points."""
    found = Commitment.objects.select_related("owner", "clause").filter(recommendation=recommendation)
    commitment = get_object_or_404(found, public_id=public_id)
    commitment.recommendation = commitment.clause.recommendation = recommendation
    attach_names([commitment.owner])
    return commitment


@login_required
def commitment_news(request: HttpRequest, reference: str, public_id: str) -> HttpResponse:
    """News about a commitment, "no change" included."""
    recommendation = recommendation_or_404(request, reference)
    commitment = commitment_or_404(recommendation, public_id)
    may_or_refuse(request.user, "recommendations.update_commitment", commitment)
    if request.method == "POST" and "no_change" in request.POST:
        return no_change(request, recommendation, commitment)
    form = NewsForm(request.POST or None, request.FILES or None, commitment=commitment)
    report = keeping("evidence", followup.update_commitment, recommendation)
    if carried_out(request, form, report, commitment, by=request.user):
        messages.success(request, _("The news is published."))
        return redirect(page_of(recommendation, f"points/{commitment.clause.public_id}/#{public_id}"))
    context = {**head(recommendation), "form": form, "commitment": commitment, "days": followup.ASK_AGAIN_DAYS}
    return render(request, "recommendations/commitment_news.html", context, status=422 if form.is_bound else 200)


def no_change(request: HttpRequest, recommendation: Recommendation, commitment: Commitment) -> HttpResponse:
    """ "No change, ask me in 90 days", by one button."""
    try:
        followup.report_no_change(commitment, by=request.user, language=commitment.language)
        messages.success(request, _("Noted: no change. We ask again in 90 days."))
    except RecommendationError as refused:
        messages.error(request, str(refused))
    return redirect(page_of(recommendation, f"points/{commitment.clause.public_id}/#{commitment.public_id}"))


@login_required
def commitment_verify(request: HttpRequest, reference: str, public_id: str) -> HttpResponse:
    """What a table says about something reported done."""
    recommendation = recommendation_or_404(request, reference)
    commitment = commitment_or_404(recommendation, public_id)
    may_or_refuse(request.user, "recommendations.verify_commitment", commitment)
    seat = seat_in(request.user, followup.forum_of(recommendation))
    table = WorkingTable.objects.get(pk=seat.table_id) if seat else None
    form = VerifyForm(request.POST or None)
    said = carried_out(
        request,
        form,
        followup.verify_commitment,
        commitment,
        by=request.user,
        table=table,
        organisation=None if table else member_body(request.user, recommendation),
    )
    if said:
        messages.success(request, _("Noted. It stands beside the commitment."))
        return redirect(page_of(recommendation, f"points/{commitment.clause.public_id}/#{public_id}"))
    context = {**head(recommendation), "form": form, "commitment": commitment, "table": table}
    return render(request, "recommendations/commitment_verify.html", context, status=422 if form.is_bound else 200)
