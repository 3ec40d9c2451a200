"""What a search has to find, worked out entry by entry without any engine, and the questions to compare by.

Nothing here shares code with the engines: a word is met by having one of its keys, a phrase by looking through the
stems one after the other.
"""

import datetime
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bench.texts import conversations, translations
from search.analysis import analyse, analyse_query, exact_key
from search.concepts import concept_key
from search.engines.base import FACETS, Group, Place, Request, Word
from search.engines.scoring import best_first
from search.models import SearchEntry, SearchFacet
from search.writing import Draft, Text

CATALOGUES = {"sr-Cyrl": "sr", "sr-Latn": "sr_Latn", "bs": "bs", "mk": "mk", "sq": "sq", "en": ""}
KINDS = ("practice", "news", "post", "thread", "recommendation")
COUNTRIES, THEMES = ("RS", "MK", "ME", "AL"), ("housing", "poverty", "social-inclusion")
SCOPES = ("public", "public", "public", "forum:1", "forum:2", "table:7")


def content(count: int) -> list[Draft]:
    """Things told in real sentences of six languages, some in two of them."""
    chance = random.Random(5)  # noqa: S311  no secret
    said = conversations()
    sentences = {language: [*said[language], *translations(name)] for language, name in CATALOGUES.items()}
    return [_thing(number, sentences, chance) for number in range(count)]


def _thing(number: int, sentences: dict[str, list[str]], chance: random.Random) -> Draft:
    languages = chance.sample(sorted(CATALOGUES), k=chance.choice((1, 1, 2)))
    texts = []
    for language in languages:
        first, *others = chance.choices(sentences[language], k=chance.randint(2, 5))
        texts.append(Text(language, " ".join(first.split()[:6]), "\n".join(others)))
    return Draft(
        chance.choice(KINDS),
        f"thing-{number}",
        texts,
        {"country": chance.sample(COUNTRIES, k=chance.randint(0, 2)), "theme": chance.sample(THEMES, k=1)},
        scope=chance.choice(SCOPES),
        dated_at=datetime.datetime(2020 + chance.randint(0, 5), 1, 1, tzinfo=datetime.UTC),
    )


def requests(count: int) -> Iterator[Request]:
    """Words, phrases, exclusions and concepts of those same sentences, in all mixtures, with filters and readers."""
    chance = random.Random(6)  # noqa: S311  no secret
    bodies = [text.body for thing in content(60) for text in thing.texts]
    for number in range(count):
        words = chance.choice(bodies).split()
        at = chance.randrange(max(1, len(words) - 3))
        here, there = words[at : at + 3], chance.choice(chance.choice(bodies).split())
        request = _QUESTIONS[number % len(_QUESTIONS)](here, there)
        yield replace(request, filters=_filters(chance), scopes=_scopes(chance), limit=1_000)


def _filters(chance: random.Random) -> dict[str, frozenset[str]]:
    found = {"country": frozenset(chance.sample(COUNTRIES, k=2)), "theme": frozenset(chance.sample(THEMES, k=1))}
    return {name: found[name] for name in chance.sample(sorted(found), k=chance.choice((0, 0, 1, 2)))}


def _scopes(chance: random.Random) -> frozenset[str]:
    return frozenset({"public", *chance.sample(("forum:2", "table:7"), k=chance.choice((0, 0, 1, 2)))})


def groups(*words: str) -> tuple[Group, ...]:
    return tuple(Group((Word(token.keys, exact_key(token.exact)),)) for word in words for token in analyse_query(word))


def stems(*words: str) -> tuple[str, ...]:
    return tuple(token.stem for token in analyse(" ".join(words)))


def without(word: str) -> tuple[str, ...]:
    return tuple(exact_key(token.exact) for token in analyse_query(word))


def _concept(here: list[str], there: str) -> Request:
    (first, *others) = groups(*here) or groups("помоћ")
    return Request(groups=(replace(first, concept=concept_key("theme", "housing")), *others[:1]))


def _phrase(*words: str) -> tuple[tuple[str, ...], ...]:
    return (found,) if (found := stems(*words)) else ()


_QUESTIONS = (
    lambda here, there: Request(groups=groups(here[0])),
    lambda here, there: Request(groups=groups(*here[:2])),
    lambda here, there: Request(groups=groups(here[0], there)),
    lambda here, there: Request(groups=groups(here[0], there), any_group=True),
    lambda here, there: Request(phrases=_phrase(*here[:2])),
    lambda here, there: Request(phrases=_phrase(*here), groups=groups(here[0])),
    lambda here, there: Request(groups=groups(there), without_words=without(here[0])),
    lambda here, there: Request(groups=groups(here[0]), without_phrases=_phrase(*here[:2])),
    lambda here, there: Request(without_words=without(there), without_phrases=_phrase(*here[:2])),
    _concept,
    lambda here, there: Request(),
)


@dataclass(frozen=True)
class Known:
    """An entry as the reference looks at it."""

    entry_id: int
    order_key: int
    scope: str
    columns: tuple[list[str], ...]  #: title stems, body stems, title keys, body keys
    facets: dict[str, set[str]]

    @property
    def keys(self) -> set[str]:
        return {key for column in self.columns for key in column}


class Reference:
    """Everything written, looked through for each question."""

    def __init__(self) -> None:
        facets = {facet.letter: facet for facet in SearchFacet.objects.all()}
        entries = SearchEntry.objects.filter(is_visible=True).select_related("keys")
        self.entries = [self._known(entry, facets) for entry in entries]

    @staticmethod
    def _known(entry: SearchEntry, facets: dict[str, SearchFacet]) -> Known:
        keys, found = entry.keys, {name: set() for name in FACETS}
        for letter in entry.codes:
            found[facets[letter].name].add(facets[letter].code)
        texts = (keys.title_stems, keys.body_stems, keys.title_keys, keys.body_keys)
        return Known(entry.pk, entry.order_key, entry.scope, tuple(text.split() for text in texts), found)

    def answer(self, request: Request, opened: set[str]) -> tuple[set[int], dict[str, dict[str, int]]]:
        """Ids of the entries found, and the counts of every facet."""
        met = [known for known in self.entries if known.scope in request.scopes | opened and _meets(known, request)]
        found = [known for known in met if not _missed(known, request)]
        counts: dict[str, Counter] = {name: Counter() for name in FACETS}
        for known in met:
            missed = _missed(known, request)
            for name in FACETS:
                if missed <= {name}:
                    counts[name].update(known.facets[name])
        return {known.entry_id for known in found}, {name: dict(count) for name, count in counts.items() if count}

    def ordered(self, request: Request, ids: list[int]) -> list[int]:
        """The same entries as the one scorer orders them; newest first where nothing is scored."""
        places = [Place(0.0, known.order_key, known.entry_id) for known in self.entries if known.entry_id in ids]
        scored = best_first(request, places) if request.has_text else sorted(places, key=_newest, reverse=True)
        return [place.entry_id for place in scored]


def _newest(place: Place) -> tuple[int, int]:
    return place.order_key, place.entry_id


def _missed(known: Known, request: Request) -> set[str]:
    return {name for name, codes in request.filters.items() if not codes & known.facets[name]}


def _meets(known: Known, request: Request) -> bool:
    keys = known.keys
    met = [_has(group, keys) for group in request.groups]
    enough = any(met) if request.any_group and met else all(met)
    said = all(_says(known, phrase) for phrase in request.phrases)
    spoilt = bool(keys & set(request.without_words)) or any(_says(known, one) for one in request.without_phrases)
    return enough and said and not spoilt


def _has(group: Group, keys: set[str]) -> bool:
    return group.concept in keys or all(keys & {*word.keys, word.exact} for word in group.words)


def _says(known: Known, phrase: tuple[str, ...]) -> bool:
    size, wanted = len(phrase), list(phrase)
    return any(column[at : at + size] == wanted for column in known.columns[:2] for at in range(len(column)))
