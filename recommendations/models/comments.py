"""What people say about a point without proposing other words for it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from directory.models import Organisation
from portal.base.fields import LanguageField
from portal.base.ids import PublicIdField
from recommendations.models.documents import Clause, Version


class ClauseComment(models.Model):
    """A comment on one point as it stood in one version; a hidden one keeps its place and says why."""

    public_id = PublicIdField()
    clause = models.ForeignKey(Clause, models.CASCADE, related_name="comments")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="clause_comments")
    on_behalf_of = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    language = LanguageField()
    text = models.TextField(_("your comment"))
    posted_at = models.DateTimeField(default=timezone.now)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    hidden_reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("comment on a point")
        verbose_name_plural = _("comments on points")
        ordering = ["posted_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="clause_comment_says_something"),
            models.CheckConstraint(
                condition=Q(hidden_at=None) | ~Q(hidden_reason=""), name="hidden_clause_comment_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
