"""Somebody has the database for themselves: whoever searches is answered all the same, without the last moments."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from search.due import catch_up
from search.models import SearchDue
from tests.factories.practices import told_practice

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def taken() -> Iterator[None]:
    """Another connection holds what is due: in SQLite the whole database."""
    holds, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            list(SearchDue.objects.select_for_update())
            holds.set()
            let_go.wait(20)
        connection.close()

    other = threading.Thread(target=hold)
    other.start()
    assert holds.wait(20)
    try:
        yield
    finally:
        let_go.set()
        other.join()


def test_a_search_is_answered_while_somebody_else_writes(client):
    client.get("/api/search/", {"q": "marabou"})  # what a process reads once is read
    practice = told_practice("en", title="Marabou at home")

    with taken():
        begin = time.monotonic()
        meanwhile = client.get("/api/search/", {"q": "marabou"})
        seconds = time.monotonic() - begin

    catch_up()
    afterwards = client.get("/api/search/", {"q": "marabou"}).json()
    assert (meanwhile.status_code, meanwhile.json()["total"]) == (200, 0)
    assert seconds < 3
    assert [result["id"] for result in afterwards["results"]] == [practice.public_id]
