"""What waits for a person here: answers due, news due, decisions open, signatures."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.permissions import mandates_of
from forums.querysets import seats_of
from portal.base.cards import address
from portal.base.waiting import WaitingItem
from recommendations.addresses import recommendation_path
from recommendations.models import (
    Commitment,
    DecisionRound,
    Delivery,
    Elector,
    OfficialResponse,
    Recommendation,
    SignOff,
    VersionClause,
)
from recommendations.querysets import shown_titles
from recommendations.workflow import AGREED

#: Days before its date that news about a commitment begins to wait.
NEWS_WAITS_DAYS = 14


def waiting_for(user, at: datetime) -> list[WaitingItem]:
    """Everything in recommendations that waits for this person; a fixed number of queries."""
    if not user.is_authenticated:
        return []
    bodies = [mandate.organisation_id for mandate in mandates_of(user)]
    return [
        *answers_due(bodies),
        *news_due(bodies, at),
        *decisions_open(user, bodies, at),
        *signatures_due(user),
    ]


def answers_due(bodies: list[int]) -> Iterable[WaitingItem]:
    """Deliveries to the person's organisations with points that have no answer."""
    if not bodies:
        return
    answered = OfficialResponse.objects.filter(delivery=OuterRef(OuterRef("pk")), clause=OuterRef("clause"))
    mine = Q(addressee=None) | Q(addressee=OuterRef("addressee"))
    points = VersionClause.objects.filter(mine, ~Exists(answered), version=OuterRef("version"))
    points = points.exclude(kind=VersionClause.Kind.PREAMBLE)
    waiting = Delivery.objects.filter(Exists(points), addressee__in=bodies).select_related("recommendation")
    deliveries = list(waiting)
    titles = shown_titles(delivery.recommendation for delivery in deliveries)
    for delivery in deliveries:
        title = titles[delivery.recommendation_id]
        yield WaitingItem(
            title=title.title,
            lang=title.language,
            due=delivery.due_on,
            address=address(f"{recommendation_path(delivery.recommendation)}answer/{delivery.public_id}/"),
            kind=_("Answer the points"),
        )


def news_due(bodies: list[int], at: datetime) -> Iterable[WaitingItem]:
    """Commitments of the person's organisations whose news is due soon, or was due."""
    if not bodies:
        return
    soon = at.date() + timedelta(days=NEWS_WAITS_DAYS)
    waiting = Commitment.objects.filter(owner__in=bodies, next_update_on__lte=soon)
    for commitment in waiting.exclude(state__in=Commitment.FINAL_STATES).select_related("recommendation"):
        yield WaitingItem(
            title=commitment.text,
            lang=commitment.language,
            due=commitment.next_update_on,
            address=address(f"{recommendation_path(commitment.recommendation)}news/{commitment.public_id}/"),
            kind=_("Say how far it is"),
        )


def decisions_open(user, bodies: list[int], at: datetime) -> Iterable[WaitingItem]:
    """Open decisions in which the person, or an organisation they speak for, has not cast yet."""
    mine = Q(person_link__user=user) | Q(organisation__in=bodies, table=None, person_link__user=None)
    electors = Elector.objects.filter(mine, ballots=None, round__state=DecisionRound.State.OPEN)
    electors = electors.filter(round__opens_at__lte=at, round__closes_at__gt=at)
    waiting = list(electors.select_related("round__version__recommendation"))
    titles = shown_titles(elector.round.version.recommendation for elector in waiting)
    for elector in waiting:
        recommendation = elector.round.version.recommendation
        title = titles[recommendation.pk]
        yield WaitingItem(
            title=title.title,
            lang=title.language,
            due=elector.round.closes_at.date(),
            address=address(f"{recommendation_path(recommendation)}decision/{elector.round.public_id}/"),
            kind=_("Decide"),
        )


def signatures_due(user) -> Iterable[WaitingItem]:
    """Agreed documents that the person's table has not signed yet, where the person is its rapporteur."""
    tables = {seat.table_id for seat in seats_of(user) if seat.role == "rapporteur"}
    if not tables:
        return
    agreed = Recommendation.objects.filter(state__in=AGREED, cycle__forum__tables__in=tables).distinct()
    done = SignOff.objects.filter(table__in=tables).values("version__recommendation")
    waiting = list(agreed.exclude(pk__in=done))
    titles = shown_titles(waiting)
    for recommendation in waiting:
        title = titles[recommendation.pk]
        yield WaitingItem(
            title=title.title,
            lang=title.language,
            due=None,
            address=address(f"{recommendation_path(recommendation)}#signatures"),
            kind=_("Sign for your table"),
        )
