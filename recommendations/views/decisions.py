"""Deciding: open a round, cast a ballot, close, judge objections, certify. No page shows a result before that."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from directory.naming import attach_names
from portal.base.ring import Seat as RingSeat
from portal.base.ring import Table as RingTable
from recommendations import decisions, documents
from recommendations.decisions.objections import MOVES, SETTLEMENTS
from recommendations.errors import RecommendationError
from recommendations.files import keeping
from recommendations.followup import forum_of
from recommendations.forms.decisions import (
    BallotForm,
    DotsForm,
    ObjectionForm,
    RecordedBallotForm,
    RecordedDotsForm,
    RoundForm,
)
from recommendations.forms.fields import ReasonForm
from recommendations.models import Ballot, DecisionRound, Elector, MinorityOpinion, Objection, Recommendation
from recommendations.permissions import is_elector, runs_it
from recommendations.results import ADVISORY, needed
from recommendations.views.access import (
    attempt,
    carried_out,
    head,
    may_or_refuse,
    page_of,
    recommendation_or_404,
)

State = DecisionRound.State


@login_required
def round_open(request: HttpRequest, reference: str) -> HttpResponse:
    """How, for how long, and with which quorum and threshold it is decided."""
    recommendation = recommendation_or_404(request, reference)
    may_or_refuse(request.user, "recommendations.open_round", recommendation)
    form = RoundForm(request.POST or None, has_forum=forum_of(recommendation) is not None)
    if request.method == "POST" and form.is_valid():
        fields = form.round_fields()
        if fields["method"] not in ADVISORY:
            may_or_refuse(request.user, "recommendations.open_binding_round", recommendation)
        version = documents.latest_version(recommendation)
        opened = attempt(form, decisions.open_round, version, by=request.user, **fields)
        if opened:
            return redirect(page_of(recommendation, f"decision/{opened.public_id}/"))
    context = {**head(recommendation), "form": form}
    return render(request, "recommendations/round_open.html", context, status=422 if form.is_bound else 200)


def round_detail(request: HttpRequest, reference: str, public_id: str) -> HttpResponse:
    """What is decided, by whom, until when; the ballot for those who have one; the result once certified."""
    recommendation = recommendation_or_404(request, reference)
    round_ = round_or_404(recommendation, public_id)
    electors = electors_of(round_)
    elector = own_elector(request.user, electors)
    form = ballot_form(request, round_, elector)
    if request.method == "POST":
        may_or_refuse(request.user, "recommendations.cast_ballot", elector or round_)
        if carried_out(request, form, decisions.cast_ballot, elector, by=request.user):
            messages.success(request, _("Your choice is counted. You can change it until closing."))
            return redirect(page_of(recommendation, f"decision/{public_id}/"))
    context = round_context(request, round_, electors, elector, form)
    return render(request, "recommendations/round_detail.html", context, status=422 if form.is_bound else 200)


def round_or_404(recommendation: Recommendation, public_id: str) -> DecisionRound:
    """A decision on one of the document's versions."""
    rounds = DecisionRound.objects.select_related("version").filter(version__recommendation=recommendation)
    round_ = get_object_or_404(rounds, public_id=public_id)
    round_.version.recommendation = recommendation
    return round_


def is_table_vote(round_: DecisionRound) -> bool:
    return round_.method == DecisionRound.Method.TABLE_VOTE


def gives_dots(round_: DecisionRound) -> bool:
    return round_.method == DecisionRound.Method.PRIORITIES


def electors_of(round_: DecisionRound) -> list[Elector]:
    """The frozen electorate with names."""
    electors = list(round_.electors.select_related("table", "organisation", "person_link__user"))
    attach_names(elector.organisation for elector in electors)
    for elector in electors:
        elector.round = round_
    return electors


def own_elector(user, electors: list[Elector]) -> Elector | None:
    """The row of the electorate for which this person may cast."""
    if not user.is_authenticated:
        return None
    return next((elector for elector in electors if is_elector(user, elector)), None)


def ballot_form(request: HttpRequest, round_: DecisionRound, elector: Elector | None, *, recorded: bool = False):
    """The ballot of a round: a choice, or dots; with the way it came, where somebody records it."""
    data, files = request.POST or None, request.FILES or None
    if gives_dots(round_):
        form_class = RecordedDotsForm if recorded else DotsForm
        points = round_.version.clauses.select_related("clause")
        return form_class(data, points=points, dots_each=round_.dots_each)
    form_class = RecordedBallotForm if recorded else BallotForm
    return form_class(data, files, for_table=bool(elector and is_table_vote(round_)))


def round_context(
    request: HttpRequest, round_: DecisionRound, electors: list[Elector], elector: Elector | None, form
) -> dict[str, object]:
    """The page of a decision. One's own last choice is shown to oneself; everybody else's to nobody while open."""
    recommendation, user = round_.version.recommendation, request.user
    is_over = timezone.now() >= round_.closes_at
    is_certified = round_.state == State.CERTIFIED
    entries = list(round_.version.clauses.select_related("clause").prefetch_related("texts"))
    can_certify = user.has_perm("recommendations.certify_round", recommendation)
    return {
        **head(recommendation),
        "round": round_,
        "electors": electors,
        "elector": elector,
        "own_ballot": Ballot.objects.filter(elector=elector).last() if elector else None,
        "form": form,
        "rules": rules_of(round_, len(electors)),
        "is_open": round_.state == State.OPEN and not is_over,
        "is_over": is_over,
        "runs_it": runs_it(user, recommendation),
        "can_cast": bool(elector) and user.has_perm("recommendations.cast_ballot", elector),
        "can_write_opinion": may_write_opinion(user, round_, elector),
        "can_record": user.has_perm("recommendations.record_ballot", recommendation),
        "can_certify": can_certify,
        "can_endorse": is_certified and user.has_perm("recommendations.deliver", recommendation),
        "void_form": ReasonForm(),
        "objections": objections_of(round_, electors, user) if round_.state == State.CLOSED else [],
        "waiting_rows": can_certify and round_.state == State.OPEN and answered_ordinals(round_),
        "entries": entries,
        "ring": ring_of(round_) if is_certified else [],
        "choice_rows": choice_rows(round_, electors) if is_certified else [],
        "priority_rows": priority_rows(round_, entries) if is_certified else [],
        "opinions": opinions_of(round_, electors),
        "endorsements": list(round_.endorsements.select_related("document")) if is_certified else [],
    }


# ------------------------------------------------------------------------------------------------ what the page says


@dataclass(frozen=True)
class Rules:
    """The rules of a round in people: how many decide, how many must take part; shares as they were set."""

    electors: int
    quorum: int
    quorum_percent: int
    threshold_percent: int


def rules_of(round_: DecisionRound, electors: int) -> Rules:
    """The same before and after the decision."""
    return Rules(electors, needed(electors, round_.quorum), round(round_.quorum * 100), round(round_.threshold * 100))


def may_write_opinion(user, round_: DecisionRound, elector: Elector | None) -> bool:
    """Whether this elector may write a separate opinion on this result now."""
    if elector is None or round_.state != State.CERTIFIED or round_.method in ADVISORY:
        return False
    is_time = round_.version.recommendation.state in decisions.OPEN_TO_OPINIONS
    return is_time and user.has_perm("recommendations.write_minority_opinion", elector)


def answered_ordinals(round_: DecisionRound) -> set[int]:
    """Who has answered at all, not what: those who run a decision remind the others."""
    return set(round_.electors.exclude(ballots=None).values_list("ordinal", flat=True))


@dataclass(frozen=True)
class ObjectionRow:
    """An objection as those who deal with it see it, with the words they may choose."""

    objection: Objection
    elector: Elector
    can_treat: bool


def objections_of(round_: DecisionRound, electors: list[Elector], user) -> list[ObjectionRow]:
    """The objections of a closed round: all for those who judge them, one's own for whoever raised it."""
    by_key = {elector.pk: elector for elector in electors}
    judges = user.has_perm("recommendations.certify_round", round_.version.recommendation)
    found = Objection.objects.filter(ballot__elector__round=round_).select_related("ballot")
    rows = [(objection, by_key[objection.ballot.elector_id]) for objection in found]
    return [
        ObjectionRow(objection, elector, bool(states_for(user, objection, elector)))
        for objection, elector in rows
        if judges or is_elector(user, elector)
    ]


def states_for(user, objection: Objection, elector: Elector) -> tuple[str, ...]:
    """What this person may say about an objection: whoever raised it settles or upholds it, the judges do both."""
    states = MOVES[objection.state]
    if user.has_perm("recommendations.certify_round", elector.round.version.recommendation):
        return states
    return tuple(state for state in states if state in SETTLEMENTS) if is_elector(user, elector) else ()


def choice_rows(round_: DecisionRound, electors: list[Elector]) -> list[tuple[Elector, str, int | None]]:
    """Who chose what in a certified open vote: elector, words, people behind a table."""
    by_ordinal = {elector.ordinal: elector for elector in electors}
    words = dict(Ballot.Choice.choices) | {"silent": _("no answer")}
    return [(by_ordinal[row["elector"]], words[row["choice"]], row["head_count"]) for row in round_.result["choices"]]


def priority_rows(round_: DecisionRound, entries) -> list[tuple[object, int, int]]:
    """The points of a certified choice of priorities: point, dots, electors, most dots first."""
    by_id = {entry.clause.public_id: entry for entry in entries}
    rows = round_.result["result"]["priorities"]
    return [(by_id[row["point"]], row["dots"], row["electors"]) for row in rows if row["point"] in by_id]


def opinions_of(round_: DecisionRound, electors: list[Elector]) -> list[MinorityOpinion]:
    """The separate opinions with the names of those who hold them."""
    by_key = {elector.pk: elector for elector in electors}
    opinions = list(round_.minority_opinions.order_by("elector__ordinal"))
    for opinion in opinions:
        opinion.elector = by_key[opinion.elector_id]
    return opinions


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


# ------------------------------------------------------------------------------------------------ those who run it


@login_required
def ballot_record(request: HttpRequest, reference: str, public_id: str, ordinal: int) -> HttpResponse:
    """A choice made in the room, on paper or by letter, entered by whoever runs the decision."""
    recommendation = recommendation_or_404(request, reference)
    round_ = round_or_404(recommendation, public_id)
    may_or_refuse(request.user, "recommendations.record_ballot", recommendation)
    elector = get_object_or_404(round_.electors.select_related("table", "organisation"), ordinal=ordinal)
    attach_names([elector.organisation])
    form = ballot_form(request, round_, elector, recorded=True)
    record = keeping("letter", decisions.cast_ballot, recommendation)
    if carried_out(request, form, record, elector, by=request.user):
        messages.success(request, _("The choice is recorded."))
        return redirect(page_of(recommendation, f"decision/{public_id}/"))
    context = {**head(recommendation), "round": round_, "elector": elector, "form": form}
    return render(request, "recommendations/ballot_record.html", context, status=422 if form.is_bound else 200)


@login_required
def objection_treat(request: HttpRequest, reference: str, public_id: str, objection_id: str) -> HttpResponse:
    """Judge an objection, or say what became of a valid one, between closing and certifying."""
    recommendation = recommendation_or_404(request, reference)
    round_ = round_or_404(recommendation, public_id)
    found = Objection.objects.filter(ballot__elector__round=round_).select_related("ballot__elector__person_link")
    objection = get_object_or_404(found, public_id=objection_id)
    elector = objection.ballot.elector
    elector.round = round_
    states = states_for(request.user, objection, elector)
    if not states:
        may_or_refuse(request.user, "recommendations.certify_round", recommendation)
    form = ObjectionForm(request.POST or None, states=states)
    if carried_out(request, form, treat_objection, objection, by=request.user):
        messages.success(request, _("Noted. It is printed with the result."))
        return redirect(page_of(recommendation, f"decision/{public_id}/#objections"))
    context = {**head(recommendation), "round": round_, "objection": objection, "form": form}
    return render(request, "recommendations/objection_treat.html", context, status=422 if form.is_bound else 200)


def treat_objection(objection: Objection, *, by, state: str, reason: str) -> Objection:
    """Judge it or settle it, as the chosen words say."""
    act = decisions.settle_objection if state in SETTLEMENTS else decisions.judge_objection
    return act(objection, by=by, state=state, reason=reason)


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
