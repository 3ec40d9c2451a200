"""What the pages of a large forum cost, as a multiple of a plain view of the same server: see README.md.

``python -m bench.forums`` fills a database of its own with 2,000 conversations of 100,000 contributions, starts the
server that the portal runs on, and reads every page as a visitor and as somebody signed in.
"""

import argparse
import contextlib
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql

from bench.clients import Page, measured, timed, wait_until_answering
from scripts.console import say
from scripts.parts.postgresql import postgresql
from scripts.processes import ended_with_us, free_port, running
from scripts.stamps import ROOT
from scripts.templates import postgresql_template, sqlite_template

ROUNDS = 3
RESULTS = ROOT / "bench" / "results"


def main(arguments: list[str]) -> None:
    chosen = options(arguments)
    folder = Path(tempfile.mkdtemp(prefix="sofra-bench-"))
    folder.chmod(0o755)
    try:
        with contextlib.ExitStack() as servers:
            environ = {**os.environ, **database(folder, servers, chosen), **settings_of(folder)}
            seeded = step("fill", environ, str(chosen.threads), str(chosen.posts))
            counted = step("queries", environ, json.dumps(seeded["pages"]))
            report(chosen, run(environ, seeded, chosen), counted)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.forums", description="Measure the pages of a large forum.")
    parser.add_argument("--threads", type=int, default=2_000)
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--requests", type=int, default=40, help="of each page in a round")
    return parser.parse_args(arguments)


def database(folder: Path, servers: contextlib.ExitStack, chosen: argparse.Namespace) -> dict[str, str]:
    """A migrated database of this run's own."""
    if chosen.database == "sqlite":
        file = folder / "forums.sqlite3"
        shutil.copyfile(sqlite_template(), file)
        return {"DATABASE_URL": f"sqlite:///{urllib.parse.quote(str(file))}"}
    url = servers.enter_context(postgresql(folder))
    template = postgresql_template(url)
    own = url.rpartition("/")[0] + "/bench_forums"
    with psycopg.connect(url, autocommit=True) as connection:
        copy = sql.SQL("CREATE DATABASE bench_forums TEMPLATE {}").format(sql.Identifier(template))
        connection.execute(copy)
    return {"DATABASE_URL": own}


def settings_of(folder: Path) -> dict[str, str]:
    return {"DJANGO_SETTINGS_MODULE": "bench.settings", "DATA_DIR": str(folder), "PYTHONPATH": str(ROOT)}


def step(name: str, environ: dict[str, str], *arguments: str) -> dict:
    """One step in a process of its own; its answer is the last line it prints."""
    say(name)
    command = [sys.executable, "-m", "bench.forum_steps", name, *arguments]
    done = subprocess.run(command, env=environ, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
    return json.loads(done.stdout.splitlines()[-1])


@contextlib.contextmanager
def server(environ: dict[str, str]) -> Iterator[tuple[str, int, int]]:
    """Host, port and process of the portal's server, with the workers and threads it has elsewhere."""
    port = free_port()
    with running(server_command(port), env=environ, cwd=ROOT) as process:
        wait_until_answering("127.0.0.1", port)
        yield "127.0.0.1", port, process.pid


def server_command(port: int) -> list[str]:
    """As ``scripts/demo.py`` starts it."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    return [*command, "--workers", "2", "--blocking-threads", "4", "--log-level", "warning", "portal.wsgi:application"]


def run(environ: dict[str, str], seeded: dict, chosen: argparse.Namespace) -> dict:
    """For each page and reader the CPU of a request over the rounds, and the times with one and with eight clients."""
    pages = [Page(**page) for page in seeded["pages"]]
    found: dict = {"load": [os.getloadavg()[0]], "pages": {}}
    with server(environ) as (host, port, pid):
        for page in pages:  # what a process keeps is made at the first sight of each page
            timed(host, port, page, requests=8, clients=4)
        for _round in range(ROUNDS):
            plain = statistics.median(
                measured(host, port, pid, pages[0], requests=chosen.requests * 2, database=environ["DATABASE_URL"])
                for _time in range(3)
            )
            for page in pages:
                cpu = measured(host, port, pid, page, requests=chosen.requests, database=environ["DATABASE_URL"])
                kept = found["pages"].setdefault(page.name, {"cpu": [], "multiple": [], "ceiling": page.ceiling})
                kept["cpu"].append(cpu * 1000)
                kept["multiple"].append(cpu / plain)
        for page in pages:
            for clients in (1, 8):
                times = timed(host, port, page, requests=chosen.requests * clients, clients=clients)
                found["pages"][page.name][f"times_{clients}"] = times
    found["load"].append(os.getloadavg()[0])
    return found


def report(chosen: argparse.Namespace, found: dict, counted: dict[str, int]) -> None:
    """One table, printed and kept in ``bench/results``."""
    lines = [
        f"# Forum pages: {chosen.threads:,} conversations, {chosen.posts:,} contributions, {chosen.database}",
        "",
        f"{time.strftime('%Y-%m-%d %H:%M')}, {platform.machine()}, {os.cpu_count()} cores, Python "
        f"{platform.python_version()}; load {found['load'][0]:.1f} before, {found['load'][1]:.1f} after; "
        f"{ROUNDS} rounds, medians. CPU is that of the server and its database; a multiple is that of the plain page "
        "(one query, small template) in the same round. Rows that a process has shown before come from its memory; "
        'on "a page nobody has read" all twenty are new.',
        "",
        "| page | queries | CPU ms | multiple | ceiling | p50/p95 ms, 1 client | p50/p95 ms, 8 clients |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, page in found["pages"].items():
        multiple = statistics.median(page["multiple"])
        ceiling = page["ceiling"] or ""
        over = " **above**" if page["ceiling"] and multiple > page["ceiling"] else ""
        lines.append(
            f"| {name} | {counted.get(name, '')} | {statistics.median(page['cpu']):.1f} | {multiple:.1f}{over} "
            f"| {ceiling} | {spread(page['times_1'])} | {spread(page['times_8'])} |"
        )
    text = "\n".join([*lines, "", *growth(found["pages"]), ""])
    sys.stdout.write(text)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"forums-{chosen.database}-{chosen.threads}-{chosen.posts}.md").write_text(text)


def spread(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{ordered[len(ordered) // 2] * 1000:.0f} / {ordered[int(len(ordered) * 0.95)] * 1000:.0f}"


def growth(pages: dict) -> list[str]:
    """How much more the later and larger cost than the first and small."""

    def cpu(name: str) -> float:
        return statistics.median(pages[name]["cpu"])

    pairs = (
        ("thread list, visitor", "thread list of 20, visitor"),
        ("middle page of the longest, visitor", "first page of the longest, visitor"),
        ("last page of the longest, visitor", "first page of the longest, visitor"),
    )
    return [f"- {one} against {other}: {cpu(one) / cpu(other) - 1:+.0%}" for one, other in pairs]


if __name__ == "__main__":
    with ended_with_us():
        main(sys.argv[1:])
