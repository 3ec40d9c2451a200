"""Query text and filters in, results and counts out: the one way every page and program searches."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext as _

from portal.taxonomies.vocabulary import Term
from search import facets, shortcuts
from search.analysis import exact_key
from search.concepts import concept_at, concept_key
from search.due import catch_up_for_reader
from search.engines.base import FACETS, Answer, Group, Place, Request, Sort, Word
from search.engines.fallback import search as ask
from search.parsing import ParsedQuery, parse
from search.permissions import readable_scopes
from search.results import Hit, hits
from search.spelling import did_you_mean

PAGE_SIZE, LARGEST_PAGE_SIZE, LAST_NUMBERED = 20, 100, 10_000
SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest")
OFF = "off:"
CURSOR_SALT = "search.cursor"


class BadQuery(ValueError):
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
    hits: list[Hit]


def read(parameters: QueryDict) -> Search:
    """The question in a query string, or ``BadQuery`` naming the parameter that cannot be."""
    query = parse(parameters.get("q", ""), meant_by=shortcuts.meaning)
    filters = {name: _values(name, parameters.getlist(name)) for name in FACETS}
    for shortcut in query.shortcuts:
        filters[shortcut.facet] = list(dict.fromkeys([*filters[shortcut.facet], shortcut.code]))
    filters = {name: values for name, values in filters.items() if values}
    page_size = _number(parameters, "page_size", PAGE_SIZE, LARGEST_PAGE_SIZE)
    return Search(
        query=query,
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
    catch_up_for_reader()
    scopes = readable_scopes(user)
    groups, concepts = _groups(search.query, search.concepts_off)
    request = _request(search, groups, scopes)
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
        did_you_mean=_did_you_mean(search, 0 if is_relaxed else answer.total, scopes),
        concepts=concepts,
        facets={name: _facet(name, search, answer, ui_language) for name in FACETS},
        hits=hits(answer.places, request, languages=search.codes.get("language"), ui_language=ui_language),
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


def question(search: Search, scopes: frozenset[str]) -> Request:
    """What an engine is asked for a search of a reader with these scopes."""
    return _request(search, _groups(search.query, search.concepts_off)[0], scopes)


def _did_you_mean(search: Search, total: int, scopes: frozenset[str]) -> str | None:
    """A better query, on the first page alone."""
    if search.page > 1 or search.cursor:
        return None
    return did_you_mean(
        search.query, total, lambda query: question(replace(search, query=query, sort="newest"), scopes)
    )


def _groups(query: ParsedQuery, concepts_off: frozenset[str]) -> tuple[list[Group], list[Term]]:
    """The words of the query as groups; the longest name of a concept becomes one group with it."""
    groups, concepts, words = [], [], query.words
    at = 0
    while at < len(words):
        term, length = concept_at(words, at) or (None, 1)
        if term and term.code in concepts_off:
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
    after = Place(*cursor["after"]) if cursor["after"] else None
    return replace(request, offset=cursor["seen"], after=after, after_engine=cursor["engine"])


def _cursor(search: Search, answer: Answer, engine: str, seen: int) -> str | None:
    if not answer.places or seen >= answer.total:
        return None
    after = answer.after
    place = {"of": search.fingerprint, "engine": engine, "seen": seen}
    place["after"] = [after.score, after.order_key, after.entry_id] if after else None
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
