"""What every search engine is asked and answers, whatever it is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol, Self

FACETS = ("kind", "country", "theme", "target_group", "approach", "language", "year", "state")

Sort = Literal["relevance", "newest", "oldest"]


class EngineError(Exception):
    """The engine refused, took too long or answered nonsense; the database can still be asked."""


@dataclass(frozen=True)
class Word:
    """One word of a query: an entry has it when it has any of the keys; the exact one only raises its rank."""

    keys: tuple[str, ...]
    exact: str


@dataclass(frozen=True)
class Group:
    """Words that must all be there, or a concept in their place."""

    words: tuple[Word, ...]
    concept: str = ""


@dataclass(frozen=True)
class Place:
    """Where a page of results ended: the next one begins after it."""

    score: float
    order_key: int
    entry_id: int


@dataclass(frozen=True)
class Request:
    """A question to an engine: keys and codes only, never a reader's own text.

    ``filters`` maps a facet to the codes of which an entry needs one; ``scopes`` are the reader's own circles, beside
    which everything public is searched; ``without_entries`` are left out by their ids, ``within`` are the only ones
    that count, where an engine has looked already. ``after`` is a place in the results of ``after_engine``, which says
    nothing to another engine: that one goes by ``offset``.
    """

    groups: tuple[Group, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    without_words: tuple[str, ...] = ()
    without_phrases: tuple[tuple[str, ...], ...] = ()
    any_group: bool = False
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    scopes: frozenset[str] = frozenset({"public"})
    without_entries: frozenset[int] = frozenset()
    within: tuple[int, ...] | None = None
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 20
    after: Place | None = None
    after_engine: str = ""

    @property
    def has_text(self) -> bool:
        return bool(self.groups or self.phrases)

    @property
    def is_open(self) -> bool:
        """Whether it asks for everything the reader may read."""
        return not (self.has_text or self.without_words or self.without_phrases or self.filters or self.without_entries)

    @property
    def can_relax(self) -> bool:
        return len(self.groups) > 1 and not self.any_group

    def relaxed(self) -> Self:
        """The same question satisfied with any of its groups; phrases, exclusions and filters stay."""
        return replace(self, any_group=True)


@dataclass(frozen=True)
class Answer:
    """``facets`` counts every value that any entry of the result has; a facet's own selection does not narrow it.

    ``after`` is the place in this engine's order after which the next page begins; without it that page goes by the
    number of results before it.
    """

    total: int
    places: list[Place]
    facets: dict[str, dict[str, int]]
    after: Place | None = None


class Engine(Protocol):
    name: str

    def search(self, request: Request) -> Answer:
        """The page of results asked for, with the exact total and counts, or ``EngineError``."""


@dataclass(frozen=True)
class Change:
    """What an index has to be told about an entry: its document, or ``None`` when nobody may find it any more."""

    entry_id: int
    version: int
    document: dict[str, Any] | None
