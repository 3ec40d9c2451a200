"""What every test can rely on, with servers or without; see ``make test`` for all of them together."""

import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import override_settings
from django.utils import translation
from hypothesis import settings as hypothesis_settings
from wagtail.signal_handlers import disable_reference_index_auto_update

from scripts.catalogues import compile_catalogues
from scripts.stamps import ROOT

pytest_plugins = ["tests.databases", "tests.servers", "tests.browser"]

NEEDS = {"chromium": "browser", "elasticsearch_url": "elasticsearch"}  # fixture: marker
ENGINES = {"sqlite", "postgresql"}

hypothesis_settings.register_profile("sofra", deadline=None)  # two busy cores are no slow code
hypothesis_settings.load_profile("sofra")


def pytest_configure(config: pytest.Config) -> None:
    """Compile changed translations once, before the workers start."""
    if not hasattr(config, "workerinput"):
        compile_catalogues(ROOT / "locale")


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Mark what decides which tests are chosen; then put those first that commit, which pytest-django puts last.

    Among them are the longest: begun last, one of them would keep one core waiting for the other.
    """
    for item in items:
        mark(item)
    yield
    items.sort(key=commits, reverse=True)


def mark(item: pytest.Item) -> None:
    """By the fixtures: what a test needs, and whether it says the same on every database."""
    for marker in (NEEDS[name] for name in item.fixturenames if name in NEEDS):
        item.add_marker(marker)
    if not asks_the_database(item) or is_about_looks(item) or counts_queries(item):
        item.add_marker("once")


def commits(item: pytest.Item) -> bool:
    """Walks in the browser, programs of their own, parallel writers."""
    own = item.get_closest_marker("django_db")
    return "transactional_db" in item.fixturenames or bool(own and own.kwargs.get("transaction"))


def asks_the_database(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(item.fixturenames))


def is_about_looks(item: pytest.Item) -> bool:
    """Browser tests look at pages, and pages look alike; those about what is written say ``each_database``."""
    return bool(item.get_closest_marker("browser") and not item.get_closest_marker("each_database"))


def counts_queries(item: pytest.Item) -> bool:
    """A page asks as many questions of one database as of the other, and pages full of things take long to fill."""
    return bool({"django_assert_max_num_queries", "django_assert_num_queries", "query_count"} & set(item.fixturenames))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out, by name, what is about the other database."""
    wanted = ENGINES & {marker.name for marker in item.iter_markers()}
    if wanted and connection.vendor not in wanted:
        pytest.skip(f"about {' and '.join(sorted(wanted))}; the database under test is {connection.vendor}")


def pytest_terminal_summary(terminalreporter) -> None:
    """Leave the figures of this run in ``TEST_REPORT`` for ``make test``, which adds up several."""
    if path := os.environ.get("TEST_REPORT"):
        Path(path).write_text(json.dumps(figures(terminalreporter.stats)))


def figures(stats: dict[str, list]) -> dict[str, int]:
    """How many tests ended how, and how many of the passed ones used each part."""
    counts = {outcome: len(stats.get(outcome, [])) for outcome in ("passed", "failed", "error", "skipped")}
    used = Counter(name for report in stats.get("passed", []) for name in NEEDS.values() if name in report.keywords)
    return counts | dict(used)


@pytest.fixture(scope="session", autouse=True)
def media_folder(tmp_path_factory, django_test_environment):
    """Uploaded files of tests go where the next run does not find them."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield


@pytest.fixture(scope="session", autouse=True)
def no_list_of_references():
    """Wagtail's list of what refers to what is kept for browser tests alone: it is a sixteenth of all the others do."""
    with disable_reference_index_auto_update():
        yield


@pytest.fixture(autouse=True)
def no_traces():
    """No test sees what another left in the cache, nor its language."""
    cache.clear()
    with translation.override("en"):
        yield
