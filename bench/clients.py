"""Asking a server for pages, and what its processes and those of its database spend on them."""

import contextlib
import http.client
import itertools
import json
import os
import re
import subprocess
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TICKS = os.sysconf("SC_CLK_TCK")
OK, FOUND = 200, 302
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Page:
    """An address as one reader asks for it; ``posts_to`` where the page's form is sent instead of reading it.

    ``number_of``: another ``{number}`` each time, up to this one, so that nobody has read the page shortly before.
    """

    name: str
    path: str
    cookie: str = ""
    ceiling: float | None = None
    posts_to: str = ""
    number_of: int = 0

    @property
    def address(self) -> str:
        """Where the page is asked for this time."""
        return self.path.format(number=next(ASKED) % self.number_of + 1) if self.number_of else self.path


#: How often anything was asked of the server.
ASKED = itertools.count()


def measured(host: str, port: int, pid: int, page: Page, *, requests: int, database: str) -> float:
    """Seconds of CPU that one request takes, in the server and in the database."""
    token = token_of(host, port, page) if page.posts_to else ""
    connection = http.client.HTTPConnection(host, port, timeout=60)
    spent = cpu_seconds(pid, database)
    for number in range(requests):
        ask(connection, page, token, number)
    return (cpu_seconds(pid, database) - spent) / requests


def timed(host: str, port: int, page: Page, *, requests: int, clients: int) -> list[float]:
    """Seconds each of so many requests takes, sent by so many clients at once."""
    token = token_of(host, port, page) if page.posts_to else ""

    def one_client(client: int) -> list[float]:
        connection, times = http.client.HTTPConnection(host, port, timeout=60), []
        for number in range(requests // clients):
            begun = time.perf_counter()
            ask(connection, page, token, client * requests + number)
            times.append(time.perf_counter() - begun)
        return times

    with ThreadPoolExecutor(clients) as threads:
        return [second for times in threads.map(one_client, range(clients)) for second in times]


def ask(connection: http.client.HTTPConnection, page: Page, token: str, number: int) -> None:
    headers = {"Cookie": page.cookie} if page.cookie else {}
    if page.posts_to:
        words = {"body": f"Nobody comes at night, {number}.", "language": "en", "csrfmiddlewaretoken": token}
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"{page.cookie}; csrftoken={token}"}
        connection.request("POST", page.posts_to, urllib.parse.urlencode(words), headers)
    else:
        connection.request("GET", page.address, headers=headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status not in (200, 302):
        raise RuntimeError(f"{page.name}: {answer.status}")


def token_of(host: str, port: int, page: Page) -> str:
    """The token of the form on the page, with its cookie, for sending it."""
    connection = http.client.HTTPConnection(host, port, timeout=60)
    connection.request("GET", page.path, headers={"Cookie": page.cookie})
    answer = connection.getresponse()
    answer.read()
    found = re.search(r"csrftoken=([^;]+)", answer.getheader("Set-Cookie") or "")
    if found is None:
        raise RuntimeError(f"{page.name}: no form")
    return found[1]


def cpu_seconds(pid: int, database: str) -> float:
    """What the server with its workers has spent so far, and a PostgreSQL of this run with its backends."""
    pids = {pid, *children_of(pid)}
    if database.startswith("postgres"):
        pids |= database_processes(urllib.parse.urlsplit(database).port or 0)
    return sum(spent_by(one) for one in pids)


def children_of(pid: int) -> set[int]:
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout.split()  # noqa: S603, S607
    children = {int(child) for child in found}
    return children | {grandchild for child in children for grandchild in children_of(child)}


def database_processes(port: int) -> set[int]:
    """The PostgreSQL of this run, known by its port, with its backends."""
    found = subprocess.run(["pgrep", "-f", f"port={port} "], capture_output=True, text=True).stdout.split()  # noqa: S603, S607
    servers = {int(one) for one in found}
    return servers | {child for server in servers for child in children_of(server)}


def spent_by(pid: int) -> float:
    """User and system time of a process; 0 for one that has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


@dataclass(frozen=True)
class Visit:
    """A page as it came."""

    status: int
    seconds: float
    body: str


class Visitor:
    """Somebody with a browser: each page is asked for in a connection of its own."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port

    def get(self, path: str) -> Visit:
        """A page, or an error where it is none."""
        visit = self._ask("GET", path)
        if visit.status != OK:
            raise RuntimeError(f"{path}: {visit.status}")
        return visit

    def json(self, path: str, parameters: dict[str, str]) -> tuple[float, dict[str, Any]]:
        """How long an answer of the API took, and what it says."""
        visit = self.get(f"{path}?{urllib.parse.urlencode(parameters)}")
        return visit.seconds, json.loads(visit.body)

    def send(self, page: str, path: str, words: dict[str, str], cookie: str) -> float:
        """Send the form of a page, and say how long that took without reading it."""
        token = token_of(self.host, self.port, Page(page, page, cookie))
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"{cookie}; csrftoken={token}"}
        body = urllib.parse.urlencode(words | {"csrfmiddlewaretoken": token})
        visit = self._ask("POST", path, body, headers)
        if visit.status != FOUND:
            raise RuntimeError(f"{path}: {visit.status}")
        return visit.seconds

    def _ask(self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None) -> Visit:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
        with contextlib.closing(connection):
            begun = time.perf_counter()
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            text = answer.read().decode()
            return Visit(answer.status, time.perf_counter() - begun, text)


def wait_until_answering(host: str, port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            connection = http.client.HTTPConnection(host, port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.3)
    raise RuntimeError("the server does not answer")
