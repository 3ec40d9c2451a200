"""Writing the audit: every move of a state and every act of moderation leaves one row."""

from datetime import datetime

from django.utils import timezone

from accounts.models import AuditActor, AuditEntry, User


def record(
    verb: str,
    *,
    kind: str,
    public_id: str,
    by: User | None,
    from_state: str = "",
    to_state: str = "",
    reason: str = "",
    details: dict | None = None,
    at: datetime | None = None,
) -> AuditEntry:
    """The row written for this act, in the caller's transaction; ``by=None`` is the clock."""
    entry = AuditEntry.objects.create(
        verb=verb,
        subject_kind=kind,
        subject_id=public_id,
        from_state=from_state,
        to_state=to_state,
        reason=reason,
        details=details or {},
        happened_at=at or timezone.now(),
    )
    AuditActor.objects.create(entry=entry, user=by)
    return entry
