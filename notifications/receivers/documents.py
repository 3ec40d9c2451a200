"""What happens to recommendations, promises and practices, and who is told."""

import datetime

from django.utils import timezone

from notifications import wishes
from notifications.audiences import electors_of, officers_of, people, voices_behind, voices_in, voices_of
from notifications.receivers.discussion import tell_of_forum
from notifications.telling import tell
from practices import signals as practices
from practices.models import Practice
from practices.querysets import PUBLIC_STATES
from recommendations import signals as recommendations
from recommendations.models import (
    Commitment,
    DecisionRound,
    Delivery,
    Disposition,
    OfficialResponse,
    Recommendation,
    Reminder,
)

State = Recommendation.State
#: The steps of a document that those who follow its forum or area are told of.
TOLD_STEPS = (
    State.CONSULTATION,
    State.AGREED,
    State.AGREED_WITH_RESERVATIONS,
    State.NOT_AGREED,
    State.DELIVERED,
    State.ANSWERED,
    State.CLOSED,
)
#: The steps that decide what becomes of somebody's words.
FATES: dict[str, str] = {
    State.AGREED: "words_decided",
    State.AGREED_WITH_RESERVATIONS: "words_decided",
    State.NOT_AGREED: "words_decided",
    State.DELIVERED: "words_sent",
}


def connect() -> None:
    """Listen to recommendations and practices."""
    recommendations.position_disposed.connect(on_disposition, dispatch_uid="notifications")
    recommendations.round_opened.connect(on_round, dispatch_uid="notifications")
    recommendations.recommendation_changed.connect(on_step, dispatch_uid="notifications")
    recommendations.recommendation_delivered.connect(on_delivery, dispatch_uid="notifications")
    recommendations.response_given.connect(on_response, dispatch_uid="notifications")
    recommendations.commitment_changed.connect(on_commitment, dispatch_uid="notifications")
    recommendations.reminder_due.connect(on_reminder, dispatch_uid="notifications")
    practices.practice_changed.connect(on_practice, dispatch_uid="notifications")


def on_disposition(*, disposition: Disposition, **kwargs) -> None:
    """Those from whose words the position was drawn: in a point, or not and why."""
    clause, position = disposition.clause, disposition.position
    tell(
        people(voices_of(position)).values(),
        f"position_{disposition.kind}",
        reason="words",
        kind="clause" if clause else "position",
        thing=clause or position,
        note=disposition.reason,
        language=disposition.language,
        at=disposition.set_at,
    )


def on_round(*, round, **kwargs) -> None:
    """The electors who have an account."""
    tell(
        people(electors_of(round)).values(),
        "decision_opened",
        reason="votes",
        kind="recommendation",
        thing=round.version.recommendation,
        when=round.closes_at,
        at=round.opens_at,
    )


def on_step(*, recommendation: Recommendation, from_state: str, **kwargs) -> None:
    """Who follows its forum or its area; and, when it is decided or sent, those from whose words it comes."""
    if recommendation.state == from_state or recommendation.state not in TOLD_STEPS:
        return
    forum = recommendation.cycle.forum if recommendation.cycle else None
    areas = wishes.in_areas(recommendation, *filter(None, [forum]))
    said = wishes.Wishes([*([(wishes.Kind.FORUM, forum.public_id)] if forum else []), *areas])
    key = f"step {recommendation.public_id} {recommendation.state}"
    to_writers = FATES.get(recommendation.state, "")
    tell_of_forum(
        dict.fromkeys(voices_in(recommendation), "words") if to_writers else {},
        said,
        "recommendation_moved",
        to_writers=to_writers,
        kind="recommendation",
        thing=recommendation,
        at=recommendation.changed_at,
        key=key,
    )


def on_delivery(*, delivery: Delivery, **kwargs) -> None:
    """Those who speak for the addressee."""
    tell(
        people(officers_of(delivery.addressee_id)).values(),
        "recommendation_delivered",
        reason="speaks",
        kind="recommendation",
        thing=delivery.recommendation,
        at=noon(delivery.delivered_on),
    )


def on_response(*, response: OfficialResponse, **kwargs) -> None:
    """Those from whose words the point comes."""
    tell(
        people(voices_behind(response.clause)).values(),
        "point_answered",
        reason="words",
        kind="response",
        thing=response,
        note=response.reason,
        language=response.language,
        at=response.entered_at,
    )


def on_commitment(*, commitment: Commitment, **kwargs) -> None:
    """The same people: what was taken on, then every piece of news."""
    is_new = not commitment.updates.exists() and not commitment.verifications.exists()
    tell(
        people(voices_behind(commitment.clause)).values(),
        "commitment_taken" if is_new else "commitment_news",
        reason="words",
        kind="commitment",
        thing=commitment,
        note=commitment.text,
        language=commitment.language,
        at=commitment.taken_at if is_new else noon(commitment.last_news_on),
    )


def on_reminder(*, reminder: Reminder, thing: Delivery | Commitment | DecisionRound, **kwargs) -> None:
    """Those who speak for whoever is to answer or to report, and whose voice is missing in a decision."""
    if isinstance(thing, DecisionRound):
        told, reason = electors_of(thing, silent=True), "votes"
    else:
        body = thing.addressee_id if isinstance(thing, Delivery) else thing.owner_id
        told, reason = officers_of(body), "speaks"
    is_promise = isinstance(thing, Commitment)
    document = thing.version.recommendation if isinstance(thing, DecisionRound) else thing.recommendation
    tell(
        people(told).values(),
        f"reminder_{reminder.kind}",
        reason=reason,
        kind="commitment" if is_promise else "recommendation",
        thing=thing if is_promise else document,
        note=thing.text if is_promise else "",  # type: ignore[union-attr]  # of a commitment
        language=thing.language if is_promise else "",  # type: ignore[union-attr]  # of a commitment
        when=thing.closes_at if isinstance(thing, DecisionRound) else None,
        at=reminder.reminded_at,
        key=f"reminder {reminder.pk}",
    )


def on_practice(*, practice: Practice, **kwargs) -> None:
    """Who follows its area, once it is published."""
    if practice.state in PUBLIC_STATES and practice.published_at:
        said, key = wishes.of_areas(practice), f"published {practice.public_id}"
        at = practice.published_at
        tell_of_forum({}, said, "practice_published", kind="practice", thing=practice, at=at, key=key)


def noon(day: datetime.date) -> datetime.datetime:
    """A day as an instant; today is now, so that it does not lie ahead."""
    at = timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
    return min(at, timezone.now())
