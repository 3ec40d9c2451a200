"""A private PostgreSQL: a server of our own, with its data in the run's folder."""

import contextlib
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from scripts.parts import MissingPartError, as_ordinary_user, hand_over, program
from scripts.processes import free_port, running

FOLDERS = ["usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "opt/homebrew/opt/postgresql*/bin"]
START_TIMEOUT = 60  # seconds
# Nothing that cannot be made again, so nothing is written safely: this is what makes a test database quick.
QUICK = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60", "shared_buffers=128MB"]


@contextlib.contextmanager
def postgresql(run_folder: Path) -> Iterator[str]:
    """Its address for ``DATABASE_URL``, for as long as the block lasts; in the same folder it has what it had."""
    initdb, server = (program(name, "postgresql", FOLDERS) for name in ("initdb", "postgres"))
    user, folder, port = as_ordinary_user("postgres"), run_folder / "postgresql", free_port()
    folder.mkdir(exist_ok=True)
    hand_over(folder, user)
    if not (folder / "data").exists():
        create_cluster(initdb, folder / "data", user)
    options = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", *QUICK]
    command = [str(server), "-D", str(folder / "data"), *(part for option in options for part in ("-c", option))]
    with (folder / "log").open("w") as log, running(command, cwd=folder, stdout=log, stderr=log, **user) as process:
        wait_until_ready(initdb.resolve().with_name("pg_isready"), port, process, folder / "log")
        yield f"postgres://sofra@127.0.0.1:{port}/postgres"


def create_cluster(initdb: Path, data: Path, user: dict) -> None:
    """An empty cluster whose only role is ours."""
    options = ["--username=sofra", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    command = [str(initdb), *options, "-D", str(data)]
    result = subprocess.run(command, cwd=data.parent, capture_output=True, text=True, **user)
    if result.returncode:
        raise MissingPartError(f"PostgreSQL could not create its data folder: {result.stderr.strip()[-300:]}")


def wait_until_ready(pg_isready: Path, port: int, process: subprocess.Popen, log: Path) -> None:
    """Return once the server takes connections."""
    deadline = time.monotonic() + START_TIMEOUT
    while time.monotonic() < deadline and process.poll() is None:
        if not subprocess.run([str(pg_isready), "-q", "-h", "127.0.0.1", "-p", str(port)]).returncode:
            return
        time.sleep(0.2)
    raise MissingPartError(f"PostgreSQL did not start: {log.read_text()[-300:].strip()}")
