"""The portal on this machine: environment, database, demonstration content, server. Keeps what was entered.

``PORT`` (8000) and ``DATA_DIR`` (``var``) come from the environment. ``--reset`` starts over.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from scripts.catalogues import compile_catalogues
from scripts.console import say, stop
from scripts.environment import PYTHON, provide_environment
from scripts.processes import claimed, ended_with_us, is_taken, keep_bytecode, running
from scripts.stamps import ROOT, fingerprint, schema_sources

DATA_DIR = Path(os.environ.get("DATA_DIR") or ROOT / "var").resolve()
DATABASE = DATA_DIR / "sofra.sqlite3"
BUILDING = DATA_DIR / "building.sqlite3"  # renamed when complete: an interrupted start leaves nothing half made
STAMPS = DATA_DIR / "made-from"
MADE = ["static", "media", "mail", "made-from", "secret-key", "demo-password", "demo-accounts.txt"]
CONTENT = [ROOT / "portal/home/demo", ROOT / "portal/home/management/commands/load_demo.py"]
APPS = [*ROOT.glob("*/apps.py"), *ROOT.glob("portal/*/apps.py")]
START_TIMEOUT = 60  # seconds


def demo_environment(**extra: str) -> dict[str, str]:
    """The environment of every command of the demo; its database is in ``DATA_DIR``, whatever the shell says."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "CACHE_URL", "EMAIL_URL"}}
    own = {"DJANGO_SETTINGS_MODULE": "portal.settings.demo", "DATA_DIR": str(DATA_DIR), "PYTHONPATH": str(ROOT)}
    return kept | own | {"BASE_URL": f"http://127.0.0.1:{port()}", "PYTHONUNBUFFERED": "1"} | extra


def port() -> int:
    """The port asked for, or a refusal that names the variable."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        stop(f"PORT is {text}: it must be a number from 1 to 65535, for example PORT=8001 make demo")
    return int(text)


def refuse_port() -> None:
    """End with the sentence that names the variable."""
    stop(f"Port {port()} is taken. Choose another one with PORT, for example: PORT={port() + 1} make demo")


@contextlib.contextmanager
def held(name: str, how: int, otherwise: str) -> Iterator[None]:
    """A lock on the data folder; where somebody else holds it, the sentence that says so."""
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    with (DATA_DIR / f".{name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, how | fcntl.LOCK_NB)
        except BlockingIOError:
            stop(otherwise)
        yield


def manage(*command: str) -> list[str]:
    """A command line for ``manage.py``."""
    return [str(PYTHON), str(ROOT / "manage.py"), *command]


def building_url() -> str:
    """The database under construction: nothing waits for the disk, since it counts only once it is complete."""
    pragmas = urllib.parse.quote_plus("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF")
    return f"sqlite:///{urllib.parse.quote(str(BUILDING))}?init_command={pragmas}"


def sources_of_steps() -> dict[str, str]:
    """What each step of the preparation is made from, as a fingerprint."""
    packages = ROOT / "requirements" / "main.txt"
    schema, password = fingerprint(schema_sources()), os.environ.get("DEMO_PASSWORD", "")
    return {
        "static": fingerprint({ROOT / "static", packages}),
        "schema": schema,
        "content": schema + fingerprint(CONTENT) + hashlib.sha256(password.encode()).hexdigest(),
    }


def outdated(sources: dict[str, str]) -> set[str]:
    """The steps to do: those never done here, or done from other sources."""
    done = {step: (STAMPS / step).read_text() for step in sources if (STAMPS / step).exists() and DATABASE.exists()}
    return {step for step, source in sources.items() if done.get(step) != source}


def prepare() -> None:
    """Bring static files, database and content up to date; whatever is already so takes no time."""
    sources = sources_of_steps()
    steps = outdated(sources)
    compile_catalogues(ROOT / "locale")
    with collecting_static_files() if "static" in steps else contextlib.nullcontext():
        if steps & {"schema", "content"}:
            build_database(steps)
    STAMPS.mkdir(exist_ok=True)
    for step in steps:
        (STAMPS / step).write_text(sources[step])


@contextlib.contextmanager
def collecting_static_files() -> Iterator[None]:
    """Collect them on the second core while the block goes on, and end only when they are there."""
    say("Collecting static files")
    command = manage("collectstatic", "--noinput", "--verbosity=0")
    with running(command, env=demo_environment(), cwd=ROOT) as collecting:
        yield
        if collecting.wait():
            stop("Collecting the static files failed; the reason stands above.")


def build_database(steps: set[str]) -> None:
    """Migrate and fill the database: a new one beside its place, an existing one where it stands."""
    is_new = not DATABASE.exists()
    BUILDING.unlink(missing_ok=True)
    environ = demo_environment(DATABASE_URL=building_url()) if is_new else demo_environment()
    say("Creating the database with its content" if is_new else "Bringing the database up to date")
    run(manage("load_demo", *(["--migrate"] if "schema" in steps else [])), environ)
    if is_new:
        BUILDING.rename(DATABASE)


def run(command: list[str], environ: dict[str, str]) -> None:
    """Run one step, or end with the step's own words above."""
    if subprocess.run(command, env=environ, cwd=ROOT).returncode:
        stop(f"This step failed, its reason stands above: {' '.join(command[1:])}")


def serve() -> None:
    """Serve until Ctrl-C, the worker beside the server, and say where once the first page answers."""
    address = f"http://127.0.0.1:{port()}/"
    options = {"env": demo_environment(), "cwd": ROOT}
    say("Starting the server")
    with running(server_command(), **options) as web:
        wait_until_answering(address, web)
        with running(manage("work"), **options) if has_worker() else contextlib.nullcontext():
            say("Ready\n")
            print(welcome(address), flush=True)
            web.wait()
            stop("The server ended by itself; its last words stand above.")


def has_worker() -> bool:
    """Whether an app brings the command that does what is due in the background."""
    return any((app.parent / "management" / "commands" / "work.py").exists() for app in APPS)


def server_command() -> list[str]:
    """Granian on the loopback address, with the workers and threads measured best on two cores."""
    listen = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port())]
    share = ["--workers", "2", "--blocking-threads", "4", "--log-level", "warning"]
    return [str(PYTHON), "-m", "granian", *listen, *share, "portal.wsgi:application"]


def wait_until_answering(address: str, web: subprocess.Popen) -> None:
    """Return once the home page answers."""
    deadline = time.monotonic() + START_TIMEOUT
    while time.monotonic() < deadline and web.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=START_TIMEOUT):  # noqa: S310  our own address
                return
        except urllib.error.HTTPError as error:
            stop(f"The home page answers with an error ({error.code}); its reason stands above.")
        except OSError:
            time.sleep(0.1)
    stop("The server does not answer; its last words stand above.")


def welcome(address: str) -> str:
    """Where to look and as whom; the accounts are written beside the content that made them."""
    accounts = DATA_DIR / "demo-accounts.txt"
    lines = [f"  Portal        {address}", f"  Editors       {address}cms/", f"  Stored mail   {address}demo/mail/", ""]
    return "\n".join([*lines, accounts.read_text() if accounts.exists() else "", "  Ctrl-C ends everything.", ""])


def reset() -> None:
    """Forget the demonstration's database, files and mails."""
    for path in [DATABASE, BUILDING, *DATA_DIR.glob("sofra.sqlite3-*"), *(DATA_DIR / name for name in MADE)]:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    say(f"The demonstration in {DATA_DIR} was cleared; make demo makes a new one.")


def main() -> None:
    """Prepare and serve, or start over."""
    keep_bytecode()
    if sys.argv[1:] == ["--reset"]:
        with held("serving", fcntl.LOCK_EX, "The demonstration is running; end it with Ctrl-C first."):
            reset()
        return
    with claimed(port()) as is_ours:
        if not is_ours:
            refuse_port()
        prepare_and_serve()


def prepare_and_serve() -> None:
    """Everything between the claim on the port and the end of the server."""
    busy = "Another start prepares this folder; wait for it or choose another DATA_DIR."
    with held("serving", fcntl.LOCK_SH, "The demonstration is being cleared; try again in a moment."):
        with held("preparing", fcntl.LOCK_EX, busy):
            provide_environment("main")
            prepare()
        if is_taken(port()):  # by a program that began to listen meanwhile
            refuse_port()
        serve()


if __name__ == "__main__":
    try:
        with ended_with_us():
            main()
    except KeyboardInterrupt:
        print("\nEnded.")
