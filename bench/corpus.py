"""Entries that look like those of a real portal, any number of them, the same every time.

The words are real: sentences of the translations and of the invented conversations, word forms of the lemma tables.
Which sentence follows which is chance, so nothing here says how well a search understands people.
"""

import datetime
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

import marisa_trie

from bench.texts import conversations, translations
from search.analysis.lemmas import path_of
from search.writing import Draft, Text

#: Content language -> its share of the texts, the catalogue and the lemma table its words come from.
LANGUAGES = {
    "sr-Cyrl": (20, "sr", "hbs"),
    "sr-Latn": (20, "sr_Latn", "hbs"),
    "bs": (14, "bs", "hbs"),
    "hr": (10, "bs", "hbs"),
    "cnr": (2, "sr_Latn", "hbs"),
    "mk": (11, "mk", "mk"),
    "sq": (11, "sq", "sq"),
    "en": (12, "", "en"),
}
KINDS = {
    "post": 45,
    "practice": 12,
    "thread": 10,
    "news": 8,
    "event": 6,
    "clause": 6,
    "minutes": 4,
    "organisation": 3,
    "municipality": 2,
    "recommendation": 2,
    "page": 2,
}
STATES = ("open", "closed", "published", "concluded", "agreed")
RARE_WORDS, RARE_SHARE = 40_000, 0.25  # of the lemma table, and how often one of them is said
TWO_LANGUAGES = 0.15  # of the entries are told in two
USUAL_WORDS, MOST_WORDS = 75, 2_500  # the median of a text; the mean is about half as much again
TO_CYRILLIC = (("dj", "ђ"), ("lj", "љ"), ("nj", "њ"), ("dz", "џ"))
CYRILLIC = str.maketrans(dict(zip("abvgdezijklmnoprstufhc", "абвгдезијклмнопрстуфхц", strict=True)))
NEWEST = datetime.datetime(2026, 11, 1, 12, tzinfo=datetime.UTC)


@dataclass(frozen=True)
class Speech:
    """How one language is spoken here: whole sentences, and words by how often they are said."""

    sentences: Sequence[str]
    words: Sequence[str]
    weights: Sequence[float]


@dataclass(frozen=True)
class Values:
    """The codes that entries are tagged with."""

    country: Sequence[str]
    theme: Sequence[str]
    target_group: Sequence[str]
    approach: Sequence[str]


def drafts(count: int, values: Values, *, seed: int = 1) -> Iterator[Draft]:
    """That many things to be found, with texts in eight languages, tags, dates and circles of readers."""
    chance = random.Random(seed)  # noqa: S311  no secret
    speech = {language: speech_of(language, chance) for language in LANGUAGES}
    shares = [share for share, *_ in LANGUAGES.values()]
    for number in range(count):
        (kind,) = chance.choices(list(KINDS), list(KINDS.values()))
        spoken = chance.choices(list(LANGUAGES), shares, k=2 if chance.random() < TWO_LANGUAGES else 1)
        texts = [text(language, kind, speech[language], chance) for language in dict.fromkeys(spoken)]
        yield draft(number, kind, texts, values, chance)


def draft(number: int, kind: str, texts: list[Text], values: Values, chance: random.Random) -> Draft:
    days = int(chance.expovariate(1 / 700)) % 4_000
    return Draft(
        kind,
        f"bench-{number}",
        texts,
        facets={
            "country": some(values.country, chance, most=2),
            "theme": some(values.theme, chance, most=3),
            "target_group": some(values.target_group, chance, most=2),
            "approach": some(values.approach, chance, most=1) if kind == "practice" else [],
        },
        concepts={} if kind in ("post", "clause", "minutes") else None,
        scope=scope(chance),
        dated_at=NEWEST - datetime.timedelta(days=days, seconds=number % 80_000),
        state=chance.choice(STATES) if kind in ("thread", "event", "practice", "recommendation") else "",
        path=f"bench/{number}/",
    )


def some(codes: Sequence[str], chance: random.Random, *, most: int) -> list[str]:
    """Up to so many of the codes, the first ones far more often."""
    found = {codes[int(len(codes) * chance.random() ** 2)] for _ in range(chance.randint(0, most))}
    return sorted(found)


def scope(chance: random.Random) -> str:
    """Four of five things are public; forums 1 to 10 stand open, the others and all tables do not."""
    drawn = chance.random()
    if drawn < 0.8:
        return "public"
    return f"forum:{chance.randint(1, 30)}" if drawn < 0.95 else f"table:{chance.randint(1, 200)}"


def text(language: str, kind: str, speech: Speech, chance: random.Random) -> Text:
    title = said(speech, chance.randint(3, 9), chance)[:290]
    length = min(MOST_WORDS, int(chance.lognormvariate(0, 0.9) * USUAL_WORDS) + 8)
    return Text(language, title, said(speech, length, chance), is_title_found=kind not in ("post", "clause"))


def said(speech: Speech, length: int, chance: random.Random) -> str:
    """About so many words: every third stretch a sentence somebody wrote, the others words drawn one by one."""
    parts, left = [], length
    while left > 0:
        if chance.random() < 1 / 3 and left > 5:
            part = chance.choice(speech.sentences)
        else:
            drawn = chance.choices(speech.words, cum_weights=speech.weights, k=min(left, 15))
            part = " ".join(drawn).capitalize() + "."
        parts.append(part)
        left -= part.count(" ") + 1
    return " ".join(parts)


def speech_of(language: str, chance: random.Random) -> Speech:
    """Frequent words and sentences from texts, rare words from the lemma table, rarer and rarer (Zipf)."""
    _, catalogue, table = LANGUAGES[language]
    sentences = [*translations(catalogue), *conversations()[language]]
    counted: dict[str, float] = defaultdict(float)
    for word in " ".join(sentences).split():
        if word.isalpha():
            counted[word.lower()] += 1
    total = sum(counted.values())
    rare = forms(table, language == "sr-Cyrl" or language == "mk", chance)
    shares = [1 / rank for rank in range(20, 20 + len(rare))]
    scale = RARE_SHARE * total / (1 - RARE_SHARE) / sum(shares)
    weights = accumulate([*counted.values(), *(share * scale for share in shares)])
    return Speech(sentences, [*counted, *rare], list(weights))


def forms(table: str, is_cyrillic: bool, chance: random.Random) -> list[str]:
    """Word forms of a lemma table in a chance order; in bare letters, as people type them, or Cyrillic."""
    words = list(dict.fromkeys(marisa_trie.BytesTrie().mmap(str(path_of(table))).keys()))
    chance.shuffle(words)
    chosen = list(islice((word for word in words if word.isalpha()), RARE_WORDS))
    return [cyrillic(word) for word in chosen] if is_cyrillic else chosen


def cyrillic(word: str) -> str:
    for pair, letter in TO_CYRILLIC:
        word = word.replace(pair, letter)
    return word.translate(CYRILLIC)
