"""Casting: under a lock of the round, until its closing time; of several choices the last one counts."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from portal.base.models import PortalDocument
from recommendations.errors import BallotRefused
from recommendations.models import Ballot, DecisionRound, Elector
from recommendations.terms import note_in_audit

#: Choices that are not counted without a reason.
REASONED = (Ballot.Choice.RESERVATION, Ballot.Choice.OBJECT)
#: The channel of a choice that the elector made in a browser; all others were recorded by somebody.
WEB = "web"


@transaction.atomic
def cast_ballot(
    elector: Elector,
    *,
    by: User | None,
    choice: str = "",
    reason: str = "",
    language: str = "",
    head_count: int | None = None,
    dots: dict[str, int] | None = None,
    channel: str = WEB,
    letter: PortalDocument | None = None,
    at: datetime | None = None,
) -> Ballot:
    """A new ballot for the elector; until closing the last one counts. Returned means counted.

    ``dots``: dots by public id of a point, for choosing priorities, where there is no other choice.
    """
    at = at or timezone.now()
    round_ = DecisionRound.objects.select_for_update().get(pk=elector.round_id)
    _is_open(round_, at)
    _may_choose(round_, choice=choice, reason=reason, dots=dots)
    ballot = Ballot.objects.create(
        elector=elector,
        choice=Ballot.Choice.DOTS if dots else choice,
        reason=reason.strip(),
        language=language,
        head_count=head_count,
        dots=dots,
        channel=channel,
        letter=letter,
        cast_at=at,
    )
    # The audit says that somebody cast, and for whom it was recorded, not what: interim results are shown to nobody.
    recorded = {} if channel == WEB else {"elector": elector.ordinal, "channel": channel}
    audit_round("record_ballot" if recorded else "cast_ballot", round_, by=by, at=at, details=recorded)
    return ballot


def _is_open(round_: DecisionRound, at: datetime) -> None:
    if round_.state != DecisionRound.State.OPEN or at >= round_.closes_at:
        raise BallotRefused(_("The decision is closed; your choice was not counted."))
    if at < round_.opens_at:
        raise BallotRefused(_("The decision has not begun yet."))


def _may_choose(round_: DecisionRound, *, choice: str, reason: str, dots: dict[str, int] | None) -> None:
    if round_.method == DecisionRound.Method.PRIORITIES:
        _may_give(round_, dots or {})
        return
    if choice not in Ballot.Choice.values or choice == Ballot.Choice.DOTS:
        raise BallotRefused(_("Choose one of the answers."))
    if choice in REASONED and not reason.strip():
        raise BallotRefused(_("Write your reason: it is printed with the document."))


def _may_give(round_: DecisionRound, dots: dict[str, int]) -> None:
    if not dots or min(dots.values()) < 1:
        raise BallotRefused(_("Give at least one dot."))
    if sum(dots.values()) > round_.dots_each:
        words = ngettext(
            "You have %(count)s dot to give in all.", "You have %(count)s dots to give in all.", round_.dots_each
        )
        raise BallotRefused(words % {"count": round_.dots_each})
    points = set(round_.version.clauses.values_list("clause__public_id", flat=True))
    if not points.issuperset(dots):
        raise BallotRefused(_("That point is not in the document."))


def last_ballots(round_: DecisionRound) -> dict[int, Ballot]:
    """The ballot that counts, by elector; for the certificate and the page of a certified round."""
    ballots = Ballot.objects.filter(elector__round=round_).select_related("objection").order_by("pk")
    return {ballot.elector_id: ballot for ballot in ballots}


def audit_round(
    verb: str,
    round_: DecisionRound,
    *,
    by: User | None,
    to_state: str = "",
    reason: str = "",
    details: dict | None = None,
    at: datetime | None = None,
) -> None:
    """The row of the audit for an act on a round."""
    about = {"round": round_.public_id, "version": round_.version.number} | (details or {})
    note_in_audit(verb, round_.version.recommendation, by=by, to_state=to_state, reason=reason, details=about, at=at)
