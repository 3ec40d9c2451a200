"""``manage.py import_news FILE.jsonl``: bring existing articles in."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from news.importing import import_news


class Command(BaseCommand):
    help = (
        "Bring existing articles in, one JSON object a line: title, body (plain text or HTML), language, date, "
        "source_url, countries, themes. What is here already stays as it is; every bad line is named."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *args, file: Path, **options):
        try:
            with file.open(encoding="utf-8-sig") as lines:
                report = import_news(lines)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{file} is not written in UTF-8") from error
        self.stdout.write(f"{report.added} added, {report.known} here already, {len(report.bad)} bad")
        for number, reason in report.bad:
            self.stderr.write(f"line {number}: {reason}")
        if report.bad:
            raise CommandError(f"{len(report.bad)} bad lines were left out")
