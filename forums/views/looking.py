"""An administrator reads a closed forum they have no place in: for an hour, having said why, each page on record."""

import time

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts import audit
from forums.forms.moderation import LookForm
from forums.models import Forum
from forums.querysets import inner_forums_of
from forums.views.access import LOOKS, may_or_refuse

ONE_HOUR = 3600


def look_list(request: HttpRequest) -> HttpResponse:
    """The closed forums an administrator has no place in; for everybody else the page does not exist."""
    if not request.user.has_perm("forums.look_into"):
        raise Http404
    closed = Forum.objects.filter(visibility=Forum.Visibility.CLOSED).exclude(pk__in=inner_forums_of(request.user))
    return render(request, "forums/look_list.html", {"forums": closed.order_by("slug")})


def forum_look(request: HttpRequest, slug: str) -> HttpResponse:
    """Say why, then read the plenary of that forum; for everybody else the page does not exist."""
    if not request.user.has_perm("forums.look_into"):
        raise Http404
    forum = get_object_or_404(Forum, slug=slug, visibility=Forum.Visibility.CLOSED)
    may_or_refuse(request.user, "forums.look_into", forum)
    if forum.pk in inner_forums_of(request.user):
        return redirect(forum)
    form = LookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        audit.record("look_begin", kind="forum", public_id=forum.public_id, by=request.user, reason=reason)
        looks = request.session.get(LOOKS, {})
        request.session[LOOKS] = looks | {str(forum.pk): int(time.time()) + ONE_HOUR}
        return redirect(forum)
    context = {"form": form, "forum": forum, "heading": _("Read a closed forum")}
    return render(request, "forums/forum_look.html", context, status=422 if form.errors else 200)
