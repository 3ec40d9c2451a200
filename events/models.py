"""Events: the event itself (any language), its text in one language, who comes, what was concluded."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from accounts.models import User
from directory.models import Municipality, Organisation
from events.querysets import EventQuerySet
from news.models import Project
from portal.base.blocks import PARAGRAPH_FEATURES
from portal.base.fields import LanguageField
from portal.base.ids import PublicIdField
from portal.base.pages import PortalPage
from portal.taxonomies.models import Tagged
from practices.models import Practice

DOOR_OPENS_BEFORE = datetime.timedelta(hours=1)


class Event(Tagged):
    """Something that takes place; its state is moved by ``events/workflow.py`` alone."""

    class Kind(models.TextChoices):
        WEBINAR = "webinar", _("webinar")
        CONFERENCE = "conference", _("conference")
        SEMINAR = "seminar", _("seminar")
        TRAINING = "training", _("training")
        STUDY_VISIT = "study-visit", _("study visit")
        GROUP_MEETING = "working-group-meeting", _("meeting of a working group")
        FORUM_SESSION = "forum-session", _("session of a forum")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        ANNOUNCED = "announced", _("announced")
        REGISTRATION_OPEN = "registration_open", _("registration open")
        ENDED = "ended", _("ended")
        CLOSED = "closed", _("over, with conclusions")
        CANCELLED = "cancelled", _("cancelled")
        POSTPONED = "postponed", _("postponed")

    class Precision(models.TextChoices):
        MINUTE = "minute", _("to the minute")
        DAY = "day", _("to the day")
        MONTH = "month", _("to the month")

    class Mode(models.TextChoices):
        ONLINE = "online", _("online")
        IN_PERSON = "in-person", _("in person")
        HYBRID = "hybrid", _("online and in person")

    public_id = PublicIdField()
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=24, choices=Kind.choices)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    zone = models.CharField(_("time zone"), max_length=40, default="Europe/Belgrade")
    date_precision = models.CharField(max_length=8, choices=Precision.choices, default=Precision.MINUTE)
    mode = models.CharField(_("online or in person"), max_length=12, choices=Mode.choices, default=Mode.ONLINE)
    venue = models.CharField(_("place"), max_length=200, blank=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True, related_name="events")
    hosts = models.ManyToManyField(Organisation, blank=True, related_name="hosted_events")
    project = models.ForeignKey(Project, models.SET_NULL, null=True, blank=True, related_name="events")
    practices = models.ManyToManyField(Practice, blank=True, related_name="events")
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    participants_stated = models.PositiveIntegerField(_("number of participants"), null=True, blank=True)
    join_link = models.URLField(_("link to join"), blank=True)
    cancel_reason = models.TextField(blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_demo = models.BooleanField(_("invented for the demonstration"), default=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [models.Index(fields=["-starts_at", "-id"], name="event_list")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="event_ends_after_it_begins"),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancel_reason=""), name="cancelled_event_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    def is_door_open_at(self, moment: datetime.datetime) -> bool:
        """Whether those with a place see the link to join then: from one hour before until the end."""
        return self.starts_at - DOOR_OPENS_BEFORE <= moment <= self.ends_at

    def takes_registrations_at(self, moment: datetime.datetime) -> bool:
        """Whether a person can still ask for a place then."""
        return self.state == self.State.REGISTRATION_OPEN and moment < self.starts_at


class EventIndexPage(PortalPage):
    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["events.EventPage"]
    template = "events/event_index_page.html"

    class Meta:
        verbose_name = _("events")

    def get_context(self, request, *args, **kwargs):
        """The events that the address asks for."""
        from events.views import event_list_context

        return {**super().get_context(request, *args, **kwargs), **event_list_context(request)}


class EventPage(PortalPage):
    """The text of an event in one language."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="pages", verbose_name=_("event"))
    body = RichTextField(_("text"), features=PARAGRAPH_FEATURES, blank=True)

    parent_page_types = ["events.EventIndexPage"]
    subpage_types: list[str] = []
    template = "events/event_page.html"
    content_panels = [FieldPanel("event"), *PortalPage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("text of an event")
        constraints = [models.UniqueConstraint(fields=["event", "language"], name="one_event_text_per_language")]

    def serve(self, request, *args, **kwargs):
        """Lead to the address of the event, in this language: there its state decides who may read."""
        return redirect(f"/{get_language()}/events/{self.event.slug}/?text={self.language}")

    def get_context(self, request, *args, texts=None, **kwargs):
        """The text with what stands around it; ``texts`` are the event's texts that the reader may see."""
        from events.views import event_context

        return {**super().get_context(request, *args, **kwargs), **event_context(request, self, texts)}


class Conclusion(models.Model):
    """What an event concluded; can be the source of a point of a recommendation."""

    public_id = PublicIdField()
    event = models.ForeignKey(Event, models.CASCADE, related_name="conclusions")
    ordinal = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["ordinal"]
        constraints = [models.UniqueConstraint(fields=["event", "ordinal"], name="conclusions_are_in_order")]

    def __str__(self) -> str:
        return f"{self.event}, {self.ordinal}"


class ConclusionText(models.Model):
    conclusion = models.ForeignKey(Conclusion, models.CASCADE, related_name="texts")
    language = LanguageField()
    text = models.TextField(_("text"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conclusion", "language"], name="one_conclusion_per_language")]

    def __str__(self) -> str:
        return self.text


class Registration(models.Model):
    """A person comes to an event; the waiting list is in order of ``registered_at``."""

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        WAITING = "waiting", _("on the waiting list")
        WITHDRAWN = "withdrawn", _("withdrawn")

    public_id = PublicIdField()
    event = models.ForeignKey(Event, models.CASCADE, related_name="registrations")
    user = models.ForeignKey(User, models.CASCADE, related_name="registrations")
    state = models.CharField(max_length=12, choices=State.choices)
    registered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "user"], name="registered_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.event}"


class Recording(models.Model):
    """A recording or material of an event, on this portal's own pages or elsewhere."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="recordings")
    title = models.CharField(_("title"), max_length=200)
    language = LanguageField(default="en")
    address = models.URLField(_("address"), blank=True)
    document = models.ForeignKey("base.PortalDocument", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(~Q(address="") & Q(document=None)) | (Q(address="") & Q(document__isnull=False)),
                name="recording_is_a_link_or_a_file",
            )
        ]

    def __str__(self) -> str:
        return self.title
