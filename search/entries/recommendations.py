"""Recommendations, and each of their points as a thing of its own."""

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from portal.languages import UI_TAGS
from recommendations.documents import shown_version, whole_words
from recommendations.models import Clause, Recommendation, Version
from recommendations.querysets import is_the_groups_own
from search.entries import Adapter, path_of
from search.entries.pages import tags
from search.models import PUBLIC
from search.writing import Draft, Text


def scope_of(recommendation: Recommendation) -> str:
    """A draft is the group's own; afterwards its forum's circle reads it, or everybody."""
    if is_the_groups_own(recommendation):
        return f"group:{recommendation.group_id}"
    return f"forum:{recommendation.cycle.forum_id}" if recommendation.cycle else PUBLIC


def recommendation(thing: Recommendation) -> Draft | None:
    path, version = path_of("recommendation", thing), readers_version(thing)
    if path is None or version is None:
        return None
    found = [Text(text.language, text.title, text.summary) for text in version.texts.all()]
    if not found:
        return None
    return Draft(
        "recommendation",
        thing.public_id,
        [named(text, thing.reference) for text in found],
        tags(thing),
        scope=scope_of(thing),
        dated_at=version.created_at,
        state=thing.state,
        parent_kind="forum" if thing.cycle else "",
        parent_id=thing.cycle.forum.public_id if thing.cycle else "",
        path=path,
    )


def named(text: Text, reference: str) -> Text:
    """With its reference among its words: people look documents up by it."""
    return Text(text.language, text.title, f"{reference}\n{text.body}".strip())


def clause(thing: Clause) -> Draft | None:
    """A point as it stands in the version readers are shown; one that was left out is not found any more."""
    document = thing.recommendation
    path, version = path_of("clause", thing), readers_version(document)
    placed = version.clauses.filter(clause=thing).prefetch_related("texts").first() if version else None
    if path is None or version is None or placed is None:
        return None
    found = [
        Text(
            text.language,
            clause_title(document.reference, placed.ordinal, text.language),
            whole_words(text.text, text.facts),
        )
        for text in placed.texts.all()
    ]
    if not found:
        return None
    return Draft(
        "clause",
        thing.public_id,
        found,
        tags(document),
        concepts={},
        scope=scope_of(document),
        dated_at=version.created_at,
        parent_kind="recommendation",
        parent_id=document.public_id,
        path=path,
    )


def clause_title(reference: str, ordinal: int, language: str) -> str:
    ui_language = next((ui for ui, tag in UI_TAGS.items() if tag == language), "en")
    with translation.override(ui_language):
        return _("%(reference)s, point %(number)s") % {"reference": reference, "number": ordinal}


def readers_version(document: Recommendation) -> Version | None:
    """The version that readers are shown: a draft that follows a frozen one is still the group's own."""
    return shown_version(document) if document.versions.exists() else None


def recommendations() -> QuerySet:
    return Recommendation.objects.select_related("cycle__forum").prefetch_related(
        "countries", "themes", "target_groups"
    )


def clauses() -> QuerySet:
    tagged = ("countries", "themes", "target_groups")
    return Clause.objects.select_related("recommendation__cycle").prefetch_related(
        *(f"recommendation__{tag}" for tag in tagged)
    )


ADAPTERS = (
    Adapter("recommendation", Recommendation, recommendation, recommendations),
    Adapter("clause", Clause, clause, clauses),
)
