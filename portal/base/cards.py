"""Cards: what lists show of a thing, made for a whole list at once so that its size does not matter."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.functional import Promise

from portal.languages.reading import best_of, reader_language
from portal.taxonomies.vocabulary import Term


@dataclass(frozen=True)
class Card:
    """One thing in a list: its text in one content ``language``, its address, and short facts around it.

    ``place`` is written in ``place_language``; ``day`` with ``day_words`` stands beside things that have a date,
    of which sometimes only the month is known;
    ``state`` is a key of ``{% state %}``, ``notes`` are short words of the portal's own.
    """

    kind: str
    public_id: str
    title: str
    language: str
    url: str
    kicker: str | Promise = ""
    summary: str = ""
    place: str = ""
    place_language: str = ""
    terms: Sequence[Term] = ()
    notes: Sequence[str | Promise] = field(default_factory=tuple)
    day: datetime.date | None = None
    is_day_known: bool = True
    day_words: str = ""
    state: str = ""
    is_demo: bool = False


class ShownCard(NamedTuple):
    """A card in plain facts, for its fragment; ``labels`` are its terms in the reader's words."""

    kind: str
    public_id: str
    title: str
    language: str
    url: str
    kicker: str
    summary: str
    place: str
    place_language: str
    labels: tuple[str, ...]
    notes: tuple[str, ...]
    day_words: str
    state: str
    is_demo: bool


def shown(card: Card) -> ShownCard:
    """The card in the words of the present reader."""
    return ShownCard(
        kind=card.kind,
        public_id=card.public_id,
        title=card.title,
        language=card.language,
        url=card.url,
        kicker=str(card.kicker),
        summary=card.summary,
        place=card.place,
        place_language=card.place_language,
        labels=tuple(term.label for term in card.terms),
        notes=tuple(str(note) for note in card.notes),
        day_words=str(card.day_words),
        state=card.state,
        is_demo=card.is_demo,
    )


def best_texts(pages: QuerySet, key: str, *fields: str) -> dict[int, tuple]:
    """The text of each thing that the reader reads best, by the thing's primary key, in one query.

    ``pages`` are live pages, ``key`` their foreign key; rows are named tuples of the key, ``language``, ``title``,
    ``summary`` and ``fields``.
    """
    grouped = defaultdict(list)
    for row in pages.order_by().values_list(key, "language", "title", "summary", *fields, named=True):
        grouped[row[0]].append(row)
    return {thing: best_of(rows) for thing, rows in grouped.items()}


def address(path: str) -> str:
    """The address of a page of the portal on the site of the reader's language."""
    return f"/{reader_language()}/{path}"


def by_key(things: Iterable, keys: Sequence) -> list:
    """The things in the order of their primary keys ``keys``; those that are missing left out."""
    found = {thing.pk: thing for thing in things}
    return [found[key] for key in keys if key in found]
