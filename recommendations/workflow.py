"""The states of a recommendation and the moves between them, as a table.

Who may is the right named in the move (``permissions.py``); whether it can be done now is its guards. Every move
leaves an audit row in the same transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.models import User
from forums.models import Position
from recommendations import documents, stations
from recommendations.errors import MoveRefused, PositionsUndisposed
from recommendations.models import Amendment, Commitment, Delivery, Recommendation, Source, Version, VersionClause
from recommendations.results import BINDING
from recommendations.signals import recommendation_changed

State = Recommendation.State

#: Days a consultation stays open at least (product.md, "Recommendations").
CONSULTATION_DAYS = 14

#: Six plain states for readers; the exact one stands in the history.
PLAIN_STATES: dict[str, str] = {
    State.DRAFT: "drafting",
    State.REVIEW: "drafting",
    State.CONSULTATION: "comments",
    State.DECISION: "comments",
    State.AGREED: "decided",
    State.AGREED_WITH_RESERVATIONS: "decided",
    State.NOT_AGREED: "decided",
    State.SIGNED: "decided",
    State.DELIVERED: "sent",
    State.ANSWERED: "answered",
    State.FOLLOWING_UP: "being-done",
    State.CLOSED: "being-done",
    State.WITHDRAWN: "decided",
    State.SUPERSEDED: "decided",
}

AGREED = (State.AGREED, State.AGREED_WITH_RESERVATIONS)
#: States in which the points may still change.
DRAFTING = (State.DRAFT, State.REVIEW, State.CONSULTATION)
#: States in which nothing has been decided, and in which nothing has been sent.
BEFORE_DECISION = (*DRAFTING, State.DECISION)
BEFORE_DELIVERY = (*BEFORE_DECISION, *AGREED, State.NOT_AGREED, State.SIGNED)
#: Proposed changes nobody has settled yet.
OPEN_AMENDMENTS = (Amendment.State.SUBMITTED, Amendment.State.UNDER_REVIEW)
#: Kinds of points that say where they come from before they are sent.
SOURCED_KINDS = (VersionClause.Kind.FINDING, VersionClause.Kind.MEASURE)

Guard = Callable[[Recommendation, datetime], None]
Effect = Callable[[Recommendation, datetime], None]


def has_a_point(recommendation: Recommendation, at: datetime) -> None:
    """Somebody has written at least one point."""
    if not documents.latest_version(recommendation).clauses.exists():
        raise MoveRefused(_("There is no point in this document yet."))


def consultation_is_long_enough(recommendation: Recommendation, at: datetime) -> None:
    """People have at least two weeks to read and answer."""
    if _consultation_end(recommendation, at) - at < timedelta(days=CONSULTATION_DAYS):
        raise MoveRefused(
            _("Comments stay open for at least %(days)s days. Choose a later day.") % {"days": CONSULTATION_DAYS}
        )


def consultation_is_over(recommendation: Recommendation, at: datetime) -> None:
    """The day promised to commenters has come."""
    ends_at = recommendation.consultation_ends_at
    if ends_at and at < ends_at:
        raise MoveRefused(
            _("Comments are open until %(day)s; the decision can begin after that.")
            % {"day": date_format(timezone.localtime(ends_at), "DATE_FORMAT")}
        )


def no_amendment_is_open(recommendation: Recommendation, at: datetime) -> None:
    """Every proposed change has been settled."""
    waiting = Amendment.objects.filter(clause__recommendation=recommendation, state__in=OPEN_AMENDMENTS).count()
    if waiting:
        raise MoveRefused(_("Proposed changes still waiting for an answer: %(count)s.") % {"count": waiting})


def result_is_certified(recommendation: Recommendation, at: datetime) -> None:
    """A certified decision stands behind the new state."""
    if not recommendation.versions.filter(rounds__state="certified", rounds__method__in=BINDING).exists():
        raise MoveRefused(_("There is no certified decision yet."))


def all_have_signed(recommendation: Recommendation, at: datetime) -> None:
    """Everybody who has to sign has signed the same text."""
    version = documents.agreed_version(recommendation)
    missing = unsigned_by(version)
    if missing:
        raise MoveRefused(_("Signatures still missing: %(names)s.") % {"names": ", ".join(missing)})


def positions_are_disposed(recommendation: Recommendation, at: datetime) -> None:
    """Of every linked position it is said what became of it."""
    waiting = undisposed_positions(recommendation)
    if waiting:
        raise PositionsUndisposed(waiting)


def points_are_sourced(recommendation: Recommendation, at: datetime) -> None:
    """Every finding and measure says where it comes from."""
    version = documents.agreed_version(recommendation)
    bare = version.clauses.filter(kind__in=SOURCED_KINDS).exclude(clause__in=Source.objects.values("clause"))
    if bare:
        numbers = ", ".join(str(clause.ordinal) for clause in bare)
        raise MoveRefused(_("These points do not say where they come from: %(numbers)s.") % {"numbers": numbers})


def is_delivered_to_somebody(recommendation: Recommendation, at: datetime) -> None:
    """There is an addressee and a day."""
    if not recommendation.deliveries.exists():
        raise MoveRefused(_("Nothing has been sent yet."))


def every_point_is_answered(recommendation: Recommendation, at: datetime) -> None:
    """Each addressee has answered each of its points."""
    if unanswered_points(recommendation):
        raise MoveRefused(_("Some points have no answer yet."))


def commitments_are_final(recommendation: Recommendation, at: datetime) -> None:
    """Nothing promised is still to be done."""
    if recommendation.commitments.exclude(state__in=Commitment.FINAL_STATES).exists():
        raise MoveRefused(_("Some commitments are neither confirmed nor given up."))


def unsigned_by(version: Version) -> list[str]:
    """Who still has to sign, by printed name: each table with a vote, or each organisation that decided."""
    round_ = version.rounds.filter(state="certified").order_by("-pk").first()
    electors = round_.electors.select_related("table", "organisation") if round_ else []
    signed = version.sign_offs.filter(sha256=version.sha256)
    tables = {sign_off.table_id for sign_off in signed if sign_off.table_id}
    bodies = {sign_off.organisation_id for sign_off in signed if sign_off.organisation_id}
    missing = [
        *{_table_name(elector) for elector in electors if elector.table_id and elector.table_id not in tables},
        *{
            elector.organisation.short_name
            for elector in electors
            if elector.organisation and not elector.table_id and elector.organisation_id not in bodies
        },
    ]
    return sorted(missing) if missing or signed else [str(_("the rapporteur"))]


def _table_name(elector) -> str:
    return str(_("table %(number)s") % {"number": elector.table.number})


def undisposed_positions(recommendation: Recommendation) -> list[Position]:
    """Linked positions without a disposition: those its points cite, and those accepted in its cycle.

    A position of the cycle that another document of the same cycle has dealt with is not asked for again, nor one whose
    words may not be shown.
    """
    linked = Q(cited_in__clause__recommendation=recommendation)
    if recommendation.cycle_id:
        elsewhere = Position.objects.filter(dispositions__recommendation__cycle=recommendation.cycle_id)
        linked |= Q(cycle=recommendation.cycle_id, state=Position.State.ACCEPTED) & ~Q(pk__in=elsewhere)
    done = Position.objects.filter(dispositions__recommendation=recommendation)
    return list(Position.objects.readable().filter(linked).exclude(pk__in=done).distinct())


def unanswered_points(recommendation: Recommendation) -> list[VersionClause]:
    """Points of the delivered versions that their addressee has not answered."""
    return [point for delivery in recommendation.deliveries.all() for point in unanswered_by(delivery)]


def points_of(delivery: Delivery) -> QuerySet[VersionClause]:
    """The points of a delivery that are its addressee's to answer; introductions are not."""
    mine = Q(addressee=None) | Q(addressee=delivery.addressee_id)
    points = VersionClause.objects.filter(mine, version=delivery.version_id)
    return points.exclude(kind=VersionClause.Kind.PREAMBLE).order_by("ordinal")


def unanswered_by(delivery: Delivery) -> QuerySet[VersionClause]:
    """Those of them without an answer."""
    return points_of(delivery).exclude(clause__in=delivery.responses.values("clause"))


def open_consultation(recommendation: Recommendation, at: datetime) -> None:
    """Fix the version that people comment on, and the day until which they do."""
    documents.freeze(documents.latest_version(recommendation), at=at)
    recommendation.consultation_ends_at = _consultation_end(recommendation, at)
    recommendation.save(update_fields=["consultation_ends_at"])
    stations.record_clauses(documents.latest_version(recommendation), on=at.date())


def open_decision(recommendation: Recommendation, at: datetime) -> None:
    """Fix the version that is decided on."""
    version = documents.freeze(documents.latest_version(recommendation), at=at)
    stations.record_clauses(version, on=at.date())


def return_to_drafting(recommendation: Recommendation, at: datetime) -> None:
    """The next round of comments gets a day of its own."""
    recommendation.consultation_ends_at = None
    recommendation.save(update_fields=["consultation_ends_at"])
    stations.take_back_clauses(recommendation)


def _consultation_end(recommendation: Recommendation, at: datetime) -> datetime:
    return recommendation.consultation_ends_at or at + timedelta(days=CONSULTATION_DAYS)


@dataclass(frozen=True)
class Move:
    """One way from state to state. ``right`` is who may; without one it only follows from another action."""

    origins: tuple[str, ...]
    to: str
    label: str | Promise
    right: str = ""
    guards: tuple[Guard, ...] = ()
    effects: tuple[Effect, ...] = ()
    needs_reason: bool = False


EDIT, DECIDE, DELIVER = "recommendations.draft_clause", "recommendations.open_round", "recommendations.deliver"

MOVES: tuple[Move, ...] = (
    Move((State.DRAFT,), State.REVIEW, _("Give it to the group to read"), EDIT, (has_a_point,)),
    Move((State.REVIEW,), State.DRAFT, _("Take it back to write on"), EDIT),
    Move(
        (State.REVIEW,),
        State.CONSULTATION,
        _("Open it for comments"),
        DECIDE,
        (has_a_point, consultation_is_long_enough),
        (open_consultation,),
    ),
    Move(
        (State.CONSULTATION,),
        State.REVIEW,
        _("Take it back to the group"),
        DECIDE,
        effects=(return_to_drafting,),
        needs_reason=True,
    ),
    Move(
        (State.CONSULTATION,),
        State.DECISION,
        _("Go to the decision"),
        guards=(consultation_is_over, no_amendment_is_open),
        effects=(open_decision,),
    ),
    Move((State.DECISION,), State.REVIEW, _("The decision is void"), effects=(return_to_drafting,), needs_reason=True),
    Move((State.DECISION,), State.AGREED, _("Agreed"), guards=(result_is_certified,)),
    Move((State.DECISION,), State.AGREED_WITH_RESERVATIONS, _("Agreed with remarks"), guards=(result_is_certified,)),
    Move((State.DECISION,), State.NOT_AGREED, _("Not agreed"), guards=(result_is_certified,)),
    Move((State.NOT_AGREED,), State.DRAFT, _("Write it anew"), EDIT, effects=(return_to_drafting,)),
    Move(AGREED, State.SIGNED, _("All have signed"), DECIDE, (all_have_signed,)),
    Move(
        (State.SIGNED,),
        State.DELIVERED,
        _("Send it"),
        guards=(positions_are_disposed, points_are_sourced, is_delivered_to_somebody),
    ),
    Move((State.DELIVERED,), State.ANSWERED, _("Answered"), guards=(every_point_is_answered,)),
    Move((State.DELIVERED, State.ANSWERED), State.FOLLOWING_UP, _("Follow what is being done"), DELIVER),
    Move((State.FOLLOWING_UP,), State.CLOSED, _("Close it"), DELIVER, (commitments_are_final,)),
    Move(
        (*DRAFTING, State.DECISION, *AGREED, State.NOT_AGREED),
        State.WITHDRAWN,
        _("Withdraw it"),
        DECIDE,
        needs_reason=True,
    ),
    Move(
        (*AGREED, State.SIGNED, State.DELIVERED, State.ANSWERED, State.FOLLOWING_UP, State.CLOSED),
        State.SUPERSEDED,
        _("A newer one takes its place"),
        DECIDE,
        needs_reason=True,
    ),
)


def move_between(origin: str, to: str) -> Move:
    """The move from one state to another, or ``MoveRefused`` where the table has none."""
    found = next((move for move in MOVES if origin in move.origins and move.to == to), None)
    if found is None:
        raise MoveRefused(
            _("It cannot go from “%(origin)s” to “%(to)s”.") % {"origin": State(origin).label, "to": State(to).label}
        )
    return found


def moves_from(state: str) -> list[Move]:
    """The moves a person can choose in that state."""
    return [move for move in MOVES if state in move.origins and move.right]


def lock(recommendation: Recommendation) -> Recommendation:
    """The document as it stands in the database now, held until the transaction ends."""
    recommendation.refresh_from_db(from_queryset=Recommendation.objects.select_for_update())
    return recommendation


@transaction.atomic
def move(
    recommendation: Recommendation,
    to: str,
    *,
    by: User | None,
    at: datetime | None = None,
    reason: str = "",
) -> Recommendation:
    """The document in its new state, or ``MoveRefused`` with the reason; the given object is updated too."""
    at = at or timezone.now()
    locked = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    origin, step = locked.state, move_between(locked.state, to)
    if step.needs_reason and not reason.strip():
        raise MoveRefused(_("Say why."))
    for guard in step.guards:
        guard(locked, at)
    locked.state, locked.changed_at = to, at
    locked.save(update_fields=["state", "changed_at"])
    for effect in step.effects:
        effect(locked, at)
    record(
        "move_recommendation",
        kind="recommendation",
        public_id=locked.public_id,
        by=by,
        from_state=origin,
        to_state=to,
        reason=reason,
        at=at,
    )
    recommendation_changed.send(sender=Recommendation, recommendation=locked, from_state=origin)
    recommendation.refresh_from_db(fields=["state", "changed_at", "consultation_ends_at"])
    return recommendation
