"""Tables and the places at them: asking for one, giving it, and how the tables are made up."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import mandates_of
from forums.actions.tables import add_table, ask_for_seat, give_role, give_seat, leave_seat, move_seat, name_interest
from forums.composition import composition_of
from forums.errors import ForumError
from forums.forms.seats import PlaceForm, TableForm
from forums.forms.writing import SeatForm
from forums.models import Forum, Seat, WorkingTable
from forums.views.access import as_refusal, best_name, forum_or_404, may_or_refuse, number_asked
from portal.base.cards import address


def seat_ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a place at a table; the coordinator answers."""
    forum = forum_or_404(request, slug)
    may_or_refuse(request.user, "forums.join", forum)
    form = SeatForm(request.POST or None, forum=forum, mandates=mandates_of(request.user))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            ask_for_seat(data["table"], by=request.user, sex=data["sex"], on_behalf_of=data.get("on_behalf_of"))
        except ForumError as error:
            raise as_refusal(error) from error
        messages.success(request, _("Thank you. The coordinator of the forum answers you."))
        return redirect(forum)
    context = {"form": form, "forum": forum, "forums_url": address("forums/")}
    return render(request, "forums/seat_ask.html", context, status=422 if form.errors else 200)


@require_GET
def seat_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Who asks for a place, who sits where, and what to look at in how the tables are made up."""
    forum = forum_or_404(request, slug)
    may_or_refuse(request.user, "forums.keep_seats", forum)
    people = forum.seats.exclude(state=Seat.State.LEFT).select_related("user", "participant", "table", "organisation")
    people = people.annotate(body=best_name("organisation"), body_language=best_name("organisation", "language"))
    seats = list(people.order_by("table__number", "pk"))
    composition = composition_of(forum)
    for count in composition.tables:
        count.table.held_seats = [one for one in seats if one.table_id == count.table.pk and one.state == "held"]
    context = {
        "forum": forum,
        "seats": [seat for seat in seats if seat.state == Seat.State.ASKED],
        "composition": composition,
        "opened": number_asked(request, "table") or 1,
        "roles": Seat.Role.choices,
        "forums_url": address("forums/"),
    }
    return render(request, "forums/seat_list.html", context)


@require_POST
def seat_give(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Give a place that was asked for."""
    forum = forum_or_404(request, slug)
    may_or_refuse(request.user, "forums.keep_seats", forum)
    give_seat(get_object_or_404(forum.seats, public_id=public_id, state=Seat.State.ASKED), by=request.user)
    return redirect("forums:seat-list", slug=forum.slug)


@require_POST
def seat_change(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Give a place or not, move it to another table, give it another task, let it become free."""
    forum = forum_or_404(request, slug)
    may_or_refuse(request.user, "forums.keep_seats", forum)
    seats = forum.seats.exclude(state=Seat.State.LEFT).select_related("table", "user")
    seat = get_object_or_404(seats, public_id=public_id)
    form = PlaceForm(request.POST, forum=forum)
    if not form.is_valid():
        messages.error(request, " ".join(str(reason) for reasons in form.errors.values() for reason in reasons))
        return redirect("forums:seat-list", slug=forum.slug)
    change_place(seat, form.cleaned_data, request.user)
    messages.success(request, _("Done."))
    return redirect(f"{address(f'forums/{forum.slug}/seats/')}?table={seat.table.number}#table-{seat.table.number}")


def change_place(seat: Seat, data: dict, user) -> None:
    if data["verb"] == "give":
        give_seat(seat, by=user)
    elif data["verb"] == "leave":
        leave_seat(seat, by=user)
    elif data["verb"] == "move":
        move_seat(seat, data["table"], by=user)
    else:
        give_role(seat, data["role"], by=user)


# Tables -----------------------------------------------------------------------------------------------------------


def table_new(request: HttpRequest, slug: str) -> HttpResponse:
    """A further table."""
    forum = forum_or_404(request, slug)
    may_or_refuse(request.user, "forums.keep_seats", forum)
    form = TableForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        interests = {data["language"]: data["interest"]}
        try:
            add_table(forum, by=request.user, number=next_table(forum), interests=interests, has_vote=data["has_vote"])
        except ForumError as error:
            raise as_refusal(error) from error
        return redirect("forums:seat-list", slug=forum.slug)
    return table_page(request, forum, form, _("Add a table"))


def next_table(forum: Forum) -> int:
    last = forum.tables.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def table_change(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What a table stands for, in one more language or in other words."""
    forum = forum_or_404(request, slug)
    may_or_refuse(request.user, "forums.keep_seats", forum)
    table = table_or_404(forum, number)
    form = TableForm(request.POST or None, initial=first_words(table))
    if request.method == "POST" and form.is_valid():
        name_interest(table, by=request.user, **form.cleaned_data)
        return redirect("forums:seat-list", slug=forum.slug)
    return table_page(request, forum, form, _("Change table %(number)s") % {"number": number})


def table_or_404(forum: Forum, number: int) -> WorkingTable:
    try:
        return forum.tables.select_related("forum").get(number=number)
    except WorkingTable.DoesNotExist as error:
        raise Http404 from error


def first_words(table: WorkingTable) -> dict:
    text = table.texts.order_by("pk").first()
    words = {"interest": text.interest, "language": text.language} if text else {}
    return {**words, "has_vote": table.has_vote}


def table_page(request: HttpRequest, forum: Forum, form: TableForm, heading: str) -> HttpResponse:
    context = {
        "form": form,
        "forum": forum,
        "heading": heading,
        "back_url": address(f"forums/{forum.slug}/seats/"),
        "forums_url": address("forums/"),
    }
    return render(request, "forums/table_form.html", context, status=422 if form.errors else 200)
