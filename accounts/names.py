"""Names that could pass for another's: signs nobody sees, scripts mixed inside one word."""

import re
import unicodedata

SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "COPTIC", "CHEROKEE")
#: Letters by their category, blanks to the eye.
FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0\u034f\u17b4\u17b5")
#: A word with the accents that stand apart from their letter, which would otherwise cut it in two.
WORD = re.compile(r"[\w\u0300-\u036f]+")


def visible_name(name: str) -> str:
    """The name in one form for what looks alike: no signs without a shape, single spaces, none at its ends."""
    composed = unicodedata.normalize("NFKC", name)
    shown = (" " if sign.isspace() else sign for sign in composed if sign.isspace() or is_visible(sign))
    return " ".join("".join(shown).split())


def is_visible(sign: str) -> bool:
    """Whether a sign has a shape of its own: no control, no mark of direction, no joiner, no unassigned code."""
    return not unicodedata.category(sign).startswith("C") and sign not in FILLERS


def script_of(letter: str) -> str:
    """The script of a letter, or "" for anything that belongs to none of those told apart here."""
    name = unicodedata.name(letter, "")
    return next((script for script in SCRIPTS if name.startswith(script)), "")


def mixes_scripts(name: str) -> bool:
    """Whether one word of the name holds letters of two scripts."""
    return any(len({script_of(letter) for letter in word} - {""}) > 1 for word in WORD.findall(name))
