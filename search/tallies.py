"""How many readable things there are of each value, for searches without a word: kept as they are written.

A change adds rows (one thing less with the old values, one more with the new) and touches none, so writers never wait
for each other; the worker sums them up. A reader adds up what is there, which is exact at any moment.
"""

from collections import Counter
from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import Count, Q, Sum
from django.db.models.functions import Length

from search.models import SearchEntry, SearchFacet, SearchScope, SearchTally

ENOUGH, BATCH = 200, 500  # fewer changes are not worth summing up
COUNTED = (
    "INSERT INTO search_searchtally (scope, codes, entries) "
    "SELECT scope, codes, COUNT(*) FROM search_searchentry WHERE is_visible GROUP BY scope, codes"
)
RECOUNT = {
    "sqlite": "DELETE FROM search_searchtally",
    # One statement sees one state of the database: no entry counts twice that is written meanwhile.
    "postgresql": "WITH gone AS (DELETE FROM search_searchtally) " + COUNTED,  # noqa: S608  no value of anybody's
}


def counted_as(entry: SearchEntry) -> tuple[str, str] | None:
    """The scope and the letters that an entry counts for; nothing where nobody finds it."""
    return (entry.scope, entry.codes) if entry.pk and entry.is_visible else None


def tally(entry: SearchEntry, *, was: tuple[str, str] | None) -> None:
    """Note what an entry counts for now; ``was`` is what it counted for before."""
    now = counted_as(entry)
    if now == was:
        return
    changes = [(place, change) for place, change in ((was, -1), (now, 1)) if place]
    SearchTally.objects.bulk_create(
        SearchTally(scope=scope, codes=codes, entries=change) for (scope, codes), change in changes
    )


def totals(scopes: Iterable[str], facets: Iterable[SearchFacet]) -> tuple[int, dict[str, dict[str, int]]]:
    """How many things somebody with these scopes may read, and how many have each value."""
    opened = SearchScope.objects.filter(is_public=True).values("name")
    rows = SearchTally.objects.filter(Q(scope__in=list(scopes)) | Q(scope__in=opened))
    by_letter: dict[str, int] = {}
    for codes, entries in rows.values_list("codes").annotate(sum=Sum("entries")):
        for letter in codes:
            by_letter[letter] = by_letter.get(letter, 0) + entries
    counts: dict[str, dict[str, int]] = {}
    for facet in facets:
        if found := by_letter.get(facet.letter, 0):
            counts.setdefault(facet.name, {})[facet.code] = found
    return sum(counts.get("kind", {}).values()), counts


@transaction.atomic
def sum_up(*, at_once: bool = False) -> int:
    """Make of all rows one for each scope and value; return how many changes were summed up.

    A few changes are left as they are, unless it is to be done ``at_once``.
    """
    changes = SearchTally.objects.annotate(values_count=Length("codes")).filter(values_count__gt=1)
    count = changes.count()
    if count < ENOUGH and not at_once:
        return 0
    rows = list(SearchTally.objects.select_for_update().values_list("pk", "scope", "codes", "entries"))
    sums: Counter[tuple[str, str]] = Counter()
    for _, scope, codes, entries in rows:
        for letter in codes:
            sums[scope, letter] += entries
    for start in range(0, len(rows), BATCH):
        SearchTally.objects.filter(pk__in=[pk for pk, *_ in rows[start : start + BATCH]]).delete()
    _insert(sums)
    return count


@transaction.atomic
def recount() -> int:
    """Count everything anew from the entries; return how many there are."""
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT[connection.vendor])
        if connection.vendor == "sqlite":  # its writers come one by one, so two statements see the same
            cursor.execute(COUNTED)
    return SearchEntry.objects.filter(is_visible=True).count()


def is_right() -> bool:
    """Whether the sums say what the entries say."""
    said: Counter[tuple[str, str]] = Counter()
    told: Counter[tuple[str, str]] = Counter()
    for counter, rows in (
        (said, SearchTally.objects.values_list("scope", "codes").annotate(sum=Sum("entries"))),
        (told, SearchEntry.objects.filter(is_visible=True).values_list("scope", "codes").annotate(sum=Count("pk"))),
    ):
        for scope, codes, entries in rows:
            for letter in codes:
                counter[scope, letter] += entries
    return {place: count for place, count in said.items() if count} == told


def _insert(sums: Counter[tuple[str, str]]) -> None:
    SearchTally.objects.bulk_create(
        (SearchTally(scope=scope, codes=letter, entries=count) for (scope, letter), count in sums.items() if count),
        batch_size=BATCH,
    )
