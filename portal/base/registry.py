"""Which kinds of things there are, and how a pointer (kind, public id) becomes a thing with an address."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Model


@dataclass(frozen=True)
class Kind:
    """A kind of thing. ``path`` gives an address without its language prefix, ``title`` words for a link."""

    code: str
    model: type[Model]
    path: Callable[[Model], str]
    title: Callable[[Model], str]
    id_field: str = "public_id"
    related: tuple[str, ...] = ()


_kinds: dict[str, Kind] = {}


def register_kind(
    code: str,
    model: type[Model],
    *,
    path: Callable[..., str],
    title: Callable[..., str] = str,
    id_field: str = "public_id",
    related: tuple[str, ...] = (),
) -> None:
    """Make a kind known; called from ``AppConfig.ready``. ``related`` is what ``path`` and ``title`` select."""
    _kinds[code] = Kind(code, model, path, title, id_field, related)


def kind_of(code: str) -> Kind | None:
    return _kinds.get(code)


def kinds() -> dict[str, Kind]:
    """All registered kinds by code."""
    return dict(_kinds)


def resolve(pointers: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Model]:
    """The things behind pointers, one query per kind; what is gone or unknown is left out."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for code, public_id in pointers:
        wanted[code].add(public_id)
    found = {}
    for code, ids in wanted.items():
        kind = _kinds.get(code)
        if kind is None:
            continue
        things = kind.model._default_manager.filter(**{f"{kind.id_field}__in": ids}).select_related(*kind.related)
        found.update({(code, getattr(thing, kind.id_field)): thing for thing in things})
    return found


def is_readable(code: str, public_id: str, user) -> bool:
    """Whether the person may read that thing, by its ``visible_to``; never where a kind has none."""
    kind = _kinds.get(code)
    if kind is None or not hasattr(kind.model._default_manager, "visible_to"):
        return False
    return kind.model._default_manager.visible_to(user).filter(**{kind.id_field: public_id}).exists()


def address_of(code: str, thing: Model, language: str) -> str:
    """The address of a thing on the site of that language."""
    return f"/{language}/{_kinds[code].path(thing)}"
