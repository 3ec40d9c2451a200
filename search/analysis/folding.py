"""One spelling for every spelling: Cyrillic, Latin with marks and plain ASCII come out as the same [a-z0-9]."""

import re
import unicodedata
from functools import lru_cache

# A Cyrillic letter becomes what its readers type on a keyboard without marks; đ is dj, as foundations 27 promises.
CYRILLIC = {
    **dict(zip("абвгдежзијклмнопрстћуфхцчш", "abvgdezzijklmnoprstcufhccs", strict=True)),
    **{"ђ": "dj", "љ": "lj", "њ": "nj", "џ": "dz"},  # Serbian, Bosnian, Montenegrin
    **{"ѓ": "gj", "ќ": "kj", "ѕ": "dz"},  # Macedonian
    **{"й": "j", "щ": "st", "ъ": "a", "ь": "", "ю": "ju", "я": "ja"},  # Bulgarian
    **{"ё": "jo", "ы": "y", "э": "e", "і": "i", "ї": "ji", "є": "je", "ґ": "g"},  # neighbours' names
}
LATIN = {"đ": "dj", "ð": "dj", "ı": "i", "ł": "l", "ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "þ": "th"}
LETTERS = str.maketrans(CYRILLIC | LATIN)
NOT_A_KEY = re.compile("[^a-z0-9]+")


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """The word as it is compared: lower case, Latin, without marks; empty when nothing of it is left."""
    if word.isascii():
        return NOT_A_KEY.sub("", word.lower())
    word = unicodedata.normalize("NFKC", word).casefold()
    word = unicodedata.normalize("NFC", word).translate(LETTERS)
    # What had a mark of its own (ѝ, а́) shows its letter only once the mark is taken off.
    word = unicodedata.normalize("NFD", word).translate(LETTERS)
    return NOT_A_KEY.sub("", word)
