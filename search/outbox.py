"""What Elasticsearch still has to be told, written with the change itself and sent by whoever drains it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from search.engines import elasticsearch_engine
from search.engines.base import Change
from search.models import SearchEntry, SearchFacet, SearchOutbox

if TYPE_CHECKING:
    from search.engines.elasticsearch import ElasticsearchEngine

BATCH = 500
NARROWED_AT_MOST = 1_000


def is_fed() -> bool:
    """Whether Elasticsearch has to be told of changes."""
    return elasticsearch_engine() is not None


def enqueue(entry: SearchEntry, *, narrows: bool) -> None:
    """Note that an entry changed, in the transaction of the change; nothing to note without Elasticsearch."""
    if is_fed():
        SearchOutbox.objects.create(entry_id=entry.pk, version=entry.version, narrows=narrows)


def narrowed() -> frozenset[int] | None:
    """Entries that fewer people may read than the index knows; ``None`` when there are too many to leave out."""
    waiting = SearchOutbox.objects.filter(narrows=True).values_list("entry_id", flat=True)
    found = frozenset(waiting[: NARROWED_AT_MOST + 1])
    return found if len(found) <= NARROWED_AT_MOST else None


def send_waiting(engine: "ElasticsearchEngine") -> int:
    """Send everything that waits, oldest first, and return how many changes that were.

    Nothing is lost when it stops half-way: a change leaves the outbox after the server has it, and the server keeps
    the newer of two versions.
    """
    sent = 0
    while rows := list(SearchOutbox.objects.order_by("pk")[:BATCH]):
        engine.send(changes_of(rows))
        SearchOutbox.objects.filter(pk__in=[row.pk for row in rows]).delete()
        sent += len(rows)
    return sent


def changes_of(rows: Sequence[SearchOutbox]) -> list[Change]:
    """The present state of the entries that these rows name, each once."""
    newest = {row.entry_id: row.version for row in rows}
    entries = SearchEntry.objects.select_related("keys").in_bulk(list(newest))
    facets = facets_by_letter()
    return [change_of(entry_id, entries.get(entry_id), version, facets) for entry_id, version in newest.items()]


def change_of(entry_id: int, entry: SearchEntry | None, version: int, facets: Mapping[str, SearchFacet]) -> Change:
    """What to tell of one entry; ``version`` counts where the entry itself is gone."""
    if entry is None or not entry.is_visible:
        return Change(entry_id, entry.version if entry else version, None)
    return Change(entry_id, entry.version, document_of(entry, facets))


def document_of(entry: SearchEntry, facets: Mapping[str, SearchFacet]) -> dict:
    """An entry as Elasticsearch keeps it; ``entry.keys`` is loaded with it."""
    document: dict = {
        "id": entry.pk,
        "scope": entry.scope,
        "order_key": entry.order_key,
        "title_stems": entry.keys.title_stems,
        "body_stems": entry.keys.body_stems,
        "title_keys": entry.keys.title_keys,
        "body_keys": entry.keys.body_keys,
    }
    for facet in (facets[letter] for letter in entry.codes if letter in facets):
        document.setdefault(facet.name, []).append(facet.code)
    return document


def facets_by_letter() -> dict[str, SearchFacet]:
    """Every facet value by the letter that stands for it."""
    return {facet.letter: facet for facet in SearchFacet.objects.all()}
