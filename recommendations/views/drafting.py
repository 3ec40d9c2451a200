"""Writing a document: begin it, write its points, say where they come from, take it from state to state."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forums.models import Position
from portal.base.cards import address
from recommendations import documents, drafting, workflow
from recommendations.addresses import recommendation_path
from recommendations.citations import citations
from recommendations.errors import RecommendationError
from recommendations.forms.drafting import (
    BeginForm,
    ChangeNoteForm,
    ClauseForm,
    DispositionForm,
    ExpertiseForm,
)
from recommendations.forms.fields import ReasonForm
from recommendations.models import Clause, Recommendation
from recommendations.sources import find_sources, pick_source, unlink_source
from recommendations.trace import Link
from recommendations.views.access import (
    attempt,
    carried_out,
    clause_or_404,
    head,
    may_or_refuse,
    page_of,
    recommendation_or_404,
)
from recommendations.views.groups import group_or_404

#: Characters of the words by which a source is looked for.
LONGEST_SEARCH = 80


@login_required
def recommendation_begin(request: HttpRequest, slug: str) -> HttpResponse:
    """A new document of a working group."""
    group = group_or_404(request, slug)
    may_or_refuse(request.user, "recommendations.begin", group)
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        created = drafting.create_recommendation(
            group,
            by=request.user,
            authentic_language=data.pop("language"),
            country=drafting.country_of(group),
            cycle=group.forum.cycles.order_by("-number").first() if group.forum_id else None,
            addressees=[group.forum.host] if group.forum_id else (),
            **data,
        )
        return redirect(page_of(created, "write/"))
    return render(
        request,
        "recommendations/recommendation_begin.html",
        {"form": form, "group": group},
        status=422 if form.is_bound else 200,
    )


def moves_for(user, recommendation: Recommendation) -> list[workflow.Move]:
    """The moves this person may make from the present state; guards are asked when they try."""
    return [move for move in workflow.moves_from(recommendation.state) if user.has_perm(move.right, recommendation)]


@login_required
def clause_from_position(request: HttpRequest, reference: str, public_id: str) -> HttpResponse:
    """A new point from a position: its words are offered, its source and its disposition follow by themselves."""
    recommendation = recommendation_or_404(request, reference)
    may_or_refuse(request.user, "recommendations.draft_clause", recommendation)
    position = position_or_404(request, public_id)
    form = ClauseForm(request.POST or None, recommendation=recommendation, initial={"text": position.text})
    if request.method == "POST" and form.is_valid():
        drafting.open_draft(recommendation)
        made = attempt(
            form,
            drafting.draft_clause_from_position,
            recommendation,
            by=request.user,
            position=position,
            **form.cleaned_data,
        )
        if made:
            messages.success(request, _("The point is saved, and the authors of the position will read it."))
            return redirect(page_of(recommendation, "write/"))
    context = {**head(recommendation), "form": form, "position": position, "posts": sources_of(position)}
    return render(
        request,
        "recommendations/clause_from_position.html",
        context,
        status=422 if form.is_bound else 200,
    )


def position_or_404(request: HttpRequest, public_id: str) -> Position:
    """A position this reader may read."""
    readable = Position.objects.visible_to(request.user)
    return get_object_or_404(readable.select_related("forum"), public_id=public_id)


def sources_of(position: Position) -> list:
    """The contributions a position comes from."""
    posts = position.sources.exclude(post=None).select_related("post__thread")
    return [source.post for source in posts]


@login_required
def position_dispose(request: HttpRequest, reference: str, public_id: str) -> HttpResponse:
    """Say what became of a position that no point takes up."""
    recommendation = recommendation_or_404(request, reference)
    may_or_refuse(request.user, "recommendations.dispose_position", recommendation)
    position = position_or_404(request, public_id)
    form = DispositionForm(request.POST or None)
    done = carried_out(
        request,
        form,
        drafting.dispose,
        position,
        recommendation=recommendation,
        by=request.user,
    )
    if done:
        messages.success(request, _("Noted. The authors of the position are told."))
        return redirect(page_of(recommendation, "history/"))
    context = {**head(recommendation), "form": form, "position": position}
    return render(request, "recommendations/position_dispose.html", context, status=422 if form.is_bound else 200)


@login_required
def clause_sources(request: HttpRequest, reference: str, public_id: str) -> HttpResponse:
    """Where a point comes from: look for it in everything one may read and pick it, or name the group's expertise."""
    recommendation = recommendation_or_404(request, reference)
    may_or_refuse(request.user, "recommendations.link_source", recommendation)
    clause = clause_or_404(recommendation, public_id)
    kind, words = request.POST.get("kind", ""), request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    form = ExpertiseForm(None if kind else request.POST or None)
    if request.method == "POST":
        source = pick_source(recommendation, request.user, kind, request.POST.get("key", "")) if kind else None
        if kind and source is None:
            raise Http404
        if not kind and form.is_valid():
            source = {"expertise": form.cleaned_data["expertise"]}
        if source and named_source(request, form, clause, source):
            return redirect(page_of(recommendation, f"points/{public_id}/sources/"))
    context = {
        **head(recommendation),
        "clause": clause,
        "form": form,
        "words": words,
        "sources": sources_with_keys(clause, request.user),
        "found": find_sources(recommendation, request.user, words),
    }
    return render(request, "recommendations/clause_sources.html", context, status=422 if form.errors else 200)


def sources_with_keys(clause: Clause, user) -> list[tuple[int, Link]]:
    """The sources of a point as this person may read them, each with its key."""
    keys = clause.sources.values_list("pk", flat=True)
    return list(zip(keys, citations([clause.pk], user)[clause.pk], strict=True))


@login_required
def source_drop(request: HttpRequest, reference: str, public_id: str, pk: int) -> HttpResponse:
    """Take back a source of a point, asked once more before."""
    recommendation = recommendation_or_404(request, reference)
    may_or_refuse(request.user, "recommendations.link_source", recommendation)
    clause = clause_or_404(recommendation, public_id)
    named = dict(sources_with_keys(clause, request.user))
    if pk not in named:
        raise Http404
    if request.method == "POST":
        unlink_source(clause.sources.get(pk=pk), by=request.user)
        messages.success(request, _("The source is taken back."))
        return redirect(page_of(recommendation, f"points/{public_id}/sources/"))
    context = {**head(recommendation), "clause": clause, "source": named[pk], "form": forms.Form()}
    return render(request, "recommendations/source_drop.html", context)


def named_source(request: HttpRequest, form: ExpertiseForm, clause, source: dict) -> bool:
    """Whether the source was taken; if not, the reader is told why."""
    try:
        drafting.link_source(clause, by=request.user, **source)
    except RecommendationError as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, _("The source is named."))
    return True


@login_required
def version_note(request: HttpRequest, reference: str) -> HttpResponse:
    """What changed in the version that is being written, for those who read it later."""
    recommendation = recommendation_or_404(request, reference)
    may_or_refuse(request.user, "recommendations.draft_clause", recommendation)
    version = documents.latest_version(recommendation)
    form = ChangeNoteForm(request.POST or None, initial={"change_note": version.change_note})
    if carried_out(request, form, drafting.note_change, recommendation, by=request.user):
        messages.success(request, _("Noted. It stands in the history beside the version."))
        return redirect(page_of(recommendation, "write/"))
    context = {**head(recommendation), "form": form, "version": version}
    return render(request, "recommendations/version_note.html", context, status=422 if form.is_bound else 200)


@login_required
def recommendation_steps(request: HttpRequest, reference: str) -> HttpResponse:
    """The ways from the present state, each with who may go it; and what still stands against it when tried."""
    recommendation = recommendation_or_404(request, reference)
    context = {
        **head(recommendation),
        "moves": moves_for(request.user, recommendation),
        "state": recommendation.get_state_display(),
        "can_open_round": request.user.has_perm("recommendations.open_round", recommendation)
        and recommendation.state in ("consultation", "decision"),
        "can_deliver": request.user.has_perm("recommendations.deliver", recommendation)
        and recommendation.state in ("signed", "delivered", "following_up"),
        "can_address": request.user.has_perm("recommendations.name_addressee", recommendation),
        "form": ReasonForm(),
    }
    return render(request, "recommendations/recommendation_steps.html", context)


@require_POST
@login_required
def recommendation_move(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the document to another state, or say why it cannot go there now."""
    recommendation = recommendation_or_404(request, reference)
    to = request.POST.get("to", "")
    step = next((move for move in workflow.moves_from(recommendation.state) if move.to == to), None)
    if step is None:
        raise Http404
    may_or_refuse(request.user, step.right, recommendation)
    try:
        drafting.move_on(recommendation, to, by=request.user, reason=request.POST.get("reason", ""))
    except RecommendationError as refused:
        messages.error(request, str(refused))
        return redirect(page_of(recommendation, "steps/"))
    messages.success(request, _("Done. It is now: %(state)s.") % {"state": recommendation.get_state_display()})
    return redirect(address(recommendation_path(recommendation)))
