"""The search page and its feed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from portal.languages.reading import reader_language
from search.page import results_context
from search.queries import BadQuery, read, run


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Results for the query in the address; a filter that does not exist is named and nothing is searched."""
    try:
        results = run(read(request.GET), user=request.user, ui_language=reader_language())
        context, status = results_context(results, request.GET), 200
    except BadQuery as bad:
        context, status = {"query": request.GET.get("q", "")[:200], "bad_query": bad}, 400
    context["search_text"] = context["query"]
    response = render(request, "search/search.html", context, status=status)
    if request.user.is_authenticated:
        patch_cache_control(response, private=True, no_store=True)
    return response
