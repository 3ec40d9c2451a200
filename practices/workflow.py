"""The states of a practice and the moves between them. One function makes a move."""

import datetime
from dataclasses import dataclass

from django.db import transaction

from accounts import audit
from accounts.models import User
from practices.errors import MoveRefused
from practices.models import Practice
from practices.signals import practice_changed


@dataclass(frozen=True)
class Move:
    """From any of ``sources`` to ``target``; ``right`` is what the caller asks for, none for the clock."""

    verb: str
    sources: tuple[str, ...]
    target: str
    right: str = ""


S = Practice.State
MOVES = (
    Move("submit", (S.DRAFT, S.CHANGES_REQUESTED), S.SUBMITTED, "practices.edit_practice"),
    Move("request_changes", (S.SUBMITTED,), S.CHANGES_REQUESTED, "practices.check_practice"),
    Move("publish", (S.SUBMITTED,), S.PUBLISHED, "practices.check_practice"),
    Move("ask_confirmation", (S.PUBLISHED,), S.NEEDS_CONFIRMATION),
    Move("confirm", (S.PUBLISHED, S.NEEDS_CONFIRMATION), S.PUBLISHED, "practices.edit_practice"),
    Move("archive", (S.PUBLISHED, S.NEEDS_CONFIRMATION), S.ARCHIVED, "practices.check_practice"),
)


def moves_from(practice: Practice) -> list[Move]:
    """The moves that its present state knows."""
    return [move for move in MOVES if practice.state in move.sources]


@transaction.atomic
def move(
    practice: Practice,
    verb: str,
    *,
    by: User | None,
    reason: str = "",
    at: datetime.datetime | None = None,
    **fields,
) -> None:
    """Make the move: state and ``fields`` saved, one audit row written, or ``MoveRefused``."""
    held = Practice.objects.select_for_update().get(pk=practice.pk)
    found = next((one for one in moves_from(held) if one.verb == verb), None)
    if found is None:
        raise MoveRefused
    practice.state = found.target
    for name, value in fields.items():
        setattr(practice, name, value)
    practice.save(update_fields=["state", *fields])
    audit.record(
        verb,
        kind="practice",
        public_id=practice.public_id,
        by=by,
        from_state=held.state,
        to_state=practice.state,
        reason=reason,
        details={"at": at.isoformat()} if at else {},
    )
    practice_changed.send(sender=Practice, practice=practice)
