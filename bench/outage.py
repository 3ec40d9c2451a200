"""What readers notice while Elasticsearch is away, and how soon it knows everything after its return: see README.md.

``python -m bench.outage`` starts the portal as it runs everywhere (server, worker) with an Elasticsearch of its own,
takes that away in one way after the other, and at last builds its index anew while people write.
"""

import argparse
import contextlib
import itertools
import os
import platform
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from bench.clients import Visitor, wait_until_answering
from bench.engine import WAYS, Engine, Way
from bench.forums import database, server_command, settings_of, step
from bench.tables import commit, percentile
from scripts.catalogues import compile_catalogues
from scripts.console import say
from scripts.processes import ended_with_us, free_port, running
from scripts.stamps import ROOT

RESULTS = ROOT / "bench" / "results"
AT_ONCE = 8  # searches at the same moment: as many as the server has threads
SETTLED = 8  # answers in a row from Elasticsearch: each of the server's processes has found it again
PATIENCE = 180  # seconds
AWAY = 20  # seconds that it stays away at least: the worker fails a few times
NOTICE = "The search is slower than usual at the moment."
SHARE = 0.95  # of the results, that a rebuild may not go below
SEEN_AFTER = 5.0  # seconds after which a contribution is expected among the results


@dataclass(frozen=True)
class Told:
    """What one way of being away did to readers, in seconds."""

    way: str
    first_search: float
    searches: list[float]
    pages: list[float]
    post: float
    found_meanwhile: float
    found_after: float


def main(arguments: list[str]) -> None:
    chosen = options(arguments)
    compile_catalogues(ROOT / "locale")
    folder = Path(tempfile.mkdtemp(prefix="sofra-outage-"))
    folder.chmod(0o755)
    try:
        with contextlib.ExitStack() as parts:
            load = os.getloadavg()[0]
            engine = parts.enter_context(Engine(folder))
            environ = os.environ | database(folder, parts, chosen) | settings_of(folder) | {"SEARCH_URL": engine.url}
            pages = step("fill", environ, "20", str(chosen.posts))["pages"]
            portal = parts.enter_context(portal_of(environ, pages))
            ways = [way for way in WAYS if not chosen.ways or way.name in chosen.ways]
            told = [drill(way, engine, portal) for way in ways]
            rebuilt = rebuild_under_traffic(portal, environ) if not chosen.ways else []
            report(chosen, told, rebuilt, load)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.outage", description="Take Elasticsearch away and see.")
    parser.add_argument("--posts", type=int, default=3_000, help="contributions there are")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--ways", nargs="+", choices=[way.name for way in WAYS], help="only these, and no rebuild")
    parser.add_argument("--report", type=Path, help="write the table into this file too")
    return parser.parse_args(arguments)


class Portal:
    """The running portal as one person at a table sees it."""

    def __init__(self, port: int, pages: list[dict]) -> None:
        self.visitor = Visitor("127.0.0.1", port)
        reply = next(page for page in pages if page["posts_to"])
        self.cookie, self.thread, self.posts_to = reply["cookie"], reply["path"], reply["posts_to"]
        self.settled_at = 0.0  #: when the streak of right answers began
        lists = next(page["path"] for page in pages if page["name"] == "thread list, visitor")
        self.paths = ["/en/", "/en/forums/", lists, self.thread, "/en/search/?q=nobody"]

    def search(self, query: str = "nobody", **others: str) -> tuple[dict, float]:
        """The answer of the search and how long it took."""
        taken, content = self.visitor.json("/api/search/", {"q": query, **others})
        return content, taken

    def post(self, words: str) -> float:
        """Contribute these words, and say how long that took."""
        return self.visitor.send(self.thread, self.posts_to, {"body": words, "language": "en"}, self.cookie)

    def wait_until_found(self, query: str) -> float:
        """Seconds until something is found, whoever finds it."""
        begun = time.monotonic()
        while time.monotonic() - begun < PATIENCE:
            if self.search(query)[0]["total"]:
                return time.monotonic() - begun
        raise RuntimeError(f"{query} is not found {PATIENCE} s after it was said")

    def wait_until_settled(self, query: str) -> None:
        """Until Elasticsearch itself finds something, and every process of the server says so."""
        begun, streak = time.monotonic(), 0
        while time.monotonic() - begun < PATIENCE:
            asked = time.monotonic()
            answer, _ = self.search(query)
            is_right = answer["total"] > 0 and not answer["degraded"] and answer["engine"] == "elasticsearch"
            self.settled_at = self.settled_at if streak else asked
            streak = streak + 1 if is_right else 0
            if streak == SETTLED:
                return
            time.sleep(0.2)
        raise RuntimeError(f"Elasticsearch does not find {query} {PATIENCE} s after its return")


@contextlib.contextmanager
def portal_of(environ: dict[str, str], pages: list[dict]) -> Iterator[Portal]:
    """The server with its worker, everything in its index."""
    port = free_port()
    manage = [sys.executable, str(ROOT / "manage.py")]
    with running(server_command(port), env=environ, cwd=ROOT):
        wait_until_answering("127.0.0.1", port)
        with running([*manage, "rebuild_search"], env=environ, cwd=ROOT, stdout=-3) as building:
            if building.wait():
                raise RuntimeError("The index was not built")
        with running([*manage, "work"], env=environ, cwd=ROOT):
            portal = Portal(port, pages)
            for path in portal.paths * 4:  # what a process reads once
                portal.visitor.get(path)
            portal.wait_until_settled("nobody")
            yield portal


def drill(way: Way, engine: Engine, portal: Portal) -> Told:
    """Take Elasticsearch away, use the portal, bring it back, and wait until it knows everything."""
    say(way.name)
    word = "vodostaj" + "".join(filter(str.isalpha, way.name))
    way.begin(engine)
    begun = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE + 1) as people:
        together = [people.submit(portal.search) for _ in range(AT_ONCE)]
        pages = [portal.visitor.get(path).seconds for path in portal.paths]
        first = [search.result() for search in together]
    others = [portal.search() for _ in range(2 * AT_ONCE)]
    expect(all(answer["total"] for answer, _ in [*first, *others]), "every search finds what there is")
    if not way.keeps_answering:
        expect(all(answer["degraded"] for answer, _ in [*first, *others]), "the database answers")
        expect(NOTICE in portal.visitor.get("/en/search/?q=nobody").body, "the page says so")
    post = portal.post(word)
    meanwhile = 0.0 if way.keeps_answering else portal.wait_until_found(word)
    pages += [portal.visitor.get(path).seconds for path in [*portal.paths, portal.thread]]
    portal.visitor.get("/readyz")
    since = begun
    if way.end:
        time.sleep(max(0.0, AWAY - (time.monotonic() - begun)))
        others += [portal.search() for _ in range(AT_ONCE)]  # the worst moment to come back: it was asked just now
        way.end(engine)
        since = time.monotonic()
    portal.wait_until_settled(word)
    return Told(
        way.name,
        first_search=max(taken for _, taken in first),
        searches=[taken for _, taken in others],
        pages=pages,
        post=post,
        found_meanwhile=meanwhile,
        found_after=portal.settled_at - since,
    )


def expect(is_so: bool, words: str) -> None:
    if not is_so:
        raise RuntimeError(f"This should be so, and is not: {words}")


@dataclass
class Seen:
    """What readers were shown while people wrote: totals, with how many contributions there were by then."""

    accepted: list[float]  #: when each contribution was accepted
    totals: list[tuple[float, int, bool]]  #: when it was asked, the total, whether the database had to answer


def rebuild_under_traffic(portal: Portal, environ: dict[str, str]) -> list[str]:
    """Everything written anew and its index built anew, while four people write and two read."""
    say("rebuild under traffic")
    words, seen, ended = "brodogradilishte", Seen([], []), threading.Event()
    portal.post(words)
    portal.wait_until_settled(words)
    before = portal.search("", kind="post")[0]["total"]
    count = itertools.count(1)

    def write() -> None:
        while not ended.wait(0.3):
            number = next(count)
            portal.post(f"{words} {words}{number}x")
            seen.accepted.append(time.monotonic())

    def look() -> None:
        while not ended.wait(0.1):
            asked = time.monotonic()
            answer, _ = portal.search("", kind="post")
            seen.totals.append((asked, answer["total"], answer["degraded"]))

    with ThreadPoolExecutor(6) as people:
        at_it = [people.submit(task) for task in (write, write, write, write, look, look)]
        begun = time.monotonic()
        command = [sys.executable, str(ROOT / "manage.py"), "rebuild_search"]
        with running(command, env=environ, cwd=ROOT, stdout=-3) as building:
            code = building.wait()
        taken = time.monotonic() - begun
        ended.set()
        for person in at_it:
            person.result()
    expect(code == 0, "the rebuild succeeds")
    return told_of(portal, seen, before, taken, words)


def told_of(portal: Portal, seen: Seen, before: int, taken: float, words: str) -> list[str]:
    """What the rebuild showed, and whether it is all there at the end."""
    last = len(seen.accepted)
    since = time.monotonic()
    portal.wait_until_settled(f"{words}{last}x")
    after = portal.settled_at - since
    shares = [
        total / (before + sum(at < asked - SEEN_AFTER for at in seen.accepted)) for asked, total, _ in seen.totals
    ]
    lost = [number for number in range(1, last + 1) if portal.search(f"{words}{number}x")[0]["total"] != 1]
    final = portal.search("", kind="post")[0]
    expect(min(shares) >= SHARE, f"never fewer than {SHARE:.0%} of the results, and there were {min(shares):.1%}")
    expect(not lost, f"nothing is lost, and these are: {lost}")
    expect(final["total"] == before + last and not final["degraded"], "as many as were accepted")
    return [
        f"`rebuild_search` took {taken:.0f} s with {before:,} contributions, while four people wrote {last} more and "
        f"two looked {len(seen.totals)} times at all of them: at least **{min(shares):.1%}** of the results were shown "
        f"(what was said in the last {SEEN_AFTER:.0f} s not counted, ceiling {SHARE:.0%}), "
        f"{sum(degraded for *_, degraded in seen.totals)} answers came from the database, no contribution is lost, the "
        f"last one was found {after:.1f} s after the end."
    ]


def report(chosen: argparse.Namespace, told: list[Told], rebuilt: list[str], load: float) -> None:
    lines = [
        f"# Elasticsearch away, {time.strftime('%Y-%m-%d %H:%M')}",
        "",
        f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} processors, load average "
        f"{load:.1f} before, {os.getloadavg()[0]:.1f} after; {commit()}. {chosen.database}, {chosen.posts:,} "
        "contributions, server with two processes of four threads and the worker; seconds.",
        "",
        "| Elasticsearch was | slowest of 8 first searches at once | later searches, median / slowest | "
        "pages meanwhile, median / slowest | a post accepted in | found from the database in | "
        "found in Elasticsearch after its return |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *(row(one) for one in told),
        "",
        *rebuilt,
        "",
    ]
    text = "\n".join(lines)
    sys.stdout.write(text)
    if chosen.report:
        chosen.report.write_text(text)


def row(one: Told) -> str:
    cells = [f"{one.first_search:.2f}", spread(one.searches), spread(one.pages)]
    meanwhile = f"{one.found_meanwhile:.2f}" if one.found_meanwhile else "-"
    cells += [f"{one.post:.2f}", meanwhile, f"{one.found_after:.1f}"]
    return f"| {one.way} | {' | '.join(cells)} |"


def spread(seconds: list[float]) -> str:
    return f"{percentile(seconds, 50):.2f} / {max(seconds):.2f}"


if __name__ == "__main__":
    with ended_with_us():
        main(sys.argv[1:])
