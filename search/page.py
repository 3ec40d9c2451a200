"""What the search page shows: results standing together, filters with their counts, what can be taken back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise

from portal.languages.reading import reader_language
from search import facets
from search.queries import LAST_NUMBERED, OFF, FacetValue, Results, Search
from search.results import Hit, Origin
from search.saved import asked_of

#: Facets that stand open at the side; the others open when something in them is chosen.
OPEN_FACETS = ("kind", "country", "theme")
#: The sign of a kind, from the sprite.
ICONS = {
    "practice": "check",
    "approach": "partly",
    "event": "calendar",
    "project": "flag",
    "call": "send",
    "toolkit": "download",
    "forum": "tables",
    "thread": "speech",
    "post": "quote",
    "minutes": "pen",
    "recommendation": "decided",
    "clause": "decided",
    "municipality": "municipality",
    "organisation": "person",
}


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
    icon: str
    kind_label: str
    state_label: str
    outcome_label: str


@dataclass(frozen=True)
class Whole:
    """Results that stand together under the thing they are parts of; ``first`` is its own result, where it is one."""

    origin: Origin
    icon: str
    kind_label: str
    outcome_label: str
    first: ShownHit | None
    parts: list[ShownHit]


def results_context(results: Results, parameters: QueryDict) -> dict:
    """What the page shows."""
    asked, saved = results.search, asked_of(parameters)
    pages = Paginator(range(min(results.total, LAST_NUMBERED)), asked.page_size)
    return {
        "query": asked.query.text,
        "plain": asked.query.plain,
        "results": results,
        "did_you_mean": _did_you_mean(results, parameters),
        "rows": rows_of(results.hits),
        "kinds": _kinds(results, parameters),
        "onward": _onward(results, parameters),
        "feed_url": f"{reverse('search:feed')}?{saved}".rstrip("?"),
        "save_url": f"{reverse('search:saved-add')}?{saved}" if saved else "",
        "first_page": _address(parameters, "cursor", []),
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


def rows_of(hits: Sequence[Hit]) -> list[ShownHit | Whole]:
    """The results in their order; parts of one thing stand where the first of them does, with the thing itself."""
    together: dict[tuple[str, str], list[Hit]] = {}
    for hit in hits:
        key = (hit.under.kind, hit.under.id) if hit.under else (hit.kind, hit.id)
        together.setdefault(key, []).append(hit)
    return [_row(found) for found in together.values()]


def _row(hits: Sequence[Hit]) -> ShownHit | Whole:
    parts = [hit for hit in hits if hit.under]
    if len(hits) == 1 or not parts or not parts[0].under:
        return _shown(hits[0])
    origin, own = parts[0].under, next((hit for hit in hits if not hit.under), None)
    return Whole(
        origin,
        icon=ICONS.get(origin.kind, "document"),
        kind_label=str(facets.KINDS.get(origin.kind, origin.kind)),
        outcome_label=str(facets.OUTCOMES.get(origin.outcome, "")),
        first=_shown(own) if own else None,
        parts=[_shown(hit) for hit in parts],
    )


def _shown(hit: Hit) -> ShownHit:
    outcome = hit.outcome or (hit.under.outcome if hit.under else "")
    return ShownHit(
        hit,
        icon=ICONS.get(hit.kind, "document"),
        kind_label=str(facets.KINDS.get(hit.kind, hit.kind)),
        state_label=facets.state_label(hit.kind, hit.state),
        outcome_label=str(facets.OUTCOMES.get(outcome, "")),
    )


def _kinds(results: Results, parameters: QueryDict) -> list[Chip]:
    """What there is of everything, for whoever has not asked for anything yet."""
    values = results.facets["kind"] if is_browsing(results.search) else []
    return [Chip(f"{value.label} ({value.count})", _address(parameters, "kind", [value.value])) for value in values]


def is_browsing(search: Search) -> bool:
    """Whether nothing at all was asked for."""
    return not search.query.text and not search.filters


def _onward(results: Results, parameters: QueryDict) -> str:
    """Where results go on that no page number reaches, or that a place in them was asked for."""
    search = results.search
    is_last = search.page * search.page_size >= LAST_NUMBERED
    return _address(parameters, "cursor", [results.next]) if results.next and (search.cursor or is_last) else ""


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
            yield Chip(label, _without_filter(results.search, parameters, name, value))


def _without_filter(search: Search, parameters: QueryDict, name: str, value: str) -> str:
    """The address without a filter, wherever it was written: in the address or in the query."""
    changed = parameters.copy()
    changed.setlist(name, [other for other in parameters.getlist(name) if other and other != value])
    text = search.query.text
    for shortcut in search.query.shortcuts:
        if (shortcut.facet, shortcut.code) == (name, value):
            text = " ".join(text.replace(shortcut.text, " ").split())
    return _address(changed, "q", [text])


def _concepts(results: Results, parameters: QueryDict) -> Iterator[Chip]:
    """Concepts that were searched beside the words, to be taken back one by one."""
    off = [OFF + code for code in sorted(results.search.concepts_off)]
    for term in results.concepts:
        yield Chip(term.text("label", reader_language()), _address(parameters, "concepts", [*off, OFF + term.code]))


def _address(parameters: QueryDict, name: str, values: list[str]) -> str:
    changed = parameters.copy()
    for place in ("page", "cursor"):
        changed.pop(place, None)
    changed.setlist(name, values)
    return f"?{changed.urlencode()}"
