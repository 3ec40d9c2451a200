"""The demonstration loaded once for the tests of a module, and taken back after them."""

import io

import pytest
from django.core.management import call_command
from django.test import override_settings


def load_demo() -> dict[str, int]:
    """Run the command and return how many things each part brought in."""
    out = io.StringIO()
    call_command("load_demo", stdout=out)
    rows = (line.rsplit(maxsplit=3) for line in out.getvalue().splitlines())
    return {words.strip(): int(count) for words, count, _seconds, _unit in rows}


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory):
    with override_settings(DATA_DIR=tmp_path_factory.mktemp("data")), pytest.MonkeyPatch.context() as patch:
        patch.setenv("DEMO_PASSWORD", "a table for ten")
        yield


@pytest.fixture(scope="module")
def loaded(data_dir, kept_rows) -> dict[str, int]:
    """How many things each part of the first run brought in."""
    return load_demo()
