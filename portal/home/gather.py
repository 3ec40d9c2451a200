"""What the first page and the pages of places, bodies and subjects gather from all apps, as this reader may see it."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Value
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy

from events.cards import event_links
from events.models import Event
from forums.models import Forum, ForumPage, Stage
from news.cards import latest_news, news_path
from portal.base.cards import Card, address
from portal.base.ids import LENGTH
from portal.languages.reading import best_of
from practices.cards import practice_links
from practices.models import Practice, PracticePage
from recommendations.cards import recommendation_links
from recommendations.models import Commitment, OfficialResponse, Recommendation

SHOWN = 3  # of each kind on the first page

#: The exact states in the six plain words for readers.
PLAIN_STATES = {
    "draft": "drafting",
    "review": "drafting",
    "consultation": "comments",
    "decision": "comments",
    "agreed": "decided",
    "agreed_with_reservations": "decided",
    "not_agreed": "decided",
    "signed": "decided",
    "delivered": "sent",
    "answered": "answered",
    "following_up": "being-done",
    "closed": "done",
    "withdrawn": "refused",
    "superseded": "decided",
}
AGREED_STATES = ("agreed", "agreed_with_reservations", "signed", "delivered", "answered", "following_up", "closed")


@dataclass(frozen=True)
class OpenStage:
    """A forum in which something may be done now."""

    card: Card
    stage: str
    closes_on: datetime.date
    days_left: int


@dataclass(frozen=True)
class Figures:
    """What was agreed and what came of it, over the whole portal."""

    points_answered: int
    commitments: int
    commitments_kept: int


def home_context(request: HttpRequest) -> dict:
    """The five answers of the first page; seven queries."""
    moment = timezone.now()
    return {
        "open_stages": open_stages(request.user, moment),
        "agreed": recommendation_links(latest_agreed(request.user)),
        "figures": figures(),
        "practices": practice_links(latest_practices()),
        "events": next_events(moment),
        "news": [news_link(page) for page in latest_news()[:SHOWN]],
    }


def open_stages(user, moment: datetime.datetime) -> list[OpenStage]:
    """Stages open now in forums that the person may read, the one that closes first on top; two queries."""
    readable = Forum.objects.visible_to(user).filter(state=Forum.State.ACTIVE)
    stages = (
        Stage.objects.filter(opens_at__lte=moment, closes_at__gt=moment, cycle__forum__in=readable)
        .select_related("cycle__forum")
        .order_by("closes_at", "pk")
    )
    shown = once_per_forum(stages[: 4 * SHOWN])[:SHOWN]
    cards = {card.public_id: card for card in forum_links([stage.cycle.forum for stage in shown])}
    return [
        OpenStage(
            card=cards[stage.cycle.forum.public_id],
            stage=stage.get_kind_display(),
            closes_on=timezone.localdate(stage.closes_at),
            days_left=(timezone.localdate(stage.closes_at) - timezone.localdate(moment)).days,
        )
        for stage in shown
        if stage.cycle.forum.public_id in cards
    ]


def once_per_forum(stages: Iterable[Stage]) -> list[Stage]:
    """The first stage of each forum: one cycle may explore while another is followed up."""
    first: dict[int, Stage] = {}
    for stage in stages:
        first.setdefault(stage.cycle.forum_id, stage)
    return list(first.values())


def forum_links(forums: Iterable[Forum]) -> list[Card]:
    """Short cards of forums, in order, one query."""
    forums = list(forums)
    texts = defaultdict(list)
    for page in ForumPage.objects.live().filter(forum__in=forums).defer("body", "charter"):
        texts[page.forum_id].append(page)
    return [_forum_link(forum, best_of(texts[forum.pk])) for forum in forums if forum.pk in texts]


def _forum_link(forum: Forum, text: ForumPage) -> Card:
    return Card(
        kind="forum",
        public_id=forum.public_id,
        title=text.title,
        language=text.language,
        url=address(forum.path),
        kicker=gettext_lazy("Forum for Social Dialogue"),
        summary=text.question or text.summary,
        notes=[forum.get_state_display()],
        is_demo=forum.is_demo,
    )


def latest_agreed(user) -> QuerySet[Recommendation]:
    """The recommendations agreed last, those being carried out included."""
    agreed = Recommendation.objects.visible_to(user).filter(state__in=AGREED_STATES)
    return agreed.order_by("-changed_at", "-pk")[:SHOWN]


def figures() -> Figures:
    """How many points were answered, how many commitments taken, how many kept; one query."""
    public = Recommendation.objects.public().values("pk")
    taken = Commitment.objects.filter(recommendation__in=public)
    kept = taken.filter(state__in=[Commitment.State.REPORTED_DONE, Commitment.State.VERIFIED])
    answered = OfficialResponse.objects.filter(delivery__version__recommendation__in=public)
    rows = dict(_number(answered, "answered").union(_number(taken, "taken"), _number(kept, "kept"), all=True))
    return Figures(rows.get("answered", 0), rows.get("taken", 0), rows.get("kept", 0))


def _number(things: QuerySet, of: str) -> QuerySet:
    rows = things.order_by().annotate(of=Value(of)).values("of")
    return rows.annotate(number=Count("pk")).values_list("of", "number")


def latest_practices() -> QuerySet[Practice]:
    """The practices published last."""
    told = PracticePage.objects.live().values("practice")
    return Practice.objects.public().filter(pk__in=told).order_by("-published_at", "-pk")[:SHOWN]


def next_events(moment: datetime.datetime) -> list[Card]:
    """What comes next, the nearest first; one query."""
    coming = Event.objects.public().exclude(state=Event.State.CANCELLED).filter(ends_at__gte=moment)
    return event_links(coming.order_by("starts_at", "pk")[:SHOWN])[::-1]


def news_link(page) -> Card:
    """A piece of news without its tags."""
    return Card(
        kind="news",
        public_id=page.translation_key.hex[:LENGTH],
        title=page.title,
        language=page.language,
        url=address(news_path(page)),
        summary=page.summary,
        day=page.published_on,
        is_demo=page.is_demo,
    )
