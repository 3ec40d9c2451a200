"""Who speaks at a session as an expert, and who wants to be named among those who came."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from forums.models.sessions import Session
from portal.base.fields import LanguageField
from portal.base.ids import PublicIdField


class ExpertInput(models.Model):
    """What somebody from outside tells the forum, so that the tables know what they speak about."""

    public_id = PublicIdField()
    session = models.ForeignKey(Session, models.CASCADE, related_name="inputs")
    number = models.PositiveSmallIntegerField()
    subject = models.CharField(_("about what"), max_length=200)
    speaker = models.CharField(_("who speaks"), max_length=160, blank=True)
    is_named = models.BooleanField(_("the person agreed to be named"), default=False)
    summary = models.TextField(_("in short"), blank=True)
    language = LanguageField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="inputs_are_numbered"),
            models.CheckConstraint(condition=Q(is_named=True) | Q(speaker=""), name="only_who_agreed_is_named"),
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.subject}"


class NamedAttendance(models.Model):
    """Somebody who was there and wants their name to stand in the list; nobody else puts it there."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="named")
    user = models.ForeignKey(User, models.CASCADE, related_name="attended_sessions")
    named_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "user"], name="named_once_in_a_session")]

    def __str__(self) -> str:
        return f"{self.user} at {self.session}"
