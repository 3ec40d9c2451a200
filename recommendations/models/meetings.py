"""Meetings of a working group: agenda, who came by association, what was decided, papers."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directory.models import Organisation
from events.models import Event
from portal.base.fields import LanguageField
from portal.base.ids import PublicIdField
from recommendations.models.groups import WorkingGroup


class GroupMeeting(models.Model):
    """A meeting; with ``event`` its invitation, place and link stand on the page of the event."""

    public_id = PublicIdField()
    group = models.ForeignKey(WorkingGroup, models.CASCADE, related_name="meetings")
    event = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="group_meetings")
    language = LanguageField()
    title = models.CharField(_("title"), max_length=200)
    starts_at = models.DateTimeField(_("begins"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    agenda = models.TextField(_("agenda"), blank=True)
    decisions = models.TextField(_("what was decided"), blank=True, help_text=_("One decision a line."))

    class Meta:
        verbose_name = _("meeting of a working group")
        verbose_name_plural = _("meetings of working groups")
        ordering = ["-starts_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class MeetingAttendance(models.Model):
    """How many people came from one association or body; no names."""

    meeting = models.ForeignKey(GroupMeeting, models.CASCADE, related_name="attendance")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    people_count = models.PositiveSmallIntegerField(_("how many people"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "organisation"], name="attendance_once_per_body"),
            models.CheckConstraint(condition=Q(people_count__gt=0), name="attendance_counts_people"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.people_count}"


class GroupPaper(models.Model):
    """A file of the group, or of one of its meetings; whoever sees the group may have it."""

    group = models.ForeignKey(WorkingGroup, models.CASCADE, related_name="papers")
    meeting = models.ForeignKey(GroupMeeting, models.SET_NULL, null=True, blank=True, related_name="papers")
    document = models.ForeignKey("base.PortalDocument", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.document)
