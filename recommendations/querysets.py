"""Questions put to recommendations."""

from typing import Self

from django.db import models
from django.db.models import Q

from forums.querysets import inner_forums_of

DRAFTING_STATES = ("draft", "review")


def groups_of(user) -> list[int]:
    """Ids of the working groups the person belongs to or runs; read once per request."""
    if not user.is_authenticated:
        return []
    if not hasattr(user, "_group_ids"):
        user._group_ids = list(user.group_memberships.filter(until=None).values_list("group_id", flat=True))
    return user._group_ids


class RecommendationQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Past drafting, and not of a closed forum."""
        closed = Q(cycle__forum__visibility="closed")
        return self.exclude(state__in=DRAFTING_STATES).exclude(closed)

    def visible_to(self, user) -> Self:
        """The public ones; drafts for the group and the people of its forum."""
        if not user.is_authenticated:
            return self.public()
        inner = Q(group__in=groups_of(user)) | Q(cycle__forum__in=inner_forums_of(user))
        open_ones = ~Q(state__in=DRAFTING_STATES) & (Q(cycle=None) | ~Q(cycle__forum__visibility="closed"))
        return self.filter(open_ones | inner)
