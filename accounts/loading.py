"""What is read in the one query that loads the person of a request, because nearly every page needs it.

``read_with_the_person(places_in)`` in AppConfig.ready: ``places_in(key, now, today)`` gives expressions by attribute.
"""

import datetime
import functools
from collections.abc import Callable, Mapping
from typing import Any

from django.db.models.expressions import Combinable
from django.utils import timezone

from portal.base.unread import unread_count

Facts = Callable[[Any, datetime.datetime, datetime.date], Mapping[str, Combinable]]
_read: list[Facts] = []


def read_with_the_person(facts: Facts) -> None:
    """Set these attributes on whoever is asking; a person loaded elsewhere does not have them."""
    _read.append(facts)


def facts_of(key: Any, now: datetime.datetime, today: datetime.date) -> dict[str, Combinable]:
    """The expressions for the person with that key, which may be an ``OuterRef``, as of that moment and day."""
    found: dict[str, Combinable] = {"unread_count": unread_count(key)}
    for facts in _read:
        found.update(facts(key, now, today))
    return found


@functools.cache
def facts_read() -> tuple[str, ...]:
    """The attributes that come with the person."""
    return tuple(facts_of(0, timezone.now(), timezone.localdate()))
