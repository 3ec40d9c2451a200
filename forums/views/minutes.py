"""Minutes: read when published, written item by item or uploaded, approved, published, built upon."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from forums.actions.minutes import (
    add_item,
    approve_minutes,
    attach_file,
    begun_minutes,
    change_item,
    item_to_post,
    publish_minutes,
    remove_item,
    reopen_minutes,
)
from forums.actions.positions import propose_position
from forums.errors import ForumError
from forums.forms.sessions import ItemForm, ReasonForm, ToThreadForm, UploadForm
from forums.forms.writing import PositionForm
from forums.models import Forum, MinuteItem, Minutes, Post, Thread
from forums.views.access import as_refusal, forum_or_404, may_or_refuse
from forums.views.sessions import attendance_of, session_of
from portal.base.cards import address
from portal.base.models import Audience, PortalDocument

THREADS_OFFERED = 30


@require_GET
def minutes_detail(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Minutes: who came in figures, what was noted, what was decided, and what was made of it."""
    forum = forum_or_404(request, slug)
    minutes = minutes_or_404(request, forum, public_id)
    user = request.user
    context = {
        "forum": forum,
        "minutes": minutes,
        "session": minutes.session,
        "items": items_of(minutes, user),
        "attendance": attendance_of(minutes.session),
        "inputs": list(minutes.session.inputs.all()),
        "can_write": user.is_authenticated and user.has_perm("forums.draft_minutes", forum),
        "can_propose": user.is_authenticated and user.has_perm("forums.propose_position", forum),
        "forums_url": address("forums/"),
    }
    return render(request, "forums/minutes_detail.html", context)


def minutes_or_404(request: HttpRequest, forum: Forum, public_id: str) -> Minutes:
    """Minutes of that forum that the person may read; they know their forum without asking again."""
    found = Minutes.objects.visible_to(request.user).filter(session__cycle__forum=forum)
    minutes = get_object_or_404(found.select_related("session__cycle", "document"), public_id=public_id)
    minutes.session.cycle.forum = forum
    return minutes


def items_of(minutes: Minutes, user) -> list[MinuteItem]:
    """The items in order, each with its positions and, where this person may read it, the contribution it became."""
    items = minutes.items.select_related("table", "post__thread__forum").prefetch_related("position_sources__position")
    found = list(items)
    for item in found:
        item.shown_post = item.post if item.post and user.has_perm("forums.view_post", item.post) else None
        sources = item.position_sources.all()
        item.positions = [one.position for one in sources if user.has_perm("forums.view_position", one.position)]
    return found


# Writing ----------------------------------------------------------------------------------------------------------


def minutes_write(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Write the minutes of a session: one item after the other, or a file with a list of decisions."""
    forum = forum_or_404(request, slug)
    may_or_refuse(request.user, "forums.draft_minutes", forum)
    session = session_of(forum, public_id)
    minutes = begun(session, request.user)
    form = ItemForm(request.POST or None, session=session, forum=forum)
    if request.method == "POST" and form.is_valid():
        try:
            add_item(minutes, by=request.user, **form.cleaned_data)
        except ForumError as error:
            raise as_refusal(error) from error
        return redirect("forums:minutes-write", slug=forum.slug, public_id=session.public_id)
    return write_page(request, forum, minutes, form, UploadForm())


def begun(session, user) -> Minutes:
    """The minutes as they are, begun when there are none."""
    try:
        minutes = begun_minutes(session, by=user)
    except ForumError as error:
        raise as_refusal(error) from error
    minutes.session = session
    return minutes


def write_page(request: HttpRequest, forum: Forum, minutes: Minutes, form: ItemForm, upload: UploadForm):
    context = {
        "forum": forum,
        "session": minutes.session,
        "minutes": minutes,
        "items": items_of(minutes, request.user),
        "form": form,
        "upload": upload,
        "is_draft": minutes.state == Minutes.State.DRAFT,
        "can_publish": request.user.has_perm("forums.publish_minutes", forum),
        "reason_form": ReasonForm(),
        "forums_url": address("forums/"),
    }
    is_wrong = form.errors or upload.errors
    return render(request, "forums/minutes_write.html", context, status=422 if is_wrong else 200)


@require_POST
def minutes_upload(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Keep the minutes as a file; whoever may read the minutes may have it."""
    forum = forum_or_404(request, slug)
    may_or_refuse(request.user, "forums.draft_minutes", forum)
    session = session_of(forum, public_id)
    minutes = begun(session, request.user)
    upload = UploadForm(request.POST, request.FILES)
    if not upload.is_valid():
        return write_page(request, forum, minutes, ItemForm(session=session, forum=forum), upload)
    document = PortalDocument(
        title=_("Minutes, %(name)s") % {"name": upload.cleaned_data["file"].name[:100]},
        file=upload.cleaned_data["file"],
        language=minutes.language,
        audience=Audience.READERS,
        subject_kind="minutes",
        subject_id=minutes.public_id,
        uploaded_by_user=request.user,
    )
    try:
        document.save()
        attach_file(minutes, by=request.user, document=document)
    except ForumError as error:
        document.delete()
        raise as_refusal(error) from error
    return redirect("forums:minutes-write", slug=forum.slug, public_id=session.public_id)


@require_POST
def minutes_move(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Approve, publish, or open for changes again."""
    forum = forum_or_404(request, slug)
    may_or_refuse(request.user, "forums.publish_minutes", forum)
    minutes = minutes_or_404(request, forum, public_id)
    verb = request.POST.get("verb", "")
    try:
        if verb == "reopen":
            reopen_minutes(minutes, by=request.user, reason=request.POST.get("reason", "")[:300])
        else:
            {"approve": approve_minutes, "publish": publish_minutes}[verb](minutes, by=request.user)
    except KeyError as error:
        raise Http404 from error
    except ForumError as error:
        raise as_refusal(error) from error
    if verb == "publish":
        return redirect(minutes)
    return redirect("forums:minutes-write", slug=forum.slug, public_id=minutes.session.public_id)


# Single items -----------------------------------------------------------------------------------------------------


def item_or_404(request: HttpRequest, public_id: str) -> tuple[MinuteItem, Forum]:
    """The item of minutes this person may read, and its forum."""
    readable = Minutes.objects.visible_to(request.user)
    items = MinuteItem.objects.filter(minutes__in=readable).select_related("minutes__session__cycle__forum", "table")
    item = get_object_or_404(items, public_id=public_id)
    forum = forum_or_404(request, item.minutes.session.cycle.forum.slug)
    item.minutes.session.cycle.forum = forum
    return item, forum


def item_change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Other words for an item of a draft, or the item taken out."""
    item, forum = item_or_404(request, public_id)
    may_or_refuse(request.user, "forums.draft_minutes", forum)
    session = item.minutes.session
    form = ItemForm(request.POST or None, instance=item, session=session, forum=forum)
    back = redirect("forums:minutes-write", slug=forum.slug, public_id=session.public_id)
    try:
        if request.method == "POST" and "remove" in request.POST:
            remove_item(item, by=request.user)
            return back
        if request.method == "POST" and form.is_valid():
            change_item(item, by=request.user, **form.cleaned_data)
            return back
    except ForumError as error:
        raise as_refusal(error) from error
    context = {"form": form, "item": item, "forum": forum, "session": session, "forums_url": address("forums/")}
    return render(request, "forums/item_change.html", context, status=422 if form.errors else 200)


def item_post(request: HttpRequest, public_id: str) -> HttpResponse:
    """The item as a contribution to a conversation: chosen once, or in one click where there is only one."""
    item, forum = item_or_404(request, public_id)
    may_or_refuse(request.user, "forums.draft_minutes", forum)
    threads = Thread.objects.visible_to(request.user).filter(forum=forum, state__in=Thread.TAKING_POSTS)
    offered = threads.filter(is_locked=False).order_by("-last_post_at", "-pk")
    form = ToThreadForm(request.POST or None, threads=offered)
    if request.method == "POST" and form.is_valid():
        try:
            post = item_to_post(item, form.cleaned_data["thread"], by=request.user)
        except ForumError as error:
            raise as_refusal(error) from error
        if post.state == Post.State.PENDING:
            messages.success(request, _("The contribution appears when the facilitator has read it."))
        return redirect(post)
    form.fields["thread"].queryset = offered.filter(pk__in=[thread.pk for thread in offered[:THREADS_OFFERED]])
    context = {"form": form, "item": item, "forum": forum, "forums_url": address("forums/")}
    return render(request, "forums/item_post.html", context, status=422 if form.errors else 200)


def item_position(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make a position of an item."""
    item, forum = item_or_404(request, public_id)
    cycle = item.minutes.session.cycle
    may_or_refuse(request.user, "forums.propose_position", forum)
    initial = {"language": item.minutes.language, "text": item.text[:280]}
    form = PositionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            position = propose_position(cycle, by=request.user, minute_items=[item], **form.cleaned_data)
        except ForumError as error:
            raise as_refusal(error) from error
        return redirect(position)
    context = {"form": form, "item": item, "forum": forum, "forums_url": address("forums/")}
    return render(request, "forums/item_position.html", context, status=422 if form.errors else 200)
