"""How many entries have a key: what makes a rare word worth more than a common one.

Counted now and again by the worker, from a sample where there is much, never while somebody saves: a table that every
writer touches would make them wait for each other, and a logarithm does not mind that a count is a day old.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F

from search.models import SearchEntry, SearchFrequency, SearchKeys

SAMPLE = 20_000  # entries at most
ALL, WORDS = "", " "  # rows that say how many entries there are, and how many words they have together
BATCH = 2_000
CHANGED = 0.05  # of the entries come or gone make the counts old
MEAN_LENGTH = 120.0  # while nothing is counted yet


@dataclass(frozen=True)
class Frequencies:
    """Of some keys, how many entries have them; one that was never counted is taken to be in one."""

    counts: Mapping[str, int] = field(default_factory=dict)
    entries: int = 1
    mean_length: float = MEAN_LENGTH

    def of(self, key: str) -> int:
        return min(self.counts.get(key, 1), self.entries)

    def is_seen(self, key: str) -> bool:
        return key in self.counts


def frequencies_of(keys: Iterable[str]) -> Frequencies:
    """What was counted of these keys: one query."""
    rows = SearchFrequency.objects.filter(key__in=[*keys, ALL, WORDS])
    counts = dict(rows.values_list("key", "entries"))
    entries, words = counts.pop(ALL, 0), counts.pop(WORDS, 0)
    return Frequencies(counts, max(entries, 1), words / entries if entries and words else MEAN_LENGTH)


def count_frequencies() -> int:
    """Count them all anew, and return of how many entries that was."""
    entries = SearchEntry.objects.filter(is_visible=True).count()
    step = entries // SAMPLE + 1
    counted: Counter[str] = Counter()
    sampled = words = 0
    rows = SearchKeys.objects.annotate(draw=F("pk") % step).filter(draw=0)
    columns = ("title_stems", "title_keys", "body_stems", "body_keys")
    for title_stems, title_keys, body_stems, body_keys in rows.values_list(*columns).iterator(chunk_size=BATCH):
        counted.update({*title_stems.split(), *title_keys.split(), *body_stems.split(), *body_keys.split()})
        words += 4 * title_stems.count(" ") + body_stems.count(" ") + 1
        sampled += 1
    scale = entries / sampled if sampled else 1.0
    kept = ((key, round(count * scale)) for key, count in counted.items() if count > 1 or step == 1)
    _store([(ALL, entries), (WORDS, round(words * scale)), *kept])
    return entries


@transaction.atomic
def _store(counts: list[tuple[str, int]]) -> None:
    SearchFrequency.objects.all().delete()
    SearchFrequency.objects.bulk_create(
        (SearchFrequency(key=key, entries=count) for key, count in counts), batch_size=BATCH
    )


def count_when_due() -> int:
    """Count anew where the number of entries is not what it was; 0 where nothing is to be done."""
    entries = SearchEntry.objects.filter(is_visible=True).count()
    counted = SearchFrequency.objects.filter(key=ALL).values_list("entries", flat=True).first() or 0
    return count_frequencies() if abs(entries - counted) > counted * CHANGED else 0
