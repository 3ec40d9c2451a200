"""How things become entries: one adapter a kind, ``refresh`` and ``refresh_soon`` for whoever changed something.

Both belong in the transaction of the change. ``refresh`` brings the entry in line there: wherever fewer people may
find the thing from now on. ``refresh_soon`` only notes that it changed: the entry follows within moments, and before
anybody searches (``search/due.py``). Receivers (``search/receivers.py``) call them for what actions and saving
announce; bulk writes announce nothing and call ``refresh`` themselves.
"""

import contextlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from portal.base.registry import kind_of
from search.models import SearchDue, SearchEntry
from search.writing import Draft, forget, hide, write


@dataclass(frozen=True)
class Adapter:
    """How things of one model become entries of one kind.

    ``draft`` says what is to be found of a thing, ``None`` when nobody may find it now; ``things`` are all there are,
    with what ``draft`` reads; ``id_of`` is the id that others know it by, kept in ``id_field``; ``is_open`` is off
    where its own row alone says that nobody may find it; ``under`` is what else decides who may.
    """

    kind: str
    model: type[Model]
    draft: Callable[[Any], Draft | None]
    things: Callable[[], QuerySet]
    id_of: Callable[[Any], str] = lambda thing: thing.public_id
    id_field: str = "public_id"
    is_open: Callable[[Any], bool] = lambda thing: True
    under: Callable[[Any], Model | None] = lambda thing: None


_adapters: dict[type[Model], Adapter] = {}
_gathered: ContextVar[dict[type[Model], set[int]] | None] = ContextVar("gathered", default=None)


def register(adapter: Adapter) -> None:
    """Make things of a model findable; called from ``SearchConfig.ready``."""
    _adapters[adapter.model] = adapter


def adapters() -> list[Adapter]:
    """All adapters, in the order in which they were registered."""
    return list(_adapters.values())


def is_gathering() -> bool:
    """Whether everything that changes is refreshed once, later (``gathered``)."""
    return _gathered.get() is not None


def refresh(thing: Model) -> None:
    """Bring the entry of a thing in line with it; one that has no entry yet gets it soon.

    Things of which there are no entries are passed over.
    """
    adapter = _adapters.get(type(thing))
    if adapter is None:
        return
    if (gathered := _gathered.get()) is not None:
        gathered[type(thing)].add(thing.pk)
    elif has_entry(thing):
        renew(thing)
    else:  # there may be somebody else who writes it at this moment, from what the thing was
        due(thing).save()


def has_entry(thing: Model) -> bool:
    """Whether there is an entry of the thing, found or hidden; it is locked for the rest of the transaction."""
    adapter = _adapters[type(thing)]
    own = SearchEntry.objects.select_for_update().filter(kind=adapter.kind, source_id=adapter.id_of(thing))
    return own.values_list("pk", flat=True).first() is not None


def lock(thing: Model) -> None:
    """Wait until whoever changes the entry of the thing, or of what it stands under, is done; and make others wait."""
    above = _adapters[type(thing)].under(thing)
    if above is not None:
        has_entry(above)
    has_entry(thing)


def renew(thing: Model, *, anew: bool = False) -> None:
    """Write the entry of a thing, or hide it, here and now.

    ``anew`` writes it even when the thing says the same as before, for when the analysis has changed.
    """
    adapter = _adapters[type(thing)]
    draft = adapter.draft(thing)
    if draft is None:
        hide(adapter.kind, adapter.id_of(thing))
    else:
        write(draft, anew=anew)


def refresh_soon(*things: Model) -> None:
    """Note that these things changed, in one statement; the entry of one that is closed now is hidden at once."""
    noted = []
    for thing in things:
        adapter, gathered = _adapters.get(type(thing)), _gathered.get()
        if adapter is None:
            continue
        if gathered is not None:
            gathered[type(thing)].add(thing.pk)
        elif adapter.is_open(thing) or not has_entry(thing):
            noted.append(due(thing))
        else:
            hide(adapter.kind, adapter.id_of(thing))
    if noted:
        SearchDue.objects.bulk_create(noted)


def due(thing: Model) -> SearchDue:
    """The note that the entry of a thing is to be brought in line; not saved."""
    return SearchDue(model=thing._meta.label_lower, thing_id=thing.pk)


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
            renew(thing)
            ids.discard(thing.pk)
        for thing in model._default_manager.filter(pk__in=ids):  # translations that no thing of theirs stands for
            renew(thing)


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
