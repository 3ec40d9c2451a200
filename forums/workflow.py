"""The states of forums, cycles, sessions, minutes, threads and positions, and the moves between them.

One function makes a move.
"""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from forums import guards
from forums.errors import MoveRefused
from forums.models import Appeal, Cycle, Forum, Minutes, Position, Post, Session, Thread


@dataclass(frozen=True)
class Move:
    """From any of ``sources`` to ``target``; ``right`` is what the caller asks, ``guard`` what is checked here."""

    verb: str
    sources: tuple[str, ...]
    target: str
    right: str
    guard: str = ""


#: What has states here.
Thing = Forum | Cycle | Session | Minutes | Thread | Post | Position | Appeal

F, C, T, P = Forum.State, Cycle.State, Thread.State, Position.State
S, M = Session.State, Minutes.State
W, A = Post.State, Appeal.State

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
    Move("archive", (T.CONCLUDED,), T.ARCHIVED, "forums.archive_thread"),
    Move("hide", (T.PENDING, T.OPEN, T.SYNTHESIS, T.CONCLUDED, T.ARCHIVED), T.HIDDEN, "forums.moderate"),
    Move("restore", (T.HIDDEN,), T.OPEN, "forums.moderate"),
    Move("merge", (T.OPEN, T.SYNTHESIS), T.MERGED, "forums.rearrange_thread"),
    Move("unmerge", (T.MERGED,), T.OPEN, "forums.rearrange_thread"),
)
SESSION_MOVES = (
    Move("call", (S.PLANNED, S.CALLED), S.CALLED, "forums.run_forum"),
    Move("hold", (S.PLANNED, S.CALLED), S.HELD, "forums.run_forum"),
    Move("close", (S.HELD,), S.CLOSED, "forums.publish_minutes", guard="session.close"),
    Move("cancel", (S.PLANNED, S.CALLED), S.CANCELLED, "forums.run_forum"),
)
MINUTES_MOVES = (
    Move("approve", (M.DRAFT,), M.APPROVED, "forums.publish_minutes", guard="minutes.approve"),
    Move("reopen", (M.APPROVED,), M.DRAFT, "forums.publish_minutes"),
    Move("publish", (M.APPROVED,), M.PUBLISHED, "forums.publish_minutes", guard="minutes.publish"),
)
POSITION_MOVES = (
    Move("approve", (P.PENDING,), P.PROPOSED, "forums.moderate"),
    Move("refuse", (P.PENDING,), P.REFUSED, "forums.moderate"),
    Move("accept", (P.PROPOSED,), P.ACCEPTED, "forums.accept_position"),
    Move("merge", (P.PROPOSED, P.ACCEPTED), P.MERGED, "forums.accept_position"),
    Move("hide", (P.PROPOSED, P.ACCEPTED), P.HIDDEN, "forums.moderate"),
    Move("restore", (P.HIDDEN,), P.PROPOSED, "forums.moderate"),
)
#: A post takes its place in the thread by ``actions.discussion.publish_post``; the rest of its life is here.
POST_MOVES = (
    Move("refuse", (W.PENDING,), W.REFUSED, "forums.moderate"),
    Move("reconsider", (W.REFUSED,), W.PENDING, "forums.moderate"),
    Move("hold", (W.PUBLISHED,), W.HELD, "forums.moderate"),
    Move("hide", (W.PUBLISHED, W.HELD), W.HIDDEN, "forums.moderate"),
    Move("restore", (W.HELD, W.HIDDEN), W.PUBLISHED, "forums.moderate"),
    Move("erase", (W.PUBLISHED, W.HELD, W.HIDDEN), W.ERASED, "forums.erase_post"),
)
APPEAL_MOVES = (
    Move("confirm", (A.LODGED,), A.CONFIRMED, "forums.decide_appeal"),
    Move("overturn", (A.LODGED,), A.OVERTURNED, "forums.decide_appeal"),
)
WORKFLOWS: dict[type[Model], tuple[str, tuple[Move, ...]]] = {
    Forum: ("forum", FORUM_MOVES),
    Cycle: ("cycle", CYCLE_MOVES),
    Session: ("session", SESSION_MOVES),
    Minutes: ("minutes", MINUTES_MOVES),
    Thread: ("thread", THREAD_MOVES),
    Post: ("post", POST_MOVES),
    Position: ("position", POSITION_MOVES),
    Appeal: ("appeal", APPEAL_MOVES),
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
    check_it_stands(thing)
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


def check_it_stands(thing: Thing) -> None:
    """Hold the row until the move is made; refuse when somebody else has moved it since it was read."""
    rows = type(thing)._base_manager.select_for_update()
    if rows.values_list("state", flat=True).get(pk=thing.pk) != thing.state:
        raise MoveRefused(_("Somebody else has just changed this. Look at it again."))
