"""The demonstration loaded once for all tests of this folder, and taken back after them."""

import io

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings


def load_demo() -> dict[str, int]:
    """Run the command and return how many things each part brought in."""
    out = io.StringIO()
    call_command("load_demo", stdout=out)
    rows = (line.rsplit(maxsplit=3) for line in out.getvalue().splitlines())
    return {words.strip(): int(count) for words, count, _seconds, _unit in rows}


@pytest.fixture(scope="package")
def data_dir(tmp_path_factory):
    with override_settings(DATA_DIR=tmp_path_factory.mktemp("data")), pytest.MonkeyPatch.context() as patch:
        patch.setenv("DEMO_PASSWORD", "a table for ten")
        yield


@pytest.fixture(scope="package")
def loaded(data_dir, django_db_setup, django_db_blocker):
    """How many things each part of the first run brought in."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_demo()
        transaction.set_rollback(True)
