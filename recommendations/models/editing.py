"""Who is writing on a point now, and what they have typed and not saved yet."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from portal.base.fields import LanguageField
from recommendations.models.documents import Clause, Recommendation


class ClauseLock(models.Model):
    """One person writes on a point at a time; a lock nobody has touched for a while is no longer one."""

    clause = models.OneToOneField(Clause, models.CASCADE, related_name="lock")
    holder = models.ForeignKey(User, models.CASCADE, related_name="+")
    taken_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.clause}: {self.holder}"


class ClauseDraft(models.Model):
    """A person's own unsaved text of a point, or of a new one, with the text they began from."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="drafts")
    clause = models.ForeignKey(Clause, models.CASCADE, null=True, blank=True, related_name="drafts")
    author = models.ForeignKey(User, models.CASCADE, related_name="clause_drafts")
    language = LanguageField()
    text = models.TextField(blank=True)
    facts = models.JSONField(null=True, blank=True)
    base_text = models.TextField(blank=True)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "clause", "language"], name="one_draft_per_point_and_person"),
            models.UniqueConstraint(
                fields=["author", "recommendation", "language"],
                condition=Q(clause=None),
                name="one_draft_of_a_new_point_per_person",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
