"""Under which rules a document stands: those of its forum, or the usual ones of a group without a forum."""

from datetime import datetime

from accounts.audit import record
from accounts.models import User
from forums.models import Forum
from recommendations.models import Recommendation

#: Days for an answer and between two pieces of news, where there is no forum with rules of its own.
RESPONSE_DUE_DAYS, UPDATE_DUE_DAYS = 60, 90


def forum_of(recommendation: Recommendation) -> Forum | None:
    """The forum whose rules hold for the document, or ``None`` for a group without one."""
    return recommendation.cycle.forum if recommendation.cycle else recommendation.group.forum


def response_days(recommendation: Recommendation) -> int:
    """Days an addressee has for its answer."""
    forum = forum_of(recommendation)
    return forum.response_due_days if forum else RESPONSE_DUE_DAYS


def update_days(recommendation: Recommendation) -> int:
    """Days from one piece of news about a commitment to the next."""
    forum = forum_of(recommendation)
    return forum.update_due_days if forum else UPDATE_DUE_DAYS


def note_in_audit(
    verb: str,
    recommendation: Recommendation,
    *,
    by: User | None,
    at: datetime | None = None,
    to_state: str = "",
    reason: str = "",
    details: dict | None = None,
) -> None:
    """The row of the audit for an act on a document, in the caller's transaction."""
    record(
        verb,
        kind="recommendation",
        public_id=recommendation.public_id,
        by=by,
        to_state=to_state,
        reason=reason,
        details=details,
        at=at,
    )
