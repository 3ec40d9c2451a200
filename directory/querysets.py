"""Questions put to the directory."""

import datetime
from typing import Self

from django.db import models
from django.db.models import Q


class DatedQuerySet(models.QuerySet):
    """Rows that hold between two dates, ``since`` and ``until``; an open end is no end."""

    def valid_on(self, day: datetime.date) -> Self:
        """Those whose dates include the day."""
        return self.filter(Q(since=None) | Q(since__lte=day), Q(until=None) | Q(until__gte=day))


class NamedQuerySet(models.QuerySet):
    def named(self) -> Self:
        """With their names, in one query more for the whole list."""
        return self.prefetch_related("names")
