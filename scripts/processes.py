"""Starts programs that end when we do: on success, failure, Ctrl-C and a polite kill."""

import contextlib
import os
import signal
import socket
import subprocess
from collections.abc import Iterator

GRACE = 10  # seconds a program has to end by itself


@contextlib.contextmanager
def ended_with_us() -> Iterator[None]:
    """Inside, a request to end the program raises ``KeyboardInterrupt``, so that every ``finally`` is run."""
    previous = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, previous)


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def keep_bytecode() -> None:
    """Let the programs we start keep compiled modules for one another, whatever the shell says.

    A dozen of them load the same two thousand modules; compiling these takes each longer than everything else it
    does before its first line.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@contextlib.contextmanager
def running(command: list[str], **options) -> Iterator[subprocess.Popen]:
    """A program in a process group of its own, ended with all its children when the block is left."""
    process = subprocess.Popen(command, start_new_session=True, **options)
    try:
        yield process
    finally:
        end(process)


def end(process: subprocess.Popen) -> None:
    """Ask the whole group to end, then insist."""
    for request in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, request)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(GRACE)
            return


def free_port() -> int:
    """A port of this machine that nobody listens on at the moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextlib.contextmanager
def claimed(port: int) -> Iterator[bool]:
    """Whether nobody else on this machine uses the port or claims it; while the block lasts it is ours.

    The server comes long after the claim, and listens in a way that lets a second one listen beside it, each getting
    half of the requests. So the claim is the same number as a port of UDP, which one program alone can have.
    """
    with socket.socket(type=socket.SOCK_DGRAM) as claim:
        try:
            claim.bind(("127.0.0.1", port))
        except OSError:
            yield False
        else:
            yield not is_taken(port)


def is_taken(port: int) -> bool:
    """Whether a server on this machine could not listen on the port."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            return True
        return False
