"""Questions put to events."""

import datetime
from typing import Self

from django.db import models

from accounts.permissions import desk_associations, is_administrator, is_editor, mandates_of


class EventQuerySet(models.QuerySet):
    def public(self) -> Self:
        return self.exclude(state="draft")

    def visible_to(self, user) -> Self:
        """Everything announced; drafts for editors, for those who speak for a host and for its desk."""
        if is_editor(user) or is_administrator(user):
            return self
        own = [*(mandate.organisation_id for mandate in mandates_of(user)), *desk_associations(user)]
        if not own:
            return self.public()
        from events.models import Event

        hosted = Event.hosts.through.objects.filter(organisation__in=own).values("event")
        return self.filter(~models.Q(state="draft") | models.Q(pk__in=hosted))

    def upcoming_at(self, moment: datetime.datetime) -> Self:
        return self.filter(ends_at__gte=moment).order_by("starts_at", "id")

    def past_at(self, moment: datetime.datetime) -> Self:
        return self.filter(ends_at__lt=moment).order_by("-starts_at", "-id")
