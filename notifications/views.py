"""A person's inbox."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from notifications.models import Notice
from notifications.words import sentence
from portal.base.registry import address_of, resolve
from portal.languages.reading import reader_language

PAGE_SIZE = 30


@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    """What this person was told, newest first; what is shown here counts as read from now on."""
    page = Paginator(request.user.notices.all(), PAGE_SIZE).get_page(request.GET.get("page"))
    notices = list(page.object_list)
    things = resolve({(notice.subject_kind, notice.subject_id) for notice in notices})
    rows = [row_of(notice, things.get((notice.subject_kind, notice.subject_id))) for notice in notices]
    unread = [notice.pk for notice in notices if notice.read_at is None]
    if unread:
        Notice.objects.filter(pk__in=unread).update(read_at=timezone.now())
    return render(request, "notifications/inbox.html", {"page": page, "rows": rows})


def row_of(notice: Notice, thing) -> dict:
    """A notice as a row of the list; without a link when what it was about is gone."""
    return {
        "words": sentence(notice.event),
        "note": notice.details.get("note", ""),
        "language": notice.details.get("language", ""),
        "address": address_of(notice.subject_kind, thing, reader_language()) if thing else "",
        "told_at": notice.created_at,
        "is_new": notice.read_at is None,
    }
