"""People and tables offered behind an @, as data for ``static/js/mentions.js``."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, JsonResponse
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from forums.models import Forum, Thread
from forums.naming import can_be_called
from forums.views.access import forum_or_404, may_or_refuse, thread_or_404
from portal.base.limits import within_limits
from portal.languages.reading import shown_as


@require_GET
@login_required
def thread_people(request: HttpRequest, public_id: str) -> JsonResponse:
    """Who can be called in a conversation that the person may write in."""
    thread = thread_or_404(request, public_id)
    may_or_refuse(request.user, "forums.ask", thread)
    return offered(request, thread.forum, thread)


@require_GET
@login_required
def forum_people(request: HttpRequest, slug: str) -> JsonResponse:
    """Who can be called in a conversation that the person is about to begin."""
    forum = forum_or_404(request, slug)
    may_or_refuse(request.user, "forums.ask", forum)
    return offered(request, forum, None)


def offered(request: HttpRequest, forum: Forum, thread: Thread | None) -> JsonResponse:
    within_limits(request, "name_people")
    found = can_be_called(request.user, forum, request.GET.get("q", "")[:60], thread=thread)
    message = ngettext("%(count)s suggestion", "%(count)s suggestions", len(found)) % {"count": len(found)}
    suggestions = [
        {"text": one.text, "label": str(one.words), "label_lang": shown_as(one.lang) if one.lang else ""}
        for one in found
    ]
    response = JsonResponse({"suggestions": suggestions, "message": message})
    response["Cache-Control"] = "private, no-store"
    return response
