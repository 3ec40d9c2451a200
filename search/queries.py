"""Query text and filters in, results and counts out: the one way every page and program searches."""

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.core import signing
from django.http import QueryDict
from django.utils import timezone, translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.languages import best_text, shown_tag
from portal.taxonomies.vocabulary import Term
from search import facets
from search.analysis import exact_key
from search.concepts import concept_at, concept_key
from search.engines.base import FACETS, Answer, Group, Place, Request, Sort, Word
from search.engines.fallback import search as ask
from search.highlighting import Wanted, in_readers_script, snippet
from search.models import SearchEntry, SearchFacet, SearchText
from search.parsing import ParsedQuery, parse
from search.permissions import readable_scopes

PAGE_SIZE, LARGEST_PAGE_SIZE, LAST_NUMBERED = 20, 100, 10_000
SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest")
OFF = "off:"
CURSOR_SALT = "search.cursor"


class BadQuery(ValueError):  # noqa: N818  a fault of the query, not of the program
    """A parameter that cannot be searched for; says which."""

    def __init__(self, parameter: str, value: str, message: str) -> None:
        super().__init__(message)
        self.parameter, self.value = parameter, value


@dataclass(frozen=True)
class Search:
    """What a reader asked for, checked. ``filters`` holds the values as chosen, ``codes`` what they stand for."""

    query: ParsedQuery
    filters: Mapping[str, Sequence[str]]
    codes: Mapping[str, frozenset[str]]
    sort: Sort
    page: int
    page_size: int
    cursor: str
    concepts_off: frozenset[str]

    @property
    def fingerprint(self) -> str:
        """What a cursor belongs to: the same question asked again."""
        asked = (self.query.text, sorted((name, sorted(codes)) for name, codes in self.codes.items()))
        text = repr((asked, self.sort, self.page_size, sorted(self.concepts_off)))
        return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class FacetValue:
    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True)
class Hit:
    """A result as its reader sees it; ``lang`` is the language and script of title and snippet on screen."""

    kind: str
    id: str
    title: str
    url: str
    language: str
    lang: str
    countries: list[str]
    themes: list[str]
    target_groups: list[str]
    date: datetime.date | None
    state: str
    outcome: str
    thread: str | None
    snippet_html: SafeString


@dataclass(frozen=True)
class Results:
    search: Search
    total: int
    next: str | None
    engine: str
    is_degraded: bool
    is_relaxed: bool
    did_you_mean: str | None
    concepts: list[Term]
    facets: dict[str, list[FacetValue]]
    hits: list[Hit] = field(default_factory=list)


def read(parameters: QueryDict) -> Search:
    """The question in a query string, or ``BadQuery`` naming the parameter that cannot be."""
    filters = {name: _values(name, parameters.getlist(name)) for name in FACETS}
    filters = {name: values for name, values in filters.items() if values}
    page_size = _number(parameters, "page_size", PAGE_SIZE, LARGEST_PAGE_SIZE)
    return Search(
        query=parse(parameters.get("q", "")),
        filters=filters,
        codes={name: _codes(name, values) for name, values in filters.items()},
        sort=_sort(parameters.get("sort") or "relevance"),
        page=_number(parameters, "page", 1, max(1, LAST_NUMBERED // page_size)),
        page_size=page_size,
        cursor=parameters.get("cursor", ""),
        concepts_off=frozenset(
            value.removeprefix(OFF) for value in parameters.getlist("concepts") if value.startswith(OFF)
        ),
    )


def run(search: Search, *, user, ui_language: str) -> Results:
    """The page of results asked for, as far as this person may read, in the language of the site they use."""
    groups, concepts = _groups(search)
    request = _request(search, groups, readable_scopes(user))
    answered = ask(request)
    is_relaxed = not answered.answer.total and request.can_relax
    if is_relaxed:
        answered = ask(request.relaxed())
        is_relaxed = bool(answered.answer.total)
    answer, start = answered.answer, request.offset
    return Results(
        search=search,
        total=answer.total,
        next=_cursor(search, answer, answered.engine, start + len(answer.places)),
        engine=answered.engine,
        is_degraded=answered.is_degraded,
        is_relaxed=is_relaxed,
        did_you_mean=None,
        concepts=concepts,
        facets={name: _facet(name, search, answer, ui_language) for name in FACETS},
        hits=_hits(answer.places, request, search, ui_language),
    )


def _values(facet: str, values: Sequence[str]) -> list[str]:
    values = list(dict.fromkeys(value for value in values if value))
    for value in values:
        if not facets.is_known(facet, value):
            raise BadQuery(
                facet, value, _("There is no value “%(value)s” for “%(name)s”.") % {"value": value, "name": facet}
            )
    return values


def _codes(facet: str, values: Sequence[str]) -> frozenset[str]:
    return frozenset(code for value in values for code in facets.codes(facet, value))


def _sort(value: str) -> Sort:
    for sort in SORTS:
        if value == sort:
            return sort
    raise BadQuery("sort", value, _("Results cannot be sorted by “%(value)s”.") % {"value": value})


def _number(parameters: QueryDict, name: str, otherwise: int, most: int) -> int:
    value = parameters.get(name) or str(otherwise)
    if not (value.isascii() and value.isdigit() and len(value) < 7 and 1 <= int(value) <= most):
        raise BadQuery(name, value, _("“%(name)s” is a number from 1 to %(most)s.") % {"name": name, "most": most})
    return int(value)


def _groups(search: Search) -> tuple[list[Group], list[Term]]:
    """The words of the query as groups; the longest name of a concept becomes one group with it."""
    groups, concepts, words = [], [], search.query.words
    at = 0
    while at < len(words):
        term, length = concept_at(words[at:]) or (None, 1)
        if term and term.code in search.concepts_off:
            term = None
        covered = words[at : at + length] if term else words[at : at + 1]
        found = tuple(Word(token.keys, exact_key(token.exact)) for token in covered)
        groups.append(Group(found, concept_key(term.vocabulary, term.code) if term else ""))
        concepts += [term] if term and term not in concepts else []
        at += len(covered)
    return groups, concepts


def _request(search: Search, groups: Sequence[Group], scopes: frozenset[str]) -> Request:
    request = Request(
        groups=tuple(groups),
        phrases=tuple(search.query.phrases),
        without_words=tuple(search.query.without_words),
        without_phrases=tuple(search.query.without_phrases),
        filters=search.codes,
        scopes=scopes,
        sort=search.sort,
        offset=(search.page - 1) * search.page_size,
        limit=search.page_size,
    )
    return _resumed(request, search) if search.cursor else request


def _resumed(request: Request, search: Search) -> Request:
    try:
        cursor = signing.loads(search.cursor, salt=CURSOR_SALT)
    except signing.BadSignature:
        cursor = {}
    if cursor.get("of") != search.fingerprint:
        raise BadQuery("cursor", search.cursor, _("This place in the results does not belong to this search."))
    return replace(request, offset=cursor["seen"], after=Place(*cursor["after"]), after_engine=cursor["engine"])


def _cursor(search: Search, answer: Answer, engine: str, seen: int) -> str | None:
    if not answer.places or seen >= answer.total:
        return None
    last = answer.places[-1]
    place = {"of": search.fingerprint, "engine": engine, "seen": seen}
    place["after"] = [last.score, last.order_key, last.entry_id]
    return signing.dumps(place, salt=CURSOR_SALT, compress=True)


def _facet(name: str, search: Search, answer: Answer, ui_language: str) -> list[FacetValue]:
    """The values of a facet: those chosen stay in sight without a hit, years run backwards, others by count."""
    selected = search.codes.get(name, frozenset())
    counts = dict.fromkeys(selected, 0) | answer.facets.get(name, {})
    values = [
        FacetValue(code, facets.label(name, code, ui_language), count, code in selected)
        for code, count in counts.items()
    ]
    if name == "year":
        return sorted(values, key=lambda value: value.value, reverse=True)
    return sorted(values, key=lambda value: (-value.count, value.label))


def _hits(places: Sequence[Place], request: Request, search: Search, ui_language: str) -> list[Hit]:
    entries = SearchEntry.objects.readable_with(request.scopes).in_bulk([place.entry_id for place in places])
    texts = _texts(entries, search.codes.get("language"), ui_language)
    addresses = _addresses([text for text in texts.values() if text.page_id], ui_language)
    letters = {facet.letter: facet for facet in SearchFacet.objects.all()} if entries else {}
    wanted = _wanted(request)
    shown = [entries[place.entry_id] for place in places if place.entry_id in texts]
    return [_hit(entry, texts[entry.pk], addresses, letters, wanted, ui_language) for entry in shown]


def _texts(
    entries: Mapping[int, SearchEntry], languages: frozenset[str] | None, ui_language: str
) -> dict[int, SearchText]:
    """The text of each entry that the reader reads best, of the languages asked for where it has one of them."""
    by_entry: dict[int, list[SearchText]] = {}
    for text in SearchText.objects.filter(entry__in=list(entries)):
        by_entry.setdefault(text.entry_id, []).append(text)
    best = {}
    for entry_id, texts in by_entry.items():
        asked_for = [text for text in texts if languages and text.language in languages]
        best[entry_id] = best_text(asked_for or texts, ui_language)
    return best


def _addresses(texts: Sequence[SearchText], ui_language: str) -> dict[int, str]:
    """Where the pages among the texts are: one query, whatever their kinds."""
    pages = Page.objects.filter(pk__in=[text.page_id for text in texts]).select_related("locale")
    with translation.override(ui_language):
        return {page.pk: page.url or "" for page in (pages if texts else ())}


def _wanted(request: Request) -> Wanted:
    words = [frozenset(word.keys) for group in request.groups for word in group.words]
    return Wanted([*words, *(frozenset(phrase) for phrase in request.phrases)])


def _hit(
    entry: SearchEntry,
    text: SearchText,
    addresses: Mapping[int, str],
    letters: Mapping[str, SearchFacet],
    wanted: Wanted,
    ui_language: str,
) -> Hit:
    codes: dict[str, list[str]] = {}
    for facet in (letters[letter] for letter in entry.codes if letter in letters):
        codes.setdefault(facet.name, []).append(facet.code)
    return Hit(
        kind=entry.kind,
        id=entry.source_id,
        title=in_readers_script(text.title, text.language, ui_language),
        url=addresses.get(text.page_id, "") if text.page_id else f"/{ui_language}/{entry.path}",
        language=text.language,
        lang=shown_tag(text.language, ui_language),
        countries=codes.get("country", []),
        themes=codes.get("theme", []),
        target_groups=codes.get("target_group", []),
        date=timezone.localdate(entry.dated_at) if entry.dated_at else None,
        state=entry.state,
        outcome=entry.outcome,
        thread=entry.parent_id if entry.parent_kind == "thread" else None,
        snippet_html=snippet(text.body, text.language, wanted, ui_language),
    )
