"""Who is told what: receivers of the other apps' signals; they write rows, nothing else."""

import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Mandate, User
from forums import signals as forums
from forums.models import Measure, Position, Post, Thread
from notifications.telling import tell
from recommendations import signals as recommendations
from recommendations.models import Clause, Commitment, Disposition


def connect() -> None:
    """Listen; called once, from ``NotificationsConfig.ready``."""
    forums.measure_taken.connect(on_measure, dispatch_uid="notifications")
    forums.position_changed.connect(on_position, dispatch_uid="notifications")
    recommendations.position_disposed.connect(on_disposition, dispatch_uid="notifications")
    recommendations.round_opened.connect(on_round, dispatch_uid="notifications")
    recommendations.recommendation_delivered.connect(on_delivery, dispatch_uid="notifications")
    recommendations.response_given.connect(on_response, dispatch_uid="notifications")
    recommendations.commitment_changed.connect(on_commitment, dispatch_uid="notifications")


def on_measure(*, measure: Measure, author: User | None, **kwargs) -> None:
    """The author of what was hidden, shown or closed, with the facilitator's statement."""
    is_post = measure.subject_kind == "post"
    subject: Post | Thread = (Post if is_post else Thread).objects.get(public_id=measure.subject_id)
    # Approving follows publishing, whose moment may lie in the past; nothing else does.
    at = subject.published_at if isinstance(subject, Post) and measure.kind == Measure.Kind.APPROVE else None
    tell(
        [author],
        f"{measure.subject_kind}_{measure.kind}",
        kind=measure.subject_kind,
        thing=subject,
        note=measure.statement,
        at=at or measure.taken_at,
    )


def on_position(*, position: Position, **kwargs) -> None:
    """Those from whose words it was drawn, once."""
    if position.state == Position.State.PROPOSED:
        tell(
            voices_of(position),
            "position_proposed",
            kind="position",
            thing=position,
            note=position.text,
            language=position.language,
            at=position.proposed_at,
            is_told_once=True,
        )


def on_disposition(*, disposition: Disposition, **kwargs) -> None:
    """The same people, what became of it: in a point, or not and why."""
    clause, position = disposition.clause, disposition.position
    tell(
        voices_of(position),
        f"position_{disposition.kind}",
        kind="clause" if clause else "position",
        thing=clause or position,
        note=disposition.reason,
        language=disposition.language,
        at=disposition.set_at,
    )


def on_round(*, round, **kwargs) -> None:
    """The electors who have an account."""
    electors = User.objects.filter(electors__elector__round=round)
    recommendation = round.version.recommendation
    tell(electors, "decision_opened", kind="recommendation", thing=recommendation, at=round.opens_at)


def on_delivery(*, delivery, **kwargs) -> None:
    """Those who speak for the addressee."""
    tell(
        officers_of(delivery.addressee_id),
        "recommendation_delivered",
        kind="recommendation",
        thing=delivery.recommendation,
        at=noon(delivery.delivered_on),
    )


def on_response(*, response, **kwargs) -> None:
    """Those from whose words the point comes."""
    tell(
        voices_behind(response.clause),
        "point_answered",
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
        voices_behind(commitment.clause),
        "commitment_taken" if is_new else "commitment_news",
        kind="commitment",
        thing=commitment,
        note=commitment.text,
        language=commitment.language,
        at=commitment.taken_at if is_new else noon(commitment.last_news_on),
    )


def voices_of(position: Position) -> list[User]:
    """Who wrote, or wrote down, the posts that a position was drawn from."""
    return writers(Post.objects.filter(position_sources__position=position))


def voices_behind(clause: Clause) -> list[User]:
    """Who wrote, or wrote down, the posts that a point comes from, itself or through its positions."""
    direct, drawn = Q(revisions__cited_in__clause=clause), Q(position_sources__position__cited_in__clause=clause)
    return writers(Post.objects.filter(direct | drawn))


def writers(posts: QuerySet[Post]) -> list[User]:
    people = posts.values_list("author_id", "recorded_by_id")
    return list(User.objects.filter(pk__in={person for pair in people for person in pair if person}))


def officers_of(organisation_id: int) -> list[User]:
    mandates = Mandate.objects.valid_on(timezone.localdate()).filter(organisation_id=organisation_id)
    return list(User.objects.filter(pk__in=mandates.values("user_id")))


def noon(day: datetime.date) -> datetime.datetime:
    """A day as an instant; today is now, so that it does not lie ahead."""
    at = timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
    return min(at, timezone.now())
