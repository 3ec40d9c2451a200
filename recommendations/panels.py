"""What this app shows on the pages of others; one query each."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from forums.models import Forum, Position
from forums.querysets import inner_forums_of
from portal.base.cards import Card, address
from portal.base.panels import Panel
from practices.models import Practice
from recommendations.cards import card_of
from recommendations.models import Recommendation, Source
from recommendations.querysets import RecommendationQuerySet

#: The most rows of one panel.
MOST = 6


def of_forum(forum: Forum, user) -> Panel:
    """The recommendations of a forum: all for its people, who are known already, the public ones for others."""
    found = Recommendation.objects.all() if forum.pk in inner_forums_of(user) else Recommendation.objects.public()
    return Panel(_("Recommendations of this forum"), cards_of(found.filter(cycle__forum=forum)))


def citing_practice(practice: Practice, user) -> Panel:
    """The recommendations that name a practice as a source."""
    cited = Source.objects.filter(clause__recommendation=OuterRef("pk"), practice=practice)
    found = Recommendation.objects.visible_to(user).filter(Exists(cited))
    return Panel(_("Recommendations that name this practice"), cards_of(found))


def of_desk(forum: Forum, user) -> Panel:
    """The positions on the table of which nobody has said yet what became of them, the oldest first."""
    open_ones = Position.objects.filter(forum=forum, state=Position.State.ACCEPTED, dispositions=None)
    cards = [
        Card(
            kind="forum",
            public_id=position.public_id,
            title=position.text,
            language=position.language,
            url=address(position.path),
        )
        for position in open_ones.select_related("forum").order_by("proposed_at", "pk")[:MOST]
    ]
    return Panel(_("Positions of which nobody has said what became"), cards)


@dataclass
class RowTitle:
    """The title that comes with a row of ``with_titles``."""

    title: str
    summary: str
    language: str


def cards_of(found: RecommendationQuerySet) -> list[Card]:
    """The last changed of them as cards without countries and areas."""
    rows = found.with_titles().order_by("-changed_at", "-pk")[:MOST]
    return [card_of(row, RowTitle(row.title, row.summary, row.title_language)) for row in rows if row.title]
