"""Queries that are asked on every request: Django writes their SQL once in a process, and not each time anew.

    SAID = Prepared(lambda thread, at: Post.objects.filter(thread=thread, created_at__lt=at), thread=int, at=datetime)
    SAID.rows(thread=12, at=now)

Building a query of several parts and turning it into SQL takes Django longer than any database needs to answer it. What
comes back are the usual instances, with what is selected or annotated. The SQL must not depend on the values: no lists,
nothing about the reader's language, no ``None``.
"""

import copy
import datetime
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable

#: Values that stand for those to come, by their type; nothing in the portal has them.
FAR_NUMBER = 2_147_000_000  # the smallest column of numbers holds it
LONG_AGO = datetime.datetime(1902, 2, 2, tzinfo=datetime.UTC)


class Prepared:
    """The instances that ``build`` asks for, whatever its arguments are (``int``, ``str``, date, datetime)."""

    def __init__(self, build: Callable[..., QuerySet], **kinds: type):
        self.build = build
        self.kinds = kinds
        self.written: tuple[Any, str, list] | None = None

    def rows(self, **values: Any) -> list:
        """What the query finds for these values; one statement."""
        connection = connections[DEFAULT_DB_ALIAS]
        compiler, sql, params = self.written or self.write(connection)
        given = {name: adapted(connection, values[name]) for name in self.kinds}
        ready = copy.copy(compiler)
        ready.connection = connection
        asked = tuple(given[one.name] if isinstance(one, Place) else one for one in params)
        ready.as_sql = lambda *_args, **_options: (sql, asked)
        query = SimpleNamespace(get_compiler=lambda *_args, **_options: ready)
        asks = SimpleNamespace(db=DEFAULT_DB_ALIAS, query=query, _known_related_objects={})
        return list(ModelIterable(asks))  # type: ignore[arg-type]  # all it needs of a queryset

    def first(self, **values: Any) -> Any | None:
        return next(iter(self.rows(**values)), None)

    def write(self, connection) -> tuple[Any, str, list]:
        """The compiler, its SQL and its parameters, in which each value to come has its place."""
        marks = {name: mark(kind, number) for number, (name, kind) in enumerate(self.kinds.items())}
        compiler = self.build(**marks).query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        names = {adapted(connection, value): name for name, value in marks.items()}
        places = [Place(names[one]) if is_known(one, names) else one for one in params]
        missing = set(self.kinds) - {one.name for one in places if isinstance(one, Place)}
        if missing:
            raise ValueError(f"the query does not use {missing}")
        self.written = compiler, sql, places
        return self.written


def remember(thing: Model, relation: str, rows: list) -> None:
    """Leave rows that were read otherwise, as if they had been prefetched with the thing."""
    found = getattr(thing, relation).all()
    found._result_cache, found._prefetch_done = rows, True
    thing.__dict__.setdefault("_prefetched_objects_cache", {})[relation] = found


class Place:
    """Where a value goes among the parameters."""

    def __init__(self, name: str):
        self.name = name


def is_known(param: Any, names: dict[Any, str]) -> bool:
    return isinstance(param, (int, str, datetime.date)) and param in names


def mark(kind: type, number: int) -> Any:
    """A value of that type that is found again among the parameters."""
    if kind is int:
        return FAR_NUMBER + number
    if kind is str:
        return f"the value in place {number}"
    moment = LONG_AGO + datetime.timedelta(days=number)
    return moment if kind is datetime.datetime else moment.date()


def adapted(connection, value: Any) -> Any:
    """The value as the database's driver gets it."""
    if isinstance(value, datetime.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, datetime.date):
        return connection.ops.adapt_datefield_value(value)
    return value
