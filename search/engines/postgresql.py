"""Search in PostgreSQL: a ``tsvector`` per entry, written as a literal, so that no parser of its own takes part.

Weights: A exact word in the title, B another key in the title, C exact word in the body, D another key there.
Its own phrase operator is not used: keys of one word share a position, so it finds what is no phrase. A phrase is
found by its words and then looked for in the stems as they stand.
"""

from search.engines.base import Group, Request
from search.engines.database import DatabaseEngine, Sql

POSITIONS, LAST_POSITION = 255, 16_383  # what a tsvector keeps of one key, and the highest position it knows
WEIGHTS = "'{0.2, 0.25, 0.8, 1.0}'"  # D, C, B, A
BY_LENGTH = 1  # divide the rank by 1 + the logarithm of the length: the best of the plain ranks against BM25


class PostgresqlEngine(DatabaseEngine):
    name = "postgresql"
    joined_codes = "string_agg(codes, '')"
    has_letter = "strpos(e.codes, %s) > 0"

    def _source(self, request: Request) -> Sql:
        joined = "FROM search_searchentry e JOIN search_searchkeys k ON k.entry_id = e.id WHERE"
        conditions = [Sql("k.vector @@ %s::tsquery", (query(request),))] if query(request) else []
        conditions += [_stands_in_order(phrase) for phrase in request.phrases]
        for phrase in request.without_phrases:
            found = _stands_in_order(phrase)
            conditions.append(Sql(f"NOT (k.vector @@ %s::tsquery AND {found.text})", (_all(phrase), *found.params)))
        text = " AND ".join(condition.text for condition in conditions) or "TRUE"
        return Sql(f"{joined} {text}", tuple(param for condition in conditions for param in condition.params))

    def _score(self, request: Request) -> Sql:
        if not request.has_text:
            return Sql("0.0::float8")
        ranked = [key for group in request.groups for key in _keys(group)]
        ranked += [key for phrase in request.phrases for key in phrase]
        return Sql(f"ts_rank({WEIGHTS}, k.vector, %s::tsquery, {BY_LENGTH})::float8", (_any(ranked),))


def vector(title_words: list[tuple[str, ...]], body_words: list[tuple[str, ...]]) -> str:
    """A ``tsvector`` literal: for each word in order, its exact key first, then its other keys."""
    places: dict[str, list[str]] = {}
    in_title, in_body = ("A", "B"), ("C", "")  # D is what a place without a letter has
    weighed = [(word, in_title) for word in title_words] + [(word, in_body) for word in body_words]
    for position, ((exact, *others), (of_exact, of_others)) in enumerate(weighed, 1):
        at = min(position, LAST_POSITION)
        places.setdefault(exact, []).append(f"{at}{of_exact}")
        for key in others:
            places.setdefault(key, []).append(f"{at}{of_others}")
    return " ".join(f"'{key}':{','.join(found[:POSITIONS])}" for key, found in places.items())


def query(request: Request) -> str:
    """The request as a ``tsquery`` literal, phrases as their words."""
    groups = [_group(group) for group in request.groups]
    wanted = [f"({'|'.join(groups)})"] if request.any_group and groups else groups
    wanted += [_all(phrase) for phrase in request.phrases]
    return "&".join([*wanted, *(f"!'{word}'" for word in request.without_words)])


def _group(group: Group) -> str:
    words = "&".join(f"({_any([*word.keys, word.exact])})" for word in group.words)
    return f"(({words})|'{group.concept}')" if group.concept else f"({words})"


def _keys(group: Group) -> list[str]:
    concept = [group.concept] if group.concept else []
    return [*concept, *(key for word in group.words for key in (*word.keys, word.exact))]


def _any(keys: list[str]) -> str:
    return "|".join(f"'{key}'" for key in keys)


def _all(keys: tuple[str, ...]) -> str:
    return "&".join(f"'{key}'" for key in keys)


def _stands_in_order(phrase: tuple[str, ...]) -> Sql:
    """The bar keeps a phrase from beginning in the title and ending in the text."""
    return Sql("strpos(' ' || k.title_stems || ' | ' || k.body_stems || ' ', %s) > 0", (f" {' '.join(phrase)} ",))
