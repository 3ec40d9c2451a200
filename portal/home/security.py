"""Where to report a weakness of this installation: ``/.well-known/security.txt``, after RFC 9116."""

import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

VALID = datetime.timedelta(days=180)  # the standard advises less than a year


def security_txt(request: HttpRequest) -> HttpResponse:
    """The address of ``SECURITY_CONTACT`` and the languages it may be written to in; 404 while there is none."""
    contact = settings.SECURITY_CONTACT
    if not contact:
        raise Http404
    expires = (timezone.now() + VALID).astimezone(datetime.UTC).replace(microsecond=0)
    lines = [
        f"Contact: {contact if ':' in contact else f'mailto:{contact}'}",
        f"Expires: {expires.isoformat()}",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES)}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
