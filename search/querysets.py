"""Questions put to the search projection."""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Q


class SearchEntryQuerySet(models.QuerySet):
    def readable_with(self, own: Iterable[str]) -> Self:
        """Entries of the scopes everybody may read and of those the reader has (``permissions.readable_scopes``)."""
        from search.models import SearchScope

        opened = SearchScope.objects.filter(is_public=True).values("name")
        return self.filter(Q(scope__in=list(own)) | Q(scope__in=opened), is_visible=True)
