"""Tells which version of its sources a step was made from, so that it is done again only when they change."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def fingerprint(paths: Iterable[Path]) -> str:
    """One short hash of the names and contents of these files; folders count with all they hold."""
    digest = hashlib.sha256()
    for path in sorted(files_of(paths)):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()[:20]


def files_of(paths: Iterable[Path]) -> set[Path]:
    """The files among these paths and inside the folders among them, without what Python compiled."""
    found: set[Path] = set()
    for path in paths:
        found |= {path} if path.is_file() else {file for file in path.rglob("*") if file.is_file()}
    return {file for file in found if "__pycache__" not in file.parts}


def schema_sources() -> set[Path]:
    """Everything an empty database depends on: migrations, models, and the versions of the apps we install."""
    apps = [*ROOT.glob("*/apps.py"), *ROOT.glob("portal/*/apps.py")]
    sources = {ROOT / "requirements" / "main.txt", *apps}
    for app in (path.parent for path in apps):
        sources |= {app / part for part in ("models", "models.py", "migrations") if (app / part).exists()}
    return sources
