"""A document as everybody reads it: the whole, one point, its history, what changed between versions."""

from collections import defaultdict
from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise as Words
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.models import AuditEntry
from directory.naming import attach_names
from portal.languages.reading import best
from recommendations import consulting, trace, workflow
from recommendations.differences import changes_between
from recommendations.models import Commitment, DecisionRound, OfficialResponse, Recommendation, Version
from recommendations.points import (
    ANSWER_LOOKS,
    Answers,
    Document,
    Point,
    answers_on,
    decision_on,
    named_in,
    points_of,
    silent_days_of,
)
from recommendations.reasons import why_not
from recommendations.views.access import clause_or_404, document_or_404, page_of, version_or_404
from recommendations.views.adapting import can_adapt, lineage_of


@require_safe
def recommendation_detail(request: HttpRequest, reference: str, number: int | None = None) -> HttpResponse:
    """What was agreed and what was answered; with ``number`` an earlier version."""
    document = document_or_404(request, reference)
    recommendation, version = document.recommendation, version_or_404(request, document, number)
    answers, decision = answers_on(recommendation), decision_on(version)
    points = points_of(version, request.user, answers, counts=consulting.counts_on(recommendation))
    attach_names(named_in(points, answers, decision))
    context = {
        **head_of(document, version),
        "version": version,
        "is_shown_version": version.pk == document.shown.pk,
        "texts": document.texts[version.pk],
        "tags": document.tags,
        "points": points,
        "answer_counts": answer_counts(points),
        "round": decision.round,
        "opinions": decision.opinions,
        "deliveries": answers.deliveries,
        "sign_offs": decision.sign_offs,
        "silent_days": silent_days_of(answers.deliveries, recommendation.state),
        "lineage": lineage_of(recommendation, request.user) if document.has_relatives else None,
        "can_adapt": can_adapt(request.user, recommendation),
        "steps": steps_for(request.user, recommendation, version, answers),
    }
    return render(request, "recommendations/recommendation_detail.html", context)


def head_of(document: Document, version: Version | None = None) -> dict[str, object]:
    """What the head of every page of a document shows."""
    recommendation = document.recommendation
    return {
        "recommendation": recommendation,
        "recommendation_url": page_of(recommendation),
        "title": document.title_of(version or document.shown),
        "plain_state": workflow.PLAIN_STATES[recommendation.state],
    }


def answer_counts(points: list[Point]) -> list[tuple[str, str | Words, int]]:
    """How many points got which answer, as (key of ``{% state %}``, word, number), those without one left out."""
    counts: dict[str, int] = defaultdict(int)
    for point in points:
        for answer in point.answers[-1:]:
            counts[answer.response.answer] += 1
    return [
        (ANSWER_LOOKS[answer][0], answer.label, counts[answer]) for answer in OfficialResponse.Answer if counts[answer]
    ]


@dataclass(frozen=True)
class Step:
    """Something this person can do now."""

    label: str | Words
    url: str


def steps_for(user, recommendation: Recommendation, version: Version, answers: Answers) -> list[Step]:
    """What this person can do with the document now, the most pressing first; nothing for a visitor."""
    if not user.is_authenticated:
        return []
    steps = [
        Step(label, page_of(recommendation, f"answer/{delivery.public_id}/"))
        for perm, label in (
            ("recommendations.answer_officially", _("Answer the points")),
            ("recommendations.enter_response", _("Enter the answer received")),
        )
        for delivery in answers.deliveries
        if not why_not(user, perm, delivery)
    ]
    if recommendation.state in (Recommendation.State.CONSULTATION, Recommendation.State.DECISION):
        steps += [
            Step(_("See the decision"), page_of(recommendation, f"decision/{round_.public_id}/"))
            for round_ in version.rounds.exclude(state__in=["certified", "void"])
        ]
    rights = (
        ("recommendations.draft_clause", _("Write on the points"), "write/"),
        ("recommendations.open_round", _("Steps of the document"), "steps/"),
        ("recommendations.sign_off", _("Sign"), "sign/"),
    )
    return steps + [
        Step(label, page_of(recommendation, tail))
        for perm, label, tail in rights
        if user.has_perm(perm, recommendation)
    ]


# ------------------------------------------------------------------------------------------------ a point


def point_detail(request: HttpRequest, reference: str, public_id: str) -> HttpResponse:
    """One point and its answer: yes, partly or no; who, by when; where it comes from, what people say about it."""
    document = document_or_404(request, reference)
    recommendation, version = document.recommendation, document.shown
    clause = clause_or_404(recommendation, public_id)
    answers = answers_on(recommendation)
    points = points_of(version, request.user, answers, only=clause.pk)
    if not points:
        return point_gone(request, document, clause)
    point = points[0]
    news = Commitment.objects.filter(clause=clause).prefetch_related("milestones", "updates", "verifications__table")
    commitments = {commitment.pk: commitment for commitment in news}
    promises = [replace(one, commitment=with_news(one.commitment, commitments)) for one in point.promises]
    said = consulting.said_about(clause)
    attach_names([*named_in([point], answers), *said.bodies])
    context = {
        **head_of(document),
        "point": point,
        "promises": promises,
        "deliveries": answers.deliveries,
        "said": said,
        "dispositions": list(clause.dispositions.select_related("position")),
    }
    return render(request, "recommendations/point_detail.html", context)


def point_gone(request: HttpRequest, document: Document, clause) -> HttpResponse:
    """Where the point went that was joined with another; otherwise its last public words, and that it was left out."""
    if clause.merged_into_id:
        return redirect(page_of(document.recommendation, f"points/{clause.merged_into.public_id}/"))
    frozen = [version.pk for version in document.versions if version.frozen_at]
    last = clause.in_versions.filter(version__in=frozen).order_by("-version__number").select_related("version").first()
    if last is None:
        raise Http404
    context = {**head_of(document), "entry": last, "text": best(last.texts.all())}
    return render(request, "recommendations/point_gone.html", context)


def with_news(commitment: Commitment, loaded: dict[int, Commitment]) -> Commitment:
    """The same commitment with its news, its owner's name kept."""
    full = loaded[commitment.pk]
    full.owner, full.clause = commitment.owner, commitment.clause
    return full


# ------------------------------------------------------------------------------------------------ history


@require_safe
def recommendation_history(request: HttpRequest, reference: str) -> HttpResponse:
    """Every exact state with its day, every version with its hash, what became of each position."""
    document = document_or_404(request, reference)
    recommendation = document.recommendation
    entries = AuditEntry.objects.filter(subject_kind="recommendation", subject_id=recommendation.public_id)
    labels = dict(Recommendation.State.choices)
    can_write = request.user.has_perm("recommendations.draft_clause", recommendation)
    moves = entries.filter(verb="move_recommendation")
    rounds = DecisionRound.objects.filter(version__recommendation=recommendation).select_related("version")
    context = {
        **head_of(document),
        "moves": [(entry, labels.get(entry.to_state, entry.to_state)) for entry in moves],
        "versions": [one for one in document.versions if can_write or one.frozen_at],
        "rounds": list(rounds),
        "fates": trace.fates_in(recommendation, request.user),
        "lineage": lineage_of(recommendation, request.user),
    }
    return render(request, "recommendations/recommendation_history.html", context)


@require_safe
def version_compare(request: HttpRequest, reference: str, old: int, new: int) -> HttpResponse:
    """Two versions word by word, in the authentic language."""
    document = document_or_404(request, reference)
    before, after = (version_or_404(request, document, number) for number in (old, new))
    language = document.recommendation.authentic_language
    context = {
        **head_of(document),
        "old": before,
        "new": after,
        "language": language,
        "changes": changes_between(before, after, language),
    }
    return render(request, "recommendations/version_compare.html", context)
