"""Questions put to practices."""

from typing import Self

from django.db import models
from django.utils import timezone

from accounts.permissions import desk_associations, is_administrator, is_editor, mandates_of
from directory.models import Membership

PUBLIC_STATES = ("published", "needs_confirmation")


class PracticeQuerySet(models.QuerySet):
    def public(self) -> Self:
        return self.filter(state__in=PUBLIC_STATES)

    def visible_to(self, user) -> Self:
        """The public ones, those of organisations the person speaks for, and for editors and desks what they check."""
        if is_editor(user) or is_administrator(user):
            return self
        associations = desk_associations(user)
        own = [*(mandate.organisation_id for mandate in mandates_of(user)), *associations]
        readable = models.Q(state__in=PUBLIC_STATES) | models.Q(organisation__in=own)
        if associations:
            members = Membership.objects.valid_on(timezone.localdate()).filter(body__in=associations)
            readable |= models.Q(organisation__in=members.values("member"))
        return self.filter(readable)
