"""A printed document as every format lays it out: words, points, the decision, sources; no rows of the database."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from portal.base.differences import Piece
from portal.base.text import plain_text, render_user_text
from recommendations.marked import Block

#: Raise it when what is printed changes, so that documents made before are made anew.
LAYOUT = 6


@dataclass(frozen=True)
class Words:
    """A text in the reader's script with its ``lang``; ``source`` may be a contributor's Markdown."""

    source: str
    lang: str = ""

    @property
    def plain(self) -> str:
        """The words alone, one line a paragraph."""
        return plain_text(render_user_text(self.source))


@dataclass(frozen=True)
class PrintedAnswer:
    """An answer; ``until`` is the day by which a further one is promised, ``forwarded_to`` whom it was passed on to."""

    by: str
    answer: str
    on: str
    reason: Words
    until: str = ""
    forwarded_to: Words | None = None


@dataclass(frozen=True)
class PrintedPromise:
    by: str
    due: str
    state: str
    text: Words
    milestones: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class PrintedVoice:
    """A contribution behind a point; without name and address where it is not public."""

    words: str
    by: str
    on: str
    address: str


@dataclass(frozen=True)
class PrintedFact:
    """A fact of a project idea; ``pieces`` in a document with changes, ``words`` in a clean one."""

    name: str
    words: str = ""
    pieces: Sequence[Piece] = ()


@dataclass(frozen=True)
class PrintedPoint:
    """A point. ``change`` and ``blocks`` are filled in a document with changes; ``sources`` number the annex.

    ``facts``: what a project idea says besides its text, each under its name.
    """

    number: int
    anchor: str
    kind: str
    level: str
    addressee: str
    text: Words
    sources: Sequence[int]
    answers: Sequence[PrintedAnswer]
    promises: Sequence[PrintedPromise]
    facts: Sequence[PrintedFact] = ()
    voices: Sequence[PrintedVoice] = ()
    more_voices: int = 0
    change: str = ""
    blocks: Sequence[Block] = ()


@dataclass(frozen=True)
class PrintedSource:
    number: int
    words: str
    text: Words
    by: str
    address: str


@dataclass(frozen=True)
class PrintedReason:
    words: Words
    outcome: str


@dataclass(frozen=True)
class PrintedDecision:
    method: str
    on: str
    outcome: str
    figures: Sequence[tuple[str, int]]
    remarks: Sequence[PrintedReason]
    objections: Sequence[PrintedReason]
    opinions: Sequence[tuple[str, Words]]
    endorsements: Sequence[tuple[Words, str]]
    sha256: str


@dataclass(frozen=True)
class Printed:
    """A whole document, ready to be laid out. ``compared_with``: number of the older version, 0 in a clean one."""

    reference: str
    kind: str
    title: Words
    summary: Words
    authentic: str
    version: int
    sha256: str
    fixed_on: str
    state: str
    points: Sequence[PrintedPoint]
    decision: PrintedDecision | None
    signatures: Sequence[tuple[Words, str, str]]
    deliveries: Sequence[tuple[str, str, str, str]]
    sources: Sequence[PrintedSource]
    language: str
    layout: int = LAYOUT
    compared_with: int = 0
    is_demo: bool = False

    @property
    def traced(self) -> list[PrintedPoint]:
        """The points of which the annex tells the way: from words before them, or to an answer after them."""
        return [point for point in self.points if point.voices or point.answers or point.promises]

    @property
    def digest(self) -> str:
        """By what the finished document is kept: the same words make the same file."""
        content = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, default=sorted)
        return hashlib.sha256(content.encode()).hexdigest()
