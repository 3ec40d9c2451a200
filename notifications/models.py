"""What people are told: their inbox on the site, and the mails waiting to leave."""

from django.db import models
from django.utils import timezone

from accounts.models import User
from portal.base.ids import PublicIdField
from portal.base.models import Pointer


class Notice(Pointer):
    """One line of a person's inbox; its words are made when it is shown, in the reader's language."""

    public_id = PublicIdField()
    user = models.ForeignKey(User, models.CASCADE, related_name="notices")
    event = models.CharField(max_length=40)
    details = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "-created_at"], name="inbox")]
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.event} for {self.user}"


class OutgoingMail(models.Model):
    """A mail written in the transaction of what it tells, sent by the worker; ``key`` makes it leave once."""

    key = models.CharField(max_length=80, unique=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    subject = models.CharField(max_length=200)
    body = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["sent_at", "created_at"], name="mail_to_send")]

    def __str__(self) -> str:
        return f"{self.subject} to {self.user}"
