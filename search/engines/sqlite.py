"""Search in SQLite: FTS5 over ``search_searchkeys``, joined to the entries it finds."""

from search.engines.base import Group, Request
from search.engines.database import DatabaseEngine, Sql
from search.engines.paging import Part

# Weights of title stems, body stems, title keys, body keys: four times as much in a title.
SCORE = Sql("-bm25(search_index, 4.0, 1.0, 4.0, 1.0)")
IN_TITLE = "{title_stems title_keys}"


class SqliteEngine(DatabaseEngine):
    name = "sqlite"
    joined_codes = "group_concat(codes, '')"
    has_letter = "instr(e.codes, %s) > 0"
    worked_out_once = "LIMIT -1"

    def _source(self, request: Request, part: Part = Part.ALL, *, by_score: bool = False) -> Sql:
        if request.has_text:
            # CROSS JOIN keeps the order of the tables: the index first, then only the entries it finds.
            joined = "FROM search_index CROSS JOIN search_searchentry e ON e.id = search_index.rowid"
            found = Sql(f"{joined} WHERE search_index MATCH %s", (match(request, part, with_exact=by_score),))
            if part is not Part.REST:
                return found
            titled = "SELECT rowid FROM search_index WHERE search_index MATCH %s"
            return Sql(f"{found.text} AND e.id NOT IN ({titled})", (*found.params, match(request, Part.TITLE)))
        if without := _without(request):
            found_ids = "SELECT rowid FROM search_index WHERE search_index MATCH %s"
            return Sql(f"FROM search_searchentry e WHERE e.id NOT IN ({found_ids})", (without,))
        return Sql("FROM search_searchentry e WHERE 1 = 1")

    def _score(self, request: Request) -> Sql:
        return SCORE


def match(request: Request, part: Part = Part.ALL, *, with_exact: bool = False) -> str:
    """The request as an FTS5 expression; keys are [a-z0-9] and its operators are capitals, so nothing is quoted.

    An exact word finds nothing that its stem does not find: it is asked for only where it counts for the score.
    """
    groups = [_group(group, with_exact=with_exact) for group in request.groups]
    wanted = [f"({' OR '.join(groups)})"] if request.any_group and groups else groups
    wanted += [_phrase(phrase) for phrase in request.phrases]
    found, without = " AND ".join(wanted), _without(request)
    if part is Part.TITLE:
        found = f"{IN_TITLE} : ({found})"
    return f"({found}) NOT ({without})" if without else found


def _group(group: Group, *, with_exact: bool) -> str:
    keys = ((*word.keys, word.exact) if with_exact else word.keys for word in group.words)
    words = " AND ".join(f"({' OR '.join(found)})" for found in keys)
    return f"(({words}) OR {group.concept})" if group.concept else f"({words})"


def _phrase(stems: tuple[str, ...]) -> str:
    return f'({{title_stems body_stems}} : "{" ".join(stems)}")'


def _without(request: Request) -> str:
    return " OR ".join([*request.without_words, *(_phrase(phrase) for phrase in request.without_phrases)])
