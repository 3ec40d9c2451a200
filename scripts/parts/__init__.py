"""The real parts that tests run against: each is found, fetched or reported missing with the reason."""

import grp
import os
import pwd
import shutil
import subprocess
from pathlib import Path

from scripts.cache import locked
from scripts.console import say


class MissingPartError(Exception):
    """This machine cannot provide a part; the message says why."""


def install_package(package: str) -> None:
    """Install a package of the system where we may, or say why not."""
    if os.geteuid() != 0:
        raise MissingPartError(f"{package} is not installed, and only root may install it")
    if not shutil.which("apt-get"):
        raise MissingPartError(f"{package} is not installed, and this system has no apt-get")
    say(f"Installing the system package {package}")
    environ = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    with locked("apt"):
        for command in (["update"], ["install", "--yes", "--no-install-recommends", package]):
            result = subprocess.run(["apt-get", "-qq", *command], env=environ, capture_output=True, text=True)
            if result.returncode:
                raise MissingPartError(f"{package} could not be installed: {result.stderr.strip()[-300:]}")


def program(name: str, package: str, folders: list[str] | None = None) -> Path:
    """The path of a program, its package installed first where that is possible."""
    if found := find(name, folders):
        return found
    install_package(package)
    if found := find(name, folders):
        return found
    raise MissingPartError(f"{package} holds no program {name}")


def find(name: str, folders: list[str] | None) -> Path | None:
    """The program in PATH, else in the last folder that matches one of the patterns."""
    if found := shutil.which(name):
        return Path(found)
    matches = [path / name for pattern in folders or [] for path in sorted(Path("/").glob(pattern))]
    return next((path for path in reversed(matches) if path.exists()), None)


def as_ordinary_user(*preferred: str) -> dict:
    """Options for ``subprocess`` that give up root, which database servers refuse; none for everybody else."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name for entry in pwd.getpwall()}
    name = next((name for name in (*preferred, "nobody") if name in known), None)
    if name is None:
        raise MissingPartError("this is root, and the machine has no ordinary user to run a server as")
    entry = pwd.getpwnam(name)
    return {"user": entry.pw_uid, "group": grp.getgrgid(entry.pw_gid).gr_gid, "extra_groups": []}


def hand_over(folder: Path, user: dict) -> None:
    """Give a folder with all it holds to the user that a server will run as."""
    if user:
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, user["user"], user["group"], follow_symlinks=False)
