"""What the two database engines share: two statements a search, one for the page, one for total and counts.

Facets are counted from ``SearchEntry.codes``, where each character is a facet value: one pass joins the strings of
all hits, and counting characters in a string is fast. Where facets are selected, ``miss`` says which of them a hit
does not meet (bit by bit); those that miss exactly one count for that one, which is how a facet's own selection does
not narrow its own counts.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from search.engines.base import Answer, Group, Place, Request, Word
from search.engines.paging import Part, page
from search.models import PUBLIC, SearchFacet
from search.tallies import totals


@dataclass(frozen=True)
class Sql:
    """A piece of a statement with its parameters."""

    text: str
    params: tuple = ()


class DatabaseEngine(ABC):
    name: str
    joined_codes: str
    has_letter: str
    worked_out_once: str  # at the end of an inner query whose columns are not to be computed again by the outer one

    def search(self, request: Request) -> Answer:
        """See ``Engine``; the database is the last resort, so its errors are errors."""
        facets = list(SearchFacet.objects.all())
        if request.is_open:
            total, counts = totals(request.scopes, facets)
        else:
            total, counts = self._totals(request, self._misses(request, facets), facets)
        places, after = page(self, request, total)
        return Answer(total=total, places=places, facets=counts, after=after)

    def listed(
        self, request: Request, part: Part, *, by_score: bool, offset: int, limit: int, after: Place | None = None
    ) -> list[Place]:
        """See ``Lister``."""
        found = self._found(request, self._facets(request), part, by_score=by_score)
        score = self._score(request) if by_score else Sql("0.0")
        inner = Sql(
            f"SELECT {score.text} AS score, e.order_key AS order_key, e.id AS id {found.text}",
            (*score.params, *found.params),
        )
        direction, comparison = ("ASC", ">") if request.sort == "oldest" else ("DESC", "<")
        later = Sql("")
        if after:
            columns, place = ("score, ", [after.score]) if by_score else ("", [])
            marks = ", ".join("%s" for _ in (*place, 1, 2))
            later = Sql(
                f"WHERE ({columns}order_key, id) {comparison} ({marks})", (*place, after.order_key, after.entry_id)
            )
        order = f"{f'score {direction}, ' if by_score else ''}order_key {direction}, id {direction}"
        statement = (
            f"SELECT score, order_key, id FROM ({inner.text}) hits {later.text} "  # noqa: S608  as below
            f"ORDER BY {order} LIMIT %s OFFSET %s"
        )
        rows = self._rows(statement, (*inner.params, *later.params, limit, 0 if after else offset))
        # A database may call what is not scored a decimal, which no cursor can carry.
        return [Place(float(score), order_key, entry_id) for score, order_key, entry_id in rows]

    def size(self, request: Request, part: Part) -> int:
        """See ``Lister``."""
        found = self._found(request, self._facets(request), part)
        return self._rows(f"SELECT COUNT(*) {found.text}", found.params)[0][0]

    def counts(self, requests: Sequence[Request], *, at_most: int) -> list[int]:
        """For each of these questions how many entries it finds, counted up to ``at_most``: one statement for all."""
        parts = [self._found(request, self._facets(request)) for request in requests]
        texts = [
            f"SELECT {number} AS number, COUNT(*) FROM (SELECT 1 AS one {part.text} LIMIT {at_most}) found"  # noqa: S608  as below
            for number, part in enumerate(parts)
        ]
        rows = self._rows(" UNION ALL ".join(texts), tuple(param for part in parts for param in part.params))
        return [count for _, count in sorted(rows)]

    def missing(self, keys: Sequence[str]) -> set[str]:
        """Those of these keys that no entry has, whoever may read it."""
        sources = [self._source(Request(groups=(Group((Word((key,), key),)),))) for key in keys]
        texts = [
            f"SELECT {number} AS number WHERE NOT EXISTS (SELECT 1 {source.text})"
            for number, source in enumerate(sources)
        ]
        rows = self._rows(" UNION ALL ".join(texts), tuple(param for source in sources for param in source.params))
        return {keys[number] for (number,) in rows}

    def having(self, request: Request, *, above: int, most: int) -> list[int]:
        """Ids above ``above`` of entries that have these words, in order and whoever may read them: for the worker."""
        source = self._source(request)
        statement = f"SELECT e.id {source.text} AND e.id > %s ORDER BY e.id LIMIT %s"
        return [entry_id for (entry_id,) in self._rows(statement, (*source.params, above, most))]

    def younger(self, request: Request, *, than: int, most: int) -> list[int]:
        """Ids above ``than`` of entries that the question finds, the latest first."""
        found = self._found(request, self._facets(request))
        statement = f"SELECT e.id {found.text} AND e.id > %s ORDER BY e.id DESC LIMIT %s"
        return [entry_id for (entry_id,) in self._rows(statement, (*found.params, than, most))]

    def _facets(self, request: Request) -> list[SearchFacet]:
        """Those that the filters of a question are about."""
        return list(SearchFacet.objects.filter(name__in=request.filters)) if request.filters else []

    def _found(
        self, request: Request, facets: list[SearchFacet], part: Part = Part.ALL, *, by_score: bool = False
    ) -> Sql:
        """FROM and WHERE of what the words find, the filters let through and the reader may read."""
        matching, misses = self._matching(request, part, by_score=by_score), self._misses(request, facets).values()
        kept = "".join(f" AND ({miss.text}) = 0" for miss in misses)
        return Sql(f"{matching.text}{kept}", (*matching.params, *(param for miss in misses for param in miss.params)))

    @abstractmethod
    def _source(self, request: Request, part: Part = Part.ALL, *, by_score: bool = False) -> Sql:
        """FROM and WHERE of everything the words find, before rights and filters; with what scoring needs."""

    @abstractmethod
    def _score(self, request: Request) -> Sql:
        """How well an entry fits, higher is better."""

    def _matching(self, request: Request, part: Part = Part.ALL, *, by_score: bool = False) -> Sql:
        """FROM and WHERE of everything the words find and the reader may read."""
        source = self._source(request, part, by_score=by_score)
        own = ", ".join("%s" for _ in request.scopes)
        opened = "SELECT name FROM search_searchscope WHERE is_public"
        text = f"{source.text} AND e.is_visible AND (e.scope IN ({own}) OR e.scope IN ({opened}))"
        params = (*source.params, *sorted(request.scopes or {PUBLIC}))
        if request.without_entries:
            text += f" AND e.id NOT IN ({', '.join('%s' for _ in request.without_entries)})"
        return Sql(text, (*params, *sorted(request.without_entries)))

    def _misses(self, request: Request, facets: list[SearchFacet]) -> dict[str, Sql]:
        """For each selected facet, in order: 0 where an entry has one of the codes, else 1."""
        misses = {}
        for name in sorted(request.filters):
            letters = [facet.letter for facet in facets if facet.name == name and facet.code in request.filters[name]]
            having = " OR ".join(self.has_letter for _ in letters)
            misses[name] = Sql(f"CASE WHEN {having} THEN 0 ELSE 1 END" if letters else "1", tuple(letters))
        return misses

    def _totals(
        self, request: Request, misses: dict[str, Sql], facets: list[SearchFacet]
    ) -> tuple[int, dict[str, dict[str, int]]]:
        matching = self._matching(request)
        weighed = " + ".join(f"{1 << bit} * ({miss.text})" for bit, miss in enumerate(misses.values())) or "0"
        bits = ", ".join(str(bit) for bit in (0, *(1 << bit for bit in range(len(misses)))))
        statement = (
            # Put together from pieces of these modules; everything that comes from outside is a parameter.
            f"SELECT miss, COUNT(*), {self.joined_codes} FROM "  # noqa: S608
            f"(SELECT e.codes AS codes, {weighed} AS miss {matching.text} {self.worked_out_once}) hits "
            f"WHERE miss IN ({bits}) GROUP BY miss"
        )
        rows = self._rows(statement, (*(param for miss in misses.values() for param in miss.params), *matching.params))
        joined = {miss: (count, codes or "") for miss, count, codes in rows}
        return joined.get(0, (0, ""))[0], _counts({miss: codes for miss, (_, codes) in joined.items()}, misses, facets)

    def _rows(self, statement: str, params: tuple) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(statement, params)
            return cursor.fetchall()


def _counts(codes: dict[int, str], misses: dict[str, Sql], facets: list[SearchFacet]) -> dict[str, dict[str, int]]:
    """Values and counts by facet: all hits, and for a selected facet also those that miss only its selection."""
    bits = {name: 1 << bit for bit, name in enumerate(misses)}
    counts: dict[str, dict[str, int]] = {}
    for facet in facets:
        found = codes.get(0, "").count(facet.letter)
        if facet.name in bits:
            found += codes.get(bits[facet.name], "").count(facet.letter)
        if found:
            counts.setdefault(facet.name, {})[facet.code] = found
    return counts
