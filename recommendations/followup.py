"""After the signatures: delivery, the official answer to each point, commitments, news, verification.

What is overdue and how long nobody was heard from is computed from the days, never typed.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.models import Mandate, User
from directory.models import Organisation
from forums.models import Post, Seat, WorkingTable
from portal.base.models import PortalDocument
from recommendations import documents, stations, workflow
from recommendations.errors import CommitmentRefused, MoveRefused, ResponseRefused
from recommendations.models import (
    Clause,
    Commitment,
    CommitmentUpdate,
    Delivery,
    OfficialResponse,
    Recommendation,
    Verification,
)
from recommendations.signals import commitment_changed, recommendation_delivered, response_given

RecommendationState, State = Recommendation.State, Commitment.State
Verdict = Verification.Verdict

#: Days for an answer and between two pieces of news, where there is no forum with rules of its own.
RESPONSE_DUE_DAYS, UPDATE_DUE_DAYS = 60, 90

#: From each state of a commitment, the states that news may report.
COMMITMENT_MOVES: dict[str, tuple[str, ...]] = {
    State.PLANNED: (State.IN_PROGRESS, State.PARTLY_DONE, State.REPORTED_DONE, State.SUSPENDED, State.DROPPED),
    State.IN_PROGRESS: (State.PARTLY_DONE, State.REPORTED_DONE, State.SUSPENDED, State.DROPPED),
    State.PARTLY_DONE: (State.IN_PROGRESS, State.REPORTED_DONE, State.SUSPENDED, State.DROPPED),
    State.SUSPENDED: (State.PLANNED, State.IN_PROGRESS, State.DROPPED),
    State.REPORTED_DONE: (State.IN_PROGRESS, State.PARTLY_DONE),
    State.DISPUTED: (State.IN_PROGRESS, State.PARTLY_DONE, State.REPORTED_DONE, State.DROPPED),
    State.VERIFIED: (),
    State.DROPPED: (),
}
#: States that are not entered without saying why.
REASONED = (State.SUSPENDED, State.DROPPED)


def forum_of(recommendation: Recommendation):
    """The forum whose rules hold for the document, or ``None`` for a group without one."""
    return recommendation.cycle.forum if recommendation.cycle else recommendation.group.forum


def response_days(recommendation: Recommendation) -> int:
    """Days an addressee has for its answer."""
    forum = forum_of(recommendation)
    return forum.response_due_days if forum else RESPONSE_DUE_DAYS


def update_days(recommendation: Recommendation) -> int:
    """Days from one piece of news about a commitment to the next."""
    forum = forum_of(recommendation)
    return forum.update_due_days if forum else UPDATE_DUE_DAYS


@transaction.atomic
def deliver(
    recommendation: Recommendation,
    *,
    by: User | None,
    addressee: Organisation,
    registry_number: str = "",
    delivered_on: date | None = None,
    due_on: date | None = None,
    at: datetime | None = None,
) -> Delivery:
    """The agreed version sent to one addressee; with the first delivery the document is ``delivered``.

    Errors: ``PositionsUndisposed`` names positions of which nobody has said what became of them; ``MoveRefused`` for
    unsourced points, missing signatures, or a second delivery to the same addressee.
    """
    at = at or timezone.now()
    states = (RecommendationState.SIGNED, RecommendationState.DELIVERED, RecommendationState.FOLLOWING_UP)
    if workflow.lock(recommendation).state not in states:
        raise MoveRefused(_("Only a signed document is sent."))
    version = documents.agreed_version(recommendation)
    if version.deliveries.filter(addressee=addressee).exists():
        raise MoveRefused(_("It has been sent to that addressee already."))
    sent_on = delivered_on or timezone.localtime(at).date()
    delivery = Delivery.objects.create(
        recommendation=recommendation,
        version=version,
        addressee=addressee,
        delivered_on=sent_on,
        registry_number=registry_number,
        due_on=due_on or sent_on + timedelta(days=response_days(recommendation)),
        entered_by=by,
    )
    _audit(
        "deliver", recommendation, by=by, at=at, details={"addressee": addressee.public_id, "registry": registry_number}
    )
    if recommendation.state == RecommendationState.SIGNED:
        workflow.move(recommendation, RecommendationState.DELIVERED, by=by, at=at)
    recommendation_delivered.send(sender=Delivery, delivery=delivery)
    return delivery


@transaction.atomic
def respond(
    delivery: Delivery,
    *,
    by: User | None,
    clause: Clause,
    answer: str,
    reason: str,
    language: str,
    mandate: Mandate | None = None,
    considered_until: date | None = None,
    approved_by: str = "",
    letter_number: str = "",
    letter: PortalDocument | None = None,
    answered_on: date | None = None,
    at: datetime | None = None,
) -> OfficialResponse:
    """The addressee's answer to one point: by its officer's ``mandate``, else entered from the letter received.

    A point may be answered again: the addressee corrects what others entered, and "being considered" gets its end.
    What the addressee answered itself is never replaced from a letter.
    With the last point the document is ``answered``.
    """
    at = at or timezone.now()
    _may_answer(delivery, clause=clause, answer=answer, reason=reason, considered_until=considered_until)
    _may_speak(delivery, mandate=mandate, letter_number=letter_number, answered_on=answered_on, at=at)
    former = delivery.responses.select_for_update().filter(clause=clause).first()
    if former and former.on_behalf_of_id and mandate is None:
        raise ResponseRefused(_("You do not speak for the addressee."))
    response, _created = OfficialResponse.objects.update_or_create(
        delivery=delivery,
        clause=clause,
        defaults={
            "answer": answer,
            "reason": reason.strip(),
            "language": language,
            "considered_until": considered_until,
            "answered_on": answered_on or timezone.localtime(at).date(),
            "on_behalf_of": mandate,
            "approved_by": approved_by,
            "is_from_letter": mandate is None,
            "letter_number": letter_number,
            "letter": letter,
            "entered_by": by,
            "entered_at": at,
        },
    )
    recommendation = workflow.lock(delivery.recommendation)
    details = {"clause": clause.public_id} | _former_words(former, response)
    _audit("respond", recommendation, by=by, at=at, to_state=answer, details=details)
    stations.record_response(response)
    response_given.send(sender=OfficialResponse, response=response)
    _now_answered(recommendation, by=by, at=at)
    return response


def _former_words(former: OfficialResponse | None, response: OfficialResponse) -> dict[str, str]:
    """What the point was answered before, for the record; nothing where that has not changed."""
    if former is None or (former.answer, former.reason) == (response.answer, response.reason):
        return {}
    return {"former_answer": former.answer, "former_reason": former.reason}


def _may_answer(delivery: Delivery, *, clause: Clause, answer: str, reason: str, considered_until: date | None) -> None:
    if not delivery.version.clauses.filter(clause=clause).exists():
        raise ResponseRefused(_("That point is not in the document that was sent."))
    if not reason.strip():
        raise ResponseRefused(_("Give the reason for the answer."))
    if answer == OfficialResponse.Answer.CONSIDERING and considered_until is None:
        raise ResponseRefused(_("Say until when it is being considered."))


def _may_speak(
    delivery: Delivery, *, mandate: Mandate | None, letter_number: str, answered_on: date | None, at: datetime
) -> None:
    if mandate is None:
        if not letter_number.strip() or answered_on is None:
            raise ResponseRefused(_("For an answer that came by letter, write its number and its day."))
        return
    if mandate.organisation_id != delivery.addressee_id:
        raise ResponseRefused(_("You do not speak for the addressee."))
    if not mandate.is_valid_on(timezone.localtime(at).date()):
        raise ResponseRefused(_("The authorisation was not valid on that day."))


def _now_answered(recommendation: Recommendation, *, by: User | None, at: datetime) -> None:
    is_waiting = recommendation.state == RecommendationState.DELIVERED
    if is_waiting and not workflow.unanswered_points(recommendation):
        workflow.move(recommendation, RecommendationState.ANSWERED, by=by, at=at)


@transaction.atomic
def take_commitment(
    clause: Clause,
    *,
    by: User | None,
    owner: Organisation,
    text: str,
    language: str,
    due_on: date,
    next_update_on: date | None = None,
    response: OfficialResponse | None = None,
    budget_line: str = "",
    at: datetime | None = None,
) -> Commitment:
    """Who does what until when; the first one takes the document into its follow-up."""
    at = at or timezone.now()
    today = timezone.localtime(at).date()
    recommendation = workflow.lock(clause.recommendation)
    if not recommendation.deliveries.exists():
        raise CommitmentRefused(_("Commitments follow what was sent; this document has not been sent yet."))
    commitment = Commitment.objects.create(
        recommendation=recommendation,
        clause=clause,
        response=response,
        owner=owner,
        text=text,
        language=language,
        due_on=due_on,
        next_update_on=next_update_on or today + timedelta(days=update_days(recommendation)),
        last_news_on=today,
        budget_line=budget_line,
        taken_by=by,
        taken_at=at,
    )
    record(
        "take_commitment", kind="commitment", public_id=commitment.public_id, by=by, to_state=commitment.state, at=at
    )
    stations.record_commitment(commitment, on=today)
    if recommendation.state in (RecommendationState.DELIVERED, RecommendationState.ANSWERED):
        workflow.move(recommendation, RecommendationState.FOLLOWING_UP, by=by, at=at)
    commitment_changed.send(sender=Commitment, commitment=commitment)
    return commitment


@transaction.atomic
def update_commitment(
    commitment: Commitment,
    *,
    by: User | None,
    language: str,
    state: str = "",
    text: str = "",
    next_update_on: date | None = None,
    suspended_until: date | None = None,
    evidence_address: str = "",
    evidence: PortalDocument | None = None,
    evidence_posts: Iterable[Post] = (),
    at: datetime | None = None,
) -> CommitmentUpdate:
    """News about a commitment; without a new ``state`` it says "no change", which is news too.

    Verified and disputed are never reported here: tables say that (``verify_commitment``).
    """
    at = at or timezone.now()
    today = timezone.localtime(at).date()
    commitment = Commitment.objects.select_for_update().get(pk=commitment.pk)
    origin, state = commitment.state, state or commitment.state
    _may_report(commitment, state=state, text=text, suspended_until=suspended_until)
    update = CommitmentUpdate.objects.create(
        commitment=commitment,
        state=state,
        text=text,
        language=language,
        evidence_address=evidence_address,
        evidence=evidence,
        reported_on=today,
        reported_by=by,
    )
    posts = list(evidence_posts)
    update.evidence_posts.set(posts)
    commitment.state, commitment.last_news_on = state, today
    commitment.suspended_until = suspended_until
    commitment.next_update_on = next_update_on or today + timedelta(days=update_days(commitment.recommendation))
    commitment.save(update_fields=["state", "last_news_on", "suspended_until", "next_update_on"])
    _after_news(commitment, origin=origin, by=by, reason=text, at=at)
    if evidence_address or evidence or posts:
        stations.record_evidence(commitment, on=today)
    return update


def _may_report(commitment: Commitment, *, state: str, text: str, suspended_until: date | None) -> None:
    if state != commitment.state and state not in COMMITMENT_MOVES[commitment.state]:
        raise CommitmentRefused(
            _("It cannot go from “%(origin)s” to “%(to)s”.")
            % {"origin": commitment.get_state_display(), "to": State(state).label}
        )
    if commitment.state == State.DROPPED:
        raise CommitmentRefused(_("This commitment was given up; there is nothing more to report."))
    if state in REASONED and not text.strip():
        raise CommitmentRefused(_("Say why."))
    if state == State.SUSPENDED and suspended_until is None:
        raise CommitmentRefused(_("Say until when it is suspended."))


@transaction.atomic
def verify_commitment(
    commitment: Commitment,
    *,
    by: User | None,
    verdict: str,
    table: WorkingTable | None = None,
    organisation: Organisation | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> Verification:
    """What a table (in a group without a forum: a member organisation) says about something reported done.

    A dispute makes it ``disputed``; confirmations by more than half of those who may say so, with no dispute standing,
    make it ``verified``.
    """
    at = at or timezone.now()
    commitment = Commitment.objects.select_for_update().get(pk=commitment.pk)
    if commitment.state not in (State.REPORTED_DONE, State.DISPUTED, State.VERIFIED):
        raise CommitmentRefused(_("Only what was reported done can be confirmed or disputed."))
    if verdict == Verdict.DISPUTED and not reason.strip():
        raise CommitmentRefused(_("Say what is not done."))
    _may_speak_for_table(commitment, table, by=by)
    verification, _created = Verification.objects.update_or_create(
        commitment=commitment,
        table=table,
        organisation=organisation,
        defaults={"verdict": verdict, "reason": reason.strip(), "given_by": by, "given_at": at},
    )
    origin, commitment.state = commitment.state, verified_state(commitment)
    commitment.save(update_fields=["state"])
    _after_news(commitment, origin=origin, by=by, reason=reason, at=at, verb="verify_commitment")
    if commitment.state == State.VERIFIED:
        stations.record_evidence(commitment, on=timezone.localtime(at).date())
    return verification


def _may_speak_for_table(commitment: Commitment, table: WorkingTable | None, *, by: User | None) -> None:
    """What another person said for the table is replaced by its rapporteur alone."""
    if table is None or by is None:
        return
    others_word = commitment.verifications.filter(table=table).exclude(given_by=by)
    is_rapporteur = table.seats.filter(user=by, role=Seat.Role.RAPPORTEUR, state=Seat.State.HELD)
    if others_word.exists() and not is_rapporteur.exists():
        raise CommitmentRefused(_("Your account does not include this."))


def verified_state(commitment: Commitment) -> str:
    """The state that follows from what tables with a vote, or member organisations, have said so far."""
    counted = commitment.verifications.filter(Q(table=None) | Q(table__has_vote=True))
    verdicts = list(counted.values_list("verdict", flat=True))
    if Verdict.DISPUTED in verdicts:
        return State.DISPUTED
    voices = _verifiers(commitment.recommendation)
    return State.VERIFIED if len(verdicts) * 2 > voices else State.REPORTED_DONE


def _verifiers(recommendation: Recommendation) -> int:
    """How many may confirm: the tables with a vote, or the member organisations of a group without a forum."""
    forum = forum_of(recommendation)
    if forum:
        return forum.tables.filter(has_vote=True).count()
    return (
        recommendation.group.members.filter(organisation__isnull=False, until=None).exclude(role="secretariat").count()
    )


def _after_news(
    commitment: Commitment,
    *,
    origin: str,
    by: User | None,
    reason: str,
    at: datetime,
    verb: str = "update_commitment",
) -> None:
    record(
        verb,
        kind="commitment",
        public_id=commitment.public_id,
        by=by,
        from_state=origin,
        to_state=commitment.state,
        reason=reason,
        at=at,
    )
    stations.record_commitment(commitment, on=timezone.localtime(commitment.taken_at).date())
    Recommendation.objects.filter(pk=commitment.recommendation_id).update(changed_at=at)
    commitment_changed.send(sender=Commitment, commitment=commitment)


def _audit(
    verb: str, recommendation: Recommendation, *, by: User | None, at: datetime, to_state: str = "", details: dict
) -> None:
    record(
        verb,
        kind="recommendation",
        public_id=recommendation.public_id,
        by=by,
        to_state=to_state,
        details=details,
        at=at,
    )
