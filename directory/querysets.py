"""Questions put to the directory."""

from typing import Self

from django.db import models


class NamedQuerySet(models.QuerySet):
    def named(self) -> Self:
        """With their names, in one query more for the whole list."""
        return self.prefetch_related("names")
