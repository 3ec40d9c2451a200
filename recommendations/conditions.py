"""What this app asks before the guarded moves of a forum's cycle (``forums.guards``)."""

from django.utils.translation import gettext as _

from forums import guards
from forums.models import Cycle
from recommendations.models import Commitment, Recommendation

State = Recommendation.State
SIGNED_OR_LATER = (State.SIGNED, State.DELIVERED, State.ANSWERED, State.FOLLOWING_UP, State.CLOSED)


def something_was_signed(cycle: Cycle) -> list[str]:
    """A signed recommendation, or a published statement that no agreement was reached."""
    if cycle.no_agreement or cycle.recommendations.filter(state__in=SIGNED_OR_LATER).exists():
        return []
    return [_("A signed recommendation is missing, or a published statement that no agreement was reached.")]


def commitments_are_final(cycle: Cycle) -> list[str]:
    """Every commitment confirmed or given up."""
    waiting = Commitment.objects.filter(recommendation__cycle=cycle).exclude(state__in=Commitment.FINAL_STATES)
    return [_("Some commitments are neither confirmed nor given up.")] if waiting.exists() else []


def register() -> None:
    """Fill the guards."""
    guards.register("cycle.hand_over", something_was_signed)
    guards.register("cycle.close", commitments_are_final)
