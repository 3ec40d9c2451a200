"""What was done, by whom, when and why: rows that never change."""

from django.db import models
from django.utils import timezone

from accounts.models.people import User
from portal.base.models import Pointer


class AuditEntry(Pointer):
    """One act. Triggers in the database refuse every later change (migration ``0002_audit_is_final``)."""

    verb = models.CharField(max_length=40)
    from_state = models.CharField(max_length=24, blank=True)
    to_state = models.CharField(max_length=24, blank=True)
    reason = models.TextField(blank=True)
    details = models.JSONField(default=dict, blank=True)
    happened_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id", "happened_at"], name="audit_subject")]
        ordering = ["happened_at", "pk"]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind} {self.subject_id}"


class AuditActor(models.Model):
    """Who acted, kept beside the entry so that erasing a person leaves the entry as it was."""

    entry = models.OneToOneField(AuditEntry, models.CASCADE, related_name="actor_link")
    user = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return str(self.user or "-")
