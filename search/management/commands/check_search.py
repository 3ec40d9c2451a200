from django.core.management.base import BaseCommand, CommandError, CommandParser

from search import entries
from search.due import catch_up
from search.engines import elasticsearch_engine
from search.engines.base import EngineError
from search.models import SearchEntry
from search.rebuilding import Difference, compare, drain, repair
from search.tallies import is_right, recount


class Command(BaseCommand):
    help = "Compare things, entries and the index; with --repair put right what differs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="write and send again what differs")

    def handle(self, *args, **options) -> None:
        """Entries against things, then the index against entries; an error when something stays wrong."""
        wrong = self.check_entries(repair_them=options["repair"])
        if not is_right():
            self.stdout.write("The sums of what there is are wrong.")
            wrong = True
            if options["repair"]:
                recount()
        if engine := elasticsearch_engine():
            try:
                drain()
                difference = compare(engine)
                if difference and options["repair"]:
                    repair(engine, difference)
            except EngineError as error:
                raise CommandError(f"Elasticsearch does not answer: {error}") from error
            self.stdout.write(describe(difference))
            wrong = wrong or bool(difference)
        if wrong and not options["repair"]:
            raise CommandError("The search does not tell what is there. Run again with --repair.")
        self.stdout.write("The search tells what is there." if not wrong else "Put right.")

    def check_entries(self, *, repair_them: bool) -> bool:
        """Whether a thing lacks its entry, or an entry its thing."""
        while catch_up():
            pass
        readable = set(SearchEntry.objects.filter(is_visible=True).values_list("kind", "source_id"))
        expected = set()
        for adapter, thing in entries.everything():
            place = (adapter.kind, adapter.id_of(thing))
            is_expected = adapter.draft(thing) is not None
            expected |= {place} if is_expected else set()
            if is_expected != (place in readable):
                self.stdout.write(f"{'missing' if is_expected else 'not to be found'}: {place[0]} {place[1]}")
                if repair_them:
                    entries.renew(thing)
        orphans = readable - expected
        for kind, source_id in orphans if repair_them else ():
            entries.forget(kind, source_id)
        return readable != expected


def describe(difference: Difference) -> str:
    """One line about the index."""
    return (
        f"index: {len(difference.missing)} missing, {len(difference.outdated)} outdated, "
        f"{len(difference.superfluous)} too many"
    )
