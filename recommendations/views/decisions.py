"""Deciding: open a round, cast a ballot, close, certify, sign. No page shows a result before it is certified."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.permissions import mandates_of
from directory.naming import attach_names
from forums.permissions import seat_in
from portal.base.ring import Seat as RingSeat
from portal.base.ring import Table as RingTable
from recommendations import decisions, documents
from recommendations.errors import RecommendationError
from recommendations.followup import forum_of
from recommendations.forms.decisions import BallotForm, RecordedBallotForm, RoundForm, SignForm
from recommendations.forms.fields import ReasonForm
from recommendations.models import Ballot, DecisionRound, Elector, Recommendation
from recommendations.permissions import is_elector, runs_it
from recommendations.views.access import (
    attempt,
    carried_out,
    head,
    may_or_refuse,
    page_of,
    recommendation_or_404,
)


@login_required
def round_open(request: HttpRequest, reference: str) -> HttpResponse:
    """How, for how long, and with which quorum and threshold it is decided."""
    recommendation = recommendation_or_404(request, reference)
    may_or_refuse(request.user, "recommendations.open_round", recommendation)
    form = RoundForm(request.POST or None, has_forum=forum_of(recommendation) is not None)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        closes_at = timezone.now() + timedelta(days=data.pop("days"))
        opened = attempt(
            form,
            decisions.open_round,
            documents.latest_version(recommendation),
            by=request.user,
            closes_at=closes_at,
            shows_names=not data.pop("totals_only"),
            **data,
        )
        if opened:
            return redirect(page_of(recommendation, f"decision/{opened.public_id}/"))
    context = {**head(recommendation), "form": form}
    return render(request, "recommendations/round_open.html", context, status=422 if form.is_bound else 200)


def round_detail(request: HttpRequest, reference: str, public_id: str) -> HttpResponse:
    """What is decided, by whom, until when; the ballot for those who have one; the result once certified."""
    recommendation = recommendation_or_404(request, reference)
    round_ = round_or_404(recommendation, public_id)
    elector = own_elector(request.user, round_)
    form = BallotForm(request.POST or None, for_table=bool(elector and is_table_vote(round_)))
    if request.method == "POST":
        may_or_refuse(request.user, "recommendations.cast_ballot", elector or round_)
        if form.is_valid() and attempt(form, decisions.cast_ballot, elector, by=request.user, **form.cleaned_data):
            messages.success(request, _("Your choice is counted. You can change it until closing."))
            return redirect(page_of(recommendation, f"decision/{public_id}/"))
    context = round_context(request, round_, elector, form)
    return render(request, "recommendations/round_detail.html", context, status=422 if form.is_bound else 200)


def round_or_404(recommendation: Recommendation, public_id: str) -> DecisionRound:
    """A decision on one of the document's versions."""
    rounds = DecisionRound.objects.select_related("version").filter(version__recommendation=recommendation)
    round_ = get_object_or_404(rounds, public_id=public_id)
    round_.version.recommendation = recommendation
    return round_


def is_table_vote(round_: DecisionRound) -> bool:
    return round_.method == DecisionRound.Method.TABLE_VOTE


def electors_of(round_: DecisionRound) -> list[Elector]:
    """The frozen electorate with names."""
    electors = list(round_.electors.select_related("table", "organisation", "person_link__user"))
    attach_names(elector.organisation for elector in electors)
    for elector in electors:
        elector.round = round_
    return electors


def own_elector(user, round_: DecisionRound) -> Elector | None:
    """The row of the electorate for which this person may cast."""
    if not user.is_authenticated:
        return None
    return next((elector for elector in electors_of(round_) if is_elector(user, elector)), None)


def round_context(request: HttpRequest, round_: DecisionRound, elector: Elector | None, form) -> dict[str, object]:
    """The page of a decision. One's own last choice is shown to oneself; everybody else's to nobody while open."""
    recommendation, user = round_.version.recommendation, request.user
    electors = electors_of(round_)
    own = Ballot.objects.filter(elector=elector).last() if elector else None
    is_over = timezone.now() >= round_.closes_at
    return {
        **head(recommendation),
        "round": round_,
        "electors": electors,
        "elector": elector,
        "own_ballot": own,
        "form": form,
        "is_open": round_.state == DecisionRound.State.OPEN and not is_over,
        "is_over": is_over,
        "runs_it": runs_it(user, recommendation),
        "can_cast": bool(elector) and user.has_perm("recommendations.cast_ballot", elector),
        "can_record": user.has_perm("recommendations.record_ballot", recommendation),
        "can_certify": user.has_perm("recommendations.certify_round", recommendation),
        "void_form": ReasonForm(),
        "entries": list(round_.version.clauses.select_related("clause").prefetch_related("texts")),
        "ring": ring_of(round_) if round_.state == DecisionRound.State.CERTIFIED else [],
        "choices": dict(Ballot.Choice.choices) | {"silent": _("no answer")},
    }


def ring_of(round_: DecisionRound) -> list[RingTable]:
    """The tables of a certified open vote as the ring draws them."""
    rows = [row for row in round_.result["choices"] if row["table"]] if is_table_vote(round_) else []
    return [
        RingTable(
            number=row["table"],
            interest=people_behind(row["head_count"]),
            seats=[RingSeat()] * (row["head_count"] or 0),
            decision="" if row["choice"] == Ballot.Choice.STAND_ASIDE else row["choice"],
        )
        for row in rows
    ]


def people_behind(count: int | None) -> str:
    """How many people at a table stood behind its vote, in words; nothing when nobody counted."""
    return ngettext("%(count)s person", "%(count)s people", count) % {"count": count} if count else ""


@login_required
def ballot_record(request: HttpRequest, reference: str, public_id: str, ordinal: int) -> HttpResponse:
    """A choice made in the room, entered by whoever runs the decision."""
    recommendation = recommendation_or_404(request, reference)
    round_ = round_or_404(recommendation, public_id)
    may_or_refuse(request.user, "recommendations.record_ballot", recommendation)
    elector = get_object_or_404(round_.electors.select_related("table", "organisation"), ordinal=ordinal)
    form = RecordedBallotForm(request.POST or None, for_table=is_table_vote(round_))
    if carried_out(request, form, decisions.cast_ballot, elector, by=request.user):
        messages.success(request, _("The choice is recorded."))
        return redirect(page_of(recommendation, f"decision/{public_id}/"))
    context = {**head(recommendation), "round": round_, "elector": elector, "form": form}
    return render(request, "recommendations/ballot_record.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
def round_end(request: HttpRequest, reference: str, public_id: str) -> HttpResponse:
    """Close, certify or void a decision, as the button pressed says."""
    recommendation = recommendation_or_404(request, reference)
    round_ = round_or_404(recommendation, public_id)
    may_or_refuse(request.user, "recommendations.certify_round", recommendation)
    try:
        if "void" in request.POST:
            decisions.void_round(round_, by=request.user, reason=request.POST.get("reason", ""))
        elif "certify" in request.POST:
            decisions.certify_round(round_, by=request.user)
        else:
            decisions.close_round(round_, by=request.user)
    except RecommendationError as refused:
        messages.error(request, str(refused))
    return redirect(page_of(recommendation, f"decision/{public_id}/"))


@login_required
def sign(request: HttpRequest, reference: str) -> HttpResponse:
    """A signature on the hash of the agreed version."""
    recommendation = recommendation_or_404(request, reference)
    may_or_refuse(request.user, "recommendations.sign_off", recommendation)
    version = documents.agreed_version(recommendation)
    seat = seat_in(request.user, forum_of(recommendation))
    table = forum_of(recommendation).tables.get(pk=seat.table_id) if seat and seat.role == "rapporteur" else None
    initial = {"capacity": _("rapporteur of table %(number)s") % {"number": table.number}} if table else {}
    form = SignForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        signed = attempt(
            form,
            decisions.sign_off,
            version,
            by=request.user,
            capacity=form.cleaned_data["capacity"],
            table=table,
            organisation=None if table else member_body(request.user, recommendation),
        )
        if signed:
            messages.success(request, _("Your signature stands on the document."))
            return redirect(page_of(recommendation, "#signatures"))
    context = {**head(recommendation), "form": form, "version": version}
    return render(request, "recommendations/sign.html", context, status=422 if form.is_bound else 200)


def member_body(user, recommendation: Recommendation):
    """The member organisation of the group that the person speaks for."""
    members = set(recommendation.group.members.filter(until=None).values_list("organisation", flat=True))
    return next((one.organisation for one in mandates_of(user) if one.organisation_id in members), None)
