"""Questions put to people and their mandates."""

import datetime
from typing import Self

from django.db import models
from django.db.models import Q


class MandateQuerySet(models.QuerySet):
    def valid_on(self, day: datetime.date) -> Self:
        """Verified mandates whose dates include the day; the twin of ``Mandate.is_valid_on``."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), state="verified", starts_on__lte=day)
