"""A document taken over for another country: its points come along, each knows the one it comes from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from recommendations import documents, drafting
from recommendations.differences import FactChange, Standing, facts_changed, standing
from recommendations.errors import AdaptationRefused
from recommendations.marked import Block, blocks_changed
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
    ClauseText.objects.bulk_create(documents.copied_text(text, new) for text in entry.texts.all())


@dataclass(frozen=True)
class Difference:
    """A point here beside the one it comes from; a number is 0 where there is none on that side.

    ``elsewhere``: the words it comes from, where they are in another language and cannot be compared word by word.
    """

    number: int
    origin_number: int
    blocks: Sequence[Block]
    is_same: bool
    facts: Sequence[FactChange] = ()
    elsewhere: ClauseText | None = None


def differences_from_origin(recommendation: Recommendation, origin: Recommendation) -> list[Difference]:
    """What this document says otherwise than the one it was adapted from, in the language of its authentic text."""
    language = recommendation.authentic_language
    before: dict[int | None, VersionClause] = {
        entry.clause_id: entry for entry in _entries(documents.shown_version(origin))
    }
    found = [
        _difference(before.pop(entry.clause.derived_from_id, None), entry, language, origin.authentic_language)
        for entry in _entries(documents.shown_version(recommendation))
    ]
    return found + [_difference(entry, None, language, origin.authentic_language) for entry in before.values()]


def _difference(then: VersionClause | None, now: VersionClause | None, language: str, other: str) -> Difference:
    """Two points word by word in ``language``, or side by side where the older one is in the ``other`` alone."""
    old, new = (standing(entry, language) if entry else Standing() for entry in (then, now))
    elsewhere = None
    if then and not old.text:
        elsewhere = next((text for text in then.texts.all() if text.language == other), None)
    if elsewhere:
        old = Standing(old.number, new.text, new.facts)
    return Difference(
        number=new.number,
        origin_number=old.number,
        blocks=blocks_changed(old.text, new.text),
        is_same=not elsewhere and (old.text, old.facts) == (new.text, new.facts),
        facts=facts_changed(old.facts, new.facts),
        elsewhere=elsewhere,
    )


def _entries(version: Version) -> Iterable[VersionClause]:
    return version.clauses.select_related("clause").prefetch_related("texts")
