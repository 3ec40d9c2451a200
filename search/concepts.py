"""Concepts: what an entry is about and a query asks for, whatever language either is in."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from portal.taxonomies import vocabulary
from portal.taxonomies.models import Label
from portal.taxonomies.vocabulary import Copy, Term
from search.analysis import KEY_LENGTH, Token, analyse, exact_key, fold
from search.analysis.spellings import hints, spellings

#: Facets whose values are concepts, in the order in which a name that several terms share is given to one of them.
CONCEPT_FACETS = ("theme", "approach", "target_group", "country")
NAMES = (Label.Kind.LABEL, Label.Kind.SYNONYM)
NOT_A_KEY = re.compile("[^a-z0-9]")

#: What Albanian nouns and adjectives end in; its dictionary has too few of their forms. The longest first.
ALBANIAN_ENDINGS = (
    "jeve",
    "jet",
    "jen",
    "jes",
    "eve",
    "ave",
    "ve",
    "ja",
    "je",
    "it",
    "in",
    "et",
    "en",
    "es",
    "a",
    "e",
    "i",
)
SHORTEST_ALBANIAN = 4  # letters that stay
WORDS_KEPT = 20_000  # of a text the same few words come again and again

Name = tuple[frozenset[str], ...]  # for each word of a name, its keys


def concept_key(facet: str, code: str) -> str:
    """The key of a vocabulary term; no word of a text has a key that begins with c."""
    return ("c" + NOT_A_KEY.sub("", (facet + code).lower()))[:KEY_LENGTH]


def concept_at(tokens: Sequence[Token], at: int = 0) -> tuple[Term, int] | None:
    """The term whose name, in any language, covers most of the words from ``at`` on; and how many that are."""
    return _longest(_index().by_first_key, [_keys_of(token) for token in tokens], at)


def _longest(
    names: Mapping[str, Sequence[tuple[Term, Name]]], words: Sequence[tuple[str, ...]], at: int
) -> tuple[Term, int] | None:
    best: tuple[Term, int] | None = None
    for key in words[at]:
        for term, name in names.get(key, ()):
            longer = len(name) > (best[1] if best else 0)
            if longer and at + len(name) <= len(words) and _is_said(name, words, at):
                best = term, len(name)
    return best


def mentions(tokens: Sequence[Token]) -> Iterator[tuple[int, int, Term]]:
    """Where a text calls a concept by one of its names: the first word, how many words, which concept."""
    names, words = _index().by_first_key, [_keys_of(token) for token in tokens]
    for at in range(len(words)):
        if found := _longest(names, words, at):
            yield at, found[1], found[0]


def names_in_letters(facet: str) -> Sequence[tuple[Term, Sequence[Sequence[str]]]]:
    """Every term of a facet with its names in all languages, each as its folded words."""
    return _index().in_letters[facet]


def words_by_hint() -> Mapping[str, Mapping[str, set[str]]]:
    """The words of all names by what a misspelt one has in common with them: folded, with their spellings."""
    return _index().by_hint


def all_names(copy: Copy) -> Iterator[tuple[str, str, str, str]]:
    """Every name of every concept: its facet, its code, the language, the name."""
    for facet in CONCEPT_FACETS:
        for term in _terms(copy, facet):
            for name, language in spoken(term):
                yield facet, term.code, language, name


def warm() -> None:
    """Read the names of all concepts now, so that no reader waits for it."""
    _index()


@dataclass(frozen=True)
class _Index:
    copy: Copy
    by_first_key: Mapping[str, Sequence[tuple[Term, Name]]]
    in_letters: Mapping[str, Sequence[tuple[Term, Sequence[Sequence[str]]]]]
    by_hint: Mapping[str, Mapping[str, set[str]]]


_kept: _Index | None = None


def _index() -> _Index:
    """The names of all terms by the keys of their first word; made anew when the vocabularies were read anew."""
    global _kept
    copy, kept = vocabulary.current(), _kept
    if kept is None or kept.copy is not copy:
        in_letters = {facet: _in_letters(copy, facet) for facet in CONCEPT_FACETS}
        kept = _kept = _Index(copy, _by_first_key(copy), in_letters, _by_hint(copy))
    return kept


def _terms(copy: Copy, facet: str) -> list[Term]:
    return [term for term in copy.by_code[facet].values() if not term.replaced_by]


def _by_first_key(copy: Copy) -> dict[str, list[tuple[Term, Name]]]:
    names = defaultdict(list)
    for term in (term for facet in CONCEPT_FACETS for term in _terms(copy, facet)):
        for name in _names(term):
            for key in name[0]:
                names[key].append((term, name))
    return dict(names)


def _names(term: Term) -> set[Name]:
    """What the term is called, in every language."""
    return {name for text, language in spoken(term) if (name := _name(analyse(text, language), language))}


def _name(tokens: Sequence[Token], language: str) -> Name:
    """For each word its keys; with those of Albanian where several words keep them from meaning something else."""
    is_told_apart = _is_told_apart(tokens, language)
    return tuple(frozenset(_keys_of(token) if is_told_apart else token.keys) for token in tokens)


def _is_told_apart(tokens: Sequence[Token], language: str) -> bool:
    return language == "sq" and len(tokens) > 1


def _keys_of(token: Token) -> tuple[str, ...]:
    """The keys of a word, and what an Albanian one has in common with its other forms."""
    return (*token.keys, "q" + _albanian_part(token.exact))


@lru_cache(maxsize=WORDS_KEPT)
def _albanian_part(word: str) -> str:
    """What a folded Albanian word keeps in its other forms."""
    for ending in ALBANIAN_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_ALBANIAN:
            return word[: -len(ending)]
    return word


def other_forms(token: Token, name: Sequence[Token], language: str) -> tuple[str, ...]:
    """Exact keys of the forms in which a word of a name may stand in a text, beside those that its own keys find."""
    if not _is_told_apart(name, language):
        return ()
    part = _albanian_part(token.exact)
    return tuple(exact_key(part + ending) for ending in ("", *ALBANIAN_ENDINGS))


def spoken(term: Term) -> Iterator[tuple[str, str]]:
    """What the term is called, and in which language; "mobile / outreach teams" are two names."""
    return ((part, text.language) for text in term.texts if text.kind in NAMES for part in text.text.split("/"))


def _in_letters(copy: Copy, facet: str) -> list[tuple[Term, list[list[str]]]]:
    named = (
        (term, [[fold(word) for word in name.split()] for name, _ in spoken(term)]) for term in _terms(copy, facet)
    )
    return [(term, [[word for word in name if word] for name in names]) for term, names in named]


def _by_hint(copy: Copy) -> dict[str, dict[str, set[str]]]:
    found: dict[str, dict[str, set[str]]] = {}
    for term in (term for facet in CONCEPT_FACETS for term in _terms(copy, facet)):
        for folded, shown in (word for name, _ in spoken(term) for word in spellings(name)):
            for hint in hints(folded):
                found.setdefault(hint, {}).setdefault(folded, set()).add(shown)
    return found


def _is_said(name: Name, words: Sequence[tuple[str, ...]], at: int) -> bool:
    return all(not keys.isdisjoint(words[at + place]) for place, keys in enumerate(name))
