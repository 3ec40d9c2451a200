"""The search for other programs: ``GET /api/search/`` and ``GET /api/suggest/``."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import ngettext
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe

from portal.languages import best_site_language
from search import facets
from search.queries import BadQuery, Results, read, run
from search.results import Hit
from search.suggestions import Suggestion, suggest

#: What the page shows of a result and the answer to other programs does not hold.
NOT_TOLD = ("lang", "title_lang", "under", "source")


@require_safe
def search_api(request: HttpRequest) -> JsonResponse:
    """Results and counts as ``docs/api.md`` fixes them; 400 names a parameter that cannot be searched for."""
    ui_language = site_language(request)
    with translation.override(ui_language):
        try:
            results = run(read(request.GET), user=request.user, ui_language=ui_language)
        except BadQuery as bad:
            error = {"error": str(bad), "parameter": bad.parameter, "value": bad.value}
            return _answer(request, error, status=400)
        return _answer(request, payload(results, ui_language))


@require_safe
def suggest_api(request: HttpRequest) -> JsonResponse:
    """Concepts and titles that begin like ``q``."""
    ui_language, query = site_language(request), request.GET.get("q", "")
    found = suggest(query, user=request.user, ui_language=ui_language)
    with translation.override(ui_language):
        count = len(found)
        message = ngettext("%(count)s suggestion", "%(count)s suggestions", count) % {"count": count}
        suggestions = [_suggestion(suggestion, ui_language) for suggestion in found]
    return _answer(request, {"query": query, "suggestions": suggestions, "message": message})


def site_language(request: HttpRequest) -> str:
    """The site language of labels and addresses: ``ui``, else what the browser accepts."""
    wanted = request.GET.get("ui", "")
    if wanted in dict(settings.LANGUAGES):
        return wanted
    accepted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    return best_site_language(language for language, _ in accepted)


def payload(results: Results, ui_language: str) -> dict[str, Any]:
    """The answer as other programs rely on it."""
    search = results.search
    return {
        "query": search.query.text,
        "total": results.total,
        "page": search.page,
        "page_size": search.page_size,
        "next": results.next,
        "engine": results.engine,
        "degraded": results.is_degraded,
        "relaxed": results.is_relaxed,
        "did_you_mean": results.did_you_mean,
        "concepts": [
            {"code": term.code, "label": term.text("label", ui_language), "vocabulary": term.vocabulary}
            for term in results.concepts
        ],
        "facets": {name: [vars(value) for value in values] for name, values in results.facets.items()},
        "results": [_result(hit) for hit in results.hits],
    }


def _suggestion(suggestion: Suggestion, ui_language: str) -> dict[str, str]:
    """As it is shown: ``label`` says what it is, ``completes`` stands only with what is part of a query."""
    facet = suggestion.kind if suggestion.kind in facets.LABELS else "kind"
    label = facets.LABELS[facet] if facet != "kind" else facets.label("kind", suggestion.kind, ui_language)
    shown = vars(suggestion) | {"label": str(label)}
    return shown if suggestion.completes else {name: value for name, value in shown.items() if name != "completes"}


def _result(hit: Hit) -> dict[str, Any]:
    result = vars(hit) | {"date": hit.date.isoformat() if hit.date else None}
    return {name: value for name, value in result.items() if name not in NOT_TOLD}


def _answer(request: HttpRequest, content: dict[str, Any], status: int = 200) -> JsonResponse:
    response = JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    if request.user.is_authenticated:
        patch_cache_control(response, private=True, no_store=True)
    return response
