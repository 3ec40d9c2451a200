"""Care of the discussion: what people report, every measure with its reason, and the appeal against it."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from forums.models.forum import Forum
from forums.querysets import MeasureQuerySet
from portal.base.fields import LanguageField
from portal.base.ids import PublicIdField
from portal.base.models import Pointer
from portal.languages.reading import reader_language


class Reason(models.TextChoices):
    """Why something is reported, and why something is done about it: one list for both."""

    NONE = "", _("no reason needed")
    NAMES = "names", _("names of clients or other private facts")
    INSULT = "insult", _("insults a person or a group")
    OFF_TOPIC = "off_topic", _("about something else")
    ADVERTISING = "advertising", _("advertising")
    UNLAWFUL = "unlawful", _("not allowed by law")
    REPEATED = "repeated", _("the same again after a word about it")
    OTHER = "other", _("another reason")


class Measure(Pointer):
    """What was done about a post, a thread or a person in a forum, why, and what the person concerned was told."""

    class Kind(models.TextChoices):
        APPROVE = "approve", _("approved")
        HIDE = "hide", _("hidden")
        REDACT = "redact", _("words taken out")
        HOLD = "hold", _("held until it has been looked at")
        RESTORE = "restore", _("shown again")
        LOCK = "lock", _("closed for replies")
        UNLOCK = "unlock", _("opened for replies")
        SUSPEND = "suspend", _("may not write for a time")
        LIFT = "lift", _("may write again")

    Reason = Reason
    #: What takes something from somebody: never without a reason and a statement, and open to an appeal.
    RESTRICTING = (Kind.HIDE, Kind.REDACT, Kind.HOLD, Kind.LOCK, Kind.SUSPEND)

    public_id = PublicIdField()
    forum = models.ForeignKey(Forum, models.CASCADE, related_name="measures")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    reason = models.CharField(max_length=12, choices=Reason.choices, blank=True)
    statement = models.TextField(_("statement to the author"), blank=True)
    concerns = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="measures_met")
    taken_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    taken_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True, editable=False)
    #: What a redaction took out, read by nobody but who decides about it: the texts as they stood.
    removed = models.JSONField(default=dict, blank=True, editable=False)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=["hide", "redact", "hold", "lock", "suspend"])
                | (~Q(reason="") & ~Q(statement="")),
                name="a_measure_gives_its_reason",
            )
        ]
        indexes = [
            models.Index(fields=["forum", "-taken_at"], name="measures_of_a_forum"),
            models.Index(fields=["concerns"], condition=Q(kind="suspend"), name="suspensions_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_kind} {self.subject_id}"

    def get_absolute_url(self) -> str:
        return f"/{reader_language()}/{self.path}"

    @property
    def path(self) -> str:
        """Where the person concerned reads it, without the language of the site."""
        return f"decisions/{self.public_id}/"

    def stands_at(self, moment: datetime.datetime) -> bool:
        """Whether it still takes something from somebody then."""
        is_over = self.until is not None and self.until <= moment
        return self.kind in self.RESTRICTING and self.undone_at is None and not is_over


class Flag(Pointer):
    """Somebody asks the forum's team to look at a contribution; only the team sees who and why."""

    class State(models.TextChoices):
        RAISED = "raised", _("waits to be looked at")
        FOLLOWED = "followed", _("something was done")
        KEPT = "kept", _("it stays as it is")

    public_id = PublicIdField()
    forum = models.ForeignKey(Forum, models.CASCADE, related_name="flags")
    raised_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("What is wrong?"), max_length=12, choices=Reason.choices)
    note = models.TextField(_("In your words"), blank=True)
    raised_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=8, choices=State.choices, default=State.RAISED)
    settled_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["raised_by", "subject_kind", "subject_id"], name="a_person_reports_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_flag_gives_its_reason"),
            models.CheckConstraint(
                condition=Q(state="raised", settled_at=None) | Q(~Q(state="raised"), settled_at__isnull=False),
                name="a_settled_flag_is_dated",
            ),
        ]
        indexes = [models.Index(fields=["forum"], condition=Q(state="raised"), name="flags_to_look_at")]

    def __str__(self) -> str:
        return f"{self.reason} {self.subject_kind} {self.subject_id}"


class Appeal(models.Model):
    """The person concerned asks somebody else to decide again."""

    class State(models.TextChoices):
        LODGED = "lodged", _("waits for somebody who did not decide first")
        CONFIRMED = "confirmed", _("the decision stands")
        OVERTURNED = "overturned", _("the decision was taken back")

    public_id = PublicIdField()
    measure = models.OneToOneField(Measure, models.CASCADE, related_name="appeal")
    lodged_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    words = models.TextField(_("Why the decision is wrong"))
    language = LanguageField()
    lodged_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=12, choices=State.choices, default=State.LODGED)
    reason = models.TextField(_("reason"), blank=True)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="lodged") | (~Q(reason="") & Q(decided_at__isnull=False)),
                name="a_decided_appeal_says_why",
            )
        ]

    def __str__(self) -> str:
        return f"appeal against {self.measure}"

    @property
    def forum(self) -> Forum:
        return self.measure.forum
