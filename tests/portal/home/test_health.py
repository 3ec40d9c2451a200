import http.server
import os
import subprocess
import sys
import threading

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from portal.home.health import refuse_pending_migrations
from scripts.stamps import ROOT


@pytest.fixture(autouse=True)
def freshly_started():
    """A process that has not looked at its migrations yet, and that forgets what it saw here."""
    refuse_pending_migrations.cache_clear()
    yield
    refuse_pending_migrations.cache_clear()


@pytest.fixture
def search_engine(settings):
    """A server in the place of Elasticsearch; give it the body to answer with."""
    answer = {"body": b""}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200 if self.path == "/_cluster/health" else 400)
            self.end_headers()
            self.wfile.write(answer["body"])

        def log_message(self, *_):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.SEARCH_URL = f"http://127.0.0.1:{server.server_port}/sofra"  # the path names the index
    yield answer
    server.shutdown()
    server.server_close()


def test_a_living_process_says_so_without_asking_the_database(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_a_portal_with_its_database_is_ready(client):
    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (200, {"database": "ok", "search": "database"})


@pytest.mark.django_db
def test_a_database_behind_the_code_is_not_ready(client):
    MigrationRecorder(connection).Migration.objects.filter(app="home").delete()

    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (503, {"database": "migrations pending", "search": "database"})


def test_a_database_that_refuses_is_not_ready():
    code = (
        "import django; django.setup(); from django.test import Client; print(Client().get('/readyz').content.decode())"
    )
    environ = os.environ | {"DATABASE_URL": "postgres://nobody@127.0.0.1:9/nothing"}

    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environ, capture_output=True, text=True)  # noqa: S603

    assert result.stdout == '{"database": "unreachable", "search": "database"}\n'


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "state"),
    [
        (b'{"status": "green"}', "ok"),
        (b'{"status": "yellow"}', "ok"),
        (b'{"status": "red"}', "degraded"),
        (b"<", "degraded"),
    ],
)
def test_the_search_engine_is_reported_but_never_takes_the_portal_down(client, search_engine, body, state):
    search_engine["body"] = body

    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (200, {"database": "ok", "search": state})


@pytest.mark.django_db
def test_a_search_engine_that_is_gone_is_degraded(client, settings):
    settings.SEARCH_URL = "http://127.0.0.1:9"

    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (200, {"database": "ok", "search": "degraded"})
