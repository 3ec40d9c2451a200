"""Positions: proposed from a contribution, supported by seats, said by tables; common ground is what tables share."""

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from forums.actions.positions import accept_position, propose_position, support_position, withdraw_support
from forums.errors import ForumError
from forums.forms import PositionForm
from forums.models import Forum, Position, Seat, TableVoice
from forums.permissions import seat_in
from forums.views.access import as_refusal, forum_or_404, may_or_refuse, post_or_404
from portal.base.cards import address


def positions_by_tables(forum: Forum) -> QuerySet:
    """The positions of a forum with the tables that agree or not, those that most tables share first; one query."""
    agree = Count("voices", filter=Q(voices__answer=TableVoice.Answer.AGREE), distinct=True)
    disagree = Count("voices", filter=Q(voices__answer=TableVoice.Answer.DISAGREE), distinct=True)
    positions = Position.objects.filter(forum=forum).exclude(state=Position.State.MERGED)
    counted = positions.annotate(agree=agree, disagree=disagree, seats=Count("supports", distinct=True))
    return counted.order_by("-agree", "disagree", "-seats", "number")


@require_GET
def position_list(request: HttpRequest, slug: str) -> HttpResponse:
    """What people here stand for, and which tables agree."""
    forum = forum_or_404(request, slug)
    positions = list(positions_by_tables(forum).prefetch_related("voices__table", "sources__post__thread__table"))
    mark_readable(positions, request.user)
    context = {
        "forum": forum,
        "positions": positions,
        "mine": supported_by(request.user, forum),
        "can_support": request.user.is_authenticated and request.user.has_perm("forums.support_position", forum),
        "can_accept": request.user.is_authenticated and request.user.has_perm("forums.accept_position", forum),
        "forums_url": address("forums/"),
    }
    return render(request, "forums/position_list.html", context)


def mark_readable(positions: list[Position], user) -> None:
    """Say of each source whether this reader may see it; of the others only their table is told."""
    for position in positions:
        for source in position.sources.all():
            source.is_readable = source.post is not None and user.has_perm("forums.view_post", source.post)


def supported_by(user, forum: Forum) -> set[int]:
    """Ids of the positions that the person's seat supports."""
    seat = seat_in(user, forum)
    if seat is None:
        return set()
    return set(Position.objects.filter(forum=forum, supports__seat=seat.seat_id).values_list("pk", flat=True))


def position_new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make a position of a contribution."""
    post = post_or_404(request, public_id)
    thread = post.thread
    may_or_refuse(request.user, "forums.propose_position", thread)
    form = PositionForm(request.POST or None, initial={"language": post.language})
    if request.method == "POST" and form.is_valid():
        try:
            position = propose_position(thread.cycle, by=request.user, posts=[post], **form.cleaned_data)
        except ForumError as error:
            raise as_refusal(error) from error
        return redirect(position)
    context = {"form": form, "post": post, "thread": thread, "forum": thread.forum}
    return render(request, "forums/position_new.html", context, status=422 if form.errors else 200)


def position_or_404(request: HttpRequest, public_id: str) -> Position:
    """The position, when the reader may see its forum."""
    forums = Forum.objects.visible_to(request.user)
    positions = Position.objects.filter(forum__in=forums).select_related("forum__host", "cycle")
    return get_object_or_404(positions.prefetch_related("cycle__stages"), public_id=public_id)


@require_POST
def position_support(request: HttpRequest, public_id: str) -> HttpResponse:
    """Stand behind a position, or no longer."""
    position = position_or_404(request, public_id)
    may_or_refuse(request.user, "forums.support_position", position)
    seat = Seat.objects.get(pk=seat_in(request.user, position).seat_id)
    if "withdraw" in request.POST:
        withdraw_support(position, seat=seat)
        return redirect(position)
    try:
        support_position(position, by=request.user, seat=seat)
    except ForumError as error:
        raise as_refusal(error) from error
    return redirect(position)


@require_POST
def position_accept(request: HttpRequest, public_id: str) -> HttpResponse:
    """Lay a proposed position on the table."""
    position = position_or_404(request, public_id)
    may_or_refuse(request.user, "forums.accept_position", position)
    try:
        accept_position(position, by=request.user)
    except ForumError as error:
        raise as_refusal(error) from error
    return redirect(position)
