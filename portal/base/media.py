"""Files that leave the portal: every one passes here, and what is not public passes only to those who may have it."""

import mimetypes
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.encoding import iri_to_uri
from django.views.decorators.http import require_safe

from portal.base.models import Audience, PortalDocument, PortalImage, PortalRendition
from portal.base.registry import is_readable

ONE_HOUR = 3600
#: Kinds that a browser may show in its own window; everything else is saved, whatever it claims to be.
SHOWN = {"image/gif", "image/jpeg", "image/png", "image/webp", "application/pdf"}


@require_safe
def document(request: HttpRequest, pk: str, name: str) -> HttpResponseBase:
    """A document under its present name; one that the person may not have answers like one that does not exist."""
    found = get_object_or_404(PortalDocument, pk=pk)
    if found.filename != name or not may_have_document(found, request.user):
        raise Http404
    return leaving(found.file.name, is_public=found.audience == Audience.PUBLIC)


@require_safe
def image(request: HttpRequest, path: str) -> HttpResponseBase:
    """A rendition of a picture, by the address that templates give it."""
    audience = PortalRendition.objects.filter(file=path).values_list("image__audience", flat=True).first()
    audience = audience or PortalImage.objects.filter(file=path).values_list("audience", flat=True).first()
    if audience is None or not may_have(audience, request.user):
        raise Http404
    return leaving(path, is_public=audience == Audience.PUBLIC)


def may_have_document(document: PortalDocument, user) -> bool:
    """Whether the person may have it; what belongs to something goes to whoever may read that, editors or not."""
    if document.audience == Audience.READERS:
        return is_readable(document.subject_kind, document.subject_id, user)
    return may_have(document.audience, user)


def may_have(audience: str, user) -> bool:
    """Whether the person may have a file for that audience."""
    return audience == Audience.PUBLIC or user.has_perm("base.read_internal_files")


def leaving(name: str, *, is_public: bool) -> HttpResponseBase:
    """The file, streamed, or handed to the server in front where ``MEDIA_ACCEL_PREFIX`` names its inner address."""
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    if prefix := settings.MEDIA_ACCEL_PREFIX:
        response: HttpResponseBase = HttpResponse(content_type=kind)
        response["X-Accel-Redirect"] = iri_to_uri(f"{prefix}{name}")
    else:
        if not default_storage.exists(name):
            raise Http404
        response = FileResponse(default_storage.open(name), content_type=kind)
    how = "inline" if kind in SHOWN else "attachment"
    response["Content-Disposition"] = f'{how}; filename="{iri_to_uri(PurePosixPath(name).name)}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = f"public, max-age={ONE_HOUR}" if is_public else "private, no-store"
    return response
