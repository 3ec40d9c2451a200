"""Words as they are spelt, and how a misspelt one finds those it could have been."""

import unicodedata
from collections.abc import Iterator

from search.analysis.folding import fold
from search.analysis.tokens import WORD

SHORTEST, LONGEST, LONGEST_SHOWN = 3, 32, 60
HINT_LENGTH = 7  # letters: what stands behind them is compared, not looked up
ALPHABET = frozenset("abcdefghijklmnopqrstuvwxyz")


def is_word(folded: str) -> bool:
    """Whether it is a word that could be misspelt: letters alone, neither too few nor too many."""
    return SHORTEST <= len(folded) <= LONGEST and ALPHABET.issuperset(folded)


def hints(folded: str) -> set[str]:
    """The beginning of a word, and what is left of it without one of its letters: misspellings meet there."""
    begin = folded[:HINT_LENGTH]
    return {begin, *(begin[:at] + begin[at + 1 :] for at in range(len(begin)))}


def spellings(text: str) -> Iterator[tuple[str, str]]:
    """The words of a text that could be misspelt: each folded, and as it was written in small letters."""
    for found in WORD.finditer(text):
        folded = fold(found[0])
        shown = unicodedata.normalize("NFC", found[0]).lower().replace("\u00ad", "")
        if is_word(folded) and len(shown) <= LONGEST_SHOWN:
            yield folded, shown


def distance(one: str, other: str, most: int) -> int:
    """How many letters were left out, added, changed or swapped with their neighbour; above ``most``: ``most`` + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        here = [row]
        for column, compared in enumerate(other, 1):
            cost = min(above[column] + 1, here[-1] + 1, above[column - 1] + (letter != compared))
            is_swapped = row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == compared
            here.append(min(cost, before[column - 2] + 1) if is_swapped else cost)
        if min(here) > most:
            return most + 1
        before, above = above, here
    return min(above[-1], most + 1)
