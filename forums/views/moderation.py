"""Care of the discussion: what waits, hiding and showing with a reason, closing a conversation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from forums.actions.moderation import approve_post, hide_post, lock_thread, restore_post, unlock_thread
from forums.forms import MeasureForm
from forums.models import Post, Thread
from forums.views.access import forum_or_404, may_or_refuse, post_or_404, thread_or_404
from portal.base.cards import address

QUEUE_LENGTH = 50


@require_GET
def moderation_queue(request: HttpRequest, slug: str) -> HttpResponse:
    """What waits for the facilitator, oldest first."""
    forum = forum_or_404(request, slug)
    may_or_refuse(request.user, "forums.moderate", forum)
    threads = Thread.objects.visible_to(request.user).filter(forum=forum)
    waiting = Post.objects.filter(thread__in=threads, state=Post.State.PENDING)
    waiting = waiting.select_related("thread", "author", "recorded_by", "participant", "table")
    posts = waiting.order_by("created_at", "pk")[:QUEUE_LENGTH]
    context = {"forum": forum, "posts": posts, "forums_url": address("forums/")}
    return render(request, "forums/moderation_queue.html", context)


def post_measure(request: HttpRequest, public_id: str) -> HttpResponse:
    """Approve, hide or show one contribution."""
    post = post_or_404(request, public_id)
    may_or_refuse(request.user, "forums.moderate", post)
    form = MeasureForm(request.POST or None, choices=measures_for(post))
    if request.method == "POST" and form.is_valid():
        take_measure(post, request.user, form)
        messages.success(request, _("Done. The author has been told."))
        return redirect("forums:moderation-queue", slug=post.thread.forum.slug)
    context = {"form": form, "post": post, "thread": post.thread, "forum": post.thread.forum}
    return render(request, "forums/post_measure.html", context, status=422 if form.errors else 200)


def measures_for(post: Post) -> list[tuple[str, str]]:
    """What can be done about a post in its state."""
    if post.state == Post.State.PENDING:
        return [("approve", _("publish it")), ("hide", _("do not publish it"))]
    if post.state == Post.State.HIDDEN:
        return [("restore", _("show it again"))]
    if post.state == Post.State.PUBLISHED:
        return [("hide", _("hide it"))]
    return []


def take_measure(post: Post, user, form: MeasureForm) -> None:
    data = form.cleaned_data
    if data["measure"] == "approve":
        approve_post(post, by=user)
    elif data["measure"] == "hide":
        hide_post(post, by=user, reason=data["reason"], statement=data["statement"])
    else:
        restore_post(post, by=user, statement=data["statement"])


def thread_lock(request: HttpRequest, public_id: str) -> HttpResponse:
    """Close a conversation for replies with a reason, or open it again."""
    thread = thread_or_404(request, public_id)
    may_or_refuse(request.user, "forums.moderate", thread)
    choices = [("unlock", _("open it for replies"))] if thread.is_locked else [("lock", _("close it for replies"))]
    form = MeasureForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if data["measure"] == "lock":
            lock_thread(thread, by=request.user, reason=data["reason"], statement=data["statement"])
        else:
            unlock_thread(thread, by=request.user)
        return redirect(thread)
    context = {"form": form, "thread": thread, "forum": thread.forum}
    return render(request, "forums/thread_lock.html", context, status=422 if form.errors else 200)
