"""Is it done? Tables say, in a group without a forum its member organisations; until then it is only reported."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from directory.models import Organisation
from forums.models import Seat, WorkingTable
from recommendations import stations
from recommendations.errors import CommitmentRefused
from recommendations.followup.commitments import after_news
from recommendations.models import Commitment, Recommendation, Verification
from recommendations.terms import forum_of

State, Verdict = Commitment.State, Verification.Verdict


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
    after_news(commitment, origin=origin, by=by, reason=reason, at=at, verb="verify_commitment")
    if commitment.state == State.VERIFIED:
        stations.record_evidence(commitment, on=timezone.localtime(at).date())
    return verification


def verified_state(commitment: Commitment) -> str:
    """The state that follows from what tables with a vote, or member organisations, have said so far."""
    counted = commitment.verifications.filter(Q(table=None) | Q(table__has_vote=True))
    verdicts = list(counted.values_list("verdict", flat=True))
    if Verdict.DISPUTED in verdicts:
        return State.DISPUTED
    voices = _verifiers(commitment.recommendation)
    return State.VERIFIED if len(verdicts) * 2 > voices else State.REPORTED_DONE


def _may_speak_for_table(commitment: Commitment, table: WorkingTable | None, *, by: User | None) -> None:
    """What another person said for the table is replaced by its rapporteur alone."""
    if table is None or by is None:
        return
    others_word = commitment.verifications.filter(table=table).exclude(given_by=by)
    is_rapporteur = table.seats.filter(user=by, role=Seat.Role.RAPPORTEUR, state=Seat.State.HELD)
    if others_word.exists() and not is_rapporteur.exists():
        raise CommitmentRefused(_("Your account does not include this."))


def _verifiers(recommendation: Recommendation) -> int:
    """How many may confirm: the tables with a vote, or the member organisations of a group without a forum."""
    forum = forum_of(recommendation)
    if forum:
        return forum.tables.filter(has_vote=True).count()
    members = recommendation.group.members.valid_on(timezone.localdate()).filter(organisation__isnull=False)
    return members.exclude(role="secretariat").count()
