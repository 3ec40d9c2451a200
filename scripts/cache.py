"""Where downloads and prepared databases are kept between runs: ``SOFRA_CACHE``, else ``~/.cache/sofra``."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path


def cache_folder() -> Path:
    """The folder, made when it is not there."""
    folder = Path(os.environ.get("SOFRA_CACHE") or Path.home() / ".cache" / "sofra")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextlib.contextmanager
def locked(name: str) -> Iterator[Path]:
    """The cache folder, to ourselves as far as ``name`` goes: another run waits here until we are done."""
    with (cache_folder() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield cache_folder()
