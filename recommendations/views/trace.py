"""The trace of one thing: a page, and the same chain as JSON made as for a visitor."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from portal.base.lists import BadFilter
from recommendations.trace import STARTS, trace_json, trace_of


def trace_detail(request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
    """From what was said to what was done, or back; ``?format=json`` gives the public chain as data."""
    if kind not in STARTS:
        raise Http404
    wanted = request.GET.get("format", "html")
    if wanted not in ("html", "json"):
        raise BadFilter("format", wanted)
    trace = trace_of(kind, public_id, AnonymousUser() if wanted == "json" else request.user)
    if trace is None:
        raise Http404
    if wanted == "json":
        return JsonResponse(trace_json(trace), json_dumps_params={"ensure_ascii": False})
    return render(request, "recommendations/trace_detail.html", {"trace": trace})
