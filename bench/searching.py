"""The steps of ``bench.search``, each in a process of its own: fill, copy, index, ask, measure."""

import json
import os
import random
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import django

django.setup()

from django.contrib.auth.models import AnonymousUser  # noqa: E402
from django.core.management.color import no_style  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.http import QueryDict  # noqa: E402
from django.utils.http import urlencode  # noqa: E402

from bench.corpus import Values, drafts  # noqa: E402
from portal.taxonomies import vocabulary  # noqa: E402
from search import lookups  # noqa: E402
from search.api import payload  # noqa: E402
from search.engines import elasticsearch_engine  # noqa: E402
from search.engines.postgresql import title_vector, vector  # noqa: E402
from search.frequencies import count_frequencies  # noqa: E402
from search.models import (  # noqa: E402
    SearchBeginning,
    SearchDue,
    SearchEntry,
    SearchFacet,
    SearchKeys,
    SearchScope,
    SearchText,
    SearchWord,
)
from search.outbox import send_waiting  # noqa: E402
from search.queries import read, run  # noqa: E402
from search.rebuilding import rebuild  # noqa: E402
from search.suggestions import suggest  # noqa: E402
from search.tallies import recount, sum_up  # noqa: E402
from search.writing import KEY_COLUMNS, described, forget, key_row, text_rows, write  # noqa: E402

BATCH = 1_000
OPEN_FORUMS = 10
SAVES = 40
WARMING = 40  # other questions of each kind, in which Elasticsearch compiles its own code
SUGGESTIONS = "suggestions while typing"
BOOLEANS = ("is_visible", "is_public")
TABLES = (SearchScope, SearchFacet, SearchEntry, SearchText, SearchKeys, SearchBeginning, SearchWord)


def values() -> Values:
    return Values(*(codes(facet) for facet in ("country", "theme", "target_group", "approach")))


def codes(facet: str) -> list[str]:
    return [term.code for term in vocabulary.terms(facet)]


# fill


def fill(folder: Path, entries: int, questions: int) -> None:
    """The whole corpus, through the same analysis as everything else, written many rows at a time."""
    SearchEntry.objects.all().delete()
    SearchScope.objects.bulk_create(SearchScope(name=f"forum:{n}", is_public=n <= OPEN_FORUMS) for n in range(1, 31))
    corpus, analysing, writing = drafts(entries, values()), 0.0, 0.0
    words, spelt = 0, set()
    while batch := list(islice(corpus, BATCH)):
        started = time.perf_counter()
        found = [(described(SearchEntry(version=0), one), one) for one in batch]
        keys = [key_row(entry, one) for entry, one in found]
        analysed = time.perf_counter()
        with transaction.atomic():
            SearchEntry.objects.bulk_create(entry for entry, _ in found)
            SearchText.objects.bulk_create(row for entry, one in found for row in text_rows(entry, one))
            for row in keys:
                row.entry_id = row.entry.pk
            SearchKeys.objects.bulk_create(keys)
            SearchBeginning.objects.bulk_create(
                row for entry, one in found for row in lookups.beginning_rows(entry, one)
            )
        spelt.update(*(lookups.spelt(one) for one in batch))
        analysing, writing = analysing + analysed - started, writing + time.perf_counter() - analysed
        words += sum(text.body.count(" ") + text.title.count(" ") + 2 for one in batch for text in one.texts)
    started = time.perf_counter()
    SearchWord.objects.all().delete()
    SearchWord.objects.bulk_create(lookups.word_rows(sorted(spelt)), batch_size=BATCH)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO search_index(search_index) VALUES ('optimize')")
        cursor.execute("ANALYZE")
    finish()
    writing += time.perf_counter() - started
    told = {"entries": entries, "words": words, "analysing": analysing, "sqlite": writing}
    (folder / "filled.json").write_text(json.dumps(told))


def copy(folder: Path, entries: int, questions: int) -> None:
    """The same rows in PostgreSQL, its index built once they are there."""
    for model in reversed(TABLES):
        model.objects.all().delete()
    started = time.perf_counter()
    source = sqlite3.connect(folder / "search.sqlite3")
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX search_vector, search_title_vector")
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for model in TABLES:
            fields = model._meta.concrete_fields
            names, table = ", ".join(field.column for field in fields), model._meta.db_table
            kinds = [bool if field.column in BOOLEANS else lambda value: value for field in fields]
            if model is SearchEntry:
                copy_entries(cursor, source, names, kinds)
                continue
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as target:
                for row in source.execute(f"SELECT {names} FROM {table}"):  # noqa: S608
                    target.write_row([kind(value) for kind, value in zip(kinds, row, strict=True)])
        for name, column in (("search_vector", "vector"), ("search_title_vector", "title_vector")):
            cursor.execute(f"CREATE INDEX {name} ON search_searchentry USING gin ({column}) WITH (fastupdate = off)")
        for statement in connection.ops.sequence_reset_sql(no_style(), TABLES):
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE")
    finish()
    told = json.loads((folder / "filled.json").read_text()) | {"postgresql": time.perf_counter() - started}
    (folder / "filled.json").write_text(json.dumps(told))


def copy_entries(cursor, source: sqlite3.Connection, names: str, kinds: list[Callable]) -> None:
    """The entries, with the vectors that their keys make."""
    columns = ", ".join(f"e.{name}" for name in names.split(", "))
    keys = ", ".join(f"k.{name}" for name in KEY_COLUMNS)
    rows = source.execute(
        f"SELECT {columns}, {keys} FROM search_searchentry e "  # noqa: S608
        "JOIN search_searchkeys k ON k.entry_id = e.id ORDER BY e.id"
    )
    with cursor.copy(f"COPY search_searchentry ({names}, vector, title_vector) FROM STDIN") as target:
        for row in rows:
            found = SearchKeys(**dict(zip(KEY_COLUMNS, row[len(kinds) :], strict=True)))
            own = [kind(value) for kind, value in zip(kinds, row[: len(kinds)], strict=True)]
            target.write_row([*own, vector(found), title_vector(found)])


def finish() -> None:
    """What the worker does now and again; what it would still write is left out."""
    SearchDue.objects.all().delete()
    recount()
    sum_up(at_once=True)
    count_frequencies()


def index(folder: Path, entries: int, questions: int) -> None:
    """An index of Elasticsearch, built as ``rebuild_search`` builds it."""
    started = time.perf_counter()
    rebuild(elasticsearch_engine())
    told = json.loads((folder / "filled.json").read_text()) | {"elasticsearch": time.perf_counter() - started}
    (folder / "filled.json").write_text(json.dumps(told))


# ask


def ask(folder: Path, entries: int, questions: int) -> None:
    """The questions, chosen by how many entries have the words; the same for every engine."""
    chance = random.Random(2)  # noqa: S311  no secret
    with connection.cursor() as cursor:
        cursor.execute("CREATE VIRTUAL TABLE temp.voc USING fts5vocab('main', 'search_index', 'row')")
        cursor.execute("SELECT substr(term, 2), doc FROM temp.voc WHERE term GLOB 'x[a-z][a-z][a-z]*'")
        frequent = dict(cursor.fetchall())
    by_rank = {
        "rare": [word for word, count in frequent.items() if 2 <= count < 60],
        "mid": [word for word, count in frequent.items() if 0.005 * entries <= count < 0.03 * entries],
        "common": [word for word, count in frequent.items() if count > 0.2 * entries],
    }

    def word(rank: str) -> str:
        return chance.choice(by_rank[rank])

    def filtered() -> dict[str, Any]:
        found = values()
        return {"country": found.country[:2], "theme": found.theme[0]}

    kinds: dict[str, Callable[[], dict]] = {
        "rare word": lambda: {"q": word("rare")},
        "word of middling frequency": lambda: {"q": word("mid")},
        "common word": lambda: {"q": word("common")},
        "two words": lambda: {"q": f"{word('common')} {word('mid')}"},
        "two common words": lambda: {"q": f"{word('common')} {word('common')}"},
        "phrase": lambda: {"q": phrase(chance, frequent, entries * 0.005)},
        "phrase of common words": lambda: {"q": phrase(chance, frequent, entries * 0.2)},
        "word without another": lambda: {"q": f"{word('common')} -{word('mid')}"},
        "name of a concept": lambda: {"q": concept(chance)},
        "common word, two filters": lambda: {"q": word("common"), **filtered()},
        "common word, page 101": lambda: {"q": word("common"), "page": 101},
        "common word, newest first": lambda: {"q": word("common"), "sort": "newest"},
        "misspelt word": lambda: {"q": misspelt(word("mid"), chance)},
        "no words": lambda: {},
        "no words, two filters": lambda: {
            "country": [chance.choice(values().country[:4])],
            "theme": chance.choice(values().theme[:4]),
        },
    }
    asked = {kind: [urlencode(make(), doseq=True) for _ in range(questions)] for kind, make in kinds.items()}
    warming = [urlencode(make(), doseq=True) for _ in range(WARMING) for make in kinds.values()]
    (folder / "warming.json").write_text(json.dumps(warming))
    asked[SUGGESTIONS] = [begun(by_rank["mid"] + by_rank["common"], chance) for _ in range(3 * questions)]
    (folder / "questions.json").write_text(json.dumps(asked))


def misspelt(word: str, chance: random.Random) -> str:
    """The word without one of its letters, not the first."""
    at = chance.randrange(1, len(word))
    return word[:at] + word[at + 1 :]


def begun(words: list[str], chance: random.Random) -> str:
    """What somebody has typed of one word or two: the last is not whole yet."""
    *whole, last = chance.choices(words, k=chance.choice((1, 1, 2)))
    return " ".join([*whole, last[: chance.randint(2, 5)]])


def phrase(chance: random.Random, frequent: dict[str, int], least: float) -> str:
    """Two words that somewhere stand beside each other, each of them in so many entries."""
    from search.analysis import fold

    while True:
        body = SearchText.objects.filter(pk__gte=chance.randint(1, SearchText.objects.count())).first()
        words = body.body.split() if body else []
        for at in chance.sample(range(max(0, len(words) - 1)), k=max(0, len(words) - 1)):
            pair = words[at : at + 2]
            if all(one.isalpha() and frequent.get(fold(one), 0) > least for one in pair):
                return f'"{" ".join(pair)}"'


def concept(chance: random.Random) -> str:
    term = chance.choice(vocabulary.terms("theme") + vocabulary.terms("target_group"))
    return chance.choice([text.text for text in term.texts if text.kind == "label"])


# measure


def measure(folder: Path, entries: int, questions: int) -> None:
    """Every question once, cold, after others of its kind; whole answers: rows, texts, highlights, counts, labels."""
    engine, asked = os.environ["BENCH_ENGINE"], json.loads((folder / "questions.json").read_text())
    answers: dict[str, Any] = {}
    times: dict[str, list[float]] = {}
    work: dict[str, list[float]] = {}
    workers = servers()
    warming = json.loads((folder / "warming.json").read_text())
    for query in warming if elasticsearch_engine() else warming[:20]:
        searched(query)
    suggested("mo")
    load = os.getloadavg()
    for kind, queries in asked.items():
        times[kind], work[kind] = [], []
        for query in queries:
            before, started = spent(workers), time.perf_counter()
            answer = suggested(query) if kind == SUGGESTIONS else searched(query)
            times[kind].append((time.perf_counter() - started) * 1000)
            work[kind].append((spent(workers) - before) * 1000)
            if kind != SUGGESTIONS:
                answers[f"{kind}: {query}"] = told(answer)
                if answer["degraded"] or answer["engine"] != engine:
                    raise RuntimeError(f"{engine} did not answer {query}")
    saves = list(save())
    result = {"times": times, "work": work, "answers": answers, "saves": saves, "load": load}
    (folder / f"measured-{engine}.json").write_text(json.dumps(result))


def servers() -> list[int]:
    """The processes that answer with us: our connection's of PostgreSQL, Elasticsearch."""
    found = [int(os.environ["BENCH_SEARCH_PROCESS"])] if os.environ.get("BENCH_SEARCH_PROCESS") else []
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            found.append(cursor.fetchone()[0])
    return found


def spent(processes: list[int]) -> float:
    """Seconds of processor that this process and those have used."""
    ticks = 0
    for process in processes:
        fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def searched(query: str) -> dict[str, Any]:
    return payload(run(read(QueryDict(query)), user=AnonymousUser(), ui_language="sr"), "sr")


def suggested(text: str) -> dict[str, Any]:
    return {"suggestions": suggest(text, user=AnonymousUser(), ui_language="sr")}


def told(answer: dict[str, Any]) -> dict[str, Any]:
    """What engines are compared by."""
    counts = {
        name: {value["value"]: value["count"] for value in found if value["count"]}
        for name, found in answer["facets"].items()
    }
    return {"total": answer["total"], "facets": counts, "first": [result["id"] for result in answer["results"][:10]]}


def save() -> Iterator[float]:
    """Milliseconds that writing one entry takes, half of them new, half of them changed; none of them stays."""
    for seed in (3, 4):
        for number, one in enumerate(drafts(SAVES, values(), seed=seed)):
            saved = replace(one, kind="news", source_id=f"saved-{number}")
            started = time.perf_counter()
            write(saved)
            yield (time.perf_counter() - started) * 1000
    for number in range(SAVES):
        forget("news", f"saved-{number}")
    if engine := elasticsearch_engine():
        send_waiting(engine)
        engine.refresh()


STEPS = {step.__name__: step for step in (fill, copy, index, ask, measure)}

if __name__ == "__main__":
    STEPS[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
