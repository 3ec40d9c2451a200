"""Care of the discussion: reporting, and what is done about a contribution, a conversation or a person."""

import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from forums.actions import moderation
from forums.errors import ForumError
from forums.forms.moderation import FlagForm, MeasureForm, SuspendForm
from forums.models import Flag, Measure, Post
from forums.views.access import may_or_refuse, post_or_404, thread_or_404
from portal.base.limits import within_limits


@login_required
def post_flag(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask the team of the forum to look at a contribution."""
    post = post_or_404(request, public_id)
    may_or_refuse(request.user, "forums.flag_post", post)
    form = FlagForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        within_limits(request, "flag")
        moderation.raise_flag(post, by=request.user, **form.cleaned_data)
        messages.success(request, _("Thank you. The team of the forum looks at it."))
        return redirect(post)
    return form_page(request, "forums/post_flag.html", form, post)


def post_measure(request: HttpRequest, public_id: str) -> HttpResponse:
    """Publish, hide, hold, show again, or take words out of one contribution."""
    post = post_or_404(request, public_id)
    may_or_refuse(request.user, "forums.moderate", post)
    flags = open_flags(post)
    form = MeasureForm(request.POST or None, choices=measures_for(post, is_flagged=bool(flags)))
    if request.method == "POST" and form.is_valid() and attempted(form, post, request.user):
        messages.success(request, _("Done. The author has been told."))
        return redirect("forums:moderation-queue", slug=post.thread.forum.slug)
    earlier = Measure.objects.filter(subject_kind="post", subject_id=post.public_id).select_related("taken_by")
    return form_page(
        request, "forums/post_measure.html", form, post, flags=flags, earlier=earlier.order_by("taken_at", "pk")
    )


def open_flags(post: Post) -> list[Flag]:
    flags = Flag.objects.filter(subject_kind="post", subject_id=post.public_id, state=Flag.State.RAISED)
    return list(flags.select_related("raised_by").order_by("raised_at"))


def measures_for(post: Post, *, is_flagged: bool) -> list[tuple[str, str]]:
    """What can be done about a post in its state."""
    if post.state == Post.State.PENDING:
        return [("approve", _("publish it")), ("hide", _("do not publish it"))]
    if post.state == Post.State.HIDDEN:
        return [("restore", _("show it again"))]
    if post.state == Post.State.HELD:
        return [("restore", _("show it again")), ("hide", _("hide it"))]
    if post.state != Post.State.PUBLISHED:
        return []
    keep = [("keep", _("leave it as it is"))] if is_flagged else []
    return [
        *keep,
        ("redact", _("take words out of it")),
        ("hold", _("hold it until it has been looked at")),
        ("hide", _("hide it")),
    ]


def attempted(form: MeasureForm, post: Post, user) -> bool:
    """Whether the measure was taken; otherwise the form says why not."""
    try:
        take_measure(post, user, form.cleaned_data)
    except ForumError as error:
        form.add_error("passages" if "passages" in form.fields else "measure", str(error))
        return False
    return True


def take_measure(post: Post, user, data: dict) -> None:
    why = {"reason": data["reason"], "statement": data["statement"]}
    match data["measure"]:
        case "approve":
            moderation.approve_post(post, by=user, statement=data["statement"])
        case "restore":
            moderation.restore_post(post, by=user, statement=data["statement"])
        case "keep":
            moderation.keep_post(post, by=user)
        case "hold":
            moderation.hold_post(post, by=user, **why)
        case "redact":
            moderation.redact_post(post, by=user, passages=data["passages"].splitlines(), **why)
        case _hide:
            moderation.hide_post(post, by=user, **why)


def thread_lock(request: HttpRequest, public_id: str) -> HttpResponse:
    """Close a conversation for replies with a reason, or open it again."""
    thread = thread_or_404(request, public_id)
    may_or_refuse(request.user, "forums.moderate", thread)
    choices = [("unlock", _("open it for replies"))] if thread.is_locked else [("lock", _("close it for replies"))]
    form = MeasureForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if data["measure"] == "lock":
            moderation.lock_thread(thread, by=request.user, reason=data["reason"], statement=data["statement"])
        else:
            moderation.unlock_thread(thread, by=request.user, statement=data["statement"])
        return redirect(thread)
    context = {"form": form, "thread": thread, "forum": thread.forum}
    return render(request, "forums/thread_lock.html", context, status=422 if form.errors else 200)


def person_suspend(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let the author of a contribution read, but not write in this forum for a time."""
    post = post_or_404(request, public_id)
    may_or_refuse(request.user, "forums.moderate", post)
    person = post.author or post.recorded_by
    if person is None or person == request.user:
        raise Http404
    form = SuspendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        until = timezone.now() + datetime.timedelta(days=int(data["days"])) if data["days"] else None
        why = {"reason": data["reason"], "statement": data["statement"]}
        try:
            moderation.suspend_person(post.thread.forum, person, by=request.user, until=until, **why)
        except ForumError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Done. The person has been told."))
            return redirect("forums:moderation-queue", slug=post.thread.forum.slug)
    return form_page(request, "forums/person_suspend.html", form, post, person=person)


def form_page(request: HttpRequest, template: str, form, post: Post, **context) -> HttpResponse:
    """The page of a form about one contribution; 422 when it came back with errors."""
    context |= {"form": form, "post": post, "thread": post.thread, "forum": post.thread.forum}
    return render(request, template, context, status=422 if form.errors else 200)
