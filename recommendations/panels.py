"""What this app shows on the pages of others."""

from django.utils.translation import gettext_lazy as _

from forums.models import Forum
from portal.base.panels import Panel
from practices.models import Practice
from recommendations.cards import recommendation_cards
from recommendations.models import Recommendation

#: The most rows of one panel.
MOST = 6


def of_forum(forum: Forum, user) -> Panel:
    """The recommendations of a forum that the reader sees."""
    return _panel(_("Recommendations of this forum"), user, cycle__forum=forum)


def citing_practice(practice: Practice, user) -> Panel:
    """The recommendations that name a practice as a source."""
    return _panel(_("Recommendations that name this practice"), user, clauses__sources__practice=practice)


def _panel(title, user, **wanted) -> Panel:
    found = Recommendation.objects.visible_to(user).filter(**wanted).distinct().order_by("-changed_at", "-pk")
    return Panel(title, recommendation_cards(found[:MOST]))
