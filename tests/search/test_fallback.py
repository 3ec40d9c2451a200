import contextlib
import socket
import threading
import time
import uuid
from urllib.parse import urlsplit

import pytest
from django.test import override_settings

from search.engines import elasticsearch_engine, fallback
from search.engines.base import Change, EngineError
from search.engines.fallback import breaker
from search.models import SearchEntry, SearchOutbox
from search.outbox import changes_of
from search.rebuilding import catch_up, compare, drain, repair
from search.writing import Draft, Text, forget, hide, write

pytestmark = pytest.mark.usefixtures("empty_search")


def news(source_id: str, title: str = "Марабу", **others):
    return write(Draft("news", source_id, [Text("sr-Cyrl", title)], path=f"news/{source_id}/", **others))


def ask(client) -> dict:
    return client.get("/api/search/", {"q": "марабу"}).json()


def ids(answer: dict) -> list[str]:
    return sorted(result["id"] for result in answer["results"])


@pytest.fixture
def engine(elasticsearch_url, empty_search):
    with override_settings(SEARCH_URL=f"{elasticsearch_url}/test-{uuid.uuid4().hex}"):
        engine = elasticsearch_engine()
        yield engine
        engine.drop()


@pytest.fixture
def silent_address():
    """A server that takes connections and never says a word."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def babbling_address():
    """A server that answers everything with the same nonsense."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        threading.Thread(target=babble, args=(server,), daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


class Passage:
    """The way to a server: what stands in it while it is frozen goes on when it thaws, as with a stopped process."""

    def __init__(self, target: str) -> None:
        host = urlsplit(target)
        self.target = (host.hostname, host.port)
        self.open = threading.Event()
        self.open.set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                server = socket.create_connection(self.target)
                for source, sink in ((client, server), (server, client)):
                    threading.Thread(target=self.carry, args=(source, sink), daemon=True).start()

    def carry(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError), source, sink:
            while data := source.recv(65_536):
                self.open.wait()
                sink.sendall(data)


@pytest.fixture
def passage(elasticsearch_url):
    passage = Passage(elasticsearch_url)
    yield passage
    passage.open.set()
    passage.listener.close()


def babble(server: socket.socket) -> None:
    headers = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Elastic-Product: Elasticsearch\r\n"
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection:
            connection.recv(65_536)
            connection.sendall(f'{headers}Content-Length: 12\r\nConnection: close\r\n\r\n{{"odd": [1]}}'[:-1].encode())


def test_a_refusing_server_is_replaced_by_the_database(client):
    news("one")

    with override_settings(SEARCH_URL="http://127.0.0.1:9/sofra"):
        answer = ask(client)

    assert (ids(answer), answer["degraded"], answer["engine"] != "elasticsearch") == (["one"], True, True)


def test_a_hanging_server_costs_one_reader_a_moment_and_the_next_ones_nothing(client, silent_address):
    news("one")

    with override_settings(SEARCH_URL=silent_address):
        started = time.monotonic()
        first = ask(client)
        between = time.monotonic()
        second = ask(client)

    assert (ids(first), first["degraded"], ids(second), second["degraded"]) == (["one"], True, ["one"], True)
    assert between - started < 3
    assert time.monotonic() - between < 1


def test_nonsense_is_no_answer(client, babbling_address):
    news("one")

    with override_settings(SEARCH_URL=babbling_address):
        answer = ask(client)

    assert (ids(answer), answer["degraded"]) == (["one"], True)


def test_a_server_that_freezes_and_thaws_is_missed_by_nobody(client, passage):
    with override_settings(SEARCH_URL=f"{passage.address}/test-{uuid.uuid4().hex}"):
        engine = elasticsearch_engine()
        news("before")
        drain()
        engine.refresh()
        passage.open.clear()
        started = time.monotonic()
        frozen = ask(client)
        waited = time.monotonic() - started
        news("meanwhile")
        page = client.get("/en/search/", {"q": "марабу"})
        passage.open.set()
        drain()
        engine.refresh()
        breaker.reset()  # thirty seconds later

        thawed = ask(client)

        engine.drop()
    assert (ids(frozen), frozen["degraded"]) == (["before"], True)
    assert waited < 3
    assert page.status_code == 200
    assert (ids(thawed), thawed["engine"]) == (["before", "meanwhile"], "elasticsearch")


def test_after_a_pause_one_reader_tries_again_and_the_others_do_not_wait(monkeypatch):
    monkeypatch.setattr(fallback, "OPEN_FOR", 0)
    breaker.trip()

    tried = [breaker.lets_through() for _ in range(3)]
    breaker.reset()
    tried += [breaker.lets_through() for _ in range(2)]

    assert tried == [True, False, False, True, True]


def test_the_worker_says_once_that_the_server_is_away(caplog):
    with override_settings(SEARCH_URL="http://127.0.0.1:9/sofra"), caplog.at_level("WARNING", "search.rebuilding"):
        news("one")
        sent = [catch_up(), catch_up(), catch_up()]

    assert sent == [0, 0, 0]
    assert [record.getMessage().split(":")[0] for record in caplog.records if record.name == "search.rebuilding"] == [
        "Elasticsearch is not told of changes until it answers again"
    ]


@pytest.mark.parametrize("settings", [{"index.blocks.read_only": True}, {"index.blocks.read_only_allow_delete": True}])
def test_an_index_that_takes_no_writing_is_told_when_it_does(client, engine, settings):
    news("one")
    drain()
    engine.writer.indices.put_settings(index=engine.alias, settings=settings)
    news("two")

    with pytest.raises(EngineError):
        drain()
    engine.writer.indices.put_settings(index=engine.alias, settings=dict.fromkeys(settings))
    drain()
    engine.refresh()

    assert ids(ask(client)) == ["one", "two"]


def test_a_closed_index_is_replaced_by_the_database_until_it_is_open(client, engine):
    news("one")
    drain()
    engine.writer.indices.close(index=engine.alias)
    news("two")

    with pytest.raises(EngineError):
        drain()
    meanwhile = ask(client)
    engine.writer.indices.open(index=engine.alias)
    drain()
    engine.refresh()
    breaker.reset()

    afterwards = ask(client)
    assert (ids(meanwhile), meanwhile["degraded"]) == (["one", "two"], True)
    assert (ids(afterwards), afterwards["degraded"]) == (["one", "two"], False)


def test_a_document_that_the_index_never_takes_holds_up_nothing(client, engine, caplog):
    news("one")
    drain()
    odd = SearchEntry.objects.get(source_id="one")

    engine.send([Change(odd.pk + 1, 1, {"no_such_field": 1}), Change(odd.pk + 2, 1, None)])

    assert [record.message.split(":")[0] for record in caplog.records if record.levelname == "ERROR"] == [
        f"entry {odd.pk + 1} is not taken by Elasticsearch"
    ]


def test_deleting_what_the_index_never_had_holds_up_nothing(engine):
    news("one")
    forget("news", "one")
    news("two")

    drain()

    assert not SearchOutbox.objects.exists()


def test_things_are_accepted_while_the_server_is_away_and_wait(client):
    with override_settings(SEARCH_URL="http://127.0.0.1:9/sofra"):
        news("one")

    assert SearchOutbox.objects.count() == 1


def test_without_elasticsearch_nothing_waits():
    news("one")

    assert not SearchOutbox.objects.exists()


def test_draining_builds_the_index_and_empties_the_outbox(client, engine):
    news("one")
    drain()
    engine.refresh()

    answer = ask(client)

    assert (ids(answer), answer["engine"], answer["degraded"]) == (["one"], "elasticsearch", False)
    assert not SearchOutbox.objects.exists()


def test_a_deleted_index_is_built_again_without_anyone_acting(client, engine):
    news("one")
    drain()
    engine.drop()
    assert (ids(ask(client)), ask(client)["degraded"]) == (["one"], True)

    drain()
    engine.refresh()
    breaker.reset()

    answer = ask(client)
    assert (ids(answer), answer["degraded"]) == (["one"], False)


@pytest.mark.parametrize("change", ["hidden", "forgotten", "closed"])
def test_what_was_hidden_is_gone_before_the_index_knows(client, engine, change):
    news("kept")
    news("secret", facets={"country": ["ME"]})
    drain()
    engine.refresh()

    {
        "hidden": lambda: hide("news", "secret"),
        "forgotten": lambda: forget("news", "secret"),
        "closed": lambda: news("secret", scope="forum:1", facets={"country": ["ME"]}),
    }[change]()

    answer = ask(client)
    assert (ids(answer), answer["total"], answer["facets"]["country"]) == (["kept"], 1, [])
    assert answer["engine"] == "elasticsearch"


def test_an_older_change_never_overwrites_a_newer_one(client, engine):
    news("one", "Старо")
    late = changes_of(list(SearchOutbox.objects.all()))
    news("one", "Марабу")
    drain()

    engine.send(late)
    engine.refresh()

    assert ids(ask(client)) == ["one"]


def test_comparing_finds_what_differs_and_repairing_puts_it_right(engine):
    kept, lost, stale, gone = (news(name) for name in ("kept", "lost", "stale", "gone"))
    drain()
    with override_settings(SEARCH_URL=""):  # changes of which the index is never told
        added = news("added")
        news("stale", "Друго")
        forget("news", "gone")
    engine.refresh()

    difference = compare(engine)
    repair(engine, difference)
    engine.refresh()

    assert (difference.missing, difference.outdated, difference.superfluous) == ([added.pk], [stale.pk], [gone.pk])
    assert not compare(engine)
    assert {kept.pk, lost.pk} <= dict(engine.versions()).keys()
