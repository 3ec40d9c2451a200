"""Between closing and certifying: an objection is judged, and a valid one is settled or upheld.

Raised, then valid or not valid, then settled with the one who raised it, or upheld. One that nobody judged stands:
what is not dealt with never counts against the minority.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from recommendations.decisions.ballots import audit_round, last_ballots
from recommendations.errors import ObjectionRefused
from recommendations.models import Ballot, DecisionRound, Objection

State = Objection.State

#: From each state of an objection, those it may go to while the round waits to be certified.
MOVES: dict[str, tuple[str, ...]] = {
    State.RAISED: (State.VALID, State.NOT_VALID),
    State.VALID: (State.INTEGRATED, State.MAINTAINED),
    State.NOT_VALID: (State.VALID,),
    State.INTEGRATED: (State.MAINTAINED,),
    State.MAINTAINED: (State.INTEGRATED,),
}
JUDGEMENTS, SETTLEMENTS = (State.VALID, State.NOT_VALID), (State.INTEGRATED, State.MAINTAINED)


def raise_objections(round_: DecisionRound) -> None:
    """Write down the objections that stand at closing; those taken back before are none."""
    objecting = [ballot for ballot in last_ballots(round_).values() if ballot.choice == Ballot.Choice.OBJECT]
    Objection.objects.bulk_create(Objection(ballot=ballot) for ballot in objecting)


@transaction.atomic
def judge_objection(
    objection: Objection, *, by: User | None, state: str, reason: str, at: datetime | None = None
) -> Objection:
    """Whether the objection is valid: does it show harm to what the group wants? The reason is printed."""
    if state not in JUDGEMENTS:
        raise ObjectionRefused(_("Say whether it is valid or not."))
    if not reason.strip():
        raise ObjectionRefused(_("Say why it is valid or not: the reason is printed with the document."))
    objection = _locked(objection, state)
    objection.state, objection.judgement, objection.judged_at = state, reason.strip(), at or timezone.now()
    return _kept(objection, by=by, reason=reason, at=at)


@transaction.atomic
def settle_objection(
    objection: Objection, *, by: User | None, state: str, reason: str = "", at: datetime | None = None
) -> Objection:
    """What the one who raised a valid objection says after it was talked over: settled, and how, or upheld."""
    if state not in SETTLEMENTS:
        raise ObjectionRefused(_("Say whether it is settled or upheld."))
    if state == State.INTEGRATED and not reason.strip():
        raise ObjectionRefused(_("Say how it was settled."))
    objection = _locked(objection, state)
    objection.state, objection.settlement, objection.settled_at = state, reason.strip(), at or timezone.now()
    return _kept(objection, by=by, reason=reason, at=at)


def _locked(objection: Objection, state: str) -> Objection:
    """The objection with its round held still, or the reason why it cannot take that state."""
    round_ = DecisionRound.objects.select_for_update(of=("self",)).get(electors__ballots__objection=objection)
    if round_.state != DecisionRound.State.CLOSED:
        raise ObjectionRefused(_("Objections are dealt with after closing, before the result is certified."))
    objection = Objection.objects.select_related("ballot__elector__round__version__recommendation").get(pk=objection.pk)
    if state not in MOVES[objection.state]:
        raise ObjectionRefused(
            _("It cannot go from “%(origin)s” to “%(to)s”.")
            % {"origin": objection.get_state_display(), "to": State(state).label}
        )
    return objection


def _kept(objection: Objection, *, by: User | None, reason: str, at: datetime | None) -> Objection:
    objection.save()
    round_ = objection.ballot.elector.round
    details = {"elector": objection.ballot.elector.ordinal}
    audit_round("treat_objection", round_, by=by, to_state=objection.state, reason=reason, details=details, at=at)
    return objection
