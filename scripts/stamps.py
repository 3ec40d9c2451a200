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


#: What migrations run and what is planted after them, beside the migrations themselves.
PLANTED = (
    "portal/base/triggers.py",
    "portal/home/trees.py",
    "portal/home/standing.py",
    "portal/home/standing.toml",
    "scripts/templates.py",
)


def schema_sources() -> set[Path]:
    """Everything a migrated database depends on: migrations, vocabularies, first pages, versions of what we install.

    Not the models: ``make lint`` refuses one that its migrations do not tell.
    """
    apps = [*ROOT.glob("*/apps.py"), *ROOT.glob("portal/*/apps.py")]
    sources = {
        ROOT / "requirements" / "main.txt",
        ROOT / "portal" / "taxonomies",
        *apps,
        *(ROOT / one for one in PLANTED),
    }
    for app in (path.parent for path in apps):
        sources |= {app / part for part in ("refusals.py", "migrations") if (app / part).exists()}
    return sources
