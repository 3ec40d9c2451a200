"""What people want to hear about, and what they were told."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from portal.base.ids import LENGTH, PublicIdField
from portal.base.models import Pointer


class Subscription(Pointer):
    """How much a person wants to hear of a forum, of a conversation, or of an area (and country).

    Without a row the person is told what concerns them: their name, answers to them, what became of their words.
    The more particular row wins: a conversation over its forum, a forum over its area.
    """

    class Kind(models.TextChoices):
        FORUM = "forum", _("forum")
        THREAD = "thread", _("conversation")
        AREA = "area", _("area")

    class Level(models.TextChoices):
        FOLLOW = "follow", _("everything new")
        NORMAL = "normal", _("only what concerns me")
        MUTE = "mute", _("nothing")

    user = models.ForeignKey(User, models.CASCADE, related_name="subscriptions")
    #: A public id; of an area the codes of theme and country, "housing:RS", either of them may be missing.
    subject_id = models.CharField(max_length=80)
    level = models.CharField(max_length=8, choices=Level.choices, default=Level.FOLLOW)
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "subject_kind", "subject_id"], name="one_wish_per_thing"),
            models.CheckConstraint(
                condition=Q(subject_kind__in=["forum", "thread", "area"]) & ~Q(subject_id__in=["", ":"]),
                name="a_wish_is_about_something",
            ),
            models.CheckConstraint(condition=Q(level__in=["follow", "normal", "mute"]), name="a_wish_has_a_level"),
        ]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="who_follows")]

    def __str__(self) -> str:
        return f"{self.user}: {self.level} {self.subject_kind} {self.subject_id}"


class MailSettings(models.Model):
    """What a person gets by mail. Without a row the defaults hold."""

    class Digest(models.TextChoices):
        DAILY = "daily", _("once a day")
        WEEKLY = "weekly", _("once a week")
        OFF = "off", _("never")

    user = models.OneToOneField(User, models.CASCADE, related_name="mail_settings")
    at_once = models.BooleanField(default=True)
    digest = models.CharField(max_length=8, choices=Digest.choices, default=Digest.DAILY)
    parked_at = models.DateTimeField(null=True, blank=True, help_text=_("since when mail to the address comes back"))
    parked_reason = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.user}: {self.digest}"


class Notice(Pointer):
    """One line of a person's inbox; its words are made when it is shown, in the reader's language.

    ``about`` is what it stands under in the inbox and the digest; ``reason`` says why the person is told; ``key``
    keeps the same thing from being told twice.
    """

    class Mail(models.TextChoices):
        NONE = "", _("none")
        AT_ONCE = "at_once", _("at once")
        DIGEST = "digest", _("in the digest")

    public_id = PublicIdField()
    user = models.ForeignKey(User, models.CASCADE, related_name="notices")
    event = models.CharField(max_length=40)
    reason = models.CharField(max_length=16, blank=True)
    about_kind = models.CharField(max_length=24, default="")
    about_id = models.CharField(max_length=LENGTH, default="")
    details = models.JSONField(default=dict, blank=True)
    key = models.CharField(max_length=120, unique=True, null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    mail = models.CharField(max_length=8, choices=Mail.choices, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["user", "-created_at"], name="inbox"),
            models.Index(fields=["user", "about_kind", "about_id"], name="inbox_by_thing"),
            models.Index(fields=["user", "-created_at"], condition=Q(read_at=None), name="inbox_unread"),
            models.Index(
                fields=["user", "created_at"],
                condition=Q(mail="digest", mailed_at=None, read_at=None),
                name="waits_for_digest",
            ),
        ]
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.event} for {self.user}"
