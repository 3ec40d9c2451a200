"""The cache in a table of the database, which counts in one statement and loses no count to somebody who counts too.

    counted({"one name": 600, "another": 900})     {"one name": 3, "another": 1}

Redis counts so by itself; Django's table of the database needs five statements for each count.
"""

import datetime
from collections.abc import Mapping

from django.core.cache import BaseCache, cache
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router
from django.utils import timezone

#: Django keeps 300, and forgets at random when there are more: a hall full of people would push out one another's.
MOST_ENTRIES = 100_000

COUNT = """
    INSERT INTO {table} (cache_key, value, expires) VALUES {rows}
    ON CONFLICT (cache_key) DO UPDATE SET
        value = CASE WHEN {table}.expires <= %s THEN '1' ELSE CAST(CAST({table}.value AS INTEGER) + 1 AS TEXT) END,
        expires = CASE WHEN {table}.expires <= %s THEN excluded.expires ELSE {table}.expires END
    RETURNING cache_key, value
"""


class CountingDatabaseCache(DatabaseCache):
    """Django's, with counts; what is counted is read by counting alone."""

    def __init__(self, table: str, params: dict):
        super().__init__(table, {**params, "OPTIONS": {"MAX_ENTRIES": MOST_ENTRIES, **params.get("OPTIONS", {})}})

    def count(self, seconds: Mapping[str, int]) -> dict[str, int]:
        """Count once more under each name, and how often that was since its ``seconds`` began."""
        # in one order, so that two who count the same names wait for each other and not in a ring
        keys = {self.make_and_validate_key(f"count-{name}"): name for name in sorted(seconds)}
        connection = connections[router.db_for_write(self.cache_model_class)]
        now = timezone.now().replace(microsecond=0)
        moment = connection.ops.adapt_datetimefield_value
        values: list = []
        for key, name in sorted(keys.items()):
            values += [key, "1", moment(now + datetime.timedelta(seconds=seconds[name]))]
        rows = ", ".join(["(%s, %s, %s)"] * len(keys))
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(self._table)  # type: ignore[attr-defined]  # set by Django's
            statement = COUNT.format(table=table, rows=rows)
            cursor.execute(statement, [*values, moment(now), moment(now)])
            return {keys[key]: int(count) for key, count in cursor.fetchall()}

    def forget_expired(self, now: datetime.datetime) -> int:
        """Delete the rows past their time; Django does so only when there are too many of them."""
        connection = connections[router.db_for_write(self.cache_model_class)]
        table = connection.ops.quote_name(self._table)  # type: ignore[attr-defined]  # set by Django's
        moment = connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [moment])  # noqa: S608  the name is of the settings
            return cursor.rowcount


def counted(seconds: Mapping[str, int], *, within: BaseCache = cache) -> dict[str, int]:
    """How often each of these names was counted since its ``seconds`` began, this time included."""
    if hasattr(within, "count"):
        return within.count(seconds)
    return {name: count_alone(within, name, long) for name, long in seconds.items()}


def count_alone(within: BaseCache, name: str, seconds: int) -> int:
    within.add(name, 0, seconds)
    try:
        return within.incr(name)
    except ValueError:  # its time ran out between the two
        within.set(name, 1, seconds)
        return 1


def forget_count(name: str, *, within: BaseCache = cache) -> None:
    """Begin to count anew under that name."""
    within.delete(f"count-{name}" if hasattr(within, "count") else name)


def forget_counts(now: datetime.datetime) -> int:
    """Delete what the database's cache holds past its time, and return how many rows; Redis does so itself."""
    return cache.forget_expired(now) if hasattr(cache, "forget_expired") else 0
