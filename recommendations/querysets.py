"""Questions put to recommendations."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.permissions import desk_associations, mandates_of
from directory.models import Membership
from forums.models import Forum
from forums.querysets import inner_forums_of
from portal.languages.ranks import reading_rank
from portal.languages.reading import best

if TYPE_CHECKING:
    from recommendations.models import Recommendation, VersionText

DRAFTING_STATES = ("draft", "review")
#: States in which a document is agreed, and stays so.
ADAPTABLE_STATES = (
    "agreed",
    "agreed_with_reservations",
    "signed",
    "delivered",
    "answered",
    "following_up",
    "closed",
)


def is_the_groups_own(recommendation: "Recommendation") -> bool:
    """Being drafted, or withdrawn before any version was fixed: nobody outside was ever to read it."""
    if recommendation.state == "withdrawn":
        return not recommendation.versions.filter(frozen_at__isnull=False).exists()
    return recommendation.state in DRAFTING_STATES


def the_groups_own() -> Q:
    """The twin of ``is_the_groups_own``, for a queryset of recommendations."""
    from recommendations.models import Version

    frozen = Version.objects.filter(recommendation=OuterRef("pk"), frozen_at__isnull=False)
    return Q(Q(state__in=DRAFTING_STATES) | (Q(state="withdrawn") & ~Exists(frozen)))


@dataclass(frozen=True)
class GroupRole:
    """What a person is in one working group, in person or by mandate for a member organisation."""

    group_id: int
    role: str
    organisation_id: int | None


def group_roles_of(user) -> list[GroupRole]:
    """The person's present roles in working groups; read once per request."""
    if not user.is_authenticated:
        return []
    if not hasattr(user, "_group_roles"):
        from recommendations.models import GroupMember

        bodies = [mandate.organisation_id for mandate in mandates_of(user)]
        present = GroupMember.objects.valid_on(timezone.localdate())
        rows = present.filter(Q(user=user) | Q(user=None, organisation__in=bodies))
        user._group_roles = [GroupRole(*row) for row in rows.values_list("group_id", "role", "organisation_id")]
    return user._group_roles


def groups_of(user) -> list[int]:
    """Ids of the working groups the person belongs to or runs."""
    return list({held.group_id for held in group_roles_of(user)})


def shown_titles(recommendations: Iterable) -> dict[int, "VersionText"]:
    """Title and summary of each document in the language the reader reads best, by its primary key; one query."""
    from recommendations.models import Recommendation, VersionText

    keys = {recommendation.pk for recommendation in recommendations}
    if not keys:
        return {}
    recommendations = Recommendation.objects.filter(pk__in=keys).with_shown_version()
    shown = recommendations.values("shown_version_id")  # type: ignore[misc]  # annotated just above
    texts = defaultdict(list)
    for text in VersionText.objects.filter(version__in=shown).select_related("version"):
        texts[text.version.recommendation_id].append(text)
    return {key: title for key in keys if (title := best(texts[key]))}


def taken_over_at_desks(associations: list[int]) -> Q:
    """Begun from a document agreed elsewhere, for a group with one of these associations in it or around its host.

    The desk may begin such a draft, so it reads it; the twin of ``permissions.taken_over_at_its_desk``.
    """
    from recommendations.models import GroupMember

    today = timezone.localdate()
    theirs = GroupMember.objects.valid_on(today).filter(group=OuterRef("group"), organisation__in=associations)
    hosts = Membership.objects.valid_on(today).filter(body__in=associations, member=OuterRef("group__forum__host"))
    is_closed = Q(cycle__forum__visibility="closed")
    return Q(derived_from__isnull=False) & (Exists(theirs) | Exists(hosts)) & (Q(cycle=None) | ~is_closed)


class WorkingGroupQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Groups without a forum, those of forums the reader sees, and the reader's own."""
        seen = Forum.objects.visible_to(user)
        return self.filter(Q(forum=None) | Q(forum__in=seen) | Q(pk__in=groups_of(user)))


class RecommendationQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Past drafting, and not of a closed forum."""
        closed = Q(cycle__forum__visibility="closed")
        return self.filter(~the_groups_own()).exclude(closed)

    def adaptable(self) -> Self:
        """Agreed or further, and public: another group may begin its own from them."""
        return self.public().filter(state__in=ADAPTABLE_STATES)

    def visible_to(self, user) -> Self:
        """The public ones; drafts for the group and the people of its forum."""
        if not user.is_authenticated:
            return self.public()
        inner = Q(group__in=groups_of(user)) | Q(cycle__forum__in=inner_forums_of(user))
        if desks := desk_associations(user):
            inner |= taken_over_at_desks(desks)
        open_ones = ~the_groups_own() & (Q(cycle=None) | ~Q(cycle__forum__visibility="closed"))
        return self.filter(open_ones | inner)

    def with_shown_version(self) -> Self:
        """With ``shown_version_id``: the latest frozen version, or the draft where none is frozen yet."""
        from recommendations.models import Version

        versions = Version.objects.filter(recommendation=OuterRef("pk")).order_by("-number").values("pk")
        frozen = versions.filter(frozen_at__isnull=False)
        return self.annotate(shown_version_id=Coalesce(Subquery(frozen[:1]), Subquery(versions[:1])))

    def with_titles(self) -> Self:
        """With ``title``, ``summary`` and ``title_language`` of the shown version, as this reader reads it best."""
        from recommendations.models import VersionText

        texts = VersionText.objects.filter(version=OuterRef("shown_version_id")).order_by(reading_rank(), "pk")
        return self.with_shown_version().annotate(
            title=Subquery(texts.values("title")[:1]),
            summary=Subquery(texts.values("summary")[:1]),
            title_language=Subquery(texts.values("language")[:1]),
        )
