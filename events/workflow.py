"""The states of an event and the moves between them. One function makes a move."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.models import User
from events.errors import ConclusionsMissing, MoveRefused, ReasonMissing
from events.models import Event
from events.signals import event_changed


@dataclass(frozen=True)
class Move:
    """From any of ``sources`` to ``target``; ``label`` stands on the button."""

    verb: str
    sources: tuple[str, ...]
    target: str
    label: str | Promise


S = Event.State
MOVES = (
    Move("announce", (S.DRAFT, S.POSTPONED), S.ANNOUNCED, _("Announce it")),
    Move("open_registration", (S.ANNOUNCED,), S.REGISTRATION_OPEN, _("Open the registration")),
    Move("end", (S.ANNOUNCED, S.REGISTRATION_OPEN), S.ENDED, _("It is over")),
    Move("close", (S.ENDED,), S.CLOSED, _("Close it with its conclusions")),
    Move("postpone", (S.ANNOUNCED, S.REGISTRATION_OPEN), S.POSTPONED, _("Postpone it")),
    Move("cancel", (S.DRAFT, S.ANNOUNCED, S.REGISTRATION_OPEN, S.POSTPONED), S.CANCELLED, _("Cancel it")),
)


def moves_from(event: Event) -> list[Move]:
    """The moves that its present state knows."""
    return [move for move in MOVES if event.state in move.sources]


@transaction.atomic
def move_event(
    event: Event, verb: str, *, by: User | None, reason: str = "", at: datetime.datetime | None = None
) -> None:
    """Make the move and write one audit row; ``MoveRefused``, ``ReasonMissing`` or ``ConclusionsMissing``."""
    held = Event.objects.select_for_update().get(pk=event.pk)
    found = next((one for one in moves_from(held) if one.verb == verb), None)
    if found is None:
        raise MoveRefused
    if verb == "cancel" and not reason.strip():
        raise ReasonMissing
    if verb == "close" and not event.conclusions.exists():
        raise ConclusionsMissing
    event.state = found.target
    event.cancel_reason = reason if verb == "cancel" else event.cancel_reason
    event.save(update_fields=["state", "cancel_reason"])
    audit.record(
        verb,
        kind="event",
        public_id=event.public_id,
        by=by,
        from_state=held.state,
        to_state=event.state,
        reason=reason,
        details={"at": at.isoformat()} if at else {},
    )
    event_changed.send(sender=Event, event=event)
