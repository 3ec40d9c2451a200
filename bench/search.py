"""How fast the search answers, on each engine, side by side: see README.md.

``python -m bench.search --entries 10000`` starts private servers, fills them with the same entries, asks all of them
the same questions and prints one table.
"""

import argparse
import contextlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql

from bench.tables import commit, table
from scripts.catalogues import compile_catalogues
from scripts.console import say
from scripts.parts.elasticsearch import elasticsearch
from scripts.parts.postgresql import postgresql
from scripts.processes import ended_with_us
from scripts.stamps import ROOT
from scripts.templates import postgresql_template, sqlite_template

ENGINES = ("sqlite", "postgresql", "elasticsearch")


def main(arguments: list[str]) -> None:
    chosen = options(arguments)
    compile_catalogues(ROOT / "locale")
    with folder_of(chosen) as folder, contextlib.ExitStack() as servers:
        fill_sqlite(folder, chosen)
        environs = {"sqlite": {"DATABASE_URL": sqlite_url(folder)}}
        if "postgresql" in chosen.engines:
            environs["postgresql"] = fill_postgresql(folder, servers, chosen)
        if "elasticsearch" in chosen.engines:
            beside = environs["postgresql" if "postgresql" in environs else "sqlite"]
            environs["elasticsearch"] = beside | fill_elasticsearch(folder, servers, beside, chosen)
        for name in chosen.engines:
            step("measure", folder, environs[name] | {"BENCH_ENGINE": name}, chosen)
        report(folder, chosen)


def options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.search", description="Measure the search.")
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--questions", type=int, default=40, help="of each kind")
    parser.add_argument("--folder", type=Path, help="keep here what was filled and measure it again without filling")
    parser.add_argument("--report", type=Path, help="write the table into this file too")
    return parser.parse_args(arguments)


@contextlib.contextmanager
def folder_of(chosen: argparse.Namespace) -> Iterator[Path]:
    """The folder of this run, gone at the end unless it is to be kept."""
    if chosen.folder:
        chosen.folder.mkdir(parents=True, exist_ok=True)
        yield chosen.folder
        return
    folder = Path(tempfile.mkdtemp(prefix="sofra-bench-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sqlite_url(folder: Path) -> str:
    return f"sqlite:///{urllib.parse.quote(str(folder / 'search.sqlite3'))}"


def fill_sqlite(folder: Path, chosen: argparse.Namespace) -> None:
    """The corpus, analysed once: the other engines copy it from here."""
    database = folder / "search.sqlite3"
    if not database.exists():
        building = folder / "building"
        building.mkdir(exist_ok=True)
        shutil.copyfile(sqlite_template(), building / database.name)
        step("fill", building, {"DATABASE_URL": sqlite_url(building)}, chosen)
        for path in building.iterdir():
            path.rename(folder / path.name)
        building.rmdir()
    if not (folder / "questions.json").exists():
        step("ask", folder, {"DATABASE_URL": sqlite_url(folder)}, chosen)


def fill_postgresql(folder: Path, servers: contextlib.ExitStack, chosen: argparse.Namespace) -> dict[str, str]:
    """The same entries, copied unless they are there from the last time."""
    url = servers.enter_context(postgresql(folder))
    environ = {"DATABASE_URL": urllib.parse.urlsplit(url)._replace(path="/bench").geturl()}
    if "postgresql" not in filled(folder):
        with psycopg.connect(url, autocommit=True) as server:
            server.execute("DROP DATABASE IF EXISTS bench")
            template = sql.Identifier(postgresql_template(url))
            server.execute(sql.SQL("CREATE DATABASE bench TEMPLATE {}").format(template))
        step("copy", folder, environ, chosen)
    return environ


def fill_elasticsearch(
    folder: Path, servers: contextlib.ExitStack, beside: dict[str, str], chosen: argparse.Namespace
) -> dict[str, str]:
    """An index of the entries of the database beside it, built unless it is there from the last time."""
    engine = servers.enter_context(elasticsearch(folder))
    engine.wait_until_ready()
    environ = {"SEARCH_URL": f"{engine.url}/bench", "BENCH_SEARCH_PROCESS": str(java_of(engine.process))}
    if "elasticsearch" not in filled(folder):
        step("index", folder, beside | environ, chosen)
    return environ


def filled(folder: Path) -> dict[str, float]:
    """What there is in the folder, with the seconds that it took."""
    return json.loads((folder / "filled.json").read_text())


def java_of(process: subprocess.Popen) -> int:
    """The process that works: what was started hands over to a child that uses the most memory."""
    listed = subprocess.run(["ps", "-eo", "pid,pgid,rss"], capture_output=True, text=True, check=True).stdout  # noqa: S607
    rows = [[int(part) for part in line.split()] for line in listed.splitlines()[1:]]
    return max((rss, pid) for pid, group, rss in rows if group == process.pid)[1]


def step(name: str, folder: Path, environ: dict[str, str], chosen: argparse.Namespace) -> None:
    """One step in a process of its own, because Django has one database a process."""
    say(f"{name} {environ.get('BENCH_ENGINE', '')}")
    kept = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "SEARCH_URL", "CACHE_URL")}
    settings = {"DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    command = [sys.executable, "-m", "bench.searching", name, str(folder), str(chosen.entries), str(chosen.questions)]
    subprocess.run(command, cwd=ROOT, env=kept | settings | environ, check=True)  # noqa: S603  ourselves


def report(folder: Path, chosen: argparse.Namespace) -> None:
    """The table of this run, and what it was measured on."""
    found = {name: json.loads((folder / f"measured-{name}.json").read_text()) for name in chosen.engines}
    processors, load = os.cpu_count(), os.getloadavg()
    written = "\n".join(
        [
            f"# {chosen.entries:,} entries, {time.strftime('%Y-%m-%d %H:%M')}",
            "",
            f"{platform.python_implementation()} {platform.python_version()}, {processors} processors, load average "
            f"{load[0]:.1f} / {load[1]:.1f} / {load[2]:.1f} (1, 5, 15 minutes, at the end); {commit()}.",
            "",
            table(found, filled(folder)),
        ]
    )
    print(written)  # noqa: T201
    if chosen.report:
        chosen.report.write_text(written + "\n")


if __name__ == "__main__":
    with ended_with_us():
        main(sys.argv[1:])
