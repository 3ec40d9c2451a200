"""Reading a conversation, and finding one's place in it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from forums.models import ReadingHabit, ReadMarker, Thread
from forums.views.access import number_asked, thread_or_404
from forums.views.branches import one_branch
from forums.views.composer import rights_here
from forums.views.conversation import thread_context
from forums.views.places import address_of_post


@require_GET
def thread_detail(request: HttpRequest, slug: str, public_id: str, title: str | None = None) -> HttpResponse:
    """The conversation; a wrong or old title in the address, or that of one joined with another, leads on."""
    thread = thread_or_404(request, public_id, with_stages=False)
    if thread.state == Thread.State.MERGED:
        return redirect(thread.merged_into)
    if (slug, title) != (thread.forum.slug, thread.slug):
        return redirect(f"{thread.get_absolute_url()}{query_of(request)}", permanent=True)
    context = thread_context(request, thread)
    if request.user.is_authenticated:
        remember_reading(thread, request.user, context["read_to"])
        remember_view(thread, request.user, request.GET.get("view", ""))
    return render(request, "forums/thread_detail.html", context)


def query_of(request: HttpRequest) -> str:
    return f"?{request.GET.urlencode()}" if request.GET else ""


def remember_reading(thread: Thread, user, position: int) -> None:
    """Move the reader's marker on; nothing is written where nothing new was read."""
    if position > (thread.read_to or 0):
        marker = ReadMarker(thread=thread, user=user, position=position)
        ReadMarker.objects.bulk_create(
            [marker], update_conflicts=True, unique_fields=["user", "thread"], update_fields=["position"]
        )


def remember_view(thread: Thread, user, view: str) -> None:
    """Keep how the person wishes to read from now on, where they have just said so."""
    if view in ReadingHabit.View.values and view != (thread.my_view or ReadingHabit.View.FLAT):
        ReadingHabit.objects.update_or_create(user=user, defaults={"thread_view": view})


@require_GET
def thread_unread(request: HttpRequest, public_id: str) -> HttpResponse:
    """To the first contribution that this person has not read, or to the last of all."""
    thread = thread_or_404(request, public_id, with_stages=False)
    if thread.state == Thread.State.MERGED:
        return redirect("forums:thread-unread", thread.merged_into.public_id)
    position = min((getattr(thread, "read_to", 0) or 0) + 1, thread.post_count)
    post = thread.posts.shown().filter(position=position).first()
    if post is None:
        return redirect(thread)
    post.thread = thread
    return redirect(address_of_post(post))


@require_GET
def thread_branch(request: HttpRequest, public_id: str, post_id: str) -> HttpResponse:
    """One contribution with the answers below it."""
    thread = thread_or_404(request, public_id)
    if thread.state == Thread.State.MERGED:
        raise Http404
    root = get_object_or_404(thread.posts.shown(), public_id=post_id)
    branch = one_branch(thread, root, number_asked(request, "after"))
    context = {"thread": thread, "forum": thread.forum, "branch": branch, **rights_here(request.user, thread)}
    return render(request, "forums/thread_branch.html", context)
