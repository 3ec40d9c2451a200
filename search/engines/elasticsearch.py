"""Search in Elasticsearch, from core pieces only, so that the smallest server takes the same mapping as a cluster.

Text fields hold keys that are ready to be compared: the server only splits them at spaces. Readers' queries go to
the alias; ``search/rebuilding.py`` builds an index beside it and moves the alias.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any
from urllib.parse import urlsplit

from elasticsearch import ApiError, Elasticsearch, TransportError

from search.engines.base import FACETS, Answer, Change, EngineError, Group, Place, Request, Word
from search.engines.paging import LARGE, WINDOW, Part, page
from search.engines.scoring import expected
from search.models import SearchFacet, SearchScope
from search.tallies import totals

MAPPING_VERSION = 1  # part of the index name: a change of the mapping is a new index
FIELDS = ("title_stems", "body_stems", "title_keys", "body_keys")
SCORED_FIELDS = {
    Part.ALL: ["title_stems^4", "body_stems", "title_keys^4", "body_keys"],
    Part.TITLE: ["title_stems", "title_keys"],
}
SEARCHED_FIELDS = {Part.ALL: FIELDS, Part.TITLE: ("title_stems", "title_keys")}
EXACT_BOOST = 1.2  # against a stem; measured beside the reference score
TIMEOUT = 2  # seconds a reader waits before the database is asked instead
LEAST_TIMEOUT = 0.01
CODES_AT_MOST = 1_000  # more than any facet has, so that every code is counted

WRITE_TIMEOUT = 30
ASK_TIMEOUT = 5  # seconds the worker, who has mails to send too, waits for a server that may stand still
PAGE = 5_000
CONFLICT, UNFIT = 409, 400  # an older version than the server's; a document it will never take
CLOSED = "index_closed_exception"  # says 400 too

logger = logging.getLogger(__name__)

TEXT = {"type": "text", "analyzer": "whitespace"}
KEYWORD = {"type": "keyword"}
MAPPING = {
    "dynamic": "strict",
    "_source": {"enabled": False},
    "properties": {
        **dict.fromkeys(FIELDS, TEXT),
        **dict.fromkeys(FACETS, KEYWORD),
        "scope": KEYWORD,
        "order_key": {"type": "long"},
        "id": {"type": "long"},
    },
}
SETTINGS = {"number_of_replicas": 0, "refresh_interval": "1s"}


class ElasticsearchEngine:
    """The engine at an address like ``http://search:9200/sofra``: the path names the alias, ``sofra`` by default."""

    name = "elasticsearch"

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.alias = parts.path.strip("/") or "sofra"
        self.address = parts._replace(path="").geturl()

    @cached_property
    def client(self) -> Elasticsearch:
        return Elasticsearch(self.address, max_retries=0, retry_on_timeout=False)

    @cached_property
    def writer(self) -> Elasticsearch:
        """The same server with the patience of somebody for whom nobody waits."""
        return Elasticsearch(self.address, request_timeout=WRITE_TIMEOUT, max_retries=0, retry_on_timeout=False)

    def search(self, request: Request) -> Answer:
        """See ``Engine``."""
        opened = SearchScope.objects.filter(is_public=True).values_list("name", flat=True)
        with _failures():
            ask = partial(self._ask, until=time.monotonic() + TIMEOUT)
            listing = Listing(ask, [*sorted(request.scopes), *opened])
            total, facets = (
                totals(request.scopes, SearchFacet.objects.all()) if request.is_open else listing.begin(request)
            )
            places, after = page(listing, request, total)
        return Answer(total=total, places=places, facets=facets, after=after)

    def _ask(self, body: dict[str, Any], *, until: float) -> dict[str, Any]:
        """What the server finds until then, however often it is asked; a part of it is no answer."""
        left = max(LEAST_TIMEOUT, until - time.monotonic())
        found = self.client.options(request_timeout=left).search(index=self.alias, **body).body
        if found["timed_out"] or found["_shards"]["failed"]:
            raise ValueError("only a part of the index answered")
        return found

    def is_there(self) -> bool:
        """Whether the alias leads to an index of the present mapping."""
        with _failures():
            asked = self.writer.options(request_timeout=ASK_TIMEOUT).indices
            if not asked.exists_alias(name=self.alias):
                return False
            return all(name.startswith(self._prefix) for name in asked.get_alias(name=self.alias))

    def create_index(self, suffix: str) -> str:
        """A new empty index beside the present one, and its name."""
        name = self._prefix + suffix
        with _failures():
            self.writer.indices.create(index=name, mappings=MAPPING, settings=SETTINGS)
        return name

    def send(self, changes: Iterable[Change], *, index: str | None = None) -> None:
        """Tell the server about changed entries; what it already knows better is left as it is.

        A document that the server will never take is logged and left out, so that it stops nobody.
        """
        operations = [part for change in changes for part in _operation(change)]
        if not operations:
            return
        with _failures():
            answer = self.writer.bulk(
                operations=operations, index=index or self.alias, require_alias=index is None, refresh=False
            )
            _examine(answer.body["items"])

    def refresh(self) -> None:
        """Make everything sent so far findable now."""
        with _failures():
            self.writer.indices.refresh(index=f"{self._prefix}*")

    def swap(self, index: str) -> None:
        """Let the alias lead to this index, in one step, and drop the ones it led to or that were left half built."""
        with _failures():
            others = [name for name in self.writer.indices.get(index=f"{self.alias}-v*") if name != index]
            removals = [{"remove_index": {"index": name}} for name in others]
            self.writer.indices.update_aliases(
                actions=[{"add": {"index": index, "alias": self.alias, "is_write_index": True}}, *removals]
            )

    def drop(self) -> None:
        """Remove every index of this alias."""
        with _failures():
            for name in self.writer.indices.get(index=f"{self.alias}-v*"):
                self.writer.indices.delete(index=name)

    def unfinished(self) -> str | None:
        """The latest index of the present mapping that was begun and is not in use."""
        with _failures():
            found = self.writer.indices.get(index=f"{self._prefix}*").body
            return max((name for name, index in found.items() if self.alias not in index["aliases"]), default=None)

    def highest(self, index: str) -> int:
        """The highest id in an index, 0 in an empty one."""
        with _failures():
            self.writer.indices.refresh(index=index)
            hits = self.writer.search(index=index, size=1, sort=[{"id": "desc"}], source=False).body["hits"]["hits"]
            return int(hits[0]["_id"]) if hits else 0

    def versions(self, index: str | None = None) -> Iterator[tuple[int, int]]:
        """Id and version of every entry in the index, by id."""
        after: list | None = None
        while True:
            place: dict[str, Any] = {"search_after": after} if after else {}
            with _failures():
                found = self.writer.search(
                    index=index or self.alias, size=PAGE, sort=[{"id": "asc"}], version=True, source=False, **place
                )
                hits = found.body["hits"]["hits"]
            yield from ((int(hit["_id"]), hit["_version"]) for hit in hits)
            if len(hits) < PAGE:
                return
            after = hits[-1]["sort"]

    @property
    def _prefix(self) -> str:
        return f"{self.alias}-v{MAPPING_VERSION}-"


@contextmanager
def _failures() -> Iterator[None]:
    """Whatever goes wrong at the server or on the way is one error to those who ask."""
    try:
        yield
    except (ApiError, TransportError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise EngineError(str(error)) from error


def _operation(change: Change) -> list[dict[str, Any]]:
    about = {"_id": str(change.entry_id), "version": change.version, "version_type": "external_gte"}
    return [{"delete": about}] if change.document is None else [{"index": about}, change.document]


def _examine(items: list[dict[str, Any]]) -> None:
    for result in (result for item in items for result in item.values()):
        if "error" not in result:  # deleting what is not there says 404, and is as good as done
            continue
        if result["status"] == CONFLICT:
            continue
        if result["status"] != UNFIT or result["error"]["type"] == CLOSED:
            raise EngineError(f"entry {result['_id']}: {result['error']}")
        logger.error("entry %s is not taken by Elasticsearch: %s", result["_id"], result["error"])


@dataclass(frozen=True)
class Wish:
    """Which places are wanted: see ``Lister``."""

    part: Part
    by_score: bool
    offset: int
    limit: int
    after: Place | None = None


class Listing:
    """The places of one search, part by part; the first request brings total, counts and the likeliest places."""

    def __init__(self, ask: Callable[[dict[str, Any]], dict[str, Any]], scopes: list[str]) -> None:
        self._ask, self._scopes = ask, scopes
        self._found: dict[Wish, dict[str, Any]] = {}

    def begin(self, request: Request) -> tuple[int, dict[str, dict[str, int]]]:
        """The total and every count."""
        is_ranked = request.sort == "relevance" and request.has_text
        wish = Wish(Part.ALL, is_ranked, request.offset, request.limit, request.after)
        if is_ranked and expected(request) > LARGE:  # their order is asked for part by part
            wish = Wish(Part.ALL, False, 0, 0)
        elif is_ranked and request.offset < WINDOW:
            wish = Wish(Part.ALL, True, 0, WINDOW)
        found = self._found[wish] = self._ask(
            _page(request, wish)
            | {
                "query": {"bool": _bool(request, self._scopes, is_scored=wish.by_score)},
                "post_filter": {"bool": {"filter": _filters(request, FACETS)}},
                "aggs": {facet: _aggregation(facet, request) for facet in FACETS},
            }
        )
        facets = {facet: _buckets(found["aggregations"][facet]) for facet in FACETS}
        return found["hits"]["total"]["value"], {facet: counts for facet, counts in facets.items() if counts}

    def listed(
        self, request: Request, part: Part, *, by_score: bool, offset: int, limit: int, after: Place | None = None
    ) -> list[Place]:
        """See ``Lister``."""
        found = self._search(request, Wish(part, by_score, offset, limit, after))
        return [_place(hit, is_scored=by_score) for hit in found["hits"]["hits"]]

    def size(self, request: Request, part: Part) -> int:
        """See ``Lister``; the places that are asked for next come with it."""
        return self._search(request, Wish(part, True, 0, WINDOW))["hits"]["total"]["value"]

    def _search(self, request: Request, wish: Wish) -> dict[str, Any]:
        if wish not in self._found:
            query = _bool(request, self._scopes, wish.part, is_scored=wish.by_score)
            query["filter"] += _filters(request, FACETS)
            self._found[wish] = self._ask(_page(request, wish) | {"query": {"bool": query}})
        return self._found[wish]


def _page(request: Request, wish: Wish) -> dict[str, Any]:
    by_score = [{"_score": "desc"}] if wish.by_score else []
    direction = "asc" if request.sort == "oldest" else "desc"
    place: dict[str, Any] = {"from_": wish.offset}
    if wish.after:
        place = {"search_after": _search_after(wish.after, by_score)}
    return place | {
        "sort": [*by_score, {"order_key": direction}, {"id": direction}],
        "size": wish.limit,
        "track_total_hits": True,
        "timeout": f"{TIMEOUT}s",
    }


def _bool(
    request: Request, scopes: Iterable[str], part: Part = Part.ALL, *, is_scored: bool = True
) -> dict[str, list[dict[str, Any]]]:
    """The whole question, or the part of it that is wanted; what is not scored is only filtered by."""
    without = [_term_anywhere(word) for word in request.without_words]
    without += [_phrase(phrase) for phrase in request.without_phrases]
    if request.without_entries:
        without.append({"terms": {"id": sorted(request.without_entries)}})
    if part is Part.REST:
        without.append({"bool": {"filter": _wanted(request, Part.TITLE, is_scored=False)}})
    wanted = _wanted(request, Part.TITLE if part is Part.TITLE else Part.ALL, is_scored=is_scored)
    allowed: list[dict[str, Any]] = [{"terms": {"scope": list(scopes)}}]
    return {
        "must": wanted if is_scored else [],
        "filter": allowed if is_scored else [*wanted, *allowed],
        "must_not": without,
    }


def _wanted(request: Request, part: Part, *, is_scored: bool) -> list[dict[str, Any]]:
    groups = [_group(group, part, is_scored=is_scored) for group in request.groups]
    if request.any_group and groups:
        groups = [_any_of(groups)]
    return [*groups, *(_phrase(phrase, part) for phrase in request.phrases)]


def _group(group: Group, part: Part, *, is_scored: bool) -> dict[str, Any]:
    one = _word if is_scored else _keys_of_word
    words = [one(word, part) for word in group.words]
    together = words[0] if len(words) == 1 else {"bool": {"must": words}}
    if not group.concept:
        return together
    return _any_of([together, _scored(group.concept, part) if is_scored else _keys([group.concept], part)])


def _word(word: Word, part: Part) -> dict[str, Any]:
    """A word counts as its best key, not as the sum of them."""
    keys = [_scored(key, part) for key in word.keys]
    return {"dis_max": {"queries": [*keys, _scored(word.exact, part, EXACT_BOOST)]}}


def _keys_of_word(word: Word, part: Part) -> dict[str, Any]:
    return _keys([*word.keys, word.exact], part)


def _keys(keys: list[str], part: Part) -> dict[str, Any]:
    """Whatever has one of these keys, nothing scored: several times as fast."""
    return _any_of([{"terms": {field: keys}} for field in SEARCHED_FIELDS[part]])


def _scored(key: str, part: Part, boost: float = 1.0) -> dict[str, Any]:
    """One key scored as if the fields were one, the title four times."""
    return {"combined_fields": {"query": key, "fields": SCORED_FIELDS[part], "boost": boost}}


def _any_of(queries: list[dict[str, Any]]) -> dict[str, Any]:
    return {"bool": {"should": queries, "minimum_should_match": 1}}


def _term_anywhere(key: str) -> dict[str, Any]:
    return _any_of([{"term": {field: key}} for field in FIELDS])


def _phrase(stems: tuple[str, ...], part: Part = Part.ALL) -> dict[str, Any]:
    fields = ("title_stems",) if part is Part.TITLE else ("title_stems", "body_stems")
    return _any_of([{"match_phrase": {field: " ".join(stems)}} for field in fields])


def _filters(request: Request, facets: Iterable[str]) -> list[dict[str, Any]]:
    return [{"terms": {facet: sorted(request.filters[facet])}} for facet in facets if facet in request.filters]


def _aggregation(facet: str, request: Request) -> dict[str, Any]:
    """Counts of a facet under the selections of all the others."""
    others = _filters(request, (other for other in FACETS if other != facet))
    counted = {"terms": {"field": facet, "size": CODES_AT_MOST}}
    return {"filter": {"bool": {"filter": others}}, "aggs": {"codes": counted}} if others else counted


def _search_after(place: Place, by_score: list) -> list[float]:
    return [*([place.score] if by_score else []), place.order_key, place.entry_id]


def _buckets(aggregation: dict[str, Any]) -> dict[str, int]:
    counted = aggregation.get("codes", aggregation)
    return {bucket["key"]: bucket["doc_count"] for bucket in counted["buckets"]}


def _place(hit: dict[str, Any], *, is_scored: bool) -> Place:
    *score, order_key, entry_id = hit["sort"]
    return Place(score=score[0] if is_scored else 0.0, order_key=order_key, entry_id=entry_id)
