"""An Elasticsearch of our own that can be taken away in every way that one goes away."""

import contextlib
import json
import os
import signal
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from scripts.parts.elasticsearch import Elasticsearch, elasticsearch
from scripts.processes import free_port

ALIAS = "sofra"


class Engine:
    """The server, at the same address whenever it runs, with the same data."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.url = f"{self.address}/{ALIAS}"
        self.stack = contextlib.ExitStack()
        self.server: Elasticsearch | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.thaw()  # one that stands still does not end when it is told to
        self.stack.close()

    def start(self) -> None:
        self.server = self.stack.enter_context(elasticsearch(self.folder, port=self.port))
        self.server.wait_until_ready()

    def stop(self) -> None:
        self.stack.close()
        self.server = None

    def freeze(self) -> None:
        self.signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.signal(signal.SIGCONT)

    def signal(self, number: signal.Signals) -> None:
        if self.server:
            os.killpg(self.server.process.pid, number)

    def delete_index(self) -> None:
        for name in self.ask("GET", f"/{ALIAS}-v*"):
            self.ask("DELETE", f"/{name}")

    def forbid_writing(self) -> None:
        """As its makers do it when the disk is full; whoever reads is not disturbed by that."""
        self.settle({"index.blocks.read_only_allow_delete": True})

    def make_read_only(self) -> None:
        self.settle({"index.blocks.read_only": True})

    def allow_writing(self) -> None:
        self.settle({"index.blocks.read_only_allow_delete": None, "index.blocks.read_only": None})

    def close_index(self) -> None:
        self.ask("POST", f"/{ALIAS}/_close")

    def open_index(self) -> None:
        self.ask("POST", f"/{ALIAS}/_open")

    def settle(self, settings: dict[str, Any]) -> None:
        self.ask("PUT", f"/{ALIAS}/_settings", settings)

    def ask(self, method: str, path: str, body: dict | None = None) -> dict[str, Any]:
        request = urllib.request.Request(  # noqa: S310  our own address
            self.address + path,
            method=method,
            data=json.dumps(body).encode() if body is not None else None,
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            return json.load(answer)


@dataclass(frozen=True)
class Way:
    """How it goes away and comes back, by itself where nothing is said of it.

    ``keeps_answering``: readers notice nothing, only writing is refused.
    """

    name: str
    begin: Callable[[Engine], None]
    end: Callable[[Engine], None] | None = None
    keeps_answering: bool = False


WAYS = (
    Way("stopped", Engine.stop, Engine.start),
    Way("frozen", Engine.freeze, Engine.thaw),
    Way("index deleted", Engine.delete_index),
    Way("index closed", Engine.close_index, Engine.open_index),
    Way("disk full", Engine.forbid_writing, Engine.allow_writing, keeps_answering=True),
    Way("read-only", Engine.make_read_only, Engine.allow_writing, keeps_answering=True),
)
