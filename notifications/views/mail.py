"""Stopping mails from the mail itself: without signing in, by the token in its link."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.models import User
from notifications import wishes
from notifications.addresses import Stop, stop_of
from notifications.models import MailSettings, Subscription


@csrf_exempt  # mail programs send the one-click form without ever having seen the page (RFC 8058)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mail_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Asking shows what would be stopped, since programs follow links; only sending stops it."""
    stop = stop_of(token)
    if stop is None:
        raise Http404
    person = get_object_or_404(User, public_id=stop.person, is_active=True)
    is_done = request.method == "POST"
    if is_done:
        stop_mails(person, Stop(stop.person, "everything") if "everything" in request.POST else stop)
    with override(person.ui_language):
        context = {"stop": stop, "is_done": is_done, "everything": "everything" in request.POST}
        return render(request, "notifications/mail_stop.html", context)


def stop_mails(person: User, stop: Stop) -> None:
    """Stop what the link is about: a conversation or forum is muted, the rest is switched off."""
    if stop.kind in ("thread", "forum"):
        wishes.set_level(person, kind=stop.kind, subject_id=stop.subject_id, level=Subscription.Level.MUTE)
        return
    off = {"at_once": False} if stop.kind in ("at_once", "everything") else {}
    off |= {"digest": MailSettings.Digest.OFF} if stop.kind in ("digest", "everything") else {}
    MailSettings.objects.update_or_create(user=person, defaults=off)
