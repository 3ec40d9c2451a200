"""Questions put to practices."""

from typing import Self

from django.db import models

from accounts.permissions import desk_associations, is_administrator, is_editor, mandates_of

PUBLIC_STATES = ("published", "needs_confirmation")


class PracticeQuerySet(models.QuerySet):
    def public(self) -> Self:
        return self.filter(state__in=PUBLIC_STATES)

    def visible_to(self, user) -> Self:
        """The public ones, those of organisations the person speaks for, and for editors and desks what they check."""
        if is_editor(user) or is_administrator(user):
            return self
        own = [mandate.organisation_id for mandate in mandates_of(user)]
        readable = models.Q(state__in=PUBLIC_STATES) | models.Q(organisation__in=own)
        associations = desk_associations(user)
        if associations:
            readable |= models.Q(organisation__memberships__body__in=associations)
            return self.filter(readable).distinct()
        return self.filter(readable)
