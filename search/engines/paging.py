"""Which stretch of the results a page shows, the same on every engine.

By relevance the engine's own score decides who is among the first ``WINDOW``; these are put in order by the one
scorer of ``search/engines/scoring.py``, the others stay as the engine has them. Above ``LARGE`` results nobody's
order says much, and sorting all of them is slow: those that have the words in their title come first, by score, then
all the others, newest first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from search.engines.base import Place, Request
from search.engines.scoring import best_first

LARGE, WINDOW = 5_000, 200


class Part(Enum):
    """A part of the results: all of them, those with the words in their title, or the rest."""

    ALL = "all"
    TITLE = "title"
    REST = "rest"


class Lister(Protocol):
    """What an engine can list; its own score decides where ``by_score`` is set, the date everywhere else."""

    def listed(
        self, request: Request, part: Part, *, by_score: bool, offset: int, limit: int, after: Place | None = None
    ) -> list[Place]: ...

    def size(self, request: Request, part: Part) -> int: ...


@dataclass(frozen=True)
class Stretch:
    """Results ``start`` to ``stop`` are this part in this order."""

    part: Part
    by_score: bool
    start: int
    stop: int


def page(lister: Lister, request: Request, total: int) -> tuple[list[Place], Place | None]:
    """The page asked for, and the place where the next one begins; ``None`` where that goes by its number."""
    places: list[Place] = []
    following: Place | None = None
    end = min(request.offset + request.limit, total)
    for stretch in stretches(lister, request, total):
        first, last = max(request.offset, stretch.start), min(end, stretch.stop)
        if first < last:
            found = _of(lister, request, stretch, first - stretch.start, last - first)
            places += found
            following = found[-1] if found and _can_follow(stretch, last) else None
    return places, following


def stretches(lister: Lister, request: Request, total: int) -> Iterator[Stretch]:
    """The parts of the whole result, in order."""
    is_ranked = request.sort == "relevance" and request.has_text
    if not is_ranked or total <= LARGE:
        yield Stretch(Part.ALL, is_ranked, 0, total)
        return
    titled = lister.size(request, Part.TITLE)
    yield Stretch(Part.TITLE, True, 0, titled)
    yield Stretch(Part.REST, False, titled, total)


def _of(lister: Lister, request: Request, stretch: Stretch, first: int, count: int) -> list[Place]:
    """So many places of a stretch from its ``first`` on."""
    places: list[Place] = []
    if stretch.by_score and first < WINDOW:
        window = lister.listed(request, stretch.part, by_score=True, offset=0, limit=WINDOW)
        places = best_first(request, window)[first : first + count]
        first, count = WINDOW, max(0, first + count - WINDOW)
    if count:
        after = request.after if stretch.start + first == request.offset and first else None
        places += lister.listed(
            request, stretch.part, by_score=stretch.by_score, offset=first, limit=count, after=after
        )
    return places


def _can_follow(stretch: Stretch, last: int) -> bool:
    """Whether the next page begins in the same stretch, in the engine's own order."""
    return last < stretch.stop and (not stretch.by_score or last - stretch.start > WINDOW)
