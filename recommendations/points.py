"""A document as a page shows it: its points with all that belongs to them, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Exists, F, OuterRef, Subquery
from django.utils import timezone

from directory.models import Organisation
from portal.base.cards import address
from portal.base.line import Station
from portal.languages.reading import best
from portal.taxonomies import vocabulary
from portal.taxonomies.tags import TAG_FIELDS
from portal.taxonomies.vocabulary import Term
from recommendations import documents
from recommendations.addresses import commitment_path, recommendation_path
from recommendations.citations import citations
from recommendations.joins import Listed, joined, split_list
from recommendations.lines import lines_of
from recommendations.models import (
    Clause,
    ClauseText,
    Commitment,
    DecisionRound,
    Delivery,
    MinorityOpinion,
    OfficialResponse,
    Recommendation,
    SignOff,
    Version,
    VersionClause,
    VersionText,
)
from recommendations.trace import Link
from recommendations.workflow import BEFORE_DECISION, BEFORE_DELIVERY

#: The mark of each answer: key of ``{% state %}`` and class of the box.
ANSWER_LOOKS = {
    OfficialResponse.Answer.ACCEPTED: ("done", "yes"),
    OfficialResponse.Answer.IN_PART: ("partly", "partly"),
    OfficialResponse.Answer.REJECTED: ("refused", "no"),
    OfficialResponse.Answer.NOT_COMPETENT: ("refused", "no"),
    OfficialResponse.Answer.CONSIDERING: ("comments", "none"),
}

State = Recommendation.State


# The document ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Document:
    """A document with its versions, their titles, and what it is tagged with."""

    recommendation: Recommendation
    versions: Sequence[Version]
    texts: dict[int, list[VersionText]]
    tags: dict[str, list[Term]]
    has_relatives: bool = False

    @property
    def shown(self) -> Version:
        """The latest frozen version, or the draft where none is frozen yet."""
        return next((one for one in reversed(self.versions) if one.frozen_at), self.versions[-1])

    def version(self, number: int) -> Version | None:
        return next((one for one in self.versions if one.number == number), None)

    def title_of(self, version: Version) -> VersionText | None:
        """Title and summary in the language the reader reads best."""
        return best(self.texts[version.pk])


def read_document(reference: str, user) -> Document | None:
    """The document with that reference as far as this reader may see it; one query."""
    visible = Recommendation.objects.visible_to(user).filter(reference=reference)
    texts = VersionText.objects.filter(version__recommendation__in=visible.values("pk"))
    texts = texts.select_related(
        "version__recommendation__group__forum__host", "version__recommendation__cycle__forum__host"
    )
    texts = texts.annotate(**{field: _tag_keys(field) for field in TAG_FIELDS}).order_by("version__number", "pk")
    adapted = Recommendation.objects.filter(derived_from=OuterRef("version__recommendation"))
    texts = texts.annotate(was_adapted=Exists(adapted))
    versions: dict[int, Version] = {}
    by_version: dict[int, list[VersionText]] = defaultdict(list)
    rows = list(texts)
    for text in rows:
        version = versions.setdefault(text.version_id, text.version)
        version.recommendation = rows[0].version.recommendation
        by_version[version.pk].append(text)
    if not rows:
        return None
    tags = {field: terms_of(TAG_FIELDS[field], getattr(rows[0], field)) for field in TAG_FIELDS}
    recommendation = rows[0].version.recommendation
    has_relatives = bool(recommendation.derived_from_id or rows[0].was_adapted)
    return Document(recommendation, list(versions.values()), by_version, tags, has_relatives)


def _tag_keys(field: str) -> Subquery:
    """The keys of the terms a document is tagged with, as one text."""
    relation = Recommendation._meta.get_field(field)
    own, other = relation.m2m_column_name(), relation.m2m_reverse_name()  # type: ignore[union-attr]
    rows = relation.remote_field.through.objects.filter(**{own: OuterRef("version__recommendation")})  # type: ignore[union-attr]
    return Subquery(rows.values(own).annotate(keys=Listed(F(other))).values("keys"))


def terms_of(name: str, listed: str | None) -> list[Term]:
    """The terms behind keys that ``Listed`` put together, in the order of the vocabulary."""
    ranks = {pk: rank for rank, pk in enumerate(vocabulary.current().by_pk[name])}
    return [vocabulary.term_by_pk(name, key) for key in sorted(map(int, split_list(listed)), key=ranks.__getitem__)]


# Its points -----------------------------------------------------------------------------------------------------------


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
    """A point as the page shows it: text, line, sources, answers at a glance, commitments.

    ``former_ids``: the ids of points that were joined with it, so that their anchors still lead here.
    """

    entry: VersionClause
    text: ClauseText | None
    authentic: ClauseText | None
    line: list[Station]
    sources: list[Link]
    answers: list[Answer]
    promises: list[Promise]
    url: str
    former_ids: Sequence[str] = ()
    languages: Sequence[str] = ()
    is_outdated: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass
class Answers:
    """What came back on a document: whom it was sent to, the answers and the commitments by clause."""

    deliveries: list[Delivery] = field(default_factory=list)
    responses: dict[int, list[Answer]] = field(default_factory=lambda: defaultdict(list))
    promises: dict[int, list[Promise]] = field(default_factory=lambda: defaultdict(list))


Counts = Mapping[int, Mapping[str, int]]


def points_of(
    version: Version, user, answers: Answers, *, only: int | None = None, counts: Counts | None = None
) -> list[Point]:
    """Every point of a version with what belongs to it, or one of them; three queries.

    ``counts``: how many comments and proposed changes there are, by the primary key of the point.
    """
    recommendation = version.recommendation
    entries = entries_of(version, only=only)
    sources = citations([entry.clause_id for entry in entries], user)
    lines = lines_of("clause", [entry.clause.public_id for entry in entries])
    base = address(f"{recommendation_path(recommendation)}points/")
    points = (point_of(entry, base, lines, sources, answers) for entry in entries)
    return [replace(point, counts=counts.get(point.entry.clause_id, {})) if counts else point for point in points]


def point_of(entry: VersionClause, base: str, lines, sources, answers: Answers) -> Point:
    """A point put together from what was read for all."""
    texts = entry.texts.all()
    authentic_tag = entry.version.recommendation.authentic_language
    authentic = next((text for text in texts if text.language == authentic_tag), None)
    text = best(texts)
    return Point(
        entry=entry,
        text=text,
        authentic=authentic,
        line=lines[entry.clause.public_id],
        sources=sources[entry.clause_id],
        answers=answers.responses[entry.clause_id],
        promises=answers.promises[entry.clause_id],
        url=f"{base}{entry.clause.public_id}/",
        former_ids=tuple(split_list(entry.clause.former_ids)),  # type: ignore[attr-defined]
        languages=tuple(one.language for one in texts),
        is_outdated=is_outdated(text, authentic),
    )


def is_outdated(text: ClauseText | None, authentic: ClauseText | None) -> bool:
    """Whether a translation was made from other words than those that stand in the authentic text now."""
    if text is None or authentic is None or text.pk == authentic.pk or not text.source_sha256:
        return False
    return text.source_sha256 != documents.text_hash(authentic)


def entries_of(version: Version, *, only: int | None = None) -> list[VersionClause]:
    """The points of a version in order, with clause, addressee and texts; one query."""
    former = Clause.objects.filter(merged_into=OuterRef("version_clause__clause"))
    former = former.values("merged_into").annotate(ids=Listed(F("public_id"))).values("ids")  # type: ignore[assignment]
    texts = ClauseText.objects.filter(version_clause__version=version).annotate(former_ids=Subquery(former))
    texts = texts.select_related("version_clause__clause", "version_clause__addressee")
    if only is not None:
        texts = texts.filter(version_clause__clause=only)
    found: dict[int, VersionClause] = {}
    bodies: dict[int | None, Organisation | None] = {}
    grouped: dict[int, list[ClauseText]] = defaultdict(list)
    for text in texts.order_by("version_clause__ordinal", "pk"):
        entry = found.setdefault(text.version_clause_id, text.version_clause)
        entry.addressee = bodies.setdefault(entry.addressee_id, entry.addressee)  # one thing, read and named once
        entry.clause.former_ids = text.former_ids  # type: ignore[attr-defined]
        grouped[entry.pk].append(text)
    return [_complete(entry, version, grouped[entry.pk]) for entry in found.values()]


def _complete(entry: VersionClause, version: Version, texts: list[ClauseText]) -> VersionClause:
    """The point with its version and, where ``texts.all()`` looks first, its texts."""
    entry.version, entry.clause.recommendation = version, version.recommendation
    rows = ClauseText.objects.none()
    rows._result_cache = texts
    rows._prefetch_done = True  # type: ignore[attr-defined]  # the stubs leave it out
    entry.__dict__.setdefault("_prefetched_objects_cache", {})["texts"] = rows
    return entry


# What came back -------------------------------------------------------------------------------------------------------


def answers_on(recommendation: Recommendation) -> Answers:
    """Deliveries, answers and commitments of a document; two queries, none before it was sent."""
    found = Answers()
    if recommendation.state in BEFORE_DELIVERY:
        return found
    rows = recommendation.deliveries.order_by("delivered_on", "pk", "responses__answered_on", "responses__pk")
    deliveries: dict[int, Delivery] = {}
    for row, addressee, response in joined(rows, "addressee", "responses"):
        delivery = deliveries.setdefault(row.pk, row)
        delivery.addressee, delivery.recommendation = addressee, recommendation
        if response:
            response.delivery = delivery
            found.responses[response.clause_id].append(answer_of(response))
    found.deliveries = list(deliveries.values())
    found.promises = promises_of(recommendation)
    return found


def answers_of(clauses: Iterable[int]) -> dict[int, list[Answer]]:
    """The official answers to some points, by the point's primary key; one query."""
    found: dict[int, list[Answer]] = defaultdict(list)
    responses = OfficialResponse.objects.filter(clause__in=list(clauses)).select_related("delivery__addressee")
    for response in responses.order_by("answered_on", "pk"):
        found[response.clause_id].append(answer_of(response))
    return found


def answer_of(response: OfficialResponse) -> Answer:
    return Answer(response, *ANSWER_LOOKS[OfficialResponse.Answer(response.answer)])


def promises_of(recommendation: Recommendation) -> dict[int, list[Promise]]:
    """The commitments of points with what is overdue today."""
    today = timezone.localdate()
    found: dict[int, list[Promise]] = defaultdict(list)
    for commitment in recommendation.commitments.select_related("owner", "clause"):
        commitment.clause.recommendation = recommendation
        found[commitment.clause_id].append(promise(commitment, today))
    return found


def promise(commitment: Commitment, today: date) -> Promise:
    url = address(commitment_path(commitment))
    return Promise(commitment, commitment.days_overdue(today), commitment.days_silent(today), url)


# How it was decided ---------------------------------------------------------------------------------------------------


@dataclass
class Decision:
    """The certified decision on a version, the separate opinions, and who has signed."""

    round: DecisionRound | None = None
    opinions: list[MinorityOpinion] = field(default_factory=list)
    sign_offs: list[SignOff] = field(default_factory=list)


def decision_on(version: Version) -> Decision:
    """How a version was decided and signed; one query, none before its document was decided."""
    if version.recommendation.state in BEFORE_DECISION:
        return Decision()
    rounds = DecisionRound.objects.filter(version=version, state=DecisionRound.State.CERTIFIED)
    rounds = rounds.exclude(result__result__outcome="").order_by("pk", "minority_opinions__pk")
    opinion = "minority_opinions"
    parts = (opinion, f"{opinion}__elector", f"{opinion}__elector__table", f"{opinion}__elector__organisation")
    found, opinions, signed = Decision(), {}, {}
    for row in joined(rounds, *parts, "version__sign_offs", "version__sign_offs__user"):
        round_, said, elector, table, organisation, sign_off, user = row
        found.round = found.round or round_
        if said and round_.pk == found.round.pk:
            elector.table, elector.organisation, said.elector = table, organisation, elector
            opinions[said.pk] = said
        if sign_off:
            sign_off.user = user
            signed[sign_off.pk] = sign_off
    found.opinions, found.sign_offs = list(opinions.values()), [signed[key] for key in sorted(signed)]
    return found


def named_in(points: list[Point], answers: Answers, decision: Decision | None = None) -> list[Organisation | None]:
    """Every organisation whose name the page shows."""
    asked = {point.entry.addressee_id: point.entry.addressee for point in points}
    bodies = [*asked.values(), *(delivery.addressee for delivery in answers.deliveries)]
    bodies += [promise.commitment.owner for point in points for promise in point.promises]
    return bodies + [opinion.elector.organisation for opinion in (decision.opinions if decision else ())]


def silent_days_of(deliveries: Iterable[Delivery], state: str) -> int:
    """Days since the first answer of a delivered document was due; 0 when none is late or some have come."""
    if state != State.DELIVERED:
        return 0
    today = timezone.localdate()
    return max([(today - delivery.due_on).days for delivery in deliveries if delivery.due_on < today], default=0)
