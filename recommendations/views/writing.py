"""The workroom of a document: its points, written by one person at a time, put in order, and in further languages."""

import contextlib

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from directory.naming import attach_names
from portal.base.differences import words_changed
from portal.languages import UI_TAGS
from recommendations import arranging, documents, drafting, editing, workflow
from recommendations.citations import citations
from recommendations.errors import ClauseTaken, DraftingClosed, RecommendationError, TextMovedOn
from recommendations.forms.fields import LONGEST_FACT
from recommendations.forms.writing import (
    JoinForm,
    MoveForm,
    PastedPoints,
    PasteForm,
    SplitForm,
    TranslationForm,
    WritingForm,
)
from recommendations.models import Clause, ClauseDraft, ClauseText, Recommendation, Version, VersionClause
from recommendations.pasting import Pasted
from recommendations.points import entries_of
from recommendations.views.access import (
    attempt,
    clause_or_404,
    entry_or_404,
    head,
    may_or_refuse,
    page_of,
    recommendation_or_404,
)
from recommendations.views.drafting import moves_for


def write_on(request: HttpRequest, reference: str) -> Recommendation:
    """The document this person may write on; 404 or the reason otherwise."""
    recommendation = recommendation_or_404(request, reference)
    may_or_refuse(request.user, "recommendations.draft_clause", recommendation)
    return recommendation


def latest_of(recommendation: Recommendation) -> Version:
    """The version being worked on, which knows its document."""
    latest = documents.latest_version(recommendation)
    latest.recommendation = recommendation
    return latest


def own_entry(recommendation: Recommendation, clause: Clause) -> VersionClause:
    """The point in the draft; a fixed version gets its successor first."""
    draft = drafting.open_draft(recommendation)
    entry = draft.clauses.select_related("clause", "version").filter(clause=clause).first()
    if entry is None:
        raise DraftingClosed(_("The point is no longer in the draft."))
    entry.version.recommendation = entry.clause.recommendation = recommendation
    return entry


# The list of points, and one of them open ---------------------------------------------------------------------------


@login_required
def recommendation_write(request: HttpRequest, reference: str, public_id: str = "") -> HttpResponse:
    """The points of the draft, with a form for a new one or for the one named."""
    recommendation = write_on(request, reference)
    entries = entries_of(latest_of(recommendation))
    clause = clause_or_404(recommendation, public_id) if public_id else None
    entry = next((one for one in entries if clause and one.clause_id == clause.pk), None)
    if clause and entry is None:
        messages.error(request, _("The point is no longer in the draft."))
        return redirect(page_of(recommendation, "write/"))
    typed = editing.typed_before(
        recommendation, by=request.user, clause=clause, language=recommendation.authentic_language
    )
    initial = clause_initial(entry) | (typed_initial(typed) if typed else {})
    form = WritingForm(
        request.POST or None, recommendation=recommendation, entries=entries, is_new=clause is None, initial=initial
    )
    conflict = None
    if request.method == "POST" and form.is_valid():
        try:
            save_clause(recommendation, clause, by=request.user, **form.cleaned_data)
        except TextMovedOn as moved:
            conflict = moved
            form.add_error("text", str(moved))
            form.data = form.data.copy() | {"base": moved.present}
        except RecommendationError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The point is saved."))
            return redirect(page_of(recommendation, f"write/#{public_id}" if public_id else "write/#clause-form"))
    context = write_context(request, recommendation, entries)
    context |= {"form": form, "entry": entry, "typed": None if form.is_bound else typed, "conflict": conflict}
    context |= {"holder": holder_for(request, context["holders"], entry)}
    if conflict:
        context["conflict_pieces"] = words_changed(conflict.present, conflict.typed)
    status = 409 if conflict else 422 if form.is_bound else 200
    return render(request, "recommendations/recommendation_write.html", context, status=status)


def holder_for(request: HttpRequest, holders: dict, entry: VersionClause | None):
    """Who else writes on the open point now."""
    holder = holders.get(entry.clause_id) if entry else None
    return holder if holder and holder.user != request.user else None


def clause_initial(entry: VersionClause | None) -> dict[str, object]:
    """What stands in the form for a point that is there already."""
    if entry is None:
        return {}
    authentic = entry.version.recommendation.authentic_language
    found = next((text for text in entry.texts.all() if text.language == authentic), None)
    text, facts = (found.text, found.facts or {}) if found else ("", {})
    placed = {"kind": entry.kind, "level": entry.level, "addressee": entry.addressee}
    return {"text": text, "base": documents.whole_words(text, facts), **facts, **placed}


def typed_initial(typed: ClauseDraft) -> dict[str, object]:
    """What was typed and not saved, in place of what stands in the point."""
    return {"text": typed.text, "base": typed.base_text} | (typed.facts or {})


def save_clause(
    recommendation: Recommendation, clause: Clause | None, *, by, base: str, takes_over: bool = False, **fields
) -> VersionClause:
    """The point written into the open draft, and nothing kept back that is in it now."""
    language = recommendation.authentic_language
    if clause is None:
        after = fields.pop("after")
        draft = drafting.open_draft(recommendation)
        place = draft.clauses.filter(clause=after).first() if after else None
        saved = drafting.draft_clause(draft, by=by, after=place, **fields)
    else:
        editing.take_clause(clause, by=by, takes_over=takes_over)
        own = own_entry(recommendation, clause)
        typed = documents.whole_words(fields["text"], fields["facts"])
        editing.check_base(own, language=language, base_text=documents.plain(base), text=typed)
        saved = drafting.edit_clause(own, by=by, **fields)
        editing.let_go(clause, by=by)
    editing.forget_typed(recommendation, by=by, clause=clause, language=language)
    return saved


def write_context(request: HttpRequest, recommendation: Recommendation, entries: list[VersionClause]) -> dict:
    """The points of the draft with their sources and who writes on them, and the positions nobody has dealt with."""
    attach_names(one.addressee for one in entries)
    sources = citations([one.clause_id for one in entries], request.user)
    holders = editing.holders_in(recommendation)
    return {
        **head(recommendation),
        "version": latest_of(recommendation),
        "holders": holders,
        "languages": [tag for tag in UI_TAGS.values() if tag != recommendation.authentic_language],
        "points": [(one, sources[one.clause_id], holders.get(one.clause_id)) for one in entries],
        "waiting_positions": workflow.undisposed_positions(recommendation),
        "moves": moves_for(request.user, recommendation),
        "can_address": request.user.has_perm("recommendations.name_addressee", recommendation),
        "addressees": list(recommendation.addressees.named()),
    }


@require_POST
@login_required
def clause_take(request: HttpRequest, reference: str, public_id: str) -> HttpResponse:
    """Begin to write on a point; with ``takes_over`` although somebody else holds it."""
    recommendation = write_on(request, reference)
    clause = clause_or_404(recommendation, public_id)
    try:
        editing.take_clause(clause, by=request.user, takes_over="takes_over" in request.POST)
    except ClauseTaken as taken:
        messages.error(request, str(taken))
    return redirect(page_of(recommendation, f"write/{public_id}/#clause-form"))


@require_POST
@login_required
def clause_typed(request: HttpRequest, reference: str, public_id: str = "") -> HttpResponse:
    """Keep what is being typed; answers when it was kept, and who holds the point if it is somebody else."""
    recommendation = write_on(request, reference)
    clause = clause_or_404(recommendation, public_id) if public_id else None
    text, base = request.POST.get("text", ""), request.POST.get("base", "")
    if clause:
        with contextlib.suppress(ClauseTaken):  # whoever holds it: what is typed is kept all the same
            editing.take_clause(clause, by=request.user)
    at = timezone.now()
    editing.keep_typed(
        recommendation,
        by=request.user,
        clause=clause,
        text=text,
        facts={fact: request.POST.get(fact, "")[:LONGEST_FACT] for fact in ClauseText.Fact.values},
        base_text=base,
        language=recommendation.authentic_language,
        at=at,
    )
    holder = editing.holder_of(clause, at=at) if clause else None
    other = str(ClauseTaken(holder)) if holder and holder.user != request.user else ""
    kept = _("Kept at %(time)s, not saved yet.") % {"time": date_format(timezone.localtime(at), "TIME_FORMAT")}
    return JsonResponse({"kept": kept, "taken": other})


@require_POST
@login_required
def clause_leave(request: HttpRequest, reference: str, public_id: str = "") -> HttpResponse:
    """Stop writing on a point: what was typed and not saved is dropped, the point is free for others."""
    recommendation = write_on(request, reference)
    clause = clause_or_404(recommendation, public_id) if public_id else None
    language = recommendation.authentic_language
    editing.forget_typed(recommendation, by=request.user, clause=clause, language=language)
    if clause:
        editing.let_go(clause, by=request.user)
    return redirect(page_of(recommendation, "write/"))


# Putting points in order --------------------------------------------------------------------------------------------


@require_POST
@login_required
def clause_move(request: HttpRequest, reference: str, public_id: str) -> HttpResponse:
    """One place up or down, or behind the point chosen; the focus comes back to the point."""
    recommendation = write_on(request, reference)
    clause = clause_or_404(recommendation, public_id)
    form = MoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose where the point goes."))
        return redirect(page_of(recommendation, f"write/#{public_id}"))
    try:
        entry = own_entry(recommendation, clause)
        order = list(entry.version.clauses.select_related("clause"))
        after = form.place(entry, order)
        moved = arranging.move_clause(entry, by=request.user, after=after)
    except RecommendationError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("It is point %(number)s now.") % {"number": moved.ordinal})
    return redirect(page_of(recommendation, f"write/#{public_id}"))


@login_required
def clause_split(request: HttpRequest, reference: str, public_id: str) -> HttpResponse:
    """One point becomes two or more: an empty line marks where."""
    recommendation = write_on(request, reference)
    clause = clause_or_404(recommendation, public_id)
    entry = own_or_shown(recommendation, clause)
    form = SplitForm(request.POST or None, initial=clause_initial(entry))
    if request.method == "POST" and form.is_valid():
        made = attempt(form, split_open, recommendation, clause, by=request.user, parts=form.cleaned_data["text"])
        if made:
            messages.success(request, _("There are more points now; each keeps its sources."))
            return redirect(page_of(recommendation, f"write/#{public_id}"))
    context = {**head(recommendation), "form": form, "entry": entry}
    return render(request, "recommendations/clause_split.html", context, status=422 if form.is_bound else 200)


def split_open(recommendation: Recommendation, clause: Clause, *, by, parts: list[str]) -> list[VersionClause]:
    editing.take_clause(clause, by=by)
    made = arranging.split_clause(own_entry(recommendation, clause), by=by, parts=parts)
    editing.let_go(clause, by=by)
    return made


@login_required
def clause_join(request: HttpRequest, reference: str, public_id: str) -> HttpResponse:
    """Two points become one: the words to go on with are shown and may be changed."""
    recommendation = write_on(request, reference)
    clause = clause_or_404(recommendation, public_id)
    entry = own_or_shown(recommendation, clause)
    form = JoinForm(request.POST or None, entries=entries_of(entry.version), entry=entry)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, join_open, recommendation, clause, by=request.user, **form.cleaned_data)
        if made:
            messages.success(request, _("The two points are one now; the address of the other leads to it."))
            return redirect(page_of(recommendation, f"write/#{public_id}"))
    context = {**head(recommendation), "form": form, "entry": entry}
    return render(request, "recommendations/clause_join.html", context, status=422 if form.is_bound else 200)


def join_open(recommendation: Recommendation, clause: Clause, *, by, other: Clause, text: str) -> VersionClause:
    for one in (clause, other):
        editing.take_clause(one, by=by)
    entry = own_entry(recommendation, clause)
    joined = arranging.merge_clauses(
        entry, by=by, other=entry.version.clauses.select_related("clause").get(clause=other), text=text
    )
    for one in (clause, other):
        editing.let_go(one, by=by)
    return joined


@login_required
def clause_drop(request: HttpRequest, reference: str, public_id: str) -> HttpResponse:
    """Leave a point out of the draft, asked once more before."""
    recommendation = write_on(request, reference)
    clause = clause_or_404(recommendation, public_id)
    entry = own_or_shown(recommendation, clause)
    if request.method == "POST":
        try:
            drafting.leave_out_clause(own_entry(recommendation, clause), by=request.user)
        except RecommendationError as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The point is left out. Earlier versions keep it."))
        return redirect(page_of(recommendation, "write/"))
    return render(request, "recommendations/clause_drop.html", {**head(recommendation), "entry": entry})


def own_or_shown(recommendation: Recommendation, clause: Clause) -> VersionClause:
    """The point as it stands in the version being worked on; 404 when it is not in it."""
    return entry_or_404(recommendation, clause.public_id, latest_of(recommendation).pk)


# Texts from elsewhere -----------------------------------------------------------------------------------------------


@login_required
def recommendation_paste(request: HttpRequest, reference: str) -> HttpResponse:
    """A text from elsewhere, shown as the points it would make; they are made when the person says so."""
    recommendation = write_on(request, reference)
    context: dict[str, object] = {**head(recommendation)}
    if "form-TOTAL_FORMS" in request.POST:
        points = PastedPoints(request.POST)
        if points.is_valid():
            made = take_pasted(recommendation, points, by=request.user)
            number = len(made)
            messages.success(
                request,
                ngettext("%(count)s point was made.", "%(count)s points were made.", number) % {"count": number},
            )
            return redirect(page_of(recommendation, "write/"))
        context |= {"points": points}
        return render(request, "recommendations/recommendation_paste.html", context, status=422)
    form = PasteForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data["points"]
        context["points"] = PastedPoints(initial=[{"text": one.words, "kind": kind_of(one)} for one in found])
    context["form"] = form
    return render(request, "recommendations/recommendation_paste.html", context, status=422 if form.errors else 200)


def kind_of(pasted: Pasted) -> str:
    """What kind of point a heading alone, or a text, most likely is."""
    return VersionClause.Kind.MEASURE if pasted.text else VersionClause.Kind.PREAMBLE


@transaction.atomic
def take_pasted(recommendation: Recommendation, points, *, by) -> list[VersionClause]:
    """The chosen points at the end of the draft, all or none."""
    draft = drafting.open_draft(recommendation)
    chosen = [form.cleaned_data for form in points if form.cleaned_data["is_taken"]]
    return [drafting.draft_clause(draft, by=by, text=one["text"], kind=one["kind"]) for one in chosen]


# Further languages --------------------------------------------------------------------------------------------------


@login_required
def recommendation_translate(request: HttpRequest, reference: str, language: str) -> HttpResponse:
    """Title and points in a further language beside the authentic text, what is out of date marked."""
    recommendation = recommendation_or_404(request, reference)
    may_or_refuse(request.user, "recommendations.translate", recommendation)
    version = documents.shown_version(recommendation) if "shown" in request.GET else latest_of(recommendation)
    version.recommendation = recommendation
    entries = entries_of(version)
    form = TranslationForm(request.POST or None, version=version, entries=entries, language=language)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, documents.translate, version, language=language, by=request.user, **form.texts())
        if made:
            messages.success(request, _("The translation is saved."))
            return redirect(page_of(recommendation, f"v/{version.number}/"))
    context = {**head(recommendation), "form": form, "version": version, "language": language}
    return render(request, "recommendations/recommendation_translate.html", context, status=422 if form.errors else 200)
