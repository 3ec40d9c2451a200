"""Pages that everybody reads: the list, a document, a point, its history, the roadmap."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import AuditEntry
from directory.naming import attach_names
from portal.base.cards import Card, address
from portal.base.line import Station
from portal.base.lists import Facet, ListQuery
from portal.base.templatetags.components import STATES
from portal.languages import best_text
from portal.languages.reading import reader_language
from portal.taxonomies.tags import tags_of
from recommendations import workflow
from recommendations.addresses import commitment_path
from recommendations.cards import recommendation_cards
from recommendations.citations import citations
from recommendations.differences import changes_between
from recommendations.lines import lines_of
from recommendations.models import (
    Amendment,
    ClauseText,
    Commitment,
    DecisionRound,
    Delivery,
    MinorityOpinion,
    OfficialResponse,
    Recommendation,
    Version,
    VersionClause,
)
from recommendations.permissions import why_not
from recommendations.trace import Link
from recommendations.views.access import clause_or_404, head, page_of, recommendation_or_404

#: The mark of each answer: key of ``{% state %}`` and class of the box.
ANSWER_LOOKS = {
    OfficialResponse.Answer.ACCEPTED: ("done", "yes"),
    OfficialResponse.Answer.IN_PART: ("partly", "partly"),
    OfficialResponse.Answer.REJECTED: ("refused", "no"),
    OfficialResponse.Answer.NOT_COMPETENT: ("refused", "no"),
    OfficialResponse.Answer.CONSIDERING: ("comments", "none"),
}
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


# ------------------------------------------------------------------------------------------------ a document


@dataclass(frozen=True)
class Answer:
    """An official response as it is shown."""

    response: OfficialResponse
    look: str
    box: str


@dataclass(frozen=True)
class Promise:
    """A commitment with the facts computed for today."""

    commitment: Commitment
    overdue: int
    silent: int
    url: str


@dataclass(frozen=True)
class Point:
    """A point as the page shows it: text, line, sources, answers at a glance, commitments."""

    entry: VersionClause
    text: ClauseText | None
    line: list[Station]
    sources: list[Link]
    answers: list[Answer]
    promises: list[Promise]
    url: str


def recommendation_detail(request: HttpRequest, reference: str, number: int | None = None) -> HttpResponse:
    """What was agreed and what was answered; with ``number`` an earlier version."""
    recommendation = recommendation_or_404(request, reference)
    version = version_or_404(request, recommendation, number)
    points = points_of(recommendation, version, request.user)
    texts = list(version.texts.all())
    round_ = certified_round(version)
    deliveries = list(recommendation.deliveries.select_related("addressee"))
    sign_offs = list(version.sign_offs.select_related("user"))
    attach_names(named_in(points, deliveries, round_))
    context = {
        "recommendation": recommendation,
        "recommendation_url": page_of(recommendation),
        "version": version,
        "is_shown_version": version.pk == recommendation.shown_version_id,
        "title": best_text(texts, reader_language()),
        "texts": texts,
        "tags": tags_of([recommendation])[recommendation.pk],
        "plain_state": workflow.PLAIN_STATES[recommendation.state],
        "points": points,
        "answer_counts": answer_counts(points),
        "round": round_,
        "deliveries": deliveries,
        "sign_offs": sign_offs,
        "silent_days": silent_days([recommendation]).get(recommendation.pk, 0),
        "steps": steps_for(request.user, recommendation, version, deliveries),
    }
    return render(request, "recommendations/recommendation_detail.html", context)


def version_or_404(request: HttpRequest, recommendation: Recommendation, number: int | None) -> Version:
    """The version readers see, or the one asked for; a draft behind a fixed one only for those who write it."""
    versions = recommendation.versions.prefetch_related("texts")
    if number is None:
        version = get_object_or_404(versions, pk=recommendation.shown_version_id)
    else:
        version = get_object_or_404(versions, number=number)
        is_public = version.frozen_at or version.pk == recommendation.shown_version_id
        if not is_public and not request.user.has_perm("recommendations.draft_clause", recommendation):
            raise Http404
    version.recommendation = recommendation
    return version


def points_of(recommendation: Recommendation, version: Version, user, only: int | None = None) -> list[Point]:
    """Every point of a version with what belongs to it; a fixed number of queries for all."""
    entries = version.clauses.select_related("clause", "addressee").prefetch_related("texts")
    entries = list(entries if only is None else entries.filter(clause=only))
    keys = [entry.clause_id for entry in entries]
    sources, answers, promises = citations(keys, user), answers_of(keys), promises_of(keys)
    lines = lines_of("clause", [entry.clause.public_id for entry in entries])
    return [
        Point(
            entry=entry,
            text=best_text(entry.texts.all(), reader_language()),
            line=lines[entry.clause.public_id],
            sources=sources[entry.clause_id],
            answers=answers[entry.clause_id],
            promises=promises[entry.clause_id],
            url=page_of(recommendation, f"points/{entry.clause.public_id}/"),
        )
        for entry in entries
    ]


def answers_of(clauses: list[int]) -> dict[int, list[Answer]]:
    """The official answers to points, by the point's primary key."""
    found: dict[int, list[Answer]] = defaultdict(list)
    responses = OfficialResponse.objects.filter(clause__in=clauses).select_related("delivery__addressee")
    for response in responses.order_by("answered_on", "pk"):
        found[response.clause_id].append(Answer(response, *ANSWER_LOOKS[response.answer]))
    return found


def promises_of(clauses: list[int]) -> dict[int, list[Promise]]:
    """The commitments of points with what is overdue today."""
    today = timezone.localdate()
    found: dict[int, list[Promise]] = defaultdict(list)
    for commitment in Commitment.objects.filter(clause__in=clauses).select_related("owner", "clause__recommendation"):
        found[commitment.clause_id].append(promise(commitment, today))
    return found


def promise(commitment: Commitment, today: date) -> Promise:
    url = address(commitment_path(commitment))
    return Promise(commitment, commitment.days_overdue(today), commitment.days_silent(today), url)


def certified_round(version: Version) -> DecisionRound | None:
    """The certified decision on a version with its separate opinions."""
    rounds = version.rounds.filter(state=DecisionRound.State.CERTIFIED).exclude(result__result__outcome="")
    opinions = MinorityOpinion.objects.select_related("elector__table", "elector__organisation")
    return rounds.prefetch_related(Prefetch("minority_opinions", opinions)).first()


def named_in(points: list[Point], deliveries: list[Delivery], round_: DecisionRound | None) -> list:
    """Every organisation whose name the page shows."""
    bodies = [point.entry.addressee for point in points] + [delivery.addressee for delivery in deliveries]
    bodies += [answer.response.delivery.addressee for point in points for answer in point.answers]
    bodies += [promise.commitment.owner for point in points for promise in point.promises]
    opinions = round_.minority_opinions.all() if round_ else ()
    return [*bodies, *(opinion.elector.organisation for opinion in opinions)]


def answer_counts(points: list[Point]) -> list[tuple[str, str, int]]:
    """How many points got which answer, as (key of ``{% state %}``, word, number), those without one last."""
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

    label: str
    url: str


def steps_for(user, recommendation: Recommendation, version: Version, deliveries: list[Delivery]) -> list[Step]:
    """What this person can do with the document now, the most pressing first; nothing for a visitor."""
    if not user.is_authenticated:
        return []
    steps = [
        *(
            Step(_("Answer the points"), page_of(recommendation, f"answer/{delivery.public_id}/"))
            for delivery in deliveries
            if not why_not(user, "recommendations.answer_officially", delivery)
        ),
        *(
            Step(_("Enter the answer received"), page_of(recommendation, f"answer/{delivery.public_id}/"))
            for delivery in deliveries
            if not why_not(user, "recommendations.enter_response", delivery)
        ),
        *(
            Step(_("See the decision"), page_of(recommendation, f"decision/{round_.public_id}/"))
            for round_ in version.rounds.exclude(state__in=["certified", "void"])
        ),
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
    """One point and its answer: yes, partly or no; who, by when; where it comes from."""
    recommendation = recommendation_or_404(request, reference)
    clause = clause_or_404(recommendation, public_id)
    version = version_or_404(request, recommendation, None)
    points = points_of(recommendation, version, request.user, only=clause.pk)
    if not points:
        raise Http404
    point = points[0]
    news = Commitment.objects.filter(clause=clause).prefetch_related("milestones", "updates", "verifications__table")
    commitments = {commitment.pk: commitment for commitment in news}
    promises = [replace(one, commitment=with_news(one.commitment, commitments)) for one in point.promises]
    deliveries = list(recommendation.deliveries.select_related("addressee"))
    attach_names(named_in([point], deliveries, None))
    amendments = clause.amendments.exclude(state=Amendment.State.DRAFT).select_related("on_behalf_of", "proposed_by")
    context = {
        **head(recommendation),
        "point": point,
        "promises": promises,
        "deliveries": deliveries,
        "amendments": list(amendments.order_by("submitted_at")),
        "dispositions": list(clause.dispositions.select_related("position")),
        "plain_state": workflow.PLAIN_STATES[recommendation.state],
    }
    return render(request, "recommendations/point_detail.html", context)


def with_news(commitment: Commitment, loaded: dict[int, Commitment]) -> Commitment:
    """The same commitment with its news, its owner's name kept."""
    full = loaded[commitment.pk]
    full.owner, full.clause = commitment.owner, commitment.clause
    return full


# ------------------------------------------------------------------------------------------------ history


def recommendation_history(request: HttpRequest, reference: str) -> HttpResponse:
    """Every exact state with its day, every version with its hash, what became of each position."""
    recommendation = recommendation_or_404(request, reference)
    entries = AuditEntry.objects.filter(subject_kind="recommendation", subject_id=recommendation.public_id)
    moves = entries.filter(verb="move_recommendation")
    labels = dict(Recommendation.State.choices)
    can_write = request.user.has_perm("recommendations.draft_clause", recommendation)
    versions = recommendation.versions.all() if can_write else recommendation.versions.exclude(frozen_at=None)
    context = {
        **head(recommendation),
        "moves": [(entry, labels.get(entry.to_state, entry.to_state)) for entry in moves],
        "versions": list(versions),
        "rounds": list(DecisionRound.objects.filter(version__recommendation=recommendation).select_related("version")),
        "dispositions": list(
            recommendation.dispositions.select_related("position__forum", "clause__recommendation").order_by(
                "position__number"
            )
        ),
        "plain_state": workflow.PLAIN_STATES[recommendation.state],
    }
    return render(request, "recommendations/recommendation_history.html", context)


def version_compare(request: HttpRequest, reference: str, old: int, new: int) -> HttpResponse:
    """Two versions word by word, in the authentic language."""
    recommendation = recommendation_or_404(request, reference)
    before, after = (version_or_404(request, recommendation, number) for number in (old, new))
    language = recommendation.authentic_language
    context = {
        **head(recommendation),
        "old": before,
        "new": after,
        "language": language,
        "changes": changes_between(before, after, language),
    }
    return render(request, "recommendations/version_compare.html", context)


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
