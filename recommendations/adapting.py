"""A document taken over for another country: its points come along, each knows the one it comes from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from portal.base.differences import Piece, words_changed
from recommendations import documents, drafting
from recommendations.errors import AdaptationRefused
from recommendations.models import Clause, ClauseText, Recommendation, Version, VersionClause, VersionText, WorkingGroup
from recommendations.signals import recommendation_changed


@transaction.atomic
def adapt_recommendation(
    recommendation: Recommendation,
    *,
    by: User | None,
    group: WorkingGroup,
    title: str,
    at: datetime | None = None,
) -> Recommendation:
    """A draft of another group with the points readers see now, in every language they have; nobody is named in it yet.

    Sources and answers stay with the original: the new group says for itself where its points come from.
    ``AdaptationRefused`` where the original is not agreed, or belongs to a closed forum: its words would leave it.
    """
    if not Recommendation.objects.adaptable().filter(pk=recommendation.pk).exists():
        raise AdaptationRefused(_("Only an agreed document that everybody may read is taken over."))
    shown = documents.shown_version(recommendation)
    text = shown.texts.filter(language=recommendation.authentic_language).first()
    if text is None:
        raise AdaptationRefused(_("Only an agreed document that everybody may read is taken over."))
    made = drafting.create_recommendation(
        group,
        by=by,
        kind=recommendation.kind,
        level=group.level,
        authentic_language=recommendation.authentic_language,
        title=title or text.title,
        summary=text.summary,
        country=drafting.country_of(group),
        cycle=group.forum.cycles.order_by("-number").first() if group.forum else None,
        addressees=[group.forum.host] if group.forum else (),
        derived_from=recommendation,
        at=at,
    )
    version = documents.latest_version(made)
    for other in shown.texts.exclude(language=recommendation.authentic_language):
        VersionText.objects.create(version=version, language=other.language, title=other.title, summary=other.summary)
    for entry in shown.clauses.select_related("clause").prefetch_related("texts"):
        _take_along(entry, version, level=group.level)
    recommendation_changed.send(sender=Recommendation, recommendation=made, from_state=made.state)
    return made


def _take_along(entry: VersionClause, version: Version, *, level: str) -> None:
    clause = Clause.objects.create(recommendation=version.recommendation, derived_from=entry.clause)
    new = VersionClause.objects.create(
        version=version, clause=clause, ordinal=entry.ordinal, kind=entry.kind, level=level
    )
    ClauseText.objects.bulk_create(
        ClauseText(version_clause=new, language=text.language, text=text.text, source_sha256=text.source_sha256)
        for text in entry.texts.all()
    )


@dataclass(frozen=True)
class Difference:
    """A point here beside the one it comes from; a number is 0 where there is none on that side."""

    number: int
    origin_number: int
    pieces: Sequence[Piece]

    @property
    def is_same(self) -> bool:
        return all(piece.kind == "same" for piece in self.pieces)


def differences_from_origin(recommendation: Recommendation, origin: Recommendation) -> list[Difference]:
    """What this document says otherwise than the one it was adapted from, in the language of its authentic text."""
    language = recommendation.authentic_language
    before = _texts(documents.shown_version(origin), language)
    after = _texts(documents.shown_version(recommendation), language)
    found = []
    for number, text, derived_from in after.values():
        origin_number, origin_text, _origin = before.pop(derived_from, (0, "", None)) if derived_from else (0, "", None)
        found.append(Difference(number, origin_number, words_changed(origin_text, text)))
    gone = [Difference(0, number, [Piece("deleted", text)]) for number, text, _origin in before.values()]
    return found + gone


def _texts(version: Version, language: str) -> dict[int, tuple[int, str, int | None]]:
    """Number, words and origin of each point by its primary key."""
    entries = version.clauses.select_related("clause").prefetch_related("texts")
    return {
        entry.clause_id: (
            entry.ordinal,
            next((text.text for text in entry.texts.all() if text.language == language), ""),
            entry.clause.derived_from_id,
        )
        for entry in entries
    }
