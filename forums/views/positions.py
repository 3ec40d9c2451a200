"""Positions: proposed from contributions, supported by seats, accepted, joined, hidden."""

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from forums.actions.position_care import approve_position, hide_position, restore_position
from forums.actions.positions import (
    accept_position,
    add_sources,
    merge_position,
    propose_position,
    support_position,
    withdraw_support,
)
from forums.errors import ForumError
from forums.forms.moderation import MeasureForm
from forums.forms.positions import DistilForm, MergeForm
from forums.forms.writing import PositionForm
from forums.models import Forum, Position, Post, Seat, TableVoice, Thread
from forums.permissions import seat_in
from forums.views.access import as_refusal, forum_or_404, may_or_refuse, post_or_404, thread_or_404
from portal.base.cards import address

POSTS_OFFERED = 50


def positions_by_tables(forum: Forum) -> QuerySet:
    """The positions of a forum with the tables that agree or not, those that most tables share first; one query."""
    agree = Count("voices", filter=Q(voices__answer=TableVoice.Answer.AGREE), distinct=True)
    disagree = Count("voices", filter=Q(voices__answer=TableVoice.Answer.DISAGREE), distinct=True)
    counted = (
        Position.objects.filter(forum=forum)
        .shown()
        .annotate(agree=agree, disagree=disagree, seats=Count("supports", distinct=True))
    )
    return counted.order_by("-agree", "disagree", "-seats", "number")


@require_GET
def position_list(request: HttpRequest, slug: str) -> HttpResponse:
    """What people here stand for, and which tables agree."""
    forum = forum_or_404(request, slug)
    user = request.user
    related = ("voices__table", "sources__post__thread__table", "sources__minute_item__minutes__session", "merged_from")
    positions = list(positions_by_tables(forum).prefetch_related(*related))
    mark_readable(positions, user)
    can_accept = user.is_authenticated and user.has_perm("forums.accept_position", forum)
    can_moderate = user.is_authenticated and user.has_perm("forums.moderate", forum)
    context = {
        "forum": forum,
        "positions": positions,
        "waiting": waiting_for_a_look(forum, user, can_moderate),
        "mine": supported_by(user, forum),
        "can_support": user.is_authenticated and user.has_perm("forums.support_position", forum),
        "can_accept": can_accept,
        "can_moderate": can_moderate,
        "can_record": user.is_authenticated and user.has_perm("forums.draft_minutes", forum),
        "forums_url": address("forums/"),
    }
    return render(request, "forums/position_list.html", context)


def waiting_for_a_look(forum: Forum, user, can_moderate: bool) -> list[Position]:
    """What is not shown: all of it for who cares for the discussion, their own for everybody else."""
    if not user.is_authenticated:
        return []
    hidden = Position.objects.filter(forum=forum, state__in=(Position.State.PENDING, Position.State.HIDDEN))
    return list(hidden if can_moderate else hidden.filter(proposed_by=user))


def mark_readable(positions: list[Position], user) -> None:
    """Say of each source whether this reader may see it; of the others only their table is told."""
    for position in positions:
        for source in position.sources.all():
            source.is_readable = source.post is not None and user.has_perm("forums.view_post", source.post)
            minutes = source.minute_item.minutes if source.minute_item else None
            source.is_published = minutes is not None and minutes.state == "published"


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
        return say_proposed(request, position)
    context = {"form": form, "post": post, "thread": thread, "forum": thread.forum}
    return render(request, "forums/position_new.html", context, status=422 if form.errors else 200)


def say_proposed(request: HttpRequest, position: Position) -> HttpResponse:
    if position.state == Position.State.PENDING:
        messages.success(request, _("Thank you. Your position appears when the facilitator has read it."))
    return redirect(position)


def position_distil(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make one position of several contributions to a conversation, or add them to one that says the same."""
    thread = thread_or_404(request, public_id)
    may_or_refuse(request.user, "forums.propose_position", thread)
    open_positions = thread.forum.positions.shown().filter(cycle=thread.cycle)
    form = DistilForm(request.POST or None, positions=open_positions, initial={"language": thread.language})
    chosen = chosen_posts(request, thread)
    if request.method == "POST" and form.is_valid():
        if chosen:
            return distil(request, thread, form, chosen)
        form.add_error(None, _("Choose at least one contribution."))
    context = {
        "form": form,
        "thread": thread,
        "forum": thread.forum,
        "posts": list(thread.posts.readable().select_related("author", "table").order_by("-position")[:POSTS_OFFERED]),
        "chosen": {post.public_id for post in chosen},
        "forums_url": address("forums/"),
    }
    return render(request, "forums/position_distil.html", context, status=422 if form.errors else 200)


def chosen_posts(request: HttpRequest, thread: Thread) -> list[Post]:
    """The contributions of that conversation which were ticked, in its order."""
    ticked = request.POST.getlist("posts") or request.GET.getlist("posts")
    return list(thread.posts.readable().filter(public_id__in=ticked[:POSTS_OFFERED]).order_by("position"))


def distil(request: HttpRequest, thread: Thread, form: DistilForm, posts: list[Post]) -> HttpResponse:
    data = dict(form.cleaned_data)
    same = data.pop("same_as")
    try:
        if same:
            return redirect(add_sources(same, by=request.user, posts=posts))
        return say_proposed(request, propose_position(thread.cycle, by=request.user, posts=posts, **data))
    except ForumError as error:
        raise as_refusal(error) from error


def position_or_404(request: HttpRequest, public_id: str) -> Position:
    """The position, when the reader may see it."""
    positions = Position.objects.visible_to(request.user).select_related("forum__host", "cycle", "merged_into")
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


def position_merge(request: HttpRequest, public_id: str) -> HttpResponse:
    """Join a position with another that says the same."""
    position = position_or_404(request, public_id)
    may_or_refuse(request.user, "forums.accept_position", position)
    others = position.forum.positions.shown().filter(cycle=position.cycle).exclude(pk=position.pk)
    form = MergeForm(request.POST or None, positions=others)
    if request.method == "POST" and form.is_valid():
        try:
            into = merge_position(position, by=request.user, **form.cleaned_data)
        except ForumError as error:
            raise as_refusal(error) from error
        return redirect(into)
    context = {"form": form, "position": position, "forum": forum_or_404(request, position.forum.slug)}
    return render(request, "forums/position_merge.html", context, status=422 if form.errors else 200)


#: What can be done about a position in its state.
POSITION_MEASURES = {
    Position.State.PENDING: ("approve", "hide"),
    Position.State.HIDDEN: ("restore",),
    Position.State.PROPOSED: ("hide",),
    Position.State.ACCEPTED: ("hide",),
}


def position_measure(request: HttpRequest, public_id: str) -> HttpResponse:
    """Publish a waiting position or not, hide one, show it again; with a reason."""
    position = position_or_404(request, public_id)
    may_or_refuse(request.user, "forums.moderate", position)
    words = {"approve": _("publish it"), "hide": _("do not show it"), "restore": _("show it again")}
    verbs = POSITION_MEASURES.get(position.state)
    if verbs is None:
        raise Http404
    form = MeasureForm(request.POST or None, choices=[(verb, words[verb]) for verb in verbs])
    if request.method == "POST" and form.is_valid():
        try:
            care_for(position, form.cleaned_data, request.user)
        except ForumError as error:
            raise as_refusal(error) from error
        messages.success(request, _("Done. The author has been told."))
        return redirect("forums:position-list", slug=position.forum.slug)
    context = {"form": form, "position": position, "forum": forum_or_404(request, position.forum.slug)}
    return render(request, "forums/position_measure.html", context, status=422 if form.errors else 200)


def care_for(position: Position, data: dict, user) -> None:
    if data["measure"] == "hide":
        hide_position(position, by=user, reason=data["reason"], statement=data["statement"])
        return
    measures = {"approve": approve_position, "restore": restore_position}
    measures[data["measure"]](position, by=user, statement=data["statement"])
