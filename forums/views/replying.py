"""Writing in a conversation: publishing a reply, showing it first, keeping it as a draft."""

from urllib.parse import parse_qs, urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions import mandates_of
from forums.actions.attachments import attach
from forums.actions.discussion import reply_to_thread
from forums.actions.drafts import draft_in, save_draft
from forums.actions.writing import sent_before
from forums.errors import DraftTooLong, ForumError
from forums.forms.writing import ReplyForm
from forums.models import Forum, Post, Thread
from forums.views.access import forum_or_404, may_or_refuse, refusal, thread_or_404, thread_to_answer, too_much
from forums.views.composer import composer_context, reply_form, rights_here
from forums.views.conversation import thread_context
from forums.views.places import address_of_post, page_asked
from forums.views.post_rows import rows_between
from portal.base.http import Refused, respond
from portal.base.text import render_user_text


@require_POST
def thread_reply(request: HttpRequest, public_id: str) -> HttpResponse:
    """Publish a reply, or show it first; what is refused is kept as a draft."""
    thread = thread_to_answer(request, public_id, request.POST.get("form_key", ""))
    if reason := refusal(request.user, right_to_write(request.POST.get("kind", "")), thread):
        return refuse_reply(request, thread, reason)
    if "preview" in request.POST:
        return show_again(request, public_id)
    form = sent_form(request, thread)
    if not form.is_valid():
        return show_again(request, public_id)
    if not thread.was_sent and (reason := too_much(request)):
        return refuse_reply(request, thread, reason)
    words = words_of(form, request.user, thread)
    try:
        post = reply_to_thread(thread, by=request.user, files=form.cleaned_data["files"], **words)
    except ForumError as error:
        return refuse_reply(request, thread, str(error))
    return say_published(request, post)


def sent_form(request: HttpRequest, thread: Thread) -> ReplyForm:
    """The form as it was sent; the writer's authorisations are only asked for when they name one."""
    names_one = request.POST.get("on_behalf_of") or request.POST.get("kind") == Post.Kind.OFFICIAL_REPLY
    return reply_form(request, thread, request.POST, request.FILES, speaks_for_others=bool(names_one))


def show_again(request: HttpRequest, public_id: str) -> HttpResponse:
    """The form that is wrong or to be looked at first, with all that the page around it needs."""
    thread = thread_or_404(request, public_id)
    form = reply_form(request, thread, request.POST, request.FILES)
    return show_preview(request, thread, form) if form.is_valid() else show_form(request, thread, form)


def show_form(request: HttpRequest, thread: Thread, form: ReplyForm) -> HttpResponse:
    """The form as it came back, with what is wrong."""
    context = composer_context(request, thread, form) if request.htmx else thread_context(request, thread, form)
    return respond(request, "forums/thread_detail.html#reply-form", context, status=422)


def right_to_write(kind: str) -> str:
    """The right a kind of post needs: questions, reports and official replies have no closed season."""
    always = (*ReplyForm.ALWAYS, Post.Kind.OFFICIAL_REPLY)
    return "forums.ask" if kind in always else "forums.reply_thread"


def words_of(form: ReplyForm, user, thread: Thread) -> dict:
    """What the form says, as the action takes it."""
    data = form.cleaned_data
    words = {name: data[name] for name in ("body", "language", "kind", "form_key")}
    words["on_behalf_of"] = data.get("on_behalf_of")
    if data["kind"] == Post.Kind.OFFICIAL_REPLY:
        host = thread.forum.host_id
        words["on_behalf_of"] = next(one for one in mandates_of(user) if one.organisation_id == host)
    if data["reply_to"]:
        words["reply_to"] = thread.posts.readable().filter(public_id=data["reply_to"]).first()
    return words


def show_preview(request: HttpRequest, thread: Thread, form: ReplyForm) -> HttpResponse:
    """The reply as it would look; without scripts the page comes back with it above the form, files kept."""
    body, language = form.cleaned_data["body"], form.cleaned_data["language"]
    preview = {"preview_html": render_user_text(body), "preview_tag": language}
    if request.htmx:
        return render(request, "forums/thread_detail.html#preview", preview)
    if form.cleaned_data["files"]:
        keep_writing(request, thread, files=form.cleaned_data["files"])
    return render(request, "forums/thread_detail.html", {**thread_context(request, thread, form), **preview})


def keep_writing(request: HttpRequest, place: Thread | Forum, files=()) -> None:
    """The form as a draft, with its files; the same form that has become a post is left alone."""
    if sent_before(request.user, request.POST.get("form_key")):
        return
    draft = save_draft(place, by=request.user, body=request.POST.get("body", ""), choices=request.POST.dict())
    if files:
        draft = draft or draft_in(place, by=request.user)
        attach(draft, by=request.user, files=files)
        if isinstance(place, Thread):
            place.my_choices = draft.choices


def refuse_reply(request: HttpRequest, thread: Thread, reason: str | Refused) -> HttpResponse:
    """Say why not and lose nothing: the words stay in the form, on the page of the refusal and in the draft."""
    if request.user.is_authenticated:
        keep_writing(request, thread)
    if not request.htmx:
        raise reason if isinstance(reason, Refused) else Refused(reason)
    context = {"thread": thread, "refused": str(reason), "kept_text": request.POST.get("body", "")}
    return render(request, "forums/thread_detail.html#reply-refused", context, status=422)


def say_published(request: HttpRequest, post: Post) -> HttpResponse:
    """Back to the thread at the new post; or word that it waits for the facilitator."""
    if post.state == Post.State.PENDING:
        messages.success(request, _("Thank you. Your contribution appears when the facilitator has read it."))
        return leave(request, post.thread.get_absolute_url())
    if is_read_now(request, address_of_post(post)):
        return show_published(request, post)
    return leave(request, address_of_post(post))


def is_read_now(request: HttpRequest, address: str) -> bool:
    """Whether htmx sent this from the very page that the address is on; a browser would not load it again."""
    if not request.htmx:
        return False
    here, there = urlsplit(request.htmx.current_url_abs_path or ""), urlsplit(address)
    is_flat = parse_qs(here.query).get("view", ["flat"])[0] == "flat"
    return is_flat and here.path == there.path and page_asked(here.query) == page_asked(there.query)


def show_published(request: HttpRequest, post: Post) -> HttpResponse:
    """The new post for the end of the list, and an empty composer in the place of the one that was sent."""
    thread = thread_or_404(request, post.thread.public_id)
    context = {
        **rights_here(request.user, thread),
        **composer_context(request, thread),
        "rows": rows_between(thread, post.position, post.position),
        "here": f"page={page_asked(urlsplit(address_of_post(post)).query)}&",
    }
    return respond(request, "forums/thread_detail.html#reply-published", context)


def leave(request: HttpRequest, address: str) -> HttpResponse:
    """Go to an address, with or without htmx."""
    if not request.htmx:
        return redirect(address)
    response = HttpResponse(status=204)
    response["HX-Redirect"] = address
    return response


# Drafts -----------------------------------------------------------------------------------------------------------


@require_POST
def thread_draft(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keep what is being written in a conversation."""
    thread = thread_or_404(request, public_id)
    may_or_refuse(request.user, "forums.ask", thread)
    return kept(request, thread)


@require_POST
def forum_draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the conversation that is being begun in a forum."""
    forum = forum_or_404(request, slug)
    may_or_refuse(request.user, "forums.ask", forum)
    return kept(request, forum)


def kept(request: HttpRequest, place: Thread | Forum) -> HttpResponse:
    """204 when it is kept, 413 with the reason when it is too long."""
    try:
        keep_writing(request, place)
    except DraftTooLong as error:
        return HttpResponse(str(error), status=413, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)
