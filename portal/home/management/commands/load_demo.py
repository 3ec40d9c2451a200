"""Bring in the demonstration's content; running it again brings in only what is new in its files."""

import time
from importlib import import_module

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from portal.home.demo.loading import Demo
from search import entries

#: The loaders in the order in which they need each other: module of portal.home.demo, words for the progress.
PARTS = (
    ("places", "places and organisations"),
    ("people", "people"),
    ("practices", "practices"),
    ("news", "projects and news"),
    ("events", "events"),
    ("indicators", "indicator values"),
    ("forums", "forums, tables and sessions"),
    ("discussion", "conversations and positions"),
    ("groups", "working groups"),
    ("recommendations", "recommendations"),
    ("pictures", "pictures"),
)


class Command(BaseCommand):
    requires_system_checks = ()  # made when the server starts; they would cost this one seconds
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        words = "migrate the database first, in the same process: starting another one takes seconds"
        parser.add_argument("--migrate", action="store_true", help=words)

    def handle(self, *args, migrate: bool = False, **options) -> None:
        """Load part after part, each in a transaction of its own, and say what came in."""
        if migrate:
            call_command("migrate", interactive=False, skip_checks=True, verbosity=0)
            self.stdout.write("  tables, vocabularies and first pages")
        demo = Demo(timezone.now())
        for name, words in PARTS:
            started = time.process_time()
            with transaction.atomic(), override("en"), entries.gathered():
                import_module(f"portal.home.demo.{name}").load(demo)
                count = demo.keep()
            self.stdout.write(f"  {words:36}{count:5}  {time.process_time() - started:5.1f} s")
