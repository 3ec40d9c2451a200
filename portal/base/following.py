"""How much a reader wants to hear of a thing; the app that keeps it says so to the pages below.

register_levels(level_of, subquery)                      in AppConfig.ready of the app that keeps it
things.annotate(follow_level=chosen(user, "thread"))     in the view, with the query of the thing itself
{% follow "thread" thread.public_id thread.follow_level %}
"""

from collections.abc import Callable
from typing import Any

from django.db.models import CharField, OuterRef, Value
from django.db.models.functions import Coalesce

#: What was asked and not chosen, as against what was not asked.
NOT_CHOSEN = "none"

LevelOf = Callable[..., str]
_keepers: list[tuple[LevelOf, Callable[..., Any]]] = []


def register_levels(level_of: LevelOf, subquery: Callable[..., Any]) -> None:
    """Ask ``level_of(user, kind, subject_id)``, one query, or ``subquery(key, kind, reference)``, a part of one."""
    _keepers[:] = [(level_of, subquery)]


def chosen(user, kind: str, reference: str = "public_id") -> Any:
    """What the person chose for the things of a query ("follow", "normal", "mute"), as an expression to annotate."""
    return chosen_by(user.pk, kind, reference) if user.is_authenticated else Value(NOT_CHOSEN, CharField())


def chosen_by(key: int, kind: str, reference: str = "public_id") -> Any:
    """The same for the person with that key."""
    nothing = Value(NOT_CHOSEN, CharField())
    if not _keepers:
        return nothing
    return Coalesce(_keepers[0][1](key, kind, OuterRef(reference)), nothing, output_field=CharField())


def level_of(user, kind: str, subject_id: str) -> str:
    """What the person chose for this thing; "" for visitors and where nothing was chosen."""
    return _keepers[0][0](user, kind, subject_id) if _keepers and user.is_authenticated else ""
