"""The search page."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from portal.languages.reading import reader_language
from search import facets
from search.queries import LAST_NUMBERED, OFF, BadQuery, FacetValue, Results, read, run
from search.results import Hit

#: Facets that stand open at the side; the others open when something in them is chosen.
OPEN_FACETS = ("kind", "country", "theme")


@dataclass(frozen=True)
class Facet:
    name: str
    label: str | Promise
    values: list[FacetValue]
    is_open: bool


@dataclass(frozen=True)
class Chip:
    """Something that narrows or widens the search, with the address of the search without it."""

    label: str
    url: str


@dataclass(frozen=True)
class ShownHit:
    hit: Hit
    kind_label: str
    state_label: str
    outcome_label: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Results for the query in the address; a filter that does not exist is named and nothing is searched."""
    try:
        results = run(read(request.GET), user=request.user, ui_language=reader_language())
        context, status = results_context(results, request.GET), 200
    except BadQuery as bad:
        context, status = {"query": request.GET.get("q", "")[:200], "bad_query": bad}, 400
    response = render(request, "search/search.html", context, status=status)
    if request.user.is_authenticated:
        patch_cache_control(response, private=True, no_store=True)
    return response


def results_context(results: Results, parameters: QueryDict) -> dict:
    """What the page shows."""
    asked = results.search
    pages = Paginator(range(min(results.total, LAST_NUMBERED)), asked.page_size)
    return {
        "query": asked.query.text,
        "results": results,
        "did_you_mean": _did_you_mean(results, parameters),
        "hits": [_shown(hit) for hit in results.hits],
        "facets": list(_facets(results)),
        "chosen": list(_chosen(results, parameters)),
        "concepts": list(_concepts(results, parameters)),
        "ignored": asked.query.ignored,
        "sort": asked.sort,
        "page": pages.get_page(asked.page),
    }


def _did_you_mean(results: Results, parameters: QueryDict) -> Chip | None:
    """The query as it was probably meant, with the same filters."""
    text = results.did_you_mean
    return Chip(text, _address(parameters, "q", [text])) if text else None


def _shown(hit: Hit) -> ShownHit:
    return ShownHit(
        hit,
        kind_label=str(facets.KINDS.get(hit.kind, hit.kind)),
        state_label=facets.state_label(hit.kind, hit.state),
        outcome_label=str(facets.OUTCOMES.get(hit.outcome, "")),
    )


def _facets(results: Results) -> Iterator[Facet]:
    for name, values in results.facets.items():
        if values:
            chosen = any(value.selected for value in values)
            yield Facet(name, facets.LABELS[name], values, chosen or name in OPEN_FACETS)


def _chosen(results: Results, parameters: QueryDict) -> Iterator[Chip]:
    """Every chosen filter as the reader wrote it, to be taken back one by one."""
    for name, values in results.search.filters.items():
        for value in values:
            label = facets.label(name, value, reader_language())
            yield Chip(label, _address(parameters, name, [other for other in values if other != value]))


def _concepts(results: Results, parameters: QueryDict) -> Iterator[Chip]:
    """Concepts that were searched beside the words, to be taken back one by one."""
    off = [OFF + code for code in sorted(results.search.concepts_off)]
    for term in results.concepts:
        yield Chip(term.text("label", reader_language()), _address(parameters, "concepts", [*off, OFF + term.code]))


def _address(parameters: QueryDict, name: str, values: list[str]) -> str:
    changed = parameters.copy()
    changed.setlist(name, values)
    for place in ("page", "cursor"):
        changed.pop(place, None)
    return f"?{changed.urlencode()}"
