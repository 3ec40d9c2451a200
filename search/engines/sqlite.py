"""Search in SQLite: FTS5 over ``search_searchkeys``, joined to the entries it finds."""

from search.engines.base import Group, Request
from search.engines.database import DatabaseEngine, Sql

# Weights of title stems, body stems, title keys, body keys: four times as much in a title.
SCORE = Sql("-bm25(search_index, 4.0, 1.0, 4.0, 1.0)")


class SqliteEngine(DatabaseEngine):
    name = "sqlite"
    joined_codes = "group_concat(codes, '')"
    has_letter = "instr(e.codes, %s) > 0"

    def _source(self, request: Request) -> Sql:
        if request.has_text:
            # CROSS JOIN keeps the order of the tables: the index first, then only the entries it finds.
            joined = "FROM search_index CROSS JOIN search_searchentry e ON e.id = search_index.rowid"
            return Sql(f"{joined} WHERE search_index MATCH %s", (match(request),))
        if without := _without(request):
            found = "SELECT rowid FROM search_index WHERE search_index MATCH %s"
            return Sql(f"FROM search_searchentry e WHERE e.id NOT IN ({found})", (without,))
        return Sql("FROM search_searchentry e WHERE 1 = 1")

    def _score(self, request: Request) -> Sql:
        return SCORE if request.has_text else Sql("0.0")


def match(request: Request) -> str:
    """The request as an FTS5 expression; keys are [a-z0-9] and its operators are capitals, so nothing is quoted."""
    groups = [_group(group) for group in request.groups]
    wanted = [f"({' OR '.join(groups)})"] if request.any_group and groups else groups
    wanted += [_phrase(phrase) for phrase in request.phrases]
    without = _without(request)
    return f"({' AND '.join(wanted)}) NOT ({without})" if without else " AND ".join(wanted)


def _group(group: Group) -> str:
    words = " AND ".join(f"({' OR '.join((*word.keys, word.exact))})" for word in group.words)
    return f"(({words}) OR {group.concept})" if group.concept else f"({words})"


def _phrase(stems: tuple[str, ...]) -> str:
    return f'({{title_stems body_stems}} : "{" ".join(stems)}")'


def _without(request: Request) -> str:
    return " OR ".join([*request.without_words, *(_phrase(phrase) for phrase in request.without_phrases)])
