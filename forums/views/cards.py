"""Participation cards: made for a person without an account, and used by that person to read what became of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from forums.actions.tables import Card, create_participant, renew_card
from forums.cards import holder_of_card
from forums.errors import ForumError
from forums.forms.seats import CardForm, PersonForm
from forums.models import Forum, Participant, Position, Post
from forums.querysets import forums_run_by
from forums.views.access import as_refusal, forum_or_404, may_or_refuse
from forums.views.assisted import CONSENT_WORDING, qr_code
from forums.views.post_rows import Reached, byline_of, line_of, reached_by
from portal.base.cards import address
from portal.base.limits import address_of
from portal.base.line import whole_line

#: Seconds after which a card must be shown again: the computer is often somebody else's.
CARD_OPEN_FOR = 30 * 60
IN_SESSION = "forum_card"


def person_new(request: HttpRequest, slug: str) -> HttpResponse:
    """A person without an account at the tables, and the card to hand over."""
    forum = forum_or_404(request, slug)
    may_or_refuse(request.user, "forums.keep_seats", forum)
    form = PersonForm(request.POST or None, forum=forum)
    if request.method == "POST" and form.is_valid():
        try:
            card = create_participant(forum, by=request.user, consent_wording=CONSENT_WORDING, **form.cleaned_data)
        except ForumError as error:
            raise as_refusal(error) from error
        return card_page(request, forum, card)
    context = {"form": form, "forum": forum, "forums_url": address("forums/")}
    return render(request, "forums/person_new.html", context, status=422 if form.errors else 200)


@require_POST
def card_renew(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """A card with a new PIN for somebody who lost theirs."""
    forum = forum_or_404(request, slug)
    may_or_refuse(request.user, "forums.keep_seats", forum)
    participant = get_object_or_404(forum.participants, public_id=public_id)
    return card_page(request, forum, renew_card(participant, by=request.user))


def card_page(request: HttpRequest, forum: Forum, card: Card) -> HttpResponse:
    """The card to print; the PIN is shown on this page and nowhere else."""
    link = request.build_absolute_uri(address(f"forums/{forum.slug}/card/"))
    seat = card.participant.seats.exclude(state="left").select_related("table").first()
    context = {
        "forum": forum,
        "card": card,
        "table": seat.table if seat else None,
        "link": link,
        "qr": qr_code(link),
        "forums_url": address("forums/"),
    }
    return render(request, "forums/card.html", context)


# With the card in one's hand ---------------------------------------------------------------------------------------


@never_cache
@sensitive_post_parameters("pin")
def card_enter(request: HttpRequest, slug: str) -> HttpResponse:
    """Code and PIN, to read what became of one's words; works for closed forums too."""
    forum = get_object_or_404(Forum.objects.exclude(state=Forum.State.DRAFT), slug=slug)
    form = CardForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            participant = holder_of_card(forum, place=address_of(request), **form.cleaned_data)
        except ForumError as error:
            form.add_error(None, str(error))
        else:
            remember_card(request, participant)
            return redirect("forums:card-words", slug=forum.slug)
    if form.errors:
        status = 422
    shows_title = request.user.has_perm("forums.view_forum", forum)
    context = {"form": form, "forum": forum, "shows_title": shows_title, "forums_url": address("forums/")}
    return render(request, "forums/card_enter.html", context, status=status)


def remember_card(request: HttpRequest, participant: Participant) -> None:
    """Let this browser read the words of that person for half an hour."""
    request.session.cycle_key()
    request.session[IN_SESSION] = {
        "participant": participant.public_id,
        "pin_hash": participant.pin_hash[-16:],
        "until": timezone.now().timestamp() + CARD_OPEN_FOR,
    }


def card_holder(request: HttpRequest, forum: Forum) -> Participant | None:
    """Whose card this browser has shown for that forum, a short while ago and with the present PIN."""
    kept = request.session.get(IN_SESSION)
    if not kept or kept["until"] < timezone.now().timestamp():
        return None
    participant = forum.participants.filter(public_id=kept["participant"]).first()
    return participant if participant and participant.pin_hash.endswith(kept["pin_hash"]) else None


@require_GET
@never_cache
def card_words(request: HttpRequest, slug: str) -> HttpResponse:
    """What the person of the card said, and what became of it."""
    forum = get_object_or_404(Forum, slug=slug)
    participant = card_holder(request, forum)
    if participant is None:
        return redirect("forums:card-enter", slug=forum.slug)
    context = {
        "forum": forum,
        "participant": participant,
        "slips": slips_of(request, participant.posts.order_by("-created_at")),
        "forums_url": address("forums/"),
    }
    return render(request, "forums/card_words.html", context)


@require_POST
def card_leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Forget the card in this browser."""
    request.session.pop(IN_SESSION, None)
    messages.success(request, _("This computer has forgotten your card."))
    return redirect("forums:card-enter", slug=slug)


# Slips ------------------------------------------------------------------------------------------------------------


def slips_of(request: HttpRequest, posts) -> list[dict]:
    """Each post as its slip: whose words, where they are now, the outcome, the way to the answer; four queries."""
    found = list(posts.select_related("thread__forum", "thread__outcome", "participant", "author", "table"))
    reached = reached_by(post.public_id for post in found)
    positions: dict[int, list[Position]] = {}
    drawn = Position.objects.filter(sources__post__in=found, state__in=(*Position.SHOWN, Position.State.MERGED))
    for position in drawn.prefetch_related("sources"):
        for source in position.sources.all():
            positions.setdefault(source.post_id, []).append(position)
    return [slip_of(request, post, reached.get(post.public_id, ()), positions.get(post.pk, [])) for post in found]


def slip_of(request: HttpRequest, post: Post, reached: Reached, positions: list[Position]) -> dict:
    link = request.build_absolute_uri(post.get_absolute_url())
    return {
        "post": post,
        "thread": post.thread,
        "outcome": getattr(post.thread, "outcome", None),
        "byline": byline_of(post),
        "link": link,
        "qr": qr_code(link),
        "positions": positions,
        "stations": line_of(post, reached) if post.published_at else whole_line([]),
    }


@require_GET
def slip_list(request: HttpRequest, slug: str) -> HttpResponse:
    """All slips to print at once: everybody's for the forum's team, what one wrote down oneself for others."""
    forum = forum_or_404(request, slug)
    may_or_refuse(request.user, "forums.record_for_participant", forum)
    posts = Post.objects.filter(thread__forum=forum, participant__isnull=False)
    posts = posts.exclude(state__in=(Post.State.REFUSED, Post.State.HIDDEN, Post.State.ERASED))
    if forum.pk not in forums_run_by(request.user):
        posts = posts.filter(recorded_by=request.user)
    table = request.GET.get("table", "")
    if table.isascii() and table.isdigit():
        posts = posts.filter(table__number=int(table[:4]))
    context = {
        "forum": forum,
        "slips": slips_of(request, posts.order_by("table__number", "participant__code", "created_at")),
        "tables": list(forum.tables.values_list("number", flat=True)),
        "forums_url": address("forums/"),
    }
    return render(request, "forums/slip_list.html", context)
