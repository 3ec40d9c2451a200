"""Search in PostgreSQL: ``tsvector`` columns of the entries, written as literals, so that no parser takes part.

``vector`` holds every key of an entry, ``title_vector`` those of its titles; weights: A exact word in a title, B
another key there, C exact word in a text, D another key there. PostgreSQL's own phrase operator is not used: it knows
no position beyond 16,383. A phrase is found by its pairs of neighbours, which have keys too, and then looked for in the
stems as they stand.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from django.db import connection, transaction

from search.engines.base import Answer, Group, Request
from search.engines.database import DatabaseEngine, Sql
from search.engines.paging import Part
from search.engines.scoring import scored_keys
from search.models import SearchEntry, SearchKeys

POSITIONS = 255  # what a tsvector keeps of one key
EXACT = {"B": "A", "": "C"}  # the weight of an exact key, by that of the others beside it
WEIGHTS = "'{0.2, 0.25, 0.8, 1.0}'"  # D, C, B, A
BY_LENGTH = 1  # divide the rank by 1 + the logarithm of the length
HALF = 0.1  # the rank at which a key counts half of what it can
LARGEST_VECTOR = 900_000  # bytes; a tsvector ends at a megabyte
UNPAIRED = "p"  # the key of a text whose pairs did not fit
PAIRS = 1 << 16  # keys of pairs: enough to leave hardly any others, few enough for an index that stays small
# A sequential scan reads every vector from where long values are kept; compiling a query, or starting others to help,
# takes longer than it.
SETTINGS = (
    "SELECT set_config('enable_seqscan', %s, true), set_config('jit', 'off', true), "
    "set_config('max_parallel_workers_per_gather', '0', true)"
)


class PostgresqlEngine(DatabaseEngine):
    name = "postgresql"
    joined_codes = "string_agg(codes, '')"
    has_letter = "strpos(e.codes, %s) > 0"
    worked_out_once = "OFFSET 0"

    def search(self, request: Request) -> Answer:
        """See ``Engine``; phrases are looked for once and not again for the page."""
        with transaction.atomic():
            self._rows(SETTINGS, ("off" if request.has_text else "on",))
            if request.phrases:
                found = self._source(request)
                ids = self._rows(f"SELECT e.id {found.text}", found.params)
                request = replace(request, within=tuple(entry_id for (entry_id,) in ids))
            return super().search(request)

    def _source(self, request: Request, part: Part = Part.ALL, *, by_score: bool = False) -> Sql:
        conditions = list(_conditions(request, part))
        text = " AND ".join(condition.text for condition in conditions) or "TRUE"
        # The vector read and unpacked once, however many of its keys are then weighed.
        unpacked = f"CROSS JOIN LATERAL (SELECT {_column(part)} || '' AS keys OFFSET 0) unpacked " if by_score else ""
        params = tuple(param for condition in conditions for param in condition.params)
        return Sql(f"FROM search_searchentry e {unpacked}WHERE {text}", params)

    def _score(self, request: Request) -> Sql:
        """Each group by its best key: what the key is worth, the more the oftener it is there."""
        phrases = tuple(Group((), stem) for phrase in request.phrases for stem in phrase)
        worth = scored_keys(replace(request, groups=(*request.groups, *phrases)))
        groups = [[key for key in _keys(group) if key in worth] for group in (*request.groups, *phrases)]
        rank = f"ts_rank({WEIGHTS}, unpacked.keys, %s::tsquery, {BY_LENGTH})"
        bests = [
            f"greatest({', '.join(f'%s * (1 - {HALF} / ({HALF} + {rank}))' for _ in keys)})" for keys in groups if keys
        ]
        params = tuple(param for keys in groups for key in keys for param in (worth[key], f"'{key}'"))
        return Sql(f"({' + '.join(bests) or '0'})::float8", params)


def index(rows: Iterable[SearchKeys]) -> None:
    """Make entries findable by these keys."""
    found = [(row.pk, vector(row), title_vector(row)) for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE search_searchentry e SET vector = v.keys::tsvector, title_vector = v.title::tsvector "
            "FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS v(id, keys, title) WHERE e.id = v.id",
            [list(column) for column in zip(*found, strict=True)] if found else [[], [], []],
        )


def unindex(entry: SearchEntry) -> None:
    """Keep nothing of what an entry was found by."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE search_searchentry SET vector = NULL, title_vector = NULL WHERE id = %s", (entry.pk,))


def vector(keys: SearchKeys) -> str:
    """A ``tsvector`` literal of what an entry is found by; positions only say how often a key is there.

    A text too long for that is found just the same: it is without pairs and positions, and past a megabyte without its
    end.
    """
    places = _places((keys.title_stems, "B"), (keys.title_keys, "B"), (keys.body_stems, ""), (keys.body_keys, ""))
    pairs = {*_pairs(keys.title_stems.split()), *_pairs(keys.body_stems.split())}
    size = sum(len(key) + 8 + 2 * len(found) for key, found in places.items())
    if size + 16 * len(pairs) <= LARGEST_VECTOR:
        return " ".join([_literal(places), *sorted(pairs)])
    places |= {UNPAIRED: ["1"]}
    if size <= LARGEST_VECTOR:
        return _literal(places)
    kept, size = [f"'{UNPAIRED}'"], 0
    for key in places:
        size += len(key) + 8
        kept += [f"'{key}'"] if size <= LARGEST_VECTOR else []
    return " ".join(kept)


def title_vector(keys: SearchKeys) -> str:
    """The same of the titles alone."""
    found = _places((keys.title_stems, "B"), (keys.title_keys, "B"))
    return " ".join([_literal(found), *sorted(set(_pairs(keys.title_stems.split())))])


def _pairs(stems: Sequence[str]) -> Iterator[str]:
    """A short key for each two neighbours; different neighbours may share one, so it only narrows the search."""
    for first, second in pairwise(stems):
        yield f"'{UNPAIRED}{zlib.crc32(f'{first} {second}'.encode()) % PAIRS:x}'"


def _places(*columns: tuple[str, str]) -> dict[str, list[str]]:
    places: dict[str, list[str]] = {}
    for text, weight in columns:
        for key in text.split():
            found = places.setdefault(key, [])
            if len(found) < POSITIONS:
                found.append(f"{len(found) + 1}{EXACT[weight] if key[0] == 'x' else weight}")
    return places


def _literal(places: dict[str, list[str]]) -> str:
    return " ".join(f"'{key}':{','.join(found)}" for key, found in places.items())


def query(request: Request) -> str:
    """The words of a request as a ``tsquery`` literal, phrases as their words and pairs."""
    groups = [_group(group) for group in request.groups]
    wanted = [f"({'|'.join(groups)})"] if request.any_group and groups else groups
    return "&".join([*wanted, *(_phrase(phrase) for phrase in request.phrases)])


def _conditions(request: Request, part: Part) -> Iterable[Sql]:
    found = list(_found(request, "e.vector", ("title_stems", "body_stems")))
    titled = list(_found(request, "e.title_vector", ("title_stems",)))
    if request.within is not None:
        yield Sql("e.id = ANY(%s)", (list(request.within),))
    else:
        # What has the words in its title has them; asked again, every long vector would be read for the answer.
        yield from found if part is not Part.TITLE else ()
        yield from (_left_out(condition) for condition in _unwanted(request))
    if part is Part.TITLE:
        yield from titled
    if part is Part.REST:
        texts = " AND ".join(condition.text for condition in titled)
        yield Sql(f"NOT ({texts})", tuple(param for condition in titled for param in condition.params))


def _found(request: Request, column: str, stems: Iterable[str]) -> Iterable[Sql]:
    if request.has_text:
        yield Sql(f"{column} @@ %s::tsquery", (query(request),))
    yield from (_stands_in_order(phrase, stems) for phrase in request.phrases)


def _unwanted(request: Request) -> Iterable[Sql]:
    if request.without_words:
        yield Sql("e.vector @@ %s::tsquery", (_any(request.without_words),))
    for phrase in request.without_phrases:
        found = _stands_in_order(phrase, ("title_stems", "body_stems"))
        yield Sql(f"e.vector @@ %s::tsquery AND {found.text}", (_phrase(phrase), *found.params))


def _left_out(condition: Sql) -> Sql:
    return Sql(f"e.id NOT IN (SELECT e.id FROM search_searchentry e WHERE {condition.text})", condition.params)  # noqa: S608


def _column(part: Part) -> str:
    return "e.title_vector" if part is Part.TITLE else "e.vector"


def _group(group: Group) -> str:
    words = "&".join(f"({_any(word.keys)})" for word in group.words)
    return f"(({words})|'{group.concept}')" if group.concept else f"({words})"


def _keys(group: Group) -> list[str]:
    concept = [group.concept] if group.concept else []
    return [*concept, *(key for word in group.words for key in (*word.keys, word.exact))]


def _any(keys: Iterable[str]) -> str:
    return "|".join(f"'{key}'" for key in keys)


def _phrase(stems: tuple[str, ...]) -> str:
    words, pairs = (f"'{stem}'" for stem in stems), "&".join(_pairs(stems))
    return "&".join([*words, *([f"(({pairs})|'{UNPAIRED}')"] if pairs else [])])


def _stands_in_order(phrase: tuple[str, ...], columns: Iterable[str]) -> Sql:
    """Whether the stems of an entry have the phrase; asked entry by entry, of those that have its words."""
    places = " OR ".join(f"strpos(' ' || k.{column} || ' ', %s) > 0" for column in columns)
    text = f"(SELECT {places} FROM search_searchkeys k WHERE k.entry_id = e.id)"  # noqa: S608
    return Sql(text, tuple(f" {' '.join(phrase)} " for _ in columns))
