"""What somebody is in a forum or for an organisation: the person is told, whoever else decided it."""

from accounts.models import Mandate, User
from accounts.signals import mandate_settled
from forums import signals as forums
from forums.models import ForumRole, Seat
from notifications.telling import tell


def connect() -> None:
    """Listen to places at tables, to who runs a forum, and to authorisations."""
    forums.seat_changed.connect(on_seat, dispatch_uid="notifications")
    forums.role_named.connect(on_role, dispatch_uid="notifications")
    mandate_settled.connect(on_mandate, dispatch_uid="notifications")


def on_seat(*, seat: Seat, before: str = "", by: User | None = None, **kwargs) -> None:
    """Who was given a place, once; and who did not get it or has it no longer, when somebody else decided so."""
    if seat.user is None:
        return
    if seat.state == Seat.State.HELD:
        key = f"seat {seat.public_id}"
        tell([seat.user], "seat_given", reason="seat", kind="forum", thing=seat.forum, key=key)
    elif seat.state == Seat.State.LEFT and by != seat.user:
        event = "seat_not_given" if before == Seat.State.ASKED else "seat_ended"
        tell([seat.user], event, reason="asked", kind="forum", thing=seat.forum)


def on_role(*, role: ForumRole, by: User | None = None, **kwargs) -> None:
    """Who was named to facilitate or coordinate; nobody names themselves without knowing."""
    if role.user != by:
        tell([role.user], f"role_{role.role}", reason="runs", kind="forum", thing=role.forum)


def on_mandate(*, mandate: Mandate, by: User | None = None, **kwargs) -> None:
    """Whom an authorisation is about: granted, refused or ended by somebody else, with the reason."""
    if mandate.user != by:
        tell(
            [mandate.user],
            f"mandate_{mandate.state}",
            reason="mandate",
            kind="mandate",
            thing=mandate,
            note=mandate.settled_reason,
            at=mandate.settled_at,
        )
