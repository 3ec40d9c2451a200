"""A copy of everything the portal holds about a person: ask for it, see how far it is, fetch it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.copies import MOST_ATTEMPTS, ask_for_copy, copies_to_fetch, copy_of, kept_until
from portal.base.http import respond
from portal.base.limits import within_limits
from portal.base.media import leaving

#: The two files of a copy, as the address names them.
FILES = ("data", "page")


@login_required
def data_copy(request: HttpRequest) -> HttpResponse:
    """What a copy holds, a button to ask for one, or the one that is there."""
    if request.method == "POST":
        within_limits(request, "copy")
        ask_for_copy(request.user)
        messages.success(request, _("Your copy is being made. We write to you when it is there."))
        return redirect("accounts:data-copy")
    copy = copy_of(request.user)
    has_failed = copy is not None and copy.made_at is None and copy.attempts >= MOST_ATTEMPTS
    context = {
        "copy": copy,
        "until": kept_until(copy) if copy else None,
        "has_failed": has_failed,
        "is_waiting": copy is not None and copy.made_at is None and not has_failed,
    }
    return respond(request, "accounts/data_copy_page.html#copy", context)


@require_safe
@login_required
def data_copy_file(request: HttpRequest, public_id: str, ending: str) -> HttpResponseBase:
    """One of its two files; anybody else's answers like one that does not exist."""
    if ending not in FILES:
        raise Http404
    copy = get_object_or_404(copies_to_fetch(request.user), public_id=public_id)
    return leaving(getattr(copy, ending).name, is_public=False)
