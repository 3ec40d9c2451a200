"""Starting a conversation, and saying how it ended."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import mandates_of
from forums.actions.discussion import conclude_thread, open_thread
from forums.errors import ForumError
from forums.forms.writing import ConcludeForm, ThreadForm
from forums.models import Draft, Forum, Thread
from forums.permissions import seat_in, why_not
from forums.views.access import as_refusal, forum_or_404, may_or_refuse, refusal, thread_or_404, too_much
from forums.views.composer import new_form_key
from forums.views.replying import keep_writing
from portal.base.cards import address
from portal.base.http import Refused
from portal.base.kept import kept_words
from portal.base.text import render_user_text


def form_page(request: HttpRequest, template: str, form, **context) -> HttpResponse:
    """A page with a form; 422 when it came back with errors."""
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)


def thread_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Start a conversation in a forum."""
    forum = forum_or_404(request, slug)
    can_open = request.user.has_perm("forums.open_thread", forum)
    asks = request.POST.get("thread_kind") == Thread.Kind.QUESTION or request.method == "GET"
    if reason := refusal(request.user, "forums.ask" if asks or can_open else "forums.open_thread", forum):
        return refuse_thread(request, forum, reason)
    seat = seat_in(request.user, forum)
    form = thread_form(request, forum, can_open=can_open, has_table=seat is not None)
    if request.method == "POST" and form.is_valid():
        if "preview" in request.POST:
            return show_start(request, forum, form, can_open=can_open, preview=True)
        if reason := too_much(request, form.cleaned_data["form_key"]):
            return refuse_thread(request, forum, reason)
        return create_thread(request, forum, form, seat)
    return show_start(request, forum, form, can_open=can_open)


def thread_form(request: HttpRequest, forum: Forum, *, can_open: bool, has_table: bool) -> ThreadForm:
    """The form to start with, filled with what this person began to write here."""
    draft = Draft.objects.filter(user=request.user, forum=forum).first() if request.method == "GET" else None
    begun = {**draft.choices, "body": draft.body} if draft else {}
    if request.method == "GET" and (kept := kept_words(request)):
        begun["body"] = kept
    return ThreadForm(
        request.POST or None,
        request.FILES or None,
        initial={**begun, "form_key": new_form_key(), "files": None},
        mandates=mandates_of(request.user),
        has_table=has_table,
        only_questions=not can_open,
    )


def show_start(request: HttpRequest, forum: Forum, form: ThreadForm, *, can_open: bool, preview=False) -> HttpResponse:
    """The page to start on; with a preview of the first words, whose files are kept with the draft."""
    context = {"forum": forum, "forums_url": address("forums/")}
    if preview:
        keep_writing(request, forum, files=form.cleaned_data["files"])
        context["preview_html"] = render_user_text(form.cleaned_data["body"])
        context["preview_tag"] = form.cleaned_data["language"]
    draft = Draft.objects.filter(user=request.user, forum=forum).first()
    context["kept_files"] = draft.choices.get("files", []) if draft else []
    context["only_questions"] = "" if can_open else why_not(request.user, "forums.open_thread", forum)
    return form_page(request, "forums/thread_new.html", form, **context)


def refuse_thread(request: HttpRequest, forum: Forum, reason: str | Refused) -> HttpResponse:
    """Say why not; what was typed is on the page and in the draft."""
    if request.user.is_authenticated and request.method == "POST":
        keep_writing(request, forum)
    raise reason if isinstance(reason, Refused) else Refused(reason)


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
            files=data["files"],
        )
    except ForumError as error:
        return refuse_thread(request, forum, str(error))
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
