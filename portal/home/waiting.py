"""The page "Waiting for you": what this person is to do, what is due first on top."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from portal.base.waiting import waiting_for


@login_required
def waiting(request: HttpRequest) -> HttpResponse:
    """Everything that waits for the person, with the days left."""
    today = timezone.localdate()
    items = [
        (item, (item.due - today).days if item.due else None) for item in waiting_for(request.user, timezone.now())
    ]
    return render(request, "home/waiting.html", {"items": items, "today": today})
