"""The mails that wait to leave, and what became of them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notifications.models.telling import Notice


class OutgoingMail(models.Model):
    """A mail written in the transaction of what it tells, sent by the worker; ``key`` makes it leave once.

    A notice, a digest and new results hold no words: they are written when they leave, from what the reader may see
    then. An answer to a received mail has its words here.
    """

    class Kind(models.TextChoices):
        NOTICE = "notice", _("one thing, at once")
        DIGEST = "digest", _("digest")
        ANSWER = "answer", _("answer to a mail")
        RESULTS = "results", _("new results of a search")

    class State(models.TextChoices):
        WAITING = "waiting", _("waits")
        SENDING = "sending", _("is being sent")
        SENT = "sent", _("sent")
        DROPPED = "dropped", _("not needed any more")
        FAILED = "failed", _("could not be sent")
        UNCLEAR = "unclear", _("nobody knows whether it left")

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.ANSWER)
    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="+")
    address = models.EmailField(blank=True, help_text=_("where an answer goes that is not to a person's own address"))
    notice = models.ForeignKey(Notice, models.CASCADE, null=True, blank=True, related_name="+")
    about = models.JSONField(default=dict, blank=True, help_text=_("what an app above writes its letter from"))
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    language = models.CharField(max_length=8, blank=True)
    in_reply_to = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField(default=timezone.now)
    next_try_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["next_try_at"], condition=Q(state__in=["waiting", "sending"]), name="mail_to_send")
        ]
        constraints = [
            models.CheckConstraint(condition=Q(user__isnull=False) | ~Q(address=""), name="a_mail_goes_somewhere"),
            models.CheckConstraint(
                condition=~Q(kind="notice") | Q(notice__isnull=False), name="a_mail_at_once_is_about_a_notice"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} to {self.user or self.address}"
