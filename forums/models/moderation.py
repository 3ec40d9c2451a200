"""Care of the discussion: every measure with its reason and a statement to the author."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from forums.models.forum import Forum
from portal.base.ids import PublicIdField
from portal.base.models import Pointer


class Measure(Pointer):
    """What a facilitator did about a post or thread, why, and what its author was told."""

    class Kind(models.TextChoices):
        APPROVE = "approve", _("approved")
        HIDE = "hide", _("hidden")
        RESTORE = "restore", _("shown again")
        LOCK = "lock", _("closed for replies")
        UNLOCK = "unlock", _("opened for replies")

    class Reason(models.TextChoices):
        NONE = "", _("no reason needed")
        NAMES = "names", _("names of clients or other private facts")
        INSULT = "insult", _("insults a person or a group")
        OFF_TOPIC = "off_topic", _("about something else")
        ADVERTISING = "advertising", _("advertising")
        UNLAWFUL = "unlawful", _("not allowed by law")
        OTHER = "other", _("another reason")

    public_id = PublicIdField()
    forum = models.ForeignKey(Forum, models.CASCADE, related_name="measures")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    reason = models.CharField(max_length=12, choices=Reason.choices, blank=True)
    statement = models.TextField(_("statement to the author"), blank=True)
    taken_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    taken_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=["hide", "lock"]) | (~Q(reason="") & ~Q(statement="")),
                name="a_measure_gives_its_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_kind} {self.subject_id}"
