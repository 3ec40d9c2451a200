"""Comments on points: said by anybody who may, hidden with a reason by whoever runs the group."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.models import User
from directory.models import Organisation
from recommendations.errors import AmendmentRefused
from recommendations.models import ClauseComment, Recommendation, VersionClause
from recommendations.signals import comment_hidden
from recommendations.workflow import lock


@transaction.atomic
def comment_on(
    entry: VersionClause,
    *,
    by: User,
    text: str,
    language: str,
    on_behalf_of: Organisation | None = None,
    at: datetime | None = None,
) -> ClauseComment:
    """A comment on a point of the version that is open for comments, or ``AmendmentRefused``."""
    recommendation = lock(entry.version.recommendation)
    if recommendation.state != Recommendation.State.CONSULTATION:
        raise AmendmentRefused(_("The document is not open for comments now."))
    comment = ClauseComment.objects.create(
        clause=entry.clause,
        version=entry.version,
        author=by,
        on_behalf_of=on_behalf_of,
        language=language,
        text=text,
        posted_at=at or timezone.now(),
    )
    record("comment_clause", kind="clause", public_id=entry.clause.public_id, by=by, at=at)
    return comment


@transaction.atomic
def hide_comment(comment: ClauseComment, *, by: User, reason: str, at: datetime | None = None) -> ClauseComment:
    """The comment keeps its place and shows the reason instead of its words."""
    comment.hidden_at, comment.hidden_by, comment.hidden_reason = at or timezone.now(), by, reason
    comment.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    record("hide_comment", kind="clause", public_id=comment.clause.public_id, by=by, reason=reason, at=at)
    comment_hidden.send(sender=ClauseComment, comment=comment)
    return comment
