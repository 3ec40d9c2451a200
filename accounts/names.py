"""Names that could pass for another's: scripts mixed inside one word."""

import re
import unicodedata

SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")


def script_of(letter: str) -> str:
    """The script of a letter, or "" for anything that belongs to none of those told apart here."""
    name = unicodedata.name(letter, "")
    return next((script for script in SCRIPTS if name.startswith(script)), "")


def mixes_scripts(name: str) -> bool:
    """Whether one word of the name holds letters of two scripts."""
    return any(len({script_of(letter) for letter in word} - {""}) > 1 for word in re.findall(r"[^\W\d_]+", name))
