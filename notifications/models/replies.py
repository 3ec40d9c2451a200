"""Writing by mail: the addresses people answer to, and what was received there."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from portal.base.ids import LENGTH, PublicIdField
from portal.base.models import Pointer


class ReplyAddress(Pointer):
    """The right of one person to answer one thing by mail, until a day or until they take it back.

    The address itself is this row's id and a signature (``notifications.addresses``).
    """

    public_id = PublicIdField()
    user = models.ForeignKey(User, models.CASCADE, related_name="reply_addresses")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "subject_kind", "subject_id"], name="reply_address_of")]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("made_at")), name="reply_address_holds_for_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.subject_kind} {self.subject_id}"

    def is_valid_at(self, moment: datetime.datetime) -> bool:
        return self.revoked_at is None and moment < self.expires_at


class ReceivedMail(models.Model):
    """That a mail came and what became of it; its words are kept nowhere but in what they became."""

    class Outcome(models.TextChoices):
        POSTED = "posted", _("published")
        WAITING = "waiting", _("waits for the facilitator")
        REFUSED = "refused", _("refused, the sender was told why")
        AUTOMATIC = "automatic", _("written by a machine, not answered")
        BOUNCED = "bounced", _("says that a mail could not be delivered")

    #: Of its Message-ID, or of the whole mail where it has none: the same mail twice counts once.
    fingerprint = models.CharField(max_length=64, unique=True)
    received_at = models.DateTimeField(default=timezone.now)
    sender = models.CharField(max_length=254, blank=True)
    reply_address = models.ForeignKey(ReplyAddress, models.SET_NULL, null=True, blank=True, related_name="received")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reason = models.CharField(max_length=20, blank=True)
    became_kind = models.CharField(max_length=24, blank=True)
    became_id = models.CharField(max_length=LENGTH, blank=True)

    class Meta:
        indexes = [models.Index(fields=["sender", "received_at"], name="mail_received_from")]

    def __str__(self) -> str:
        return f"{self.outcome} from {self.sender}"
