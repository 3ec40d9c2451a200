"""Erased people stay erased, also after an older backup was brought back.

manage.py erased_people > erased.txt           as often as backups are made, kept apart from them
manage.py erased_people --again erased.txt     after one was brought back
"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from accounts.leaving import erase_again
from accounts.models import Departure


class Command(BaseCommand):
    help = "List who was erased, by id alone; with --again erase those on a list whom an older backup brought back."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", type=Path, metavar="FILE", help="a list that this command wrote")

    def handle(self, *args, again: Path | None, **options) -> None:
        """Each line: the public id, and whether the words went too."""
        if again is None:
            gone = Departure.objects.exclude(erased_at=None).order_by("erased_at", "pk")
            for public_id, with_texts in gone.values_list("user__public_id", "with_texts"):
                self.stdout.write(f"{public_id} {'words' if with_texts else 'name'}")
            return
        rows = [line.split() for line in again.read_text().splitlines() if line.strip()]
        count = sum(erase_again(row[0], with_texts=row[1:] == ["words"], at=timezone.now()) for row in rows)
        self.stdout.write(f"erased again: {count}")
