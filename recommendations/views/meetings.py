"""Meetings of a working group: agenda, who came by association, what was decided."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from directory.models import Organisation
from directory.naming import attach_names
from events.cards import event_address
from events.models import Event
from recommendations import grouping
from recommendations.forms.groups import MeetingForm
from recommendations.models import GroupMeeting, WorkingGroup
from recommendations.views.access import carried_out, may_or_refuse
from recommendations.views.groups import group_or_404, group_page


@require_safe
def meeting_detail(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """One meeting, for whoever sees the group."""
    group = group_or_404(request, slug)
    meeting = get_object_or_404(group.meetings.select_related("event"), public_id=public_id)
    attendance = list(meeting.attendance.select_related("organisation").order_by("organisation__slug"))
    attach_names(row.organisation for row in attendance)
    shows_event = meeting.event_id and Event.objects.public().filter(pk=meeting.event_id).exists()
    context = {
        "group": group,
        "group_url": group_page(group),
        "meeting": meeting,
        "decisions": [line for line in meeting.decisions.splitlines() if line.strip()],
        "attendance": attendance,
        "papers": list(meeting.papers.select_related("document")),
        "event_url": event_address(meeting.event) if shows_event else "",
        "can_keep": request.user.has_perm("recommendations.keep_group", group),
    }
    return render(request, "recommendations/meeting_detail.html", context)


@login_required
def meeting_write(request: HttpRequest, slug: str, public_id: str = "") -> HttpResponse:
    """Call a meeting, or note down how it went."""
    group = group_or_404(request, slug)
    may_or_refuse(request.user, "recommendations.keep_group", group)
    meeting = get_object_or_404(group.meetings, public_id=public_id) if public_id else None
    came = dict(meeting.attendance.values_list("organisation", "people_count")) if meeting else {}
    form = MeetingForm(
        request.POST or None, bodies=bodies_of(group, came), came=came, initial=written(meeting) if meeting else None
    )
    kept = carried_out(request, form, grouping.write_meeting, group, by=request.user, meeting=meeting)
    if isinstance(kept, GroupMeeting):
        return redirect(group_page(group, f"meetings/{kept.public_id}/"))
    context = {"group": group, "group_url": group_page(group), "form": form, "meeting": meeting}
    return render(request, "recommendations/meeting_write.html", context, status=422 if form.is_bound else 200)


def written(meeting: GroupMeeting) -> dict[str, object]:
    """What the form of a meeting begins with."""
    fields = ("title", "language", "starts_at", "place", "event", "agenda", "decisions")
    return {name: getattr(meeting, name) for name in fields}


def bodies_of(group: WorkingGroup, came: dict[int, int]) -> list[Organisation]:
    """The organisations in the group now, and those counted at the meeting already."""
    present = set(group.members.valid_on(timezone.localdate()).values_list("organisation", flat=True))
    return list(Organisation.objects.filter(pk__in=present | set(came)).named().order_by("slug"))
