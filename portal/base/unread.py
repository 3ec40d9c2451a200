"""How much news waits for a person in their inbox, for the bar of every page; the app that keeps the inbox says so.

The count comes with the query that loads the person (``accounts.backends``), so no page asks one query more.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import IntegerField, Value
from django.db.models.expressions import Combinable

Counter = Callable[[Any], Combinable]
_counters: list[Counter] = []


def register_counter(counter: Counter) -> None:
    """Count by ``counter(key)``, an expression for the person with that key; called from ``AppConfig.ready``."""
    _counters[:] = [counter]


def unread_count(key: Any) -> Combinable:
    """The expression to annotate; nothing is unread where nobody keeps an inbox."""
    return _counters[0](key) if _counters else Value(0, IntegerField())
