"""Makes ``.venv`` hold exactly what the requirements name; takes no time when it already does.

Run as ``python3 -m scripts.environment main`` or ``... development``.
"""

import fcntl
import os
import subprocess
import sys
from pathlib import Path
from typing import TextIO

from scripts.console import say, stop
from scripts.stamps import ROOT, fingerprint

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"
OLDEST_PYTHON = (3, 11)


def provide_environment(name: str) -> Path:
    """The Python of an environment with ``requirements/<name>.txt`` installed, checked against their hashes."""
    if sys.version_info < OLDEST_PYTHON:
        version = sys.version.split()[0]
        stop(f"Sofra needs Python 3.11 or newer; this is {version}. Name another one: make demo PYTHON=python3.12")
    with (ROOT / "requirements" / "uv.txt").open() as lock:
        wait_for_others(lock)
        if not is_current(name):
            create_environment()
            install(name)
    return PYTHON


def wait_for_others(lock: TextIO) -> None:
    """Hold the lock; where another start has it, say so and wait."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Waiting for another start that makes .venv")
        fcntl.flock(lock, fcntl.LOCK_EX)


def is_current(name: str) -> bool:
    """Whether the environment was made from these requirements; the developers' hold those of the portal too."""
    names = {name, "development"}
    return any(stamp_path(made).exists() and stamp_path(made).read_text() == stamp_text(made) for made in names)


def stamp_path(name: str) -> Path:
    return VENV / f"made-from-{name}"


def stamp_text(name: str) -> str:
    return fingerprint([REQUIREMENTS / "uv.txt", REQUIREMENTS / f"{name}.txt"])


def create_environment() -> None:
    """An environment with the pinned installer in it."""
    if not PYTHON.exists():
        say("Creating .venv")
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    subprocess.run([*command, "-r", str(REQUIREMENTS / "uv.txt")], check=True)


def install(name: str) -> None:
    """Install one list of requirements, every file checked against its hash."""
    say(f"Installing requirements/{name}.txt")
    command = [str(VENV / "bin" / "uv"), "pip", "install", "--quiet", "--python", str(PYTHON), "--require-hashes"]
    environ = os.environ | {"UV_PYTHON_DOWNLOADS": "never", "UV_LINK_MODE": "copy"}
    subprocess.run([*command, "-r", str(REQUIREMENTS / f"{name}.txt")], check=True, env=environ)
    stamp_path(name).write_text(stamp_text(name))


if __name__ == "__main__":
    provide_environment(sys.argv[1])
