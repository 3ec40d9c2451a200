"""Recommendations as cards, for every page that lists them."""

from collections.abc import Iterable
from typing import Protocol

from portal.base.cards import Card, address
from portal.taxonomies.tags import tags_of
from portal.taxonomies.vocabulary import Term
from recommendations.addresses import recommendation_path
from recommendations.models import Recommendation
from recommendations.querysets import shown_titles
from recommendations.workflow import PLAIN_STATES


def recommendation_cards(recommendations: Iterable[Recommendation]) -> list[Card]:
    """A card for each, in order; two queries for all."""
    recommendations = list(recommendations)
    titles = shown_titles(recommendations)
    tags = tags_of(recommendations, ["countries", "themes"])
    return [
        card_of(one, titles[one.pk], [*tags[one.pk]["countries"], *tags[one.pk]["themes"]])
        for one in recommendations
        if titles.get(one.pk)
    ]


def recommendation_links(recommendations: Iterable[Recommendation]) -> list[Card]:
    """Cards without countries and themes, in order; one query for all."""
    recommendations = list(recommendations)
    titles = shown_titles(recommendations)
    return [card_of(one, titles[one.pk]) for one in recommendations if titles.get(one.pk)]


class Title(Protocol):
    """Title and summary of a document in one language."""

    title: str
    summary: str
    language: str


def card_of(recommendation: Recommendation, text: Title, terms: Iterable[Term] = ()) -> Card:
    """The card of a document under that title."""
    return Card(
        kind="recommendation",
        public_id=recommendation.public_id,
        title=text.title,
        language=text.language,
        url=address(recommendation_path(recommendation)),
        kicker=recommendation.reference,
        summary=text.summary,
        terms=list(terms),
        state=PLAIN_STATES[recommendation.state],
        is_demo=recommendation.is_demo,
    )
