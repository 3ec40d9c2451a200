"""When the forum meets, and what it noted."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from forums.models import Minutes, Session
from forums.views.access import forum_or_404
from portal.base.cards import address


@require_GET
def session_list(request: HttpRequest, slug: str) -> HttpResponse:
    """All sessions of the forum, the latest first, with their minutes where they are published."""
    forum = forum_or_404(request, slug)
    sessions = Session.objects.filter(cycle__forum=forum).select_related("minutes", "cycle").order_by("-starts_at")
    context = {"forum": forum, "sessions": sessions, "forums_url": address("forums/")}
    return render(request, "forums/session_list.html", context)


@require_GET
def minutes_detail(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Published minutes: who came in figures, what was noted, what was decided."""
    forum = forum_or_404(request, slug)
    published = Minutes.objects.filter(session__cycle__forum=forum, state=Minutes.State.PUBLISHED)
    minutes = get_object_or_404(published.select_related("session", "document"), public_id=public_id)
    context = {
        "forum": forum,
        "minutes": minutes,
        "session": minutes.session,
        "items": list(minutes.items.all()),
        "attendance": attendance_of(minutes.session),
        "forums_url": address("forums/"),
    }
    return render(request, "forums/minutes_detail.html", context)


def attendance_of(session: Session) -> dict:
    """How many came, by table, and how many of them women."""
    counts = list(session.attendance.select_related("table").order_by("table__number"))
    tables: dict[int | None, dict] = {}
    for count in counts:
        row = tables.setdefault(count.table_id, {"table": count.table, "people": 0, "women": 0})
        row["people"] += count.people
        row["women"] += count.people if count.sex == "women" else 0
    rows = list(tables.values())
    return {
        "rows": rows,
        "people": sum(row["people"] for row in rows),
        "women": sum(row["women"] for row in rows),
    }
