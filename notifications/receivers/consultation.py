"""What became of what people proposed for a point or said about it, told to them alone."""

from django.utils import timezone

from notifications.audiences import people
from notifications.telling import tell
from recommendations import signals as recommendations
from recommendations.models import Amendment, ClauseComment

State = Amendment.State


def connect() -> None:
    """Listen to consultations."""
    recommendations.amendment_changed.connect(on_amendment, dispatch_uid="notifications")
    recommendations.comment_hidden.connect(on_comment_hidden, dispatch_uid="notifications")


def on_amendment(*, amendment: Amendment, **kwargs) -> None:
    """Its proposer: what the rapporteur proposes, to agree or not, and what was decided."""
    is_asked = amendment.state == State.UNDER_REVIEW and amendment.proposer_answered_at is None
    if not is_asked and amendment.state not in Amendment.SETTLEMENTS:
        return
    at = amendment.proposal_at if is_asked else amendment.settled_at
    tell(
        people([amendment.proposed_by_id] if amendment.proposed_by_id else []).values(),
        "change_answer_asked" if is_asked else f"change_{amendment.state}",
        reason="words",
        kind="clause",
        thing=amendment.clause,
        note=amendment.proposed_reason if is_asked else amendment.resolution,
        language=amendment.clause.recommendation.authentic_language,
        at=at or timezone.now(),
    )


def on_comment_hidden(*, comment: ClauseComment, **kwargs) -> None:
    """Its author, with the reason."""
    tell(
        people([comment.author_id] if comment.author_id else []).values(),
        "comment_hidden",
        reason="words",
        kind="clause",
        thing=comment.clause,
        note=comment.hidden_reason,
        language=comment.clause.recommendation.authentic_language,
        at=comment.hidden_at,
    )
