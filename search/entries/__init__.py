"""How things become entries: one adapter a kind, ``refresh`` for whoever changed something.

``refresh(thing)`` belongs in the transaction of the change. Receivers (``search/receivers.py``) call it for what
actions and saving announce; bulk writes announce nothing and call it themselves.
"""

import contextlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from portal.base.registry import kind_of
from search.writing import Draft, forget, hide, write


@dataclass(frozen=True)
class Adapter:
    """How things of one model become entries of one kind.

    ``draft`` says what is to be found of a thing, ``None`` when nobody may find it now; ``things`` are all there are,
    with what ``draft`` reads; ``id_of`` is the id that others know it by.
    """

    kind: str
    model: type[Model]
    draft: Callable[[Any], Draft | None]
    things: Callable[[], QuerySet]
    id_of: Callable[[Any], str] = lambda thing: thing.public_id


_adapters: dict[type[Model], Adapter] = {}
_gathered: ContextVar[dict[type[Model], set[int]] | None] = ContextVar("gathered", default=None)


def register(adapter: Adapter) -> None:
    """Make things of a model findable; called from ``SearchConfig.ready``."""
    _adapters[adapter.model] = adapter


def adapters() -> list[Adapter]:
    """All adapters, in the order in which they were registered."""
    return list(_adapters.values())


def refresh(thing: Model, *, anew: bool = False) -> None:
    """Bring the entry of a thing in line with it; things of which there are no entries are passed over.

    ``anew`` writes it even when the thing says the same as before, for when the analysis has changed.
    """
    adapter = _adapters.get(type(thing))
    if adapter is None:
        return
    if (gathered := _gathered.get()) is not None:
        gathered[type(thing)].add(thing.pk)
        return
    draft = adapter.draft(thing)
    if draft is None:
        hide(adapter.kind, adapter.id_of(thing))
    else:
        write(draft, anew=anew)


@contextlib.contextmanager
def gathered() -> Iterator[None]:
    """Refresh everything that changes inside the block once, at its end: for those who write much at a time.

    Stand inside the transaction of the changes, so that entries are never behind what others can read.
    """
    things: dict[type[Model], set[int]] = defaultdict(set)
    token = _gathered.set(things)
    try:
        yield
    finally:
        _gathered.reset(token)
    for model, ids in things.items():
        for thing in _adapters[model].things().filter(pk__in=ids).iterator(chunk_size=200):
            refresh(thing)
            ids.discard(thing.pk)
        for thing in model._default_manager.filter(pk__in=ids):  # translations that no thing of theirs stands for
            refresh(thing)


def remove(thing: Model) -> None:
    """The thing was deleted: so is its entry."""
    adapter = _adapters.get(type(thing))
    if adapter is not None:
        forget(adapter.kind, adapter.id_of(thing))


def everything() -> Iterator[tuple[Adapter, Model]]:
    """Every thing that could be found, kind by kind."""
    for adapter in adapters():
        for thing in adapter.things().iterator(chunk_size=200):
            yield adapter, thing


def path_of(kind: str, thing: Model) -> str | None:
    """The address of a thing below the language, ``None`` while its kind has none."""
    known = kind_of(kind)
    return known.path(thing) if known else None
