"""When the forum meets: the list, one session, its call and calendar file, who came, sheets for the room."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from forums.actions.sessions import (
    call_people,
    cancel_session,
    change_session,
    count_attendance,
    hold_session,
    plan_session,
)
from forums.calendars import calendar_of
from forums.errors import ForumError
from forums.forms.sessions import AttendanceForm, CancelForm, SessionForm
from forums.models import Forum, Minutes, Session
from forums.views.access import as_refusal, forum_or_404, may_or_refuse, number_asked
from forums.views.assisted import qr_code
from forums.views.running import forum_to_run
from portal.base.cards import address


@require_GET
def session_list(request: HttpRequest, slug: str) -> HttpResponse:
    """All sessions of the forum, the next one first, then what was, with the minutes where they are published."""
    forum = forum_or_404(request, slug)
    sessions = list(Session.objects.filter(cycle__forum=forum).select_related("minutes", "cycle").order_by("starts_at"))
    today = timezone.localdate()
    coming = [session for session in sessions if timezone.localdate(session.starts_at) >= today]
    over = sessions[: len(sessions) - len(coming)]
    context = {"forum": forum, "sessions": [*coming, *reversed(over)], "forums_url": address("forums/")}
    return render(request, "forums/session_list.html", context)


def session_of(forum: Forum, public_id: str) -> Session:
    """The session of that forum, or 404; it knows its forum without asking again."""
    sessions = Session.objects.filter(cycle__forum=forum).select_related("cycle", "minutes", "event")
    session = get_object_or_404(sessions, public_id=public_id)
    session.cycle.forum = forum
    return session


def minutes_of(session: Session) -> Minutes | None:
    return getattr(session, "minutes", None)


@require_GET
def session_detail(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """One session: when, where, about what; for those who run the forum, everything they do around it."""
    forum = forum_or_404(request, slug)
    session, user = session_of(forum, public_id), request.user
    minutes = minutes_of(session)
    can_run = user.is_authenticated and user.has_perm("forums.run_forum", forum)
    is_open = session.state in (Session.State.PLANNED, Session.State.CALLED)
    context = {
        "forum": forum,
        "session": session,
        "minutes": minutes if minutes and user.has_perm("forums.view_minutes", minutes) else None,
        "attendance": attendance_of(session),
        "inputs": list(session.inputs.all()),
        **names_of(session, forum, user),
        "can_run": can_run,
        "can_change": can_run and is_open,
        "can_write": user.is_authenticated and user.has_perm("forums.draft_minutes", forum),
        "is_over": session.state in (Session.State.CLOSED, Session.State.CANCELLED),
        "forums_url": address("forums/"),
    }
    return render(request, "forums/session_detail.html", context)


def names_of(session: Session, forum: Forum, user) -> dict:
    """Who wants to stand by name among those who came, and whether this reader does or may."""
    named = session.named.filter(user__is_active=True).select_related("user").order_by("user__display_name")
    people = [row.user for row in named]
    is_begun = session.state != Session.State.CANCELLED and session.starts_at <= timezone.now()
    return {
        "named": people,
        "is_named": user in people,
        "can_be_named": is_begun and user.is_authenticated and user.has_perm("forums.be_named", forum),
    }


@require_GET
def session_calendar(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """The session as a file for calendars."""
    forum = forum_or_404(request, slug)
    session = session_of(forum, public_id)
    response = HttpResponse(calendar_of(session, forum, request), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{forum.slug}-{session.number}.ics"'
    return response


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


# Planned, called, changed, held ------------------------------------------------------------------------------------


def session_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan a further session."""
    forum = forum_to_run(request, slug)
    may_or_refuse(request.user, "forums.run_forum", forum)
    cycle = cycle_asked(request, forum)
    form = SessionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        session = plan_session(cycle, by=request.user, **form.cleaned_data)
        return redirect("forums:session-detail", slug=forum.slug, public_id=session.public_id)
    return session_form_page(request, form, forum, _("Plan a session"))


def cycle_asked(request: HttpRequest, forum: Forum):
    """The round that the address names, or the latest."""
    number = number_asked(request, "cycle")
    cycles = forum.cycles.order_by("-number")
    found = cycles.filter(number=number).first() if number else cycles.first()
    if found is None:
        raise Http404
    return found


def session_change(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Another day, place or agenda; people who were called are called anew when day or place change."""
    forum = forum_to_run(request, slug)
    may_or_refuse(request.user, "forums.run_forum", forum)
    session = session_of(forum, public_id)
    form = SessionForm(request.POST or None, initial={name: getattr(session, name) for name in SessionForm.base_fields})
    if request.method == "POST" and form.is_valid():
        try:
            change_session(session, by=request.user, **form.cleaned_data)
        except ForumError as error:
            raise as_refusal(error) from error
        return redirect(session)
    return session_form_page(request, form, forum, _("Change the session"), session)


def session_form_page(
    request, form, forum: Forum, heading: str, session: Session | None = None, *, button: str = ""
) -> HttpResponse:
    context = {
        "form": form,
        "forum": forum,
        "heading": heading,
        "button": button or _("Save"),
        "session": session,
        "back_url": session.get_absolute_url() if session else address(f"forums/{forum.slug}/run/"),
        "forums_url": address("forums/"),
    }
    return render(request, "forums/session_form.html", context, status=422 if form.errors else 200)


@require_POST
def session_move(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Call people to the session, or say that it was held."""
    forum = forum_or_404(request, slug)
    may_or_refuse(request.user, "forums.run_forum", forum)
    session = session_of(forum, public_id)
    moves = {"call": call_people, "hold": hold_session}
    move = moves.get(request.POST.get("verb", ""))
    if move is None:
        raise Http404
    try:
        move(session, by=request.user)
    except ForumError as error:
        raise as_refusal(error) from error
    if move is call_people:
        messages.success(request, _("Everybody who sits at a table is told."))
    return redirect(session)


def session_cancel(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Call the session off; whoever was called is told why."""
    forum = forum_or_404(request, slug)
    may_or_refuse(request.user, "forums.run_forum", forum)
    session = session_of(forum, public_id)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cancel_session(session, by=request.user, reason=form.cleaned_data["reason"])
        except ForumError as error:
            raise as_refusal(error) from error
        return redirect(session)
    heading = _("Call the session off")
    return session_form_page(request, form, forum, heading, session, button=heading)


# In the room -------------------------------------------------------------------------------------------------------


def attendance(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """How many came, by table, sex and age."""
    forum = forum_or_404(request, slug)
    may_or_refuse(request.user, "forums.draft_minutes", forum)
    session = session_of(forum, public_id)
    form = AttendanceForm(request.POST or None, forum=forum, session=session)
    if request.method == "POST" and form.is_valid():
        try:
            count_attendance(session, by=request.user, attendance=form.counts())
        except ForumError as error:
            raise as_refusal(error) from error
        messages.success(request, _("Saved."))
        return redirect(session)
    context = {
        "form": form,
        "blocks": list(form.blocks()),
        "bands": [label for _band, label in form.BANDS],
        "forum": forum,
        "session": session,
        "forums_url": address("forums/"),
    }
    return render(request, "forums/attendance.html", context, status=422 if form.errors else 200)


@require_GET
def voice_sheets(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """One sheet of paper for each table: the positions with boxes to tick, for the room."""
    forum = forum_or_404(request, slug)
    may_or_refuse(request.user, "forums.draft_minutes", forum)
    session = session_of(forum, public_id)
    positions = list(forum.positions.shown().filter(cycle=session.cycle).order_by("number"))
    link = request.build_absolute_uri(address(f"forums/{forum.slug}/positions/"))
    context = {
        "forum": forum,
        "session": session,
        "positions": positions,
        "tables": list(forum.tables.prefetch_related("texts")),
        "link": link,
        "qr": qr_code(link),
        "forums_url": address("forums/"),
    }
    return render(request, "forums/voice_sheets.html", context)
