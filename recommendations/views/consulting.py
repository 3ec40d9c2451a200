"""Consultation: comments, proposed changes, what the rapporteur proposes, and how several become one text."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import mandates_of
from directory.naming import attach_names
from recommendations import amending, commenting, consulting
from recommendations.files import keeping
from recommendations.forms.consulting import (
    AgreementForm,
    AmendmentForm,
    CommentForm,
    ConsolidationForm,
    LetterAmendmentForm,
    ProposalForm,
    RebaseForm,
    SettleForm,
)
from recommendations.forms.fields import ReasonForm
from recommendations.models import Amendment, ClauseComment, Recommendation
from recommendations.points import entries_of
from recommendations.views.access import (
    attempt,
    carried_out,
    clause_or_404,
    document_or_404,
    entry_or_404,
    form_page,
    may_or_refuse,
    page_of,
    recommendation_or_404,
)
from recommendations.views.document import head_of


def amendment_or_404(recommendation: Recommendation, public_id: str) -> Amendment:
    """A proposed change to a point of the document."""
    changes = Amendment.objects.filter(clause__recommendation=recommendation)
    amendment = get_object_or_404(changes.select_related("clause", "proposed_by", "on_behalf_of"), public_id=public_id)
    amendment.clause.recommendation = recommendation
    return amendment


def body_of(user):
    """The one organisation the person speaks for, if it is one."""
    bodies = [mandate.organisation for mandate in mandates_of(user)]
    return bodies[0] if len(bodies) == 1 else None


# Proposing ----------------------------------------------------------------------------------------------------------


@login_required
def amendment_new(request: HttpRequest, reference: str, public_id: str) -> HttpResponse:
    """Propose a change to a point of the version that is open for comments."""
    recommendation = recommendation_or_404(request, reference)
    may_or_refuse(request.user, "recommendations.propose_amendment", recommendation)
    entry = entry_or_404(recommendation, public_id, recommendation.shown_version_id)
    form = AmendmentForm(request.POST or None, initial=offered(entry))
    own = body_of(request.user)
    if carried_out(request, form, amending.propose_amendment, entry, by=request.user, on_behalf_of=own):
        messages.success(request, _("Your proposal is in. The group answers it with a reason."))
        return redirect(page_of(recommendation, f"points/{public_id}/#changes"))
    return form_page(request, recommendation, "recommendations/amendment_new.html", form, entry=entry)


def offered(entry) -> dict[str, str]:
    """The words that stand there now, to change; in the authentic language."""
    authentic = entry.clause.recommendation.authentic_language
    text = next((text.text for text in entry.texts.all() if text.language == authentic), "")
    return {"text": text, "language": authentic}


@login_required
def amendment_from_letter(request: HttpRequest, reference: str, public_id: str) -> HttpResponse:
    """Enter a change that an association sent by letter or as a Word file with changes, the file attached."""
    recommendation = recommendation_or_404(request, reference)
    may_or_refuse(request.user, "recommendations.enter_amendment", recommendation)
    entry = entry_or_404(recommendation, public_id, recommendation.shown_version_id)
    form = LetterAmendmentForm(
        request.POST or None, request.FILES or None, recommendation=recommendation, initial=offered(entry)
    )
    enter = keeping("letter", amending.enter_amendment, recommendation)
    if carried_out(request, form, enter, entry, by=request.user):
        messages.success(request, _("The proposal is in, with the letter beside it."))
        return redirect(page_of(recommendation, f"points/{public_id}/#changes"))
    return form_page(request, recommendation, "recommendations/amendment_new.html", form, entry=entry, has_files=True)


@login_required
def amendment_rebase(request: HttpRequest, reference: str, public_id: str) -> HttpResponse:
    """The point has changed since: propose the change anew against the words of today; the old one stays readable."""
    recommendation = recommendation_or_404(request, reference)
    amendment = amendment_or_404(recommendation, public_id)
    may_or_refuse(request.user, "recommendations.rewrite_amendment", amendment)
    present = amending.present_text(amendment.clause)
    form = RebaseForm(request.POST or None, initial={"text": amendment.text, "justification": amendment.justification})
    if carried_out(request, form, amending.rebase_amendment, amendment, by=request.user):
        messages.success(request, _("Your proposal stands against the words of today now."))
        return redirect(page_of(recommendation, f"points/{amendment.clause.public_id}/#changes"))
    return form_page(
        request, recommendation, "recommendations/amendment_rebase.html", form, amendment=amendment, present=present
    )


@require_POST
@login_required
def amendment_withdraw(request: HttpRequest, reference: str, public_id: str) -> HttpResponse:
    """Take one's own proposal back."""
    recommendation = recommendation_or_404(request, reference)
    amendment = amendment_or_404(recommendation, public_id)
    may_or_refuse(request.user, "recommendations.rewrite_amendment", amendment)
    if attempt_plainly(request, amending.withdraw_amendment, amendment, by=request.user):
        messages.success(request, _("Your proposal is withdrawn."))
    return redirect(page_of(recommendation, f"points/{amendment.clause.public_id}/#changes"))


def attempt_plainly(request: HttpRequest, action, *args, **kwargs):
    """What the action gives back; its refusal becomes a message."""
    form = ReasonForm({})
    form.errors.clear()
    made = attempt(form, action, *args, **kwargs)
    for refused in form.non_field_errors():
        messages.error(request, refused)
    return made


# Settling -----------------------------------------------------------------------------------------------------------


@login_required
def amendment_propose_settlement(request: HttpRequest, reference: str, public_id: str) -> HttpResponse:
    """What the rapporteur would do with a change, published for its proposer to agree or not."""
    recommendation = recommendation_or_404(request, reference)
    amendment = amendment_or_404(recommendation, public_id)
    may_or_refuse(request.user, "recommendations.settle_amendment", amendment)
    form = ProposalForm(request.POST or None, initial={"text": amendment.proposed_text or amendment.text})
    if carried_out(request, form, amending.propose_settlement, amendment, by=request.user):
        messages.success(request, _("Your proposal is published; the proposer is asked whether they agree."))
        return redirect(page_of(recommendation, f"points/{amendment.clause.public_id}/#changes"))
    return form_page(request, recommendation, "recommendations/amendment_settle.html", form, amendment=amendment)


@login_required
def amendment_answer(request: HttpRequest, reference: str, public_id: str) -> HttpResponse:
    """The proposer says whether they agree with what the rapporteur proposes."""
    recommendation = recommendation_or_404(request, reference)
    amendment = amendment_or_404(recommendation, public_id)
    may_or_refuse(request.user, "recommendations.answer_settlement", amendment)
    form = AgreementForm(request.POST or None)
    if carried_out(request, form, amending.answer_settlement, amendment, by=request.user):
        messages.success(request, _("Your answer is in. The rapporteur sees it."))
        return redirect(page_of(recommendation, f"points/{amendment.clause.public_id}/#changes"))
    return form_page(request, recommendation, "recommendations/amendment_answer.html", form, amendment=amendment)


@login_required
def amendment_settle(request: HttpRequest, reference: str, public_id: str) -> HttpResponse:
    """Accept a proposed change, accept it with changes, or not, with the reason."""
    recommendation = recommendation_or_404(request, reference)
    amendment = amendment_or_404(recommendation, public_id)
    may_or_refuse(request.user, "recommendations.settle_amendment", amendment)
    proposed = {
        "state": amendment.proposed_state,
        "text": amendment.proposed_text,
        "resolution": amendment.proposed_reason,
    }
    form = SettleForm(request.POST or None, initial=proposed)
    if carried_out(request, form, amending.settle_amendment, amendment, by=request.user):
        messages.success(request, _("Settled. The proposer is told."))
        return redirect(page_of(recommendation, f"points/{amendment.clause.public_id}/#changes"))
    present = amending.present_text(amendment.clause) if amendment.needs_rebase else ""
    return form_page(
        request, recommendation, "recommendations/amendment_settle.html", form, amendment=amendment, present=present
    )


@login_required
def amendments_consolidate(request: HttpRequest, reference: str, public_id: str) -> HttpResponse:
    """Several changes to one point become one text; each of them is answered at once."""
    recommendation = recommendation_or_404(request, reference)
    clause = clause_or_404(recommendation, public_id)
    may_or_refuse(request.user, "recommendations.consolidate_amendments", recommendation)
    waiting = [
        one
        for one in consulting.said_about(clause).amendments
        if request.user.has_perm("recommendations.settle_amendment", one)
    ]
    attach_names(one.on_behalf_of for one in waiting)
    present = amending.present_text(clause)
    form = ConsolidationForm(request.POST or None, amendments=waiting, initial={"text": present})
    if carried_out(request, form, amending.consolidate, clause, by=request.user):
        messages.success(request, _("The point has its new text; the proposers are told."))
        return redirect(page_of(recommendation, f"points/{public_id}/#changes"))
    return form_page(
        request,
        recommendation,
        "recommendations/amendments_consolidate.html",
        form,
        clause=clause,
        present=present,
        waiting=waiting,
    )


@require_safe
def amendments_synopsis(request: HttpRequest, reference: str) -> HttpResponse:
    """Every proposed change point by point, beside the text it was written against; made to be printed."""
    document = document_or_404(request, reference)
    entries = entries_of(document.shown)
    page = consulting.synopsis(document.recommendation, entries, number=request.GET.get("page", 1))
    attach_names(one.amendment.on_behalf_of for row in page for one in row.amendments)
    return render(request, "recommendations/amendments_synopsis.html", {**head_of(document), "page": page})


# Comments -----------------------------------------------------------------------------------------------------------


@login_required
def comment_new(request: HttpRequest, reference: str, public_id: str) -> HttpResponse:
    """Say something about a point without proposing other words for it."""
    recommendation = recommendation_or_404(request, reference)
    may_or_refuse(request.user, "recommendations.comment_clause", recommendation)
    entry = entry_or_404(recommendation, public_id, recommendation.shown_version_id)
    form = CommentForm(request.POST or None)
    if carried_out(request, form, commenting.comment_on, entry, by=request.user, on_behalf_of=body_of(request.user)):
        messages.success(request, _("Your comment is in."))
        return redirect(page_of(recommendation, f"points/{public_id}/#comments"))
    return form_page(request, recommendation, "recommendations/comment_new.html", form, entry=entry)


@login_required
def comment_hide(request: HttpRequest, reference: str, public_id: str) -> HttpResponse:
    """Hide a comment with a reason, which its author and everybody reads."""
    recommendation = recommendation_or_404(request, reference)
    may_or_refuse(request.user, "recommendations.hide_comment", recommendation)
    comments = ClauseComment.objects.filter(clause__recommendation=recommendation).select_related("clause", "author")
    comment = get_object_or_404(comments, public_id=public_id, hidden_at=None)
    form = ReasonForm(request.POST or None)
    if carried_out(request, form, commenting.hide_comment, comment, by=request.user):
        messages.success(request, _("The comment is hidden; its author is told why."))
        return redirect(page_of(recommendation, f"points/{comment.clause.public_id}/#comments"))
    return form_page(request, recommendation, "recommendations/comment_hide.html", form, comment=comment)
