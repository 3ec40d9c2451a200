"""Moving, splitting, joining and putting away conversations, and taking it back."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from forums.actions.rearranging import (
    UNDONE_WITHIN,
    archive_thread,
    can_be_undone,
    merge_threads,
    move_thread,
    split_thread,
    undo_rearrangement,
)
from forums.errors import ForumError
from forums.forms.rearranging import MergeForm, MoveForm, RearrangeForm, SplitForm
from forums.forms.writing import table_label
from forums.models import Forum, Rearrangement, Thread
from forums.querysets import forums_run_by
from forums.views.access import as_refusal, may_or_refuse, number_asked, thread_or_404
from forums.views.post_rows import PostRow, post_rows
from forums.views.starting import form_page
from portal.base.text import plain_text

#: Contributions offered at once on the page that splits a conversation.
SPLIT_CHOICES = 100
#: Characters of a contribution that tell which one it is.
GLIMPSE = 90
#: Conversations offered to join, the latest first.
MERGE_CHOICES = 200


@require_GET
def thread_arrange(request: HttpRequest, public_id: str) -> HttpResponse:
    """What can be done with the conversation as a whole, what was done, and what can be taken back."""
    thread = thread_or_404(request, public_id)
    may_or_refuse(request.user, "forums.archive_thread", thread)
    now = timezone.now()
    done = Rearrangement.objects.filter(Q(source=thread) | Q(target=thread)).select_related("source", "target")
    acts = [(act, can_be_undone(act, now)) for act in done.select_related("done_by")[:50]]
    context = {
        "thread": thread,
        "forum": thread.forum,
        "acts": acts,
        "can_rearrange": request.user.has_perm("forums.rearrange_thread", thread),
        "undone_days": UNDONE_WITHIN.days,
    }
    return render(request, "forums/thread_arrange.html", context)


def thread_move(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put the conversation under another table or into another forum."""
    thread = arrangeable(request, public_id)
    form = MoveForm(request.POST or None, places=places_for(request, thread))
    if request.method == "POST" and form.is_valid():
        place = chosen_place(form.cleaned_data["place"], thread)
        return done_or_refused(request, move_thread, thread, reason=form.cleaned_data["reason"], **place)
    return form_page(request, "forums/thread_move.html", form, thread=thread, forum=thread.forum)


def places_for(request: HttpRequest, thread: Thread) -> list[tuple[str, str]]:
    """Where this person may move it: within the forum, and to other forums that they care for."""
    tables = thread.forum.tables.order_by("number").prefetch_related("texts")
    places = [("forum", _("all tables together"))] if thread.table_id else []
    places += [(f"table:{table.pk}", table_label(table)) for table in tables if table.pk != thread.table_id]
    others = Forum.objects.filter(pk__in=forums_run_by(request.user)).exclude(pk=thread.forum_id)
    for forum in others.select_related("host"):
        if request.user.has_perm("forums.rearrange_thread", forum):
            places.append((f"forum:{forum.pk}", forum.title))
    return places


def chosen_place(place: str, thread: Thread) -> dict:
    """What the form's value means to the action; its values were offered by ``places_for``."""
    kind, _colon, key = place.partition(":")
    if kind == "table":
        return {"table": thread.forum.tables.get(pk=key), "audience": thread.audience}
    return {"forum": Forum.objects.get(pk=key) if key else thread.forum}


def thread_split(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let some contributions begin a conversation of their own."""
    thread = arrangeable(request, public_id)
    after = number_asked(request, "after")
    shown = thread.posts.shown().between(after + 1, after + SPLIT_CHOICES)
    choices = [(post.public_id, glimpse(post)) for post in post_rows(shown)]
    form = SplitForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        chosen = list(shown.filter(public_id__in=form.cleaned_data["posts"]))
        words = {name: form.cleaned_data[name] for name in ("title", "reason")}
        return done_or_refused(request, split_thread, thread, posts=chosen, **words)
    further = after + SPLIT_CHOICES if thread.post_count > after + SPLIT_CHOICES else 0
    return form_page(request, "forums/thread_split.html", form, thread=thread, forum=thread.forum, further=further)


def glimpse(post: PostRow) -> str:
    """Number, name and first words of a contribution."""
    words = plain_text(post.body_html).replace("\n", " ")[:GLIMPSE] if post.state == "published" else ""
    return _("no. %(number)s, %(name)s: %(words)s") % {"number": post.number, "name": post.byline, "words": words}


def thread_merge(request: HttpRequest, public_id: str) -> HttpResponse:
    """Join the conversation with another of the same forum and the same readers."""
    thread = arrangeable(request, public_id)
    others = Thread.objects.visible_to(request.user).filter(forum=thread.forum, state__in=Thread.TAKING_POSTS)
    others = others.filter(is_public=thread.is_public, audience=thread.audience).exclude(pk=thread.pk)
    latest = others.order_by("-last_post_at").values("pk")[:MERGE_CHOICES]
    form = MergeForm(request.POST or None, threads=Thread.objects.filter(pk__in=latest).order_by("-last_post_at"))
    if request.method == "POST" and form.is_valid():
        return done_or_refused(request, merge_threads, thread, **form.cleaned_data)
    return form_page(request, "forums/thread_merge.html", form, thread=thread, forum=thread.forum)


def thread_archive(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put a concluded conversation into the archive."""
    thread = thread_or_404(request, public_id)
    may_or_refuse(request.user, "forums.archive_thread", thread)
    form = RearrangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            archive_thread(thread, by=request.user, reason=form.cleaned_data["reason"])
        except ForumError as error:
            raise as_refusal(error) from error
        return redirect(thread)
    return form_page(request, "forums/thread_archive.html", form, thread=thread, forum=thread.forum)


@require_POST
def rearrangement_undo(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take back what was done with a conversation."""
    act = get_object_or_404(Rearrangement.objects.select_related("source", "target"), public_id=public_id)
    thread = thread_or_404(request, act.target.public_id)
    may_or_refuse(request.user, "forums.rearrange_thread", thread)
    try:
        undo_rearrangement(act, by=request.user)
    except ForumError as error:
        raise as_refusal(error) from error
    messages.success(request, _("It is as it was before. Those who wrote here have been told."))
    return redirect(act.source)


def arrangeable(request: HttpRequest, public_id: str) -> Thread:
    """The thread, for whoever may rearrange it."""
    thread = thread_or_404(request, public_id)
    may_or_refuse(request.user, "forums.rearrange_thread", thread)
    return thread


def done_or_refused(request: HttpRequest, action, thread: Thread, **words) -> HttpResponse:
    """Do it and lead to the result, or say why not."""
    try:
        done = action(thread, by=request.user, **words)
    except ForumError as error:
        raise as_refusal(error) from error
    messages.success(request, _("Done. Those who wrote here have been told, and it can be taken back for a week."))
    return redirect(done.target)
