"""Working groups: the list, and the page of one: its task, its people, its documents, who has not answered."""

from collections.abc import Iterable

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from directory.naming import attach_names
from forums.models import Forum
from portal.base.cards import address
from recommendations.models import DecisionRound, Elector, GroupMember, Recommendation, WorkingGroup
from recommendations.querysets import groups_of
from recommendations.views.reading import rows_of

#: The most documents on the page of a group.
MOST_DOCUMENTS = 40


def visible_groups(user):
    """Groups without a forum, and those of forums the reader sees."""
    return WorkingGroup.objects.filter(
        Q(forum=None) | Q(forum__in=Forum.objects.visible_to(user)) | Q(pk__in=groups_of(user))
    )


def group_list(request: HttpRequest) -> HttpResponse:
    """Every working group, the regional ones first."""
    groups = visible_groups(request.user).prefetch_related("texts").order_by("forum_id", "slug")
    return render(request, "recommendations/group_list.html", {"groups": list(groups)})


def group_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """What the group is for, who is in it, what it writes, and who has not answered an open decision."""
    groups = visible_groups(request.user).select_related("forum__host").prefetch_related("texts")
    group = get_object_or_404(groups, slug=slug)
    members = list(group.members.filter(until=None).select_related("user", "organisation"))
    documents = Recommendation.objects.visible_to(request.user).filter(group=group).order_by("-changed_at", "-pk")
    silent = list(silent_electors(group)) if group.pk in groups_of(request.user) else []
    attach_names([member.organisation for member in members] + [elector.organisation for elector in silent])
    context = {
        "group": group,
        "group_url": address(f"groups/{group.slug}/"),
        "members": sorted(members, key=lambda member: ROLE_ORDER.index(member.role)),
        "rows": rows_of(list(documents[:MOST_DOCUMENTS])),
        "silent": silent,
        "can_begin": request.user.has_perm("recommendations.begin", group),
    }
    return render(request, "recommendations/group_detail.html", context)


#: Who stands first among the members.
ROLE_ORDER = (GroupMember.Role.SECRETARIAT, GroupMember.Role.RAPPORTEUR, GroupMember.Role.MEMBER)


def silent_electors(group: WorkingGroup) -> Iterable[Elector]:
    """Electors of the group's open decisions who have cast nothing; that somebody cast is no interim result."""
    open_rounds = DecisionRound.objects.filter(version__recommendation__group=group, state=DecisionRound.State.OPEN)
    silent = Elector.objects.filter(round__in=open_rounds, ballots=None)
    return silent.select_related("table", "organisation", "person_link__user", "round__version__recommendation")
