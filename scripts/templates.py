"""An empty, migrated database, made once per version of the schema and copied by every test process.

Migrating takes half a minute, copying a moment.
"""

import contextlib
import os
import sqlite3
import subprocess
import sys
import urllib.parse
from pathlib import Path

import psycopg
from psycopg import sql

from scripts.cache import locked
from scripts.console import say
from scripts.stamps import ROOT, fingerprint, schema_sources

KEPT = 12  # versions of the schema whose template stays in the cache
#: The vocabularies are due in the search once they are migrated; a test that searches shall not write them first.
NOTHING_DUE = "DELETE FROM search_searchdue"


def sqlite_template() -> Path:
    """A migrated SQLite database that nobody writes to."""
    name = f"template-{fingerprint(schema_sources())}"
    with locked(name) as cache:
        template = cache / f"{name}.sqlite3"
        if not template.exists():
            building = template.with_suffix(".building")
            building.unlink(missing_ok=True)
            migrate(sqlite_building_url(building))
            with contextlib.closing(sqlite3.connect(building)) as database, database:
                database.execute(NOTHING_DUE)
            building.rename(template)
            forget_old(cache)
    return template


def forget_old(cache: Path) -> None:
    """Leave the last few templates with their locks."""
    templates = sorted(cache.glob("template-*.sqlite3"), key=lambda path: path.stat().st_mtime)
    for old in templates[:-KEPT]:
        old.unlink()
        old.with_suffix(".lock").unlink(missing_ok=True)


def sqlite_building_url(path: Path) -> str:
    """A database nothing waits for the disk for: it counts only once it is complete."""
    pragmas = urllib.parse.quote_plus("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF")
    return f"sqlite:///{urllib.parse.quote(str(path))}?init_command={pragmas}"


def postgresql_template(url: str) -> str:
    """The name of a migrated database on the server at ``url`` that nobody connects to."""
    name = f"sofra_template_{fingerprint(schema_sources())}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(1)")  # until we disconnect: who else works on this server waits
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            building = f"{name}_building"
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(building)))
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(building)))
            building_url = urllib.parse.urlsplit(url)._replace(path=f"/{building}").geturl()
            migrate(building_url)
            with psycopg.connect(building_url) as database:
                database.execute(NOTHING_DUE)
            server.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(building), sql.Identifier(name))
            )
    return name


def migrate(url: str) -> None:
    """Run every migration on the empty database at ``url``."""
    say(f"Migrating an empty {urllib.parse.urlsplit(url).scheme} database for the tests")
    environ = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    command = [sys.executable, str(ROOT / "manage.py"), "migrate", "--noinput", "--skip-checks", "--verbosity=0"]
    subprocess.run(command, env=environ, cwd=ROOT, check=True)
