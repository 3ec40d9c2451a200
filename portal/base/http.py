"""Answering requests: may this person, and is it a page or a fragment."""

import datetime
from typing import Any, Protocol

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django_htmx.middleware import HtmxDetails


class PortalRequest(HttpRequest):
    """A request as the middleware hands it on; for annotations, nothing makes one."""

    htmx: HtmxDetails
    address_language: str


class HasAddress(Protocol):
    def get_absolute_url(self) -> str: ...


class Refused(PermissionDenied):
    """What may be seen but not done; ``str()`` is the reason in the reader's language, ``opens_at`` when it may be."""

    def __init__(self, reason: str = "", *, opens_at: datetime.datetime | None = None):
        super().__init__(reason)
        self.opens_at = opens_at


def asks_for_data(request: HttpRequest) -> bool:
    """Whether a program asks, and not a page."""
    return "application/json" in request.headers.get("Accept", "")


def require(user, perm: str, obj: object = None, *, reason: str = "") -> None:
    """Go on when the person holds the right, else raise ``Refused`` with the reason in plain words."""
    if not user.has_perm(perm, obj):
        raise Refused(reason or _("You may not do this here."))


def respond(
    request: PortalRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    status: int = 200,
    otherwise: str | HasAddress | None = None,
) -> HttpResponse:
    """The fragment for an htmx request, the whole page or a redirect for any other.

    ``template`` may name a fragment (``page.html#part``). Without htmx the page around it is rendered, or,
    when ``otherwise`` is given (an address, or a thing with ``get_absolute_url``), the browser is sent there.
    """
    if request.htmx:
        response = render(request, template, context, status=status)
    elif otherwise is not None:
        response = redirect(otherwise)
    else:
        response = render(request, template.partition("#")[0], context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
