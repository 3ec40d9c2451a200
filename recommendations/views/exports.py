"""Taking a document along: PDF, DOCX, clean or with changes; tables of proposed changes and votes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control

from portal.base.http import PortalRequest, respond
from portal.base.media import leaving
from recommendations.exports.keeping import Wanted
from recommendations.exports.preparing import Preparation, prepared
from recommendations.exports.tables import amendments_csv, votes_csv
from recommendations.models import Recommendation, Version
from recommendations.views.access import head, page_of, recommendation_or_404

TABLES = {"changes": amendments_csv, "votes": votes_csv}


def document_file(
    request: PortalRequest, reference: str, number: int, ending: str, compared_with: int | None = None
) -> HttpResponseBase:
    """A version as a file in the language and script of the address; a page to wait on while it is made."""
    recommendation = recommendation_or_404(request, reference)
    version = readable_version(request, recommendation, number)
    older = readable_version(request, recommendation, compared_with) if compared_with else None
    if older and older.number >= version.number:
        raise Http404
    address = request.build_absolute_uri(page_of(recommendation, f"v/{number}/"))
    ready = prepared(Wanted(recommendation, version, ending, older, address))
    if not ready.name or request.htmx:
        return told_to_wait(request, recommendation, ready, ending)
    response = leaving(ready.name, is_public=False)
    changes = f"-changes-since-v{compared_with}" if older else ""
    kind = "inline" if ending == "pdf" else "attachment"
    response["Content-Disposition"] = f'{kind}; filename="{reference}-v{number}{changes}.{ending}"'
    return response


def told_to_wait(
    request: PortalRequest, recommendation: Recommendation, ready: Preparation, ending: str
) -> HttpResponse:
    """The page on which one waits; asked by itself, it hears nothing until there is something to say."""
    if request.htmx and not ready.name and not ready.is_given_up:
        return HttpResponse(status=204)
    state = {"ending": ending, "is_ready": bool(ready.name), "is_given_up": ready.is_given_up}
    context = {**head(recommendation), **state}
    return respond(request, "recommendations/document_wait.html#waiting", context, status=200 if ready.name else 202)


def readable_version(request: HttpRequest, recommendation: Recommendation, number: int) -> Version:
    """A version this reader may read: a fixed one, the one shown, or a draft for those who write it."""
    version = get_object_or_404(recommendation.versions.prefetch_related("texts"), number=number)
    is_public = version.frozen_at or version.pk == recommendation.shown_version_id
    if not is_public and not request.user.has_perm("recommendations.draft_clause", recommendation):
        raise Http404
    version.recommendation = recommendation
    return version


def document_table(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """Proposed changes or votes as a table."""
    recommendation = recommendation_or_404(request, reference)
    response = HttpResponse(TABLES[name](recommendation), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{reference}-{name}.csv"'
    patch_cache_control(response, private=True, no_store=True)
    return response
