"""What the apps declare as refused is refused by the database: nothing got lost when a table was rebuilt."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from portal.base.triggers import Refusal, installing, removing
from portal.taxonomies.models import Theme


def declared() -> Iterator[Refusal]:
    """Every refusal in the ``refusals.py`` of an app."""
    for app in settings.PORTAL_APPS:
        if not find_spec(f"{app}.refusals"):
            continue
        for value in vars(import_module(f"{app}.refusals")).values():
            found = value if isinstance(value, tuple | list) else [value]
            yield from (one for one in found if isinstance(one, Refusal))


REFUSALS = list(declared())


def installed() -> dict[str, tuple[str, str]]:
    """Name -> table and text of every trigger; on PostgreSQL the text of its function."""
    question = {
        "sqlite": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT t.tgname, c.relname, p.prosrc FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(question[connection.vendor])
        return {name: (table, text) for name, table, text in cursor.fetchall()}


def test_there_are_refusals_and_each_has_a_name_of_its_own():
    names = [refusal.name for refusal in REFUSALS]

    assert names
    assert len(set(names)) == len(names)


@pytest.mark.django_db
@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.name)
def test_every_declared_refusal_is_in_the_database_as_it_is_written(refusal):
    table, text = installed().get(refusal.name, ("", ""))

    assert table == refusal.table
    assert any(text in statement for statement in getattr(refusal, connection.vendor)())


NO_NEW_CODES = Refusal("test_refusal", "taxonomies_theme", "INSERT", "no more themes", "NEW.sort = 77")


@pytest.mark.django_db(transaction=True)
def test_a_refusal_can_be_installed_twice_and_taken_away():
    for step in (installing, installing):
        with connection.schema_editor() as editor:
            step([NO_NEW_CODES])(None, editor)
    with pytest.raises(IntegrityError, match="no more themes"), transaction.atomic():
        Theme.objects.create(code="refused", sort=77)
    Theme.objects.create(code="not-meant", sort=78)

    with connection.schema_editor() as editor:
        removing([NO_NEW_CODES])(None, editor)
    Theme.objects.create(code="allowed-again", sort=77)

    assert list(Theme.objects.filter(sort__gte=77).values_list("code", flat=True)) == ["allowed-again", "not-meant"]
