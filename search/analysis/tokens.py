"""From a text to its words, and from a word to the keys it is found by.

A key says what it is by its first letter: ``s`` a Serbo-Croatian stem, ``l`` and a language its base form,
``x`` the folded word itself. Keys hold nothing but [a-z0-9], so that no engine splits them again.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from itertools import chain
from typing import NamedTuple

from search.analysis.folding import fold
from search.analysis.lemmas import NEAR, OWN_LEMMAS, SERBO_CROATIAN, lemmas, lemmas_of_stem
from search.analysis.stems import stem

KEY_LENGTH = 64
# Letters and digits with the marks that stand on them; a soft hyphen does not end a word.
WORD = re.compile("(?:[^\\W_]+[\u0300-\u036f\u0483-\u0487\u00ad\u200c\u200d]*)+")


class Token(NamedTuple):
    """A word of a text: where it stands, and what it is found by."""

    start: int
    end: int
    exact: str  #: the folded word
    keys: tuple[str, ...]  #: its own stem first, then every other key except the exact one
    stem: str  #: its own stem as a key: the one key that phrases are made of


def analyse(text: str, language: str | None = None) -> list[Token]:
    """The words of a text with their keys; ``language`` is its content tag, ``None`` where it is not known.

    Words that leave nothing to compare (other scripts than Latin and Cyrillic) are left out.
    """
    return list(_tokens(text, partial(_keys_in, language=language if language in OWN_LEMMAS else None)))


def words_of(text: str) -> Iterator[tuple[int, int, str]]:
    """The words of a text as they stand: where each begins and ends, and its letters.

    With ``keys_of`` much quicker than ``analyse`` for whoever asks the same of many words.
    """
    for word in WORD.finditer(text):
        yield word.start(), word.end(), word[0]


def keys_of(word: str, language: str | None = None) -> tuple[str, ...]:
    """The keys of one word of a text in that language; none for what leaves nothing to compare."""
    folded = fold(word)
    return _keys_in(folded, language if language in OWN_LEMMAS else None) if folded else ()


def analyse_query(text: str) -> list[Token]:
    """The words of a query with every key they could have in any language."""
    return list(_tokens(text, _keys_in_any))


def keys(text: str) -> list[str]:
    """The keys of a text whose language is not known, in the order of its words, each once."""
    found: dict[str, None] = {}
    for token in _tokens(text, _keys_in_any):
        found |= dict.fromkeys((exact_key(token.exact), *token.keys))
    return list(found)


def exact_key(folded: str) -> str:
    """The key of the folded word itself: it never widens what is found, only says what stands first."""
    return ("x" + folded)[:KEY_LENGTH]


def _tokens(text: str, keys_of: Callable[[str], tuple[str, ...]]) -> Iterator[Token]:
    for word in WORD.finditer(text):
        folded = fold(word[0])
        if folded:
            keys_of_word = keys_of(folded)
            yield Token(word.start(), word.end(), folded, keys_of_word, keys_of_word[0])


@lru_cache(maxsize=100_000)
def _keys_in(folded: str, language: str | None) -> tuple[str, ...]:
    """The keys of a word in a text of this language."""
    return _cut(_stem_keys(folded), ("l" + language + lemma for lemma in lemmas(folded, language)) if language else ())


@lru_cache(maxsize=20_000)
def _keys_in_any(folded: str) -> tuple[str, ...]:
    """The keys a word could have, whatever language it is in."""
    stem_keys = _stem_keys(folded)
    near = ("l" + other + lemma for key in stem_keys for other in NEAR for lemma in lemmas_of_stem(key[1:], other))
    far = ("l" + other + lemma for other in OWN_LEMMAS if other not in NEAR for lemma in lemmas(folded, other))
    return _cut(stem_keys, near, far)


def _stem_keys(folded: str) -> list[str]:
    return ["s" + stem(folded), *("s" + other for other in lemmas(folded, SERBO_CROATIAN))]


def _cut(*keys_found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key[:KEY_LENGTH] for key in chain(*keys_found)))
