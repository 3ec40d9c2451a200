"""The copy of what the portal holds about a person, and the way out."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models.people import User
from portal.base.ids import PublicIdField


def copy_file(copy: "DataCopy", name: str) -> str:
    """Where a file of a copy lies: under an id that nobody can guess."""
    return f"copies/{copy.public_id}/{name}"


class DataCopy(models.Model):
    """A person asked for everything the portal holds about them; made by the worker, gone after a week."""

    public_id = PublicIdField()
    user = models.ForeignKey(User, models.CASCADE, related_name="data_copies")
    asked_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    data = models.FileField(upload_to=copy_file, blank=True)
    page = models.FileField(upload_to=copy_file, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(made_at=None), name="one_copy_is_made_at_a_time"),
            models.CheckConstraint(
                condition=Q(made_at=None) | (~Q(data="") & ~Q(page="")), name="a_finished_copy_has_its_files"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.asked_at:%Y-%m-%d}"


class Departure(models.Model):
    """A person wishes to be erased; until ``due_at`` they may take it back. Stays to know who was erased."""

    user = models.OneToOneField(User, models.CASCADE, related_name="departure")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    with_texts = models.BooleanField(default=False)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(due_at__gt=F("asked_at")), name="a_departure_can_be_taken_back")
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(erased_at=None), name="departures_to_come")]

    def __str__(self) -> str:
        return f"{self.user}: {self.due_at:%Y-%m-%d}"

    def is_due_at(self, moment: datetime.datetime) -> bool:
        return self.erased_at is None and self.due_at <= moment
