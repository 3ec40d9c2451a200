"""Who does what until when, and the news about it; "no change" is news too.

What is overdue and how long nobody was heard from is computed from the days, never typed.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.models import User
from directory.models import Organisation
from forums.models import Post
from indicators.models import Indicator
from portal.base.models import PortalDocument
from recommendations import stations, workflow
from recommendations.errors import CommitmentRefused
from recommendations.models import (
    Clause,
    Commitment,
    CommitmentUpdate,
    Milestone,
    OfficialResponse,
    Recommendation,
)
from recommendations.signals import commitment_changed
from recommendations.terms import update_days

State = Commitment.State

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
#: Days after which somebody who has nothing new to say is asked again.
ASK_AGAIN_DAYS = 90


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
    indicator: Indicator | None = None,
    milestones: Iterable[tuple[str, date]] = (),
    at: datetime | None = None,
) -> Commitment:
    """Who does what until when; the first one takes the document into its follow-up.

    ``milestones``: the steps on the way, each with its day.
    """
    at = at or timezone.now()
    today = timezone.localtime(at).date()
    recommendation = workflow.lock(clause.recommendation)
    if not recommendation.deliveries.exists():
        raise CommitmentRefused(_("Commitments follow what was sent; this document has not been sent yet."))
    steps = list(milestones)
    if any(day > due_on for _text, day in steps):
        raise CommitmentRefused(_("A step cannot be due later than the commitment itself."))
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
        indicator=indicator,
        taken_by=by,
        taken_at=at,
    )
    Milestone.objects.bulk_create(Milestone(commitment=commitment, text=text, due_on=day) for text, day in steps)
    record(
        "take_commitment", kind="commitment", public_id=commitment.public_id, by=by, to_state=commitment.state, at=at
    )
    stations.record_commitment(commitment, on=today)
    if recommendation.state in (Recommendation.State.DELIVERED, Recommendation.State.ANSWERED):
        workflow.move(recommendation, Recommendation.State.FOLLOWING_UP, by=by, at=at)
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
    steps_done: Collection[Milestone] = (),
    act_title: str = "",
    act_state: str = "",
    gazette_number: str = "",
    at: datetime | None = None,
) -> CommitmentUpdate:
    """News about a commitment; without a new ``state`` it says "no change", which is news too.

    ``act_title``, ``act_state``, ``gazette_number``: the decision or legal act that came of it, as far as it is.
    Verified and disputed are never reported here: tables say that (``verify_commitment``).
    """
    at = at or timezone.now()
    today = timezone.localtime(at).date()
    commitment = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    origin, state = commitment.state, state or commitment.state
    _may_report(commitment, state=state, text=text, suspended_until=suspended_until, today=today)
    _may_name_act(commitment, act_title=act_title, act_state=act_state, gazette_number=gazette_number)
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
    commitment.milestones.filter(pk__in=[step.pk for step in steps_done], done_on=None).update(done_on=today)
    _set_clock(commitment, state=state, suspended_until=suspended_until, today=today)
    commitment.state, commitment.last_news_on = state, today
    commitment.next_update_on = next_update_on or today + timedelta(days=update_days(commitment.recommendation))
    if act_title:
        commitment.act_title, commitment.act_state, commitment.gazette_number = act_title, act_state, gazette_number
    commitment.save()
    after_news(commitment, origin=origin, by=by, reason=text, at=at)
    if evidence_address or evidence or posts:
        stations.record_evidence(commitment, on=today)
    return update


def report_no_change(
    commitment: Commitment, *, by: User | None, language: str, at: datetime | None = None
) -> CommitmentUpdate:
    """ "No change, ask me in 90 days": news in one press of a button."""
    today = timezone.localtime(at or timezone.now()).date()
    asked_again = today + timedelta(days=ASK_AGAIN_DAYS)
    until = commitment.suspended_until
    return update_commitment(
        commitment, by=by, language=language, next_update_on=asked_again, suspended_until=until, at=at
    )


def _may_report(commitment: Commitment, *, state: str, text: str, suspended_until: date | None, today: date) -> None:
    if state != commitment.state and state not in COMMITMENT_MOVES[commitment.state]:
        raise CommitmentRefused(
            _("It cannot go from “%(origin)s” to “%(to)s”.")
            % {"origin": commitment.get_state_display(), "to": State(state).label}
        )
    if commitment.state == State.DROPPED:
        raise CommitmentRefused(_("This commitment was given up; there is nothing more to report."))
    if state in REASONED and state != commitment.state and not text.strip():
        raise CommitmentRefused(_("Say why."))
    if state == State.SUSPENDED and (suspended_until is None or suspended_until < (commitment.suspended_on or today)):
        raise CommitmentRefused(_("Say until when it is suspended."))


def _may_name_act(commitment: Commitment, *, act_title: str, act_state: str, gazette_number: str) -> None:
    if (act_state or gazette_number) and not act_title:
        raise CommitmentRefused(_("Name the decision or act."))
    if act_title and not act_state:
        raise CommitmentRefused(_("Say how far the decision or act is."))
    if act_state == Commitment.ActState.PUBLISHED and not gazette_number:
        raise CommitmentRefused(_("Write the number in the gazette."))


def _set_clock(commitment: Commitment, *, state: str, suspended_until: date | None, today: date) -> None:
    """Stop the clock on the first day of a suspension; start it again when the suspension ends."""
    was_suspended = commitment.state == State.SUSPENDED
    if state == State.SUSPENDED:
        commitment.suspended_on = commitment.suspended_on or today
        commitment.suspended_until = suspended_until
    elif was_suspended:
        commitment.suspended_days = commitment.days_suspended(today)
        commitment.suspended_on = commitment.suspended_until = None


def after_news(
    commitment: Commitment,
    *,
    origin: str,
    by: User | None,
    reason: str,
    at: datetime,
    verb: str = "update_commitment",
) -> None:
    """What follows every change of a commitment: the audit, its line, the signal."""
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
