"""With the card in one's hand: a copy of what is held, words taken back, the card given back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET

from forums.actions.giving_back import erase_words, give_card_back, held_about
from forums.cards import holder_of_card
from forums.errors import ForumError
from forums.forms.seats import GiveBackForm
from forums.models import Forum, Post
from forums.views.access import as_refusal
from forums.views.cards import IN_SESSION, card_holder
from portal.base.cards import address
from portal.base.limits import address_of, within_limits


@require_GET
@never_cache
def card_copy(request: HttpRequest, slug: str) -> HttpResponse:
    """All that is held about the person of the card, as a file for them to keep."""
    forum = get_object_or_404(Forum, slug=slug)
    participant = card_holder(request, forum)
    if participant is None:
        return redirect("forums:card-enter", slug=forum.slug)
    within_limits(request, "copy")
    file = JsonResponse(held_about(participant), json_dumps_params={"indent": 2, "ensure_ascii": False})
    file["Content-Disposition"] = f'attachment; filename="{forum.slug}-{participant.code}.json"'
    return file


@never_cache
def card_erase(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Take words back for good: asked once more, then done."""
    forum = get_object_or_404(Forum, slug=slug)
    participant = card_holder(request, forum)
    if participant is None:
        return redirect("forums:card-enter", slug=forum.slug)
    posts = participant.posts.exclude(state=Post.State.ERASED).select_related("thread__forum")
    post = get_object_or_404(posts, public_id=public_id)
    if request.method == "POST":
        try:
            erase_words(participant, post)
        except ForumError as error:
            raise as_refusal(error) from error
        messages.success(request, _("Your words are erased."))
        return redirect("forums:card-words", slug=forum.slug)
    back = address(f"forums/{forum.slug}/card/words/")
    return render(request, "forums/card_erase.html", {"forum": forum, "post": post, "back_url": back})


@never_cache
@sensitive_post_parameters("pin")
def card_give_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Take part no longer: the PIN once more, and whether the words stay."""
    forum = get_object_or_404(Forum, slug=slug)
    participant = card_holder(request, forum)
    if participant is None:
        return redirect("forums:card-enter", slug=forum.slug)
    form = GiveBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            holder_of_card(forum, code=participant.code, pin=form.cleaned_data["pin"], place=address_of(request))
        except ForumError as error:
            form.add_error("pin", str(error))
        else:
            give_card_back(participant, with_texts=form.cleaned_data["words"] == GiveBackForm.ERASE)
            request.session.pop(IN_SESSION, None)
            messages.success(request, _("Your card opens nothing any more. You can throw it away."))
            return redirect("forums:card-enter", slug=forum.slug)
    context = {
        "form": form,
        "forum": forum,
        "said": participant.posts.exclude(state=Post.State.ERASED).count(),
        "back_url": address(f"forums/{forum.slug}/card/words/"),
    }
    return render(request, "forums/card_give_back.html", context, status=422 if form.errors else 200)
