"""The states of a forum, a cycle, a thread and a position, and the moves between them. One function makes a move."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from forums import guards
from forums.errors import MoveRefused
from forums.models import Cycle, Forum, Position, Thread


@dataclass(frozen=True)
class Move:
    """From any of ``sources`` to ``target``; ``right`` is what the caller asks, ``guard`` what is checked here."""

    verb: str
    sources: tuple[str, ...]
    target: str
    right: str
    guard: str = ""


#: What has states here.
Thing = Forum | Cycle | Thread | Position

F, C, T, P = Forum.State, Cycle.State, Thread.State, Position.State

FORUM_MOVES = (
    Move("announce", (F.DRAFT,), F.ANNOUNCED, "forums.run_forum", guard="forum.announce"),
    Move("start", (F.ANNOUNCED,), F.ACTIVE, "forums.run_forum"),
    Move("close", (F.ACTIVE,), F.CLOSED, "forums.run_forum", guard="forum.close"),
    Move("cancel", (F.DRAFT, F.ANNOUNCED, F.ACTIVE), F.CANCELLED, "forums.run_forum"),
)
CYCLE_MOVES = (
    Move("deliberate", (C.CONSTITUTING,), C.DELIBERATING, "forums.run_forum", guard="cycle.deliberate"),
    Move("decide", (C.DELIBERATING,), C.DECIDING, "forums.run_forum"),
    Move("hand_over", (C.DECIDING,), C.HANDED_OVER, "forums.run_forum", guard="cycle.hand_over"),
    Move("follow_up", (C.HANDED_OVER,), C.FOLLOWING_UP, "forums.run_forum"),
    Move("close", (C.FOLLOWING_UP,), C.CLOSED, "forums.run_forum", guard="cycle.close"),
)
THREAD_MOVES = (
    Move("approve", (T.PENDING,), T.OPEN, "forums.moderate"),
    Move("sum_up", (T.OPEN,), T.SYNTHESIS, "forums.conclude_thread"),
    Move("conclude", (T.OPEN, T.SYNTHESIS), T.CONCLUDED, "forums.conclude_thread"),
    Move("archive", (T.CONCLUDED,), T.ARCHIVED, "forums.run_forum"),
    Move("hide", (T.PENDING, T.OPEN, T.SYNTHESIS, T.CONCLUDED, T.ARCHIVED), T.HIDDEN, "forums.moderate"),
    Move("restore", (T.HIDDEN,), T.OPEN, "forums.moderate"),
    Move("merge", (T.OPEN, T.SYNTHESIS), T.MERGED, "forums.moderate"),
)
POSITION_MOVES = (
    Move("accept", (P.PROPOSED,), P.ACCEPTED, "forums.accept_position"),
    Move("merge", (P.PROPOSED, P.ACCEPTED), P.MERGED, "forums.accept_position"),
)
WORKFLOWS: dict[type[Model], tuple[str, tuple[Move, ...]]] = {
    Forum: ("forum", FORUM_MOVES),
    Cycle: ("cycle", CYCLE_MOVES),
    Thread: ("thread", THREAD_MOVES),
    Position: ("position", POSITION_MOVES),
}


def moves_from(thing: Thing) -> list[Move]:
    """The moves that its present state knows, guards not asked."""
    _kind, moves = WORKFLOWS[type(thing)]
    return [move for move in moves if thing.state in move.sources]


@transaction.atomic
def move(
    thing: Thing, verb: str, *, by: User | None, reason: str = "", at: datetime.datetime | None = None, **fields
) -> None:
    """Make the move: state and ``fields`` saved, one audit row written; or ``MoveRefused`` with every reason."""
    kind, _moves = WORKFLOWS[type(thing)]
    found = next((one for one in moves_from(thing) if one.verb == verb), None)
    if found is None:
        raise MoveRefused(_("Its present state does not allow this step."))
    if found.guard and (reasons := guards.missing(found.guard, thing)):
        raise MoveRefused(*reasons)
    before, thing.state = thing.state, found.target
    for name, value in fields.items():
        setattr(thing, name, value)
    thing.save(update_fields=["state", *fields])
    details = {"at": at.isoformat()} if at else {}
    audit.record(
        verb,
        kind=kind,
        public_id=thing.public_id,
        by=by,
        from_state=before,
        to_state=thing.state,
        reason=reason,
        details=details,
    )
