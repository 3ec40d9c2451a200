"""Texts with their marks as paragraphs of runs, and what differs between two of them, mark by mark and word by word.

A word processor and a page show both: bold stays bold, an item of a list stays one, and no sign of Markdown is left.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import lru_cache
from html.parser import HTMLParser
from itertools import groupby
from typing import Literal

from portal.base.differences import WORD
from portal.base.text import render_user_text, without_invisible
from portal.languages.reading import readable

Fate = Literal["same", "inserted", "deleted"]
BlockKind = Literal["text", "item", "numbered", "quote", "heading", "code"]

#: Kinds of paragraphs that stand in a list.
ITEMS = ("item", "numbered")

#: Tags that mark words, and the mark they stand for.
MARKS = {"strong": "bold", "em": "italic", "s": "struck", "code": "code"}
#: Tags that begin a paragraph of their own, and the kind of paragraph.
OPENERS: dict[str, BlockKind] = {"p": "text", "li": "item", "pre": "code", "tr": "text"}
HEADINGS = ("h3", "h4", "h5", "h6")
#: What Markdown might read something into; words without any of it are one paragraph of plain words.
SIGNS = re.compile(r"[*_`~\[\]#>|\\<&\n]|://|^\s*(?:[-+]|\d+[.)])\s")


@dataclass(frozen=True)
class Run:
    """Words with the same marks and the same fate; with an ``address`` they are a link."""

    text: str
    marks: frozenset[str] = frozenset()
    address: str = ""
    fate: Fate = "same"


@dataclass(frozen=True)
class Block:
    """A paragraph. ``level``: how deep an item stands in its list; ``end``: what became of the end of the paragraph."""

    runs: Sequence[Run]
    kind: BlockKind = "text"
    level: int = 0
    end: Fate = "same"


@lru_cache(maxsize=512)  # many changes are proposed to the same words
def blocks_of(source: str) -> tuple[Block, ...]:
    """What a contributor wrote as paragraphs, in the order of the text; a numbered item begins with its number."""
    source = without_invisible(source)
    if not SIGNS.search(source):
        return (Block((Run(source),)),) if source.strip() else ()
    reader = Reader()
    reader.feed(render_user_text(source))
    reader.close()
    return tuple(reader.finished())


def blocks_changed(old: str, new: str) -> list[Block]:
    """The new text with what was deleted from the old one in its place, each paragraph and run with its fate.

    As in a word processor: with every change accepted it reads as ``new``, with every change taken back as ``old``.
    """
    before, after = blocks_of(old), blocks_of(new)
    if not before and not after:
        return []
    shape = (after or before)[-1]
    steps = list(_steps(_tokens(before)[:-1], _tokens(after)[:-1]))
    return list(_assembled([*steps, ("same", End(shape.kind, shape.level))]))


def in_script(blocks: Iterable[Block], tag: str) -> list[Block]:
    """The same paragraphs in the reader's script; addresses stay as they are."""
    return [replace(block, runs=[replace(run, text=readable(run.text, tag)) for run in block.runs]) for block in blocks]


# Reading ------------------------------------------------------------------------------------------------------------


@dataclass
class Reader(HTMLParser):
    """Reads what ``render_user_text`` makes into paragraphs of runs."""

    blocks: list[Block] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    kind: BlockKind = "text"
    marks: list[str] = field(default_factory=list)
    address: str = ""
    lists: list[int | None] = field(default_factory=list)
    quotes: int = 0

    def __post_init__(self):
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag in MARKS:
            self.marks.append(MARKS[tag])
        elif tag == "a":
            self.address = said.get("href") or ""
        elif tag == "br":
            self._add("\n")
        elif tag in ("ul", "ol"):
            self._end()
            self.lists.append(int(said.get("start") or 1) if tag == "ol" else None)
        elif tag == "blockquote":
            self.quotes += 1
        elif tag in HEADINGS:
            self._begin("heading")
        elif tag in OPENERS and not (tag == "p" and self.kind in ITEMS):
            self._begin(OPENERS[tag])
        elif tag in ("td", "th") and self.runs:
            self._add(" | ")

    def handle_endtag(self, tag: str) -> None:
        if tag in MARKS and MARKS[tag] in self.marks:
            self.marks.remove(MARKS[tag])
        elif tag == "a":
            self.address = ""
        elif tag in ("ul", "ol"):
            self._end()
            self.lists.pop()
            self.kind = "item" if self.lists else "text"
        elif tag == "blockquote":
            self._end()
            self.quotes -= 1
        elif tag in OPENERS or tag in HEADINGS:
            self._end()

    def handle_data(self, data: str) -> None:
        """Words; the only line ends that mean something stand in code, and come as ``br`` elsewhere."""
        self._add(data.rstrip("\n") if self.kind == "code" else data.replace("\n", ""))

    def finished(self) -> list[Block]:
        self._end()
        return self.blocks

    def _begin(self, kind: BlockKind) -> None:
        self._end()
        self.kind = "quote" if self.quotes and kind == "text" else kind
        number = self.lists[-1] if self.lists and kind == "item" else None
        if number is not None:
            self.kind, self.lists[-1] = "numbered", number + 1
            self._add(f"{number}. ")

    def _add(self, text: str) -> None:
        if text:
            self.runs.append(Run(text, frozenset(self.marks), self.address))

    def _end(self) -> None:
        """The paragraph is whole; one without words is none."""
        if "".join(run.text for run in self.runs).strip():
            level = max(len(self.lists) - 1, 0) if self.kind in ITEMS else 0
            self.blocks.append(Block(tuple(self.runs), self.kind, level))
        self.runs = []
        self.kind = "item" if self.lists else "text"


# Comparing ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Word:
    text: str
    marks: frozenset[str]
    address: str


@dataclass(frozen=True)
class End:
    """The end of a paragraph. Two of them are the same whatever kind of paragraph they end: the words are compared."""

    kind: BlockKind = field(default="text", compare=False)
    level: int = field(default=0, compare=False)


Token = Word | End


def _tokens(blocks: Sequence[Block]) -> list[Token]:
    """Every word and every end of a paragraph."""
    found: list[Token] = []
    for block in blocks:
        found += [Word(word, run.marks, run.address) for run in block.runs for word in WORD.findall(run.text)]
        found.append(End(block.kind, block.level))
    return found


def _steps(before: Sequence[Token], after: Sequence[Token]) -> Iterator[tuple[Fate, Token]]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (("same", token) for token in after[j1:j2])
            continue
        yield from (("deleted", token) for token in before[i1:i2])
        yield from (("inserted", token) for token in after[j1:j2])


def _assembled(steps: Iterable[tuple[Fate, Token]]) -> Iterator[Block]:
    """Paragraphs put together again, words with the same marks and fate in one run."""
    words: list[Run] = []
    for fate, token in steps:
        if isinstance(token, Word):
            words.append(Run(token.text, token.marks, token.address, fate))
            continue
        yield Block(tuple(_joined(words)), token.kind, token.level, fate)
        words = []


def _joined(words: Iterable[Run]) -> Iterator[Run]:
    for _same, runs in groupby(words, key=lambda run: (run.marks, run.address, run.fate)):
        together = list(runs)
        yield replace(together[0], text="".join(run.text for run in together))
