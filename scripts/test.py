"""All tests against the real parts: once on SQLite, once on a private PostgreSQL, with Elasticsearch and Chromium.

A part this machine cannot provide is named, and its tests are skipped; with ``CI=true`` it is a failure.
Whatever follows on the command line goes to pytest.
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from scripts.console import say, stop
from scripts.parts import MissingPartError
from scripts.parts.chromium import chromium
from scripts.parts.elasticsearch import elasticsearch
from scripts.parts.gettext import gettext
from scripts.parts.postgresql import postgresql
from scripts.processes import ended_with_us, keep_bytecode
from scripts.stamps import ROOT
from scripts.templates import postgresql_template, sqlite_template

# What a developer's shell says about a portal must not reach the tests.
FOREIGN = ["DATABASE_URL", "SEARCH_URL", "CACHE_URL", "EMAIL_URL", "BASE_URL", "DEBUG", "DJANGO_SETTINGS_MODULE"]
# What says the same on every database has said it after the first run.
CHOICE = {"SQLite": "not postgresql", "PostgreSQL": "not sqlite and not once"}
NO_TESTS_COLLECTED = 5


@dataclass
class Parts:
    """What this machine provides for one run, and why not the rest."""

    postgresql: str | None = None
    elasticsearch: str | None = None
    missing: dict[str, str] = field(default_factory=dict)

    @contextlib.contextmanager
    def noting(self, name: str) -> Iterator[None]:
        """A part that cannot be provided inside is noted down with the reason."""
        try:
            yield
        except MissingPartError as reason:
            self.missing[name] = str(reason)


def main(arguments: list[str]) -> None:
    """Provide the parts, test on each database, say what was tested on what."""
    keep_bytecode()
    with run_folder() as folder, contextlib.ExitStack() as servers:
        parts = provide_parts(folder, servers)
        if parts.missing and os.environ.get("CI") == "true":
            stop(f"CI=true asks for every part.\n{missing_lines(parts)}")
        databases = {"SQLite": None} | ({"PostgreSQL": parts.postgresql} if parts.postgresql else {})
        environ = test_environment(folder, parts)
        results = {name: run_pytest(name, url, environ, folder, arguments) for name, url in databases.items()}
    print(summary(results, parts))
    sys.exit(any(result["failed"] or result["error"] for result in results.values()))


@contextlib.contextmanager
def run_folder() -> Iterator[Path]:
    """A folder for everything this run writes, open to the servers' users and gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="sofra-test-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def provide_parts(folder: Path, servers: contextlib.ExitStack) -> Parts:
    """Start the servers, and migrate the template databases while Elasticsearch is still waking up."""
    parts = Parts()
    with parts.noting("Chromium"):
        chromium()
    with parts.noting("gettext"):
        gettext()
    with parts.noting("PostgreSQL"):
        parts.postgresql = servers.enter_context(postgresql(folder))
    with parts.noting("Elasticsearch"):
        engine = servers.enter_context(elasticsearch(folder))
    migrate_templates(parts)
    if "Elasticsearch" not in parts.missing:
        with parts.noting("Elasticsearch"):
            engine.wait_until_ready()
            parts.elasticsearch = engine.url
    return parts


def migrate_templates(parts: Parts) -> None:
    """Prepare both databases at once, one on each core."""
    with ThreadPoolExecutor() as pool:
        jobs: list[Future] = [pool.submit(sqlite_template)]
        if parts.postgresql:
            jobs.append(pool.submit(postgresql_template, parts.postgresql))
        for job in jobs:
            job.result()


def test_environment(folder: Path, parts: Parts) -> dict[str, str]:
    """The environment of pytest: ours without what a shell says about other portals."""
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    temporary = folder / "tmp"
    temporary.mkdir()
    own = {"DATA_DIR": str(folder / "data"), "TMPDIR": str(temporary), "PYTHONUNBUFFERED": "1"}
    return kept | own | ({"TEST_ELASTICSEARCH_URL": parts.elasticsearch} if parts.elasticsearch else {})


def run_pytest(database: str, url: str | None, environ: dict, folder: Path, arguments: list[str]) -> Counter:
    """Run the tests on one database; its figures as ``figures`` in ``tests/conftest.py`` counts them."""
    say(f"Testing on {database}")
    report = folder / f"report-{database}.json"
    environ = environ | {"TEST_REPORT": str(report)} | ({"DATABASE_URL": url} if url else {})
    options = ["-q", "-n", "2", "--dist", "worksteal", "-m", CHOICE[database], f"--basetemp={folder / database}"]
    command = [sys.executable, "-m", "pytest", *options, *arguments]
    status = subprocess.run(command, cwd=ROOT, env=environ).returncode
    result = Counter(json.loads(report.read_text())) if report.exists() else Counter()
    if status not in {0, NO_TESTS_COLLECTED} and not result["failed"]:
        result["error"] += 1  # pytest itself broke, or a test broke outside its body
    return result


def summary(results: dict[str, Counter], parts: Parts) -> str:
    """What was tested on what, and the sum as the last line."""
    total = sum(results.values(), Counter())
    lines = [f"  {name:14} {result['passed']:5} tests passed" for name, result in results.items()]
    lines += [f"  Elasticsearch  {total['elasticsearch']:5} of them against the real engine"]
    lines += [f"  Chromium       {total['browser']:5} of them in a real browser"]
    sums = f"{total['passed']} passed, {total['failed'] + total['error']} failed, {total['skipped']} skipped"
    return "\n".join(["", *lines, missing_lines(parts), sums])


def missing_lines(parts: Parts) -> str:
    """The parts this machine could not provide, each with the reason."""
    return "".join(f"  {name} is missing: {reason}\n" for name, reason in parts.missing.items())


if __name__ == "__main__":
    try:
        with ended_with_us():
            main(sys.argv[1:])
    except KeyboardInterrupt:
        stop("Ended before the tests were.")
