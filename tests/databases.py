"""The database under test: a copy per test process of one migrated template, put back after tests that commit.

SQLite unless ``DATABASE_URL`` names a PostgreSQL server, on which databases of our own are then created.
"""

import contextlib
import os
import shutil
import sqlite3
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.test import TransactionTestCase
from django.utils import translation
from psycopg import sql

from scripts.templates import postgresql_template, sqlite_template


class Copy(Protocol):
    """One process's own database."""

    name: str
    url: str

    def restore(self) -> None:
        """Make it what it was, whatever a test committed."""

    def drop(self) -> None:
        """Leave nothing behind."""


class SQLiteCopy:
    def __init__(self, folder: Path):
        self.template = sqlite_template()
        self.name = str(folder / "test.sqlite3")
        self.url = f"sqlite:///{urllib.parse.quote(self.name)}"
        shutil.copyfile(self.template, self.name)

    def restore(self) -> None:
        # Not a file copy: the server under test may hold the file open.
        with (
            contextlib.closing(sqlite3.connect(self.template)) as template,
            contextlib.closing(sqlite3.connect(self.name, timeout=20)) as copy,
        ):
            template.backup(copy)

    def drop(self) -> None:
        Path(self.name).unlink()


class PostgreSQLCopy:
    def __init__(self, server_url: str):
        self.server_url = server_url
        self.template = postgresql_template(server_url)
        self.name = f"sofra_test_{os.getpid()}"
        self.url = urllib.parse.urlsplit(server_url)._replace(path=f"/{self.name}").geturl()
        self.restore()

    def restore(self) -> None:
        self.drop()
        self.execute("CREATE DATABASE {} TEMPLATE {}", self.name, self.template)

    def drop(self) -> None:
        self.execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name)

    def execute(self, statement: str, *names: str) -> None:
        """Run a statement about whole databases, which must not be inside one of them."""
        with psycopg.connect(self.server_url, autocommit=True) as server:
            server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def own_copy(folder: Path) -> Copy:
    """A database for this process on the engine under test."""
    if connection.vendor == "sqlite":
        return SQLiteCopy(folder)
    return PostgreSQLCopy(os.environ["DATABASE_URL"])


@pytest.fixture(scope="session")
def database_copy(django_test_environment, django_db_blocker, tmp_path_factory) -> Iterator[Copy]:
    """The database this process works on."""
    with django_db_blocker.unblock():
        copy = own_copy(tmp_path_factory.mktemp("database"))
        settings.DATABASES["default"]["NAME"] = copy.name
        connection.settings_dict["NAME"] = copy.name
        yield copy
        connections.close_all()
        copy.drop()


@pytest.fixture(scope="session")
def django_db_setup(database_copy: Copy) -> Iterator[None]:
    """Takes the place of pytest-django's: no migrating, and no flush, which would lose what migrations wrote."""

    def restore(_: TransactionTestCase) -> None:
        connections.close_all()
        database_copy.restore()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", restore)
        yield


@pytest.fixture(scope="module")
def kept_rows(django_db_setup, django_db_blocker) -> Iterator[None]:
    """For fixtures of a whole module: what they write stays until its last test, what a test writes goes as always.

    The objects in memory are shared too: a test that changes one reads it anew first. Not beside tests that commit.
    """
    with django_db_blocker.unblock(), translation.override("en"), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def database_url(database_copy: Copy, transactional_db) -> str:
    """The address of the database under test, for programs that a test starts."""
    return database_copy.url
