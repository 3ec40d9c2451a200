"""What is open when, when the forum meets, and what the meeting noted."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from events.models import Event
from forums.models.forum import Cycle
from forums.querysets import MinutesQuerySet
from portal.base.fields import LanguageField
from portal.base.ids import PublicIdField
from portal.languages.reading import reader_language


class Stage(models.Model):
    """A dated stretch of a cycle that opens some verbs and shuts others (``forums/stages.py``)."""

    class Kind(models.TextChoices):
        PREPARE = "prepare", _("preparing")
        CONSTITUTE = "constitute", _("forming the tables")
        EXPLORE = "explore", _("hearing needs")
        PROPOSE = "propose", _("proposing")
        DRAFT = "draft", _("drafting")
        DECIDE = "decide", _("deciding")
        HAND_OVER = "hand_over", _("handing over")
        FOLLOW_UP = "follow_up", _("following up")

    public_id = PublicIdField()
    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="stages")
    ordinal = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))

    class Meta:
        ordering = ["cycle", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "ordinal"], name="stages_are_in_order"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="stage_closes_after_it_opens"),
        ]

    def __str__(self) -> str:
        return f"{self.cycle}: {self.kind}"

    def is_open_at(self, moment: datetime.datetime) -> bool:
        return self.opens_at <= moment < self.closes_at


class Session(models.Model):
    """The forum meets, in a room or online; closed only with minutes."""

    class Kind(models.TextChoices):
        CONSTITUTING = "constituting", _("constituting session")
        THEMATIC = "thematic", _("thematic session")
        WORKING = "working", _("working session")
        DECISION = "decision", _("decision session")
        INFORMATION = "information", _("information session")

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        CALLED = "called", _("called")
        HELD = "held", _("held, minutes to come")
        CLOSED = "closed", _("held, with minutes")
        CANCELLED = "cancelled", _("called off")

    public_id = PublicIdField()
    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=Kind.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PLANNED)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    title = models.CharField(_("subject"), max_length=200, blank=True)
    agenda = models.TextField(_("agenda, one item a line"), blank=True)
    language = LanguageField(blank=True)
    event = models.OneToOneField(Event, models.SET_NULL, null=True, blank=True, related_name="forum_session")
    call_count = models.PositiveSmallIntegerField(default=0, help_text=_("how often people were called to it"))
    called_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["cycle", "number"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "number"], name="sessions_are_numbered"),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="session_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancel_reason=""), name="cancelled_session_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle}, session {self.number}"

    def get_absolute_url(self) -> str:
        return f"/{reader_language()}/{self.path}"

    @property
    def path(self) -> str:
        """Its address without the language of the site."""
        return f"forums/{self.cycle.forum.slug}/sessions/{self.public_id}/"

    @property
    def agenda_items(self) -> list[str]:
        return [line.strip() for line in self.agenda.splitlines() if line.strip()]


class Minutes(models.Model):
    """What a session noted; public once published."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        APPROVED = "approved", _("approved")
        PUBLISHED = "published", _("published")

    public_id = PublicIdField()
    session = models.OneToOneField(Session, models.CASCADE, related_name="minutes")
    language = LanguageField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    document = models.ForeignKey("base.PortalDocument", models.PROTECT, null=True, blank=True, related_name="+")
    drafted_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    approved_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")

    def __str__(self) -> str:
        return f"minutes of {self.session}"

    def get_absolute_url(self) -> str:
        return f"/{reader_language()}/{self.path}"

    @property
    def path(self) -> str:
        """Its address without the language of the site."""
        return f"forums/{self.session.cycle.forum.slug}/minutes/{self.public_id}/"


class MinuteItem(models.Model):
    """One numbered item of the minutes; decisions are marked. It can say at which point of the agenda and which
    table spoke, and which contribution it became."""

    public_id = PublicIdField()
    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("text"))
    is_decision = models.BooleanField(_("decision"), default=False)
    agenda_number = models.PositiveSmallIntegerField(_("item of the agenda"), null=True, blank=True)
    table = models.ForeignKey(
        "forums.WorkingTable", models.SET_NULL, null=True, blank=True, related_name="minute_items"
    )
    post = models.OneToOneField("forums.Post", models.SET_NULL, null=True, blank=True, related_name="minute_item")
    form_key = models.CharField(max_length=40, unique=True, null=True, blank=True, editable=False)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["minutes", "number"], name="minute_items_are_numbered")]

    def __str__(self) -> str:
        return f"{self.minutes}, {self.number}"


class AttendanceCount(models.Model):
    """How many came, by table, sex and age band: counts, not names."""

    class Sex(models.TextChoices):
        WOMEN = "women", _("women")
        MEN = "men", _("men")
        UNSTATED = "unstated", _("not stated")

    class AgeBand(models.TextChoices):
        UNDER_30 = "under-30", _("under 30")
        TO_64 = "30-64", _("30 to 64")
        FROM_65 = "65-up", _("65 and over")
        UNSTATED = "unstated", _("not stated")

    session = models.ForeignKey(Session, models.CASCADE, related_name="attendance")
    table = models.ForeignKey("forums.WorkingTable", models.CASCADE, null=True, blank=True, related_name="attendance")
    sex = models.CharField(max_length=8, choices=Sex.choices, default=Sex.UNSTATED)
    age_band = models.CharField(max_length=8, choices=AgeBand.choices, default=AgeBand.UNSTATED)
    people = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "table", "sex", "age_band"], name="attendance_counted_once"),
            models.UniqueConstraint(
                fields=["session", "sex", "age_band"], condition=Q(table=None), name="attendance_without_table_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.people}"
