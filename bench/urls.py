"""The portal's addresses, and a plain view: one query, a small template."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from forums.models import Forum
from portal.base import limits
from portal.urls import handler400, handler403, handler404
from portal.urls import urlpatterns as portal_urlpatterns

__all__ = ["handler400", "handler403", "handler404"]


for limit in (limits.PER_PERSON, limits.PER_ADDRESS):  # one writer sends here what a hall would send
    limit.update(dict.fromkeys(limit, limits.Limit(1_000_000, limits.HOUR)))


def plain(request: HttpRequest) -> HttpResponse:
    """What a page costs before it does anything."""
    return render(request, "plain.html", {"forums": Forum.objects.only("slug")[:20]})


urlpatterns = [path("plain/", plain), *portal_urlpatterns]
