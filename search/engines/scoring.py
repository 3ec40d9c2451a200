"""The one scorer by which the first results of every engine are put in order.

A word counts as its best key (BM25 over the title four times and the text once), a group as the sum of its words or
as its concept, a question as the sum of its groups. What it reads is the same in every database, so the order of the
first results does not depend on the engine that found them.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from search.engines.base import Group, Place, Request
from search.frequencies import Frequencies, frequencies_of
from search.models import SearchKeys

IN_TITLE = 4  # times as much as in the text
SATURATION, BY_LENGTH = 1.2, 0.75  # k1 and b of BM25
SHARE_OF_PHRASE, SHARE_OF_FILTER = 0.01, 0.25  # of what is found without them, about
WEIGHTS = {"x": 1.2, "l": 0.9}  # of an exact word and of a base form, beside a Serbo-Croatian stem


@dataclass(frozen=True)
class Text:
    """The keys of an entry, in its title and in its text, with a space between them."""

    title: str
    body: str
    length: int

    def times(self, key: str) -> int:
        """How often it has the key; only this one is looked for, most texts do not have it at all."""
        in_title = self._title.count(f" {key} ") if key in self.title else 0
        return IN_TITLE * in_title + (self._body.count(f" {key} ") if key in self.body else 0)

    @cached_property
    def _title(self) -> str:
        return apart(self.title)

    @cached_property
    def _body(self) -> str:
        return apart(self.body)


def apart(keys: str) -> str:
    """With spaces of its own around each, a key is counted whole, and beside itself too."""
    return f" {keys} ".replace(" ", "  ")


def best_first(request: Request, places: Sequence[Place]) -> list[Place]:
    """These places by score, the newest first of equals; each carries its score."""
    groups = [*request.groups, *(Group((), stem) for phrase in request.phrases for stem in phrase)]
    known = frequencies_of({key for group in groups for key in _keys(group)})
    ids = [place.entry_id for place in places]
    scores = {entry_id: _score(groups, text, known) for entry_id, text in _texts(ids)}
    scored = (replace(place, score=scores.get(place.entry_id, 0.0)) for place in places)
    return sorted(scored, key=lambda place: (place.score, place.order_key, place.entry_id), reverse=True)


def _texts(ids: Iterable[int]) -> Iterable[tuple[int, Text]]:
    rows = SearchKeys.objects.filter(pk__in=ids)
    for entry_id, *columns in rows.values_list("pk", "title_stems", "title_keys", "body_stems", "body_keys"):
        title_stems, title_keys, body_stems, body_keys = columns
        length = IN_TITLE * title_stems.count(" ") + body_stems.count(" ") + 1
        yield entry_id, Text(f"{title_stems} {title_keys}", f"{body_stems} {body_keys}", length)


def _keys(group: Group) -> Iterable[str]:
    yield from (key for word in group.words for key in (*word.keys, word.exact))
    if group.concept:
        yield group.concept


def _score(groups: Iterable[Group], text: Text, known: Frequencies) -> float:
    return sum(_group_score(group, text, known) for group in groups)


def _group_score(group: Group, text: Text, known: Frequencies) -> float:
    of_words = sum(max(_key_score(key, text, known) for key in (*word.keys, word.exact)) for word in group.words)
    return max(of_words, _key_score(group.concept, text, known)) if group.concept else of_words


def _key_score(key: str, text: Text, known: Frequencies) -> float:
    times = text.times(key)
    if not times:
        return 0.0
    length = 1 - BY_LENGTH + BY_LENGTH * text.length / known.mean_length
    saturated = times * (SATURATION + 1) / (times + SATURATION * length)
    return WEIGHTS.get(key[0], 1.0) * rarity(known.of(key), known.entries) * saturated


def rarity(frequency: int, entries: int) -> float:
    """The less often, the more it says; never nothing."""
    return math.log(1 + (entries - frequency + 0.5) / (frequency + 0.5))


def expected(request: Request) -> float:
    """About how many entries a question finds, as if words stood anywhere by chance; for choosing a way, no more."""
    known = frequencies_of({key for group in request.groups for key in _keys(group)})
    shares = [_share(group, known) for group in request.groups]
    found = min(1.0, sum(shares)) if request.any_group else math.prod(shares)
    return known.entries * found * SHARE_OF_PHRASE ** len(request.phrases) * SHARE_OF_FILTER ** len(request.filters)


def _share(group: Group, known: Frequencies) -> float:
    """Of all entries those that have the words of a group, or its concept."""
    words = (sum(known.of(key) for key in word.keys) / known.entries for word in group.words)
    concept = known.of(group.concept) / known.entries if group.concept else 0.0
    return min(1.0, math.prod(min(1.0, share) for share in words) + concept)


def scored_keys(request: Request) -> Mapping[str, float]:
    """The keys of a question that any entry is known to have, with what each is worth; all of them, if none is."""
    keys = {key for group in request.groups for key in _keys(group)}
    known = frequencies_of(keys)
    seen = {key for key in keys if known.is_seen(key)} or keys
    return {key: WEIGHTS.get(key[0], 1.0) * rarity(known.of(key), known.entries) for key in sorted(seen)}
