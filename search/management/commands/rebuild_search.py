import time

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from search import entries
from search.engines import elasticsearch_engine
from search.engines.base import EngineError
from search.frequencies import count_frequencies
from search.models import SearchEntry, SearchOutbox
from search.rebuilding import RebuildUnderWay, rebuild
from search.scopes import refresh_scopes
from search.tallies import recount

STEP = 25
PAUSE = 0.1  # seconds: SQLite lets one write at a time, and those who wait look only so often whether it is free


class Command(BaseCommand):
    help = (
        "Write the entry of everything that can be found anew, then build a new Elasticsearch index, if one is "
        "configured, and let readers use it once it is complete."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--index-only", action="store_true", help="leave the entries as they are, build only the index"
        )

    def handle(self, *args, **options) -> None:
        """Entries first, because the index is made from them."""
        if not options["index_only"]:
            refresh_scopes()
            self.rewrite_entries()
        if engine := elasticsearch_engine():
            try:
                count = rebuild(engine, progress=self.progress)
            except RebuildUnderWay:
                raise CommandError("The index is being built already; wait for two minutes and see.") from None
            except EngineError as error:
                raise CommandError(
                    f"Elasticsearch does not answer; readers are served from the database: {error}"
                ) from error
            self.stdout.write(f"{count} entries in the new index")

    def rewrite_entries(self) -> None:
        """Renew every entry; what no thing stands behind any more is forgotten.

        Only of those there were when this began: what is written meanwhile has its thing, though it was not seen here.
        """
        known = set(SearchEntry.objects.values_list("kind", "source_id"))
        seen: set[tuple[str, str]] = set()
        for adapter in entries.adapters():
            ids = self.rewrite_kind(adapter)
            seen |= {(adapter.kind, source_id) for source_id in ids}
            self.stdout.write(f"{adapter.kind}: {len(ids)}")
        for kind, source_id in known - seen:
            entries.forget(kind, source_id)
        recount()
        count_frequencies()

    def rewrite_kind(self, adapter: entries.Adapter) -> set[str]:
        """Renew the entries of one kind, some at a time, so that nobody waits long for the database."""
        ids = list(adapter.things().values_list("pk", flat=True))
        seen: set[str] = set()
        for start in range(0, len(ids), STEP):
            with transaction.atomic():
                for thing in adapter.things().filter(pk__in=ids[start : start + STEP]):
                    entries.renew(thing, anew=True)
                    seen.add(adapter.id_of(thing))
            if connection.vendor == "sqlite" and start + STEP < len(ids):
                time.sleep(PAUSE)
        return seen

    def progress(self, done: int, total: int) -> None:
        waiting = SearchOutbox.objects.count()
        self.stdout.write(f"{done} of {total} entries sent, {waiting} changes waiting", ending="\r")
