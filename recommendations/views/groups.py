"""Working groups: the list, and the page of one: its task, its people, its documents, meetings and papers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from directory.naming import attach_names
from portal.base.cards import address
from recommendations import grouping
from recommendations.addresses import group_path
from recommendations.errors import GroupRefused
from recommendations.forms.groups import EndForm, MemberForm, PaperForm
from recommendations.models import GroupMember, Recommendation, WorkingGroup
from recommendations.querysets import groups_of
from recommendations.views.access import carried_out, may_or_refuse
from recommendations.views.reading import rows_of

#: The most documents on the page of a group.
MOST_DOCUMENTS = 40
MOST_MEETINGS = 40


def group_list(request: HttpRequest) -> HttpResponse:
    """Every working group, the regional ones first."""
    groups = WorkingGroup.objects.visible_to(request.user).prefetch_related("texts").order_by("forum_id", "slug")
    return render(request, "recommendations/group_list.html", {"groups": list(groups)})


def group_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """What the group is for, who is in it, what it writes, and who has not answered an open decision."""
    group = group_or_404(request, slug)
    today = timezone.localdate()
    every = list(group.members.select_related("user", "organisation"))
    members = [one for one in every if one.until is None or one.until >= today]
    former = [one for one in every if one not in members]
    documents = Recommendation.objects.visible_to(request.user).filter(group=group).order_by("-changed_at", "-pk")
    attach_names(member.organisation for member in every)
    context = {
        "group": group,
        "group_url": group_page(group),
        "members": sorted(members, key=lambda member: ROLE_ORDER.index(member.role)),
        "rows": rows_of(list(documents[:MOST_DOCUMENTS])),
        "former": former,
        "meetings": list(group.meetings.all()[:MOST_MEETINGS]),
        "papers": list(group.papers.select_related("document").order_by("-pk")[:MOST_DOCUMENTS]),
        "is_inside": is_inside(request.user, group),
        "can_keep": request.user.has_perm("recommendations.keep_group", group),
        "can_begin": request.user.has_perm("recommendations.begin", group),
    }
    return render(request, "recommendations/group_detail.html", context)


def group_or_404(request: HttpRequest, slug: str) -> WorkingGroup:
    """The group with its forum; 404 when the reader may not see it."""
    groups = WorkingGroup.objects.visible_to(request.user).select_related("forum__host").prefetch_related("texts")
    return get_object_or_404(groups, slug=slug)


def is_inside(user, group: WorkingGroup) -> bool:
    """In the group, or running its forum: these have the workroom."""
    return group.pk in groups_of(user) or user.has_perm("recommendations.keep_group", group)


def group_page(group: WorkingGroup, tail: str = "") -> str:
    """The address of the group's page, or of one below it."""
    return address(f"{group_path(group)}{tail}")


#: Who stands first among the members.
ROLE_ORDER = (GroupMember.Role.SECRETARIAT, GroupMember.Role.RAPPORTEUR, GroupMember.Role.MEMBER)


@login_required
def group_members(request: HttpRequest, slug: str) -> HttpResponse:
    """Take somebody into the group, with a role and a first day; or say that a member's time is over."""
    group = group_or_404(request, slug)
    may_or_refuse(request.user, "recommendations.keep_group", group)
    form = MemberForm(request.POST or None)
    if carried_out(request, form, grouping.add_member, group, by=request.user):
        return redirect(group_page(group, "members/"))
    members = list(group.members.valid_on(timezone.localdate()).select_related("user", "organisation"))
    attach_names(member.organisation for member in members)
    context = {"group": group, "group_url": group_page(group), "form": form, "members": members}
    context["ending"] = [(member, EndForm(prefix=str(member.pk))) for member in members]
    return render(request, "recommendations/group_members.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def membership_end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The last day of a member."""
    group = group_or_404(request, slug)
    may_or_refuse(request.user, "recommendations.keep_group", group)
    member = get_object_or_404(group.members.select_related("group"), pk=pk)
    form = EndForm(request.POST, prefix=str(member.pk))
    if form.is_valid():
        try:
            grouping.end_membership(member, by=request.user, **form.cleaned_data)
        except GroupRefused as refused:
            messages.error(request, str(refused))
    else:
        messages.error(request, _("Enter the last day."))
    return redirect(group_page(group, "members/"))


@login_required
def paper_add(request: HttpRequest, slug: str) -> HttpResponse:
    """A file of the group, or of one of its meetings, for whoever sees the group."""
    group = group_or_404(request, slug)
    may_or_refuse(request.user, "recommendations.keep_group", group)
    form = PaperForm(request.POST or None, request.FILES or None, group=group)
    if carried_out(request, form, grouping.add_paper, group, by=request.user):
        return redirect(group_page(group, "#papers"))
    context = {"group": group, "group_url": group_page(group), "form": form}
    return render(request, "recommendations/paper_add.html", context, status=422 if form.is_bound else 200)
