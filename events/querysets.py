"""Questions put to events."""

import datetime
from typing import Self

from django.db import models

from accounts.permissions import is_administrator, is_editor


class EventQuerySet(models.QuerySet):
    def public(self) -> Self:
        return self.exclude(state="draft")

    def visible_to(self, user) -> Self:
        """Everything announced; drafts for editors and for those who speak for a host."""
        if is_editor(user) or is_administrator(user):
            return self
        return self.public()

    def upcoming_at(self, moment: datetime.datetime) -> Self:
        return self.filter(ends_at__gte=moment).order_by("starts_at", "id")

    def past_at(self, moment: datetime.datetime) -> Self:
        return self.filter(ends_at__lt=moment).order_by("-starts_at", "-id")
