"""Elasticsearch kept whole: drained, built anew beside what readers use, compared with the database."""

import contextlib
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.utils import timezone

from search.engines import elasticsearch_engine
from search.engines.base import EngineError
from search.models import SearchEntry, SearchOutbox
from search.outbox import BATCH, change_of, changes_of, facets_by_letter, send_waiting

if TYPE_CHECKING:
    from search.engines.elasticsearch import ElasticsearchEngine

LOCK, LOCK_SECONDS = "search.rebuilding", 120  # renewed with every batch: a killed rebuild frees it

log = logging.getLogger(__name__)
_is_away = False  # as this process last saw it


class RebuildUnderWay(Exception):
    """Somebody else builds the index at this moment."""


def drain() -> int:
    """Bring Elasticsearch up to date: build its index where it has none, then send what waits.

    Returns how many changes were sent; ``EngineError`` when the server does not answer, and then all of it waits on.
    """
    engine = elasticsearch_engine()
    if engine is None or cache.get(LOCK):
        return 0
    if engine.is_there():
        return send_waiting(engine)
    with contextlib.suppress(RebuildUnderWay):
        return rebuild(engine)
    return 0


def catch_up() -> int:
    """``drain`` for the worker, who comes again in a moment: a server that is away is no failure.

    Its going and its return are a line of the log each.
    """
    global _is_away
    try:
        sent = drain()
    except EngineError as error:
        if not _is_away:
            log.warning("Elasticsearch is not told of changes until it answers again: %s", error)
        _is_away = True
        return 0
    if _is_away:
        log.warning("Elasticsearch answers again and has been told of %s changes", sent)
    _is_away = False
    return sent


def rebuild(engine: "ElasticsearchEngine", *, progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Build a new index from the database, catch up with what changed meanwhile, then let readers use it.

    One that was left half built is taken up where it ended. The outbox is emptied only at the end, so every change
    since the beginning is replayed; the index in use is told of it meanwhile. Returns how many entries there are;
    ``RebuildUnderWay`` when somebody else is at it.
    """
    if not cache.add(LOCK, True, LOCK_SECONDS):
        raise RebuildUnderWay
    try:
        progress = _telling_readers(engine, progress) if engine.is_there() else progress
        left = engine.unfinished()
        index = left or engine.create_index(timezone.now().strftime("%Y%m%d%H%M%S%f"))
        done = _copy(engine, index, engine.highest(index) if left else 0, progress)
        for rows in _batches_of_outbox():
            engine.send(changes_of(rows), index=index)
        engine.refresh()
        if left:  # changes of the time when nobody was building it went to the old index only
            repair(engine, compare(engine, index, waiting=()), index)
        engine.swap(index)
    finally:
        cache.delete(LOCK)
    send_waiting(engine)
    return done


def _copy(engine: "ElasticsearchEngine", index: str, last: int, progress: Callable[[int, int], None]) -> int:
    entries = SearchEntry.objects.filter(is_visible=True).select_related("keys").order_by("pk")
    total, facets = entries.count(), facets_by_letter()
    done = entries.filter(pk__lte=last).count() if last else 0
    while batch := list(entries.filter(pk__gt=last)[:BATCH]):
        engine.send([change_of(entry.pk, entry, entry.version, facets) for entry in batch], index=index)
        done, last = done + len(batch), batch[-1].pk
        cache.touch(LOCK, LOCK_SECONDS)
        progress(done, total)
    return done


def _telling_readers(engine: "ElasticsearchEngine", progress: Callable[[int, int], None]) -> Callable[[int, int], None]:
    """The progress with which the index in use hears what waits, each change once; the new one hears it at the end."""
    told = 0

    def tell(done: int, total: int) -> None:
        nonlocal told
        for rows in _batches_of_outbox(after=told):
            engine.send(changes_of(rows))
            told = rows[-1].pk
        progress(done, total)

    return tell


def _batches_of_outbox(*, after: int = 0) -> Iterator[list[SearchOutbox]]:
    last = after
    while rows := list(SearchOutbox.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield rows
        last = rows[-1].pk


@dataclass
class Difference:
    """Where the index and the database tell different things, as ids of entries."""

    missing: list[int] = field(default_factory=list)  #: readable, and not in the index
    outdated: list[int] = field(default_factory=list)  #: in the index as they were
    superfluous: list[int] = field(default_factory=list)  #: in the index, and not readable any more

    def __bool__(self) -> bool:
        return bool(self.missing or self.outdated or self.superfluous)


def compare(
    engine: "ElasticsearchEngine", index: str | None = None, *, waiting: Iterable[int] | None = None
) -> Difference:
    """What the index (of the readers, unless another is named) lacks or has too much of.

    What still waits in the outbox is no difference, unless other ids are said to be waited for.
    """
    known = dict(SearchEntry.objects.filter(is_visible=True).values_list("pk", "version"))
    queued = set(SearchOutbox.objects.values_list("entry_id", flat=True) if waiting is None else waiting)
    indexed = {entry_id: version for entry_id, version in engine.versions(index) if entry_id not in queued}
    return Difference(
        missing=sorted(set(known) - set(indexed) - queued),
        outdated=sorted(found for found in indexed if found in known and indexed[found] != known[found]),
        superfluous=sorted(set(indexed) - set(known)),
    )


def repair(engine: "ElasticsearchEngine", difference: Difference, index: str | None = None) -> None:
    """Send the entries that differ again, some at a time."""
    wrong = [*difference.missing, *difference.outdated, *difference.superfluous]
    indexed, facets = dict(engine.versions(index)) if wrong else {}, facets_by_letter()
    for start in range(0, len(wrong), BATCH):
        ids = wrong[start : start + BATCH]
        entries = SearchEntry.objects.select_related("keys").in_bulk(ids)
        changes = [change_of(found, entries.get(found), indexed.get(found, 0) + 1, facets) for found in ids]
        engine.send(changes, index=index)
