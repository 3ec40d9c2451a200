"""Frozen lemma tables: from a folded word form to the base form of its dictionary word.

Each ``data/<language>.marisa`` holds, for a form, how many letters to cut from its end and what to add.
``hbs`` (Serbo-Croatian) gives the *stems* of the base forms that differ from the form's own stem; the other
tables give base forms, ``<language>.stems`` those of all the forms with one stem. A table that is not there
gives nothing; data/LICENCES.md says which are made on the spot.
"""

from functools import cache
from pathlib import Path

import marisa_trie

DATA = Path(__file__).parent / "data"
SERBO_CROATIAN = "hbs"
STEMS = ".stems"
#: Languages with lemma keys of their own; every text has the Serbo-Croatian ones besides.
OWN_LEMMAS = ("mk", "sq", "en", "bg", "sl", "ro", "tr")
#: Those near enough to Serbo-Croatian that its stemmer fits them. A query reaches their base forms by stem, so that
#: mobilni and mobilnih, of which only the first is Macedonian too, find the same Macedonian texts.
NEAR = ("mk", "bg", "sl")


def lemmas(folded: str, language: str) -> list[str]:
    """What the language's table says of a folded form: base forms (stems, for ``hbs``), nothing when unknown."""
    table = _table(language)
    if table is None:
        return []
    return [folded[: len(folded) - change[0]] + change[1:].decode("ascii") for change in table.get(folded, ())]


def lemmas_of_stem(stem: str, language: str) -> list[str]:
    """The base forms, in a language of ``NEAR``, of the words with this Serbo-Croatian stem."""
    return lemmas(stem, language + STEMS)


def change(folded: str, base: str) -> bytes:
    """How a table writes the way from a form to its base: the letters cut from the end, then those added."""
    shared = next((at for at, pair in enumerate(zip(folded, base, strict=False)) if pair[0] != pair[1]), None)
    shared = min(len(folded), len(base)) if shared is None else shared
    return bytes([len(folded) - shared]) + base[shared:].encode("ascii")


def path_of(language: str) -> Path:
    """Where the table of a language lies, or would."""
    return DATA / f"{language}.marisa"


@cache
def _table(language: str) -> marisa_trie.BytesTrie | None:
    path = path_of(language)
    return marisa_trie.BytesTrie().mmap(str(path)) if path.exists() else None
