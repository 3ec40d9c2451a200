"""What differs between two texts, word by word, in a form that can be read aloud."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

#: A word with the blanks behind it, so that pieces put together are the text itself.
WORD = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True)
class Piece:
    """A stretch of text: kept, inserted or deleted."""

    kind: Literal["same", "inserted", "deleted"]
    text: str


def words_changed(old: str, new: str) -> list[Piece]:
    """The new text with what was deleted from the old one in its place.

    The kept and inserted pieces put together are ``new``, the kept and deleted ones ``old``.
    """
    before, after = WORD.findall(old), WORD.findall(new)
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(before[i1:i2])))
            continue
        if i2 > i1:
            pieces.append(Piece("deleted", "".join(before[i1:i2])))
        if j2 > j1:
            pieces.append(Piece("inserted", "".join(after[j1:j2])))
    return pieces
