"""An index of Elasticsearch built anew: readers notice nothing, and nothing that happened meanwhile is lost."""

import uuid
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import override_settings

from search import rebuilding
from search.engines import elasticsearch_engine
from search.models import SearchEntry
from search.rebuilding import LOCK, RebuildUnderWay, compare, drain, rebuild
from search.writing import Draft, Text, forget, write

pytestmark = pytest.mark.usefixtures("empty_search")
COUNT = 40


def news(source_id: str, title: str = "Марабу"):
    return write(Draft("news", source_id, [Text("sr-Cyrl", title)], path=f"news/{source_id}/"))


def total(client) -> tuple[int, bool]:
    answer = client.get("/api/search/", {"q": "марабу"}).json()
    return answer["total"], answer["degraded"]


@pytest.fixture
def engine(elasticsearch_url, empty_search, monkeypatch):
    """An index with forty things in it, built ten at a time."""
    monkeypatch.setattr(rebuilding, "BATCH", 10)
    monkeypatch.setattr("search.engines.elasticsearch.TIMEOUT", 30)  # a busy machine is no missing server
    with override_settings(SEARCH_URL=f"{elasticsearch_url}/test-{uuid.uuid4().hex}"):
        engine = elasticsearch_engine()
        for number in range(COUNT):
            news(str(number))
        drain()
        engine.refresh()
        yield engine
        engine.drop()


def test_readers_have_all_results_while_a_new_index_is_built(client, engine):
    seen = []

    rebuild(engine, progress=lambda done, total_: seen.append(total(client)))

    assert seen == [(COUNT, False)] * 4
    assert total(client) == (COUNT, False)


def test_what_happens_while_a_new_index_is_built_is_in_it(client, engine):
    def happen(done: int, total_: int) -> None:
        if done == 20:
            news("new")
            news("3", "Штала")
            forget("news", "5")

    rebuild(engine, progress=happen)
    engine.refresh()

    assert not compare(engine)
    assert total(client) == (COUNT - 1, False)


def test_what_is_written_while_a_new_index_is_built_is_found_before_it_is_complete(client, engine):
    seen = []

    def happen(done: int, total_: int) -> None:
        engine.refresh()
        seen.append(total(client))
        if done == 10:
            news("new")

    rebuild(engine, progress=happen)

    assert seen == [(COUNT, False), *[(COUNT + 1, False)] * 4]


def test_a_rebuild_that_was_killed_is_taken_up_where_it_ended(client, engine):
    def killed(done: int, total_: int) -> None:
        if done == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(engine, progress=killed)
    forget("news", "3")
    news("4", "Штала")
    drain()
    batches = []

    rebuild(engine, progress=lambda done, total_: batches.append(done))
    engine.refresh()

    assert batches[0] == 29
    assert not compare(engine)
    assert set(dict(engine.versions())) == set(SearchEntry.objects.values_list("pk", flat=True))
    assert total(client) == (COUNT - 2, False)


def test_two_do_not_build_at_once_and_the_second_is_told(engine):
    cache.add(LOCK, True)

    with pytest.raises(RebuildUnderWay):
        rebuild(engine)
    with pytest.raises(CommandError, match="being built already"):
        call_command("rebuild_search", "--index-only", stdout=StringIO())


def test_an_index_of_another_mapping_is_replaced_by_the_worker(client, engine, monkeypatch):
    monkeypatch.setattr("search.engines.elasticsearch.MAPPING_VERSION", 99)

    drain()
    engine.refresh()

    assert [name.split("-v")[1][:2] for name in engine.writer.indices.get(index=f"{engine.alias}-v*")] == ["99"]
    assert total(client) == (COUNT, False)


def test_a_check_finds_what_drifted_and_a_repair_puts_it_right(engine):
    with override_settings(SEARCH_URL=""):  # changes of which the index is never told
        forget("news", "1")
        news("2", "Штала")
    engine.refresh()
    difference = compare(engine)

    rebuilding.repair(engine, difference)
    engine.refresh()

    assert (len(difference.superfluous), len(difference.outdated)) == (1, 1)
    assert not compare(engine)
