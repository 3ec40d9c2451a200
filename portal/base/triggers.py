"""Refusals kept by the database itself: rows that may no longer change, on SQLite and on PostgreSQL.

A migration installs them with ``RunPython(installing(REFUSALS), removing(REFUSALS))``. SQLite loses the
triggers of a table that a later migration rebuilds, so such a migration installs them again;
``tests/portal/base/test_triggers.py`` finds one that is missing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

Event = Literal["INSERT", "UPDATE", "DELETE"]


@dataclass(frozen=True)
class Refusal:
    """One thing a table refuses. ``when`` is SQL over ``OLD`` and ``NEW`` that both databases understand."""

    name: str
    table: str
    event: Event
    message: str
    when: str = "1 = 1"

    def sqlite(self) -> list[str]:
        return [
            f"DROP TRIGGER IF EXISTS {self.name}",
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} FOR EACH ROW WHEN {self.when} "
            f"BEGIN SELECT RAISE(ABORT, '{self.message}'); END",
        ]

    def postgresql(self) -> list[str]:
        back = "OLD" if self.event == "DELETE" else "NEW"
        return [
            f"DROP TRIGGER IF EXISTS {self.name} ON {self.table}",
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {self.when} THEN RAISE EXCEPTION '{self.message}' USING ERRCODE = 'integrity_constraint_violation'; "
            f"END IF; RETURN {back}; END $$",
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.name}()",
        ]


def installing(refusals: Iterable[Refusal]) -> Callable:
    """A migration step that installs them, or installs them again."""

    def install(apps, schema_editor):
        for refusal in refusals:
            for statement in getattr(refusal, schema_editor.connection.vendor)():
                schema_editor.execute(statement)

    return install


def removing(refusals: Iterable[Refusal]) -> Callable:
    """The way back."""

    def remove(apps, schema_editor):
        for refusal in refusals:
            on = f" ON {refusal.table}" if schema_editor.connection.vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {refusal.name}{on}")

    return remove
