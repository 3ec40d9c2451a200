"""A conversation: reading it, starting one, replying, editing, concluding."""

import secrets
from urllib.parse import parse_qs, urlsplit

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import mandates_of
from forums.actions.discussion import conclude_thread, edit_post, open_thread, reply_to_thread
from forums.actions.drafts import save_draft
from forums.errors import ForumError
from forums.forms import ConcludeForm, EditForm, ReplyForm, ThreadForm
from forums.models import Forum, Post, ReadMarker, Thread
from forums.permissions import seat_in, speaks_for_the_host, why_not
from forums.querysets import forums_run_by
from forums.views.access import (
    as_refusal,
    forum_or_404,
    may_or_refuse,
    page_number,
    post_or_404,
    thread_or_404,
)
from forums.views.reading import shown_posts, stage_banner
from portal.base.cards import address
from portal.base.http import Refused, respond
from portal.base.text import render_user_text

POSTS_A_PAGE = 20


# Reading ----------------------------------------------------------------------------------------------------------


@require_GET
def thread_detail(request: HttpRequest, slug: str, public_id: str, title: str | None = None) -> HttpResponse:
    """The conversation, twenty posts a page; a wrong or old title in the address leads to the right one."""
    thread = thread_or_404(request, public_id)
    if thread.state == Thread.State.MERGED:
        return redirect(thread.merged_into, permanent=True)
    if (slug, title) != (thread.forum.slug, thread.slug):
        return redirect(thread, permanent=True)
    context = thread_context(request, thread)
    if request.user.is_authenticated:
        remember_reading(thread, request.user, context["page"].end_index())
    return render(request, "forums/thread_detail.html", context)


def remember_reading(thread: Thread, user, position: int) -> None:
    """Move the reader's marker on; nothing is written where nothing new was read."""
    if position > (thread.read_to or 0):
        marker = ReadMarker(thread=thread, user=user, position=position)
        ReadMarker.objects.bulk_create(
            [marker], update_conflicts=True, unique_fields=["user", "thread"], update_fields=["position"]
        )


def thread_context(request: HttpRequest, thread: Thread, form: ReplyForm | None = None) -> dict:
    """Everything the page of a conversation shows; ``form`` is one that came back with errors."""
    page = posts_page(request, thread)
    return {
        "thread": thread,
        "forum": thread.forum,
        "posts": shown_posts(thread.posts.shown().between(page.start_index(), page.end_index())),
        "page": page,
        "banner": stage_banner(thread.cycle),
        **rights_here(request.user, thread),
        **composer_context(request, thread, form),
    }


def rights_here(user, thread: Thread) -> dict:
    """What this reader may do beside replying, asked once for the whole page."""
    is_team = thread.forum_id in forums_run_by(user)
    return {
        "is_team": is_team,
        "can_moderate": is_team and user.has_perm("forums.moderate", thread),
        "can_conclude": user.is_authenticated and user.has_perm("forums.conclude_thread", thread),
        "can_propose": user.is_authenticated and user.has_perm("forums.propose_position", thread),
        "forums_url": address("forums/"),
    }


def posts_page(request: HttpRequest, thread: Thread) -> Page:
    """The page of positions that the address asks for; 404 past the end."""
    paginator = Paginator(range(1, thread.post_count + 1), POSTS_A_PAGE)
    number = page_number(request)
    if number > paginator.num_pages:
        raise Http404
    return paginator.page(number)


def composer_context(request: HttpRequest, thread: Thread, form: ReplyForm | None = None) -> dict:
    """The form to reply with, or why there is none."""
    user = request.user
    can_reply = user.has_perm("forums.reply_thread", thread)
    if not (can_reply or user.has_perm("forums.ask", thread)):
        return {"thread": thread, "why_not": why_not(user, "forums.reply_thread", thread)}
    if form is None:
        initial = {
            "form_key": new_form_key(),
            "body": getattr(thread, "my_draft", "") or "",
            "reply_to": request.GET.get("reply_to", ""),
        }
        form = reply_form(request, thread, initial=initial)
    return {
        "thread": thread,
        "form": form,
        "only_always": "" if can_reply else why_not(user, "forums.reply_thread", thread),
        "can_record": user.has_perm("forums.record_for_participant", thread),
    }


def new_form_key() -> str:
    return secrets.token_urlsafe(12)


@require_GET
def post_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """The permanent address of a post: to its present page and place."""
    post = post_or_404(request, public_id)
    if post.position is None:
        return render(request, "forums/post_detail.html", {"post": post, "thread": post.thread})
    return redirect(address_of_post(post))


def address_of_post(post: Post) -> str:
    """The page of its thread where the post stands, with its anchor."""
    page = (post.position - 1) // POSTS_A_PAGE + 1
    query = f"?page={page}" if page > 1 else ""
    return f"{post.thread.get_absolute_url()}{query}#post-{post.number}"


# Replying ---------------------------------------------------------------------------------------------------------


def reply_form(request: HttpRequest, thread: Thread, data=None, initial: dict | None = None) -> ReplyForm:
    """The composer with the kinds that this person may use now."""
    user = request.user
    return ReplyForm(
        data,
        initial=initial,
        user=user,
        only_always=not user.has_perm("forums.reply_thread", thread),
        official=speaks_for_the_host(user, thread),
    )


@require_POST
def thread_reply(request: HttpRequest, public_id: str) -> HttpResponse:
    """Publish a reply, or show it first; what is refused is kept as a draft."""
    thread = thread_or_404(request, public_id)
    if reason := why_not(request.user, right_to_write(request.POST.get("kind", "")), thread):
        return refuse_reply(request, thread, reason)
    form = reply_form(request, thread, request.POST)
    if not form.is_valid():
        return respond(
            request, "forums/thread_detail.html#reply-form", thread_context(request, thread, form), status=422
        )
    if "preview" in request.POST:
        return show_preview(request, thread, form)
    try:
        post = reply_to_thread(thread, by=request.user, **words_of(form, request.user, thread))
    except ForumError as error:
        return refuse_reply(request, thread, str(error))
    return say_published(request, post)


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
    """The reply as it would look; without scripts the page comes back with it above the form."""
    preview = {
        "preview_html": render_user_text(form.cleaned_data["body"]),
        "preview_tag": form.cleaned_data["language"],
    }
    if request.htmx:
        return render(request, "forums/thread_detail.html#preview", preview)
    return render(request, "forums/thread_detail.html", {**thread_context(request, thread, form), **preview})


def refuse_reply(request: HttpRequest, thread: Thread, reason: str) -> HttpResponse:
    """Say why not and lose nothing: the words stay in the form, on the page of the refusal and in the draft."""
    body = request.POST.get("body", "")
    if request.user.is_authenticated:
        save_draft(thread, by=request.user, body=body)
    if not request.htmx:
        raise Refused(reason)
    context = {"thread": thread, "refused": reason, "kept_text": body}
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
    return here.path == there.path and page_asked(here.query) == page_asked(there.query)


def page_asked(query: str) -> str:
    """The page number in a query string."""
    return parse_qs(query).get("page", ["1"])[0]


def show_published(request: HttpRequest, post: Post) -> HttpResponse:
    """The new post for the end of the list, and an empty composer in the place of the one that was sent."""
    thread = thread_or_404(request, post.thread.public_id)
    context = {
        **rights_here(request.user, thread),
        **composer_context(request, thread),
        "posts": shown_posts(thread.posts.shown().between(post.position, post.position)),
    }
    return respond(request, "forums/thread_detail.html#reply-published", context)


def leave(request: HttpRequest, address: str) -> HttpResponse:
    """Go to an address, with or without htmx."""
    if not request.htmx:
        return redirect(address)
    response = HttpResponse(status=204)
    response["HX-Redirect"] = address
    return response


@require_POST
def thread_draft(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keep what is being written."""
    thread = thread_or_404(request, public_id)
    may_or_refuse(request.user, "forums.ask", thread)
    save_draft(thread, by=request.user, body=request.POST.get("body", ""))
    return HttpResponse(status=204)


def post_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change one's own contribution; the earlier words stay readable."""
    post = post_or_404(request, public_id)
    may_or_refuse(request.user, "forums.edit_post", post)
    form = EditForm(request.POST or None, initial={"body": post.body})
    if request.method == "POST" and form.is_valid():
        try:
            edit_post(post, by=request.user, body=form.cleaned_data["body"])
        except ForumError as error:
            raise as_refusal(error) from error
        return redirect(post)
    return form_page(request, "forums/post_edit.html", form, post=post, thread=post.thread)


def form_page(request: HttpRequest, template: str, form, **context) -> HttpResponse:
    """A page with a form; 422 when it came back with errors."""
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)


# Starting and concluding ------------------------------------------------------------------------------------------


def thread_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Start a conversation in a forum."""
    forum = forum_or_404(request, slug)
    can_open = request.user.has_perm("forums.open_thread", forum)
    asks = request.POST.get("thread_kind") == Thread.Kind.QUESTION or request.method == "GET"
    may_or_refuse(request.user, "forums.ask" if asks or can_open else "forums.open_thread", forum)
    seat = seat_in(request.user, forum)
    form = ThreadForm(
        request.POST or None,
        initial={"form_key": new_form_key()},
        user=request.user,
        has_table=seat is not None,
        only_questions=not can_open,
    )
    if request.method == "POST" and form.is_valid():
        return create_thread(request, forum, form, seat)
    why = "" if can_open else why_not(request.user, "forums.open_thread", forum)
    return form_page(request, "forums/thread_new.html", form, forum=forum, only_questions=why)


def create_thread(request: HttpRequest, forum: Forum, form: ThreadForm, seat) -> HttpResponse:
    """The new conversation's page, or the refusal."""
    data = form.cleaned_data
    audience = data.get("audience") or Thread.Audience.FORUM
    try:
        thread = open_thread(
            forum,
            by=request.user,
            title=data["title"],
            body=data["body"],
            language=data["language"],
            kind=data["thread_kind"],
            audience=audience,
            table=forum.tables.get(pk=seat.table_id) if seat and audience == Thread.Audience.TABLE else None,
            on_behalf_of=data.get("on_behalf_of"),
            form_key=data["form_key"],
        )
    except ForumError as error:
        raise as_refusal(error) from error
    if thread.state == Thread.State.PENDING:
        messages.success(request, _("Thank you. Your conversation appears when the facilitator has read it."))
    return redirect(thread)


def thread_conclude(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say how the conversation ended and why."""
    thread = thread_or_404(request, public_id)
    may_or_refuse(request.user, "forums.conclude_thread", thread)
    form = ConcludeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            conclude_thread(thread, by=request.user, **form.cleaned_data)
        except ForumError as error:
            raise as_refusal(error) from error
        return redirect(thread)
    return form_page(request, "forums/thread_conclude.html", form, thread=thread, forum=thread.forum)
