"""What a load balancer asks: is the process alive, and can it serve."""

import json
import urllib.error
import urllib.request
from functools import cache
from urllib.parse import urljoin

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

SEARCH_TIMEOUT = 2  # seconds; as long as a search waits before the database answers instead


class MigrationsPendingError(Exception):
    """The database is older than the code."""


def healthz(request: HttpRequest) -> HttpResponse:
    """Answer as long as the process does."""
    return HttpResponse("ok", content_type="text/plain")


def readyz(request: HttpRequest) -> JsonResponse:
    """Say part by part whether the portal can serve: 503 without its database, 200 without its search engine."""
    parts = {"database": database_state(), "search": search_state()}
    return JsonResponse(parts, status=200 if parts["database"] == "ok" else 503)


def database_state() -> str:
    """``ok``, ``unreachable`` or ``migrations pending``."""
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        refuse_pending_migrations()
    except DatabaseError:
        return "unreachable"
    except MigrationsPendingError:
        return "migrations pending"
    return "ok"


@cache  # an exception is not kept: the answer is remembered once the database is up to date, for this process's code
def refuse_pending_migrations() -> None:
    """Raise ``MigrationsPendingError`` when the code knows a migration the database has not seen."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise MigrationsPendingError


def search_state() -> str:
    """``database`` without an engine, else ``ok`` or ``degraded``; never a reason to take the portal down."""
    if not settings.SEARCH_URL:
        return "database"
    try:
        health = urljoin(settings.SEARCH_URL, "/_cluster/health")  # its path names the index
        with urllib.request.urlopen(health, timeout=SEARCH_TIMEOUT) as answer:  # noqa: S310  the operator's own address
            return "degraded" if json.load(answer)["status"] == "red" else "ok"
    except (OSError, ValueError, KeyError, urllib.error.URLError):
        return "degraded"
