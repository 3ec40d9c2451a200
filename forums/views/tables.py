"""Places at the tables: asking for one, and giving what was asked for."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from forums.actions.tables import give_seat, take_seat
from forums.errors import ForumError
from forums.forms import SeatForm
from forums.models import Seat
from forums.views.access import as_refusal, forum_or_404, may_or_refuse
from portal.base.cards import address


def seat_ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a place at a table; the coordinator answers."""
    forum = forum_or_404(request, slug)
    may_or_refuse(request.user, "forums.join", forum)
    form = SeatForm(request.POST or None, forum=forum)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            take_seat(data["table"], by=request.user, user=request.user, sex=data["sex"], state=Seat.State.ASKED)
        except ForumError as error:
            raise as_refusal(error) from error
        messages.success(request, _("Thank you. The coordinator of the forum answers you."))
        return redirect(forum)
    context = {"form": form, "forum": forum, "forums_url": address("forums/")}
    return render(request, "forums/seat_ask.html", context, status=422 if form.errors else 200)


@require_GET
def seat_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Who asks for a place, for those who keep the places."""
    forum = forum_or_404(request, slug)
    may_or_refuse(request.user, "forums.keep_seats", forum)
    asked = forum.seats.filter(state=Seat.State.ASKED).select_related("user", "participant", "table").order_by("pk")
    context = {"forum": forum, "seats": list(asked), "forums_url": address("forums/")}
    return render(request, "forums/seat_list.html", context)


@require_POST
def seat_give(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Give a place that was asked for."""
    forum = forum_or_404(request, slug)
    may_or_refuse(request.user, "forums.keep_seats", forum)
    give_seat(get_object_or_404(forum.seats, public_id=public_id, state=Seat.State.ASKED), by=request.user)
    return redirect("forums:seat-list", slug=forum.slug)
