"""Questions put to people and their mandates."""

import datetime
from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from directory.models import Membership


class MandateQuerySet(models.QuerySet):
    def requested(self) -> Self:
        """Those that wait to be verified."""
        return self.filter(state="requested")

    def of_associations(self, associations: Iterable[int]) -> Self:
        """Those for these associations themselves and for their present members."""
        members = Membership.objects.valid_on(timezone.localdate()).filter(body__in=associations).values("member")
        return self.filter(Q(organisation__in=associations) | Q(organisation__in=members))

    def kept_on(self, day: datetime.date) -> Self:
        """Those by which somebody speaks that day or will: verified and not over."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), state="verified")

    def valid_on(self, day: datetime.date) -> Self:
        """Verified mandates whose dates include the day; the twin of ``Mandate.is_valid_on``."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), state="verified", starts_on__lte=day)
