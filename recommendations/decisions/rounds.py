"""The round itself: opened on a frozen version, closed, certified once, or set aside.

Nobody is shown an interim result: nothing here counts ballots before ``certify_round``.
"""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from recommendations import documents, workflow
from recommendations.decisions.ballots import audit_round
from recommendations.decisions.chain import certificate, link_to_chain, result_of
from recommendations.decisions.electorate import electorate_for, freeze_electorate
from recommendations.decisions.objections import raise_objections
from recommendations.errors import RoundRefused
from recommendations.models import DecisionRound, Recommendation, Version
from recommendations.models.decisions import USUAL_DOTS
from recommendations.results import ADVISORY
from recommendations.signals import round_certified, round_opened

State = DecisionRound.State


@transaction.atomic
def open_round(
    version: Version,
    *,
    by: User | None,
    method: str,
    closes_at: datetime,
    electorate: str = "",
    quorum: Decimal | None = None,
    threshold: Decimal = Decimal("0.5"),
    proceeds_with_minority: bool = False,
    shows_names: bool = True,
    question: str = "",
    language: str = "",
    remind_on: date | None = None,
    dots_each: int = USUAL_DOTS,
    at: datetime | None = None,
) -> DecisionRound:
    """An open round on the frozen version, or ``RoundRefused`` / ``MoveRefused``.

    A binding round takes the document from comments into the decision; an advisory one leaves its state alone.
    ``electorate``: ``seats``, ``tables``, ``organisations`` or ``members``; the usual one of the method when empty.
    ``question``: the letter of a written procedure, or what an advisory round asks; ``language`` is its language.
    """
    at = at or timezone.now()
    recommendation = workflow.lock(version.recommendation)
    _may_open(version, method=method, closes_at=closes_at, remind_on=remind_on, question=question, at=at)
    if method not in ADVISORY and recommendation.state == Recommendation.State.CONSULTATION:
        workflow.move(recommendation, Recommendation.State.DECISION, by=by, at=at)
    rows = electorate_for(recommendation, method=method, electorate=electorate)
    if not rows:
        raise RoundRefused(_("There is nobody who could decide: the list of electors is empty."))
    if quorum is None:
        quorum = Decimal(0) if method == DecisionRound.Method.WRITTEN else Decimal("0.5")
    round_ = DecisionRound.objects.create(
        version=documents.freeze(version, at=at),
        method=method,
        opens_at=at,
        closes_at=closes_at,
        quorum=quorum,
        threshold=threshold,
        proceeds_with_minority=proceeds_with_minority,
        shows_names=shows_names,
        question=question.strip(),
        language=language if question.strip() else "",
        remind_on=remind_on,
        dots_each=dots_each,
        opened_by=by,
    )
    freeze_electorate(round_, rows)
    audit_round("open_round", round_, by=by, at=at)
    round_opened.send(sender=DecisionRound, round=round_)
    return round_


def _may_open(
    version: Version, *, method: str, closes_at: datetime, remind_on: date | None, question: str, at: datetime
) -> None:
    if closes_at <= at:
        raise RoundRefused(_("The closing time has to be after the opening."))
    if remind_on and not timezone.localtime(at).date() <= remind_on <= timezone.localtime(closes_at).date():
        raise RoundRefused(_("The day of the reminder has to lie between the opening and the closing."))
    if method == DecisionRound.Method.WRITTEN and not question.strip():
        raise RoundRefused(_("Write the text that is sent: those who stay silent agree to it."))
    if version != documents.latest_version(version.recommendation):
        raise RoundRefused(_("There is a newer version; decide on that one."))
    if method in ADVISORY:
        return
    states = (Recommendation.State.CONSULTATION, Recommendation.State.DECISION)
    if version.recommendation.state not in states:
        raise RoundRefused(_("A decision follows the comments; the document is not there yet."))
    if version.rounds.filter(state__in=[State.OPEN, State.CLOSED]).exclude(method__in=ADVISORY).exists():
        raise RoundRefused(_("A decision on this version is under way already."))


@transaction.atomic
def close_round(round_: DecisionRound, *, by: User | None, at: datetime | None = None) -> DecisionRound:
    """The round without further ballots, at its time or before it; its objections wait to be judged."""
    round_ = locked_round(round_, State.OPEN, _("This decision is closed already."))
    round_.state = State.CLOSED
    moment = at or timezone.now()
    if round_.opens_at < moment < round_.closes_at:
        round_.closes_at = moment
    round_.save(update_fields=["state", "closes_at"])
    raise_objections(round_)
    audit_round("close_round", round_, by=by, at=at)
    return round_


@transaction.atomic
def certify_round(round_: DecisionRound, *, by: User | None, at: datetime | None = None) -> DecisionRound:
    """The round with its result for good, and the document in the state that follows from it.

    The result carries the fingerprint of the one certified before it, so that none can be changed or taken out.
    Errors: ``RoundRefused`` while it is open.
    """
    at = at or timezone.now()
    round_ = locked_round(round_, State.CLOSED, _("Close the decision first, then certify its result."))
    certified = result_of(round_)
    round_.state, round_.certified_by, round_.certified_at = State.CERTIFIED, by, at
    link_to_chain(round_, certificate(round_, certified))
    round_.save()
    audit_round("certify_round", round_, by=by, to_state=certified.outcome, at=at)
    if certified.outcome:
        workflow.move(round_.version.recommendation, certified.outcome, by=by, at=at)
    round_certified.send(sender=DecisionRound, round=round_)
    return round_


@transaction.atomic
def void_round(round_: DecisionRound, *, by: User | None, reason: str, at: datetime | None = None) -> DecisionRound:
    """The round set aside with its reason; the document goes back to the group."""
    if not reason.strip():
        raise RoundRefused(_("Say why the decision is void."))
    round_ = DecisionRound.objects.select_for_update().select_related("version__recommendation").get(pk=round_.pk)
    if round_.state not in (State.OPEN, State.CLOSED):
        raise RoundRefused(_("A certified result never changes."))
    round_.state, round_.void_reason = State.VOID, reason
    round_.save(update_fields=["state", "void_reason"])
    audit_round("void_round", round_, by=by, reason=reason, at=at)
    if round_.method not in ADVISORY:
        workflow.move(round_.version.recommendation, Recommendation.State.REVIEW, by=by, reason=reason, at=at)
    return round_


def locked_round(round_: DecisionRound, state: str, otherwise) -> DecisionRound:
    """The round as it stands now, held until the transaction ends, or ``RoundRefused`` in another state."""
    rows = DecisionRound.objects.select_for_update(of=("self",)).select_related("version__recommendation")
    round_ = rows.get(pk=round_.pk)
    if round_.state != state:
        raise RoundRefused(otherwise)
    return round_
