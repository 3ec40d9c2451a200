import logging
import sys

from django.core.management.base import BaseCommand
from django.db import Error

from notifications.replying import LARGEST, receive

TRY_AGAIN = 75  # EX_TEMPFAIL: the mail server keeps the mail and brings it again

log = logging.getLogger(__name__)


class Command(BaseCommand):
    requires_system_checks = ()  # made when the server starts; they would cost every mail seconds
    help = "Read one received mail from standard input: publish the answer it holds, or tell its writer why not."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--to", action="append", default=[], help="the address the mail server delivered it to")

    def handle(self, *args, **options) -> None:
        """Say what became of it; ask the mail server to bring it again while the database is away."""
        raw = sys.stdin.buffer.read(LARGEST + 1)
        try:
            mail = receive(raw, recipients=options["to"])
        except Error as error:
            log.warning("A received mail could not be kept: %s", error)
            sys.exit(TRY_AGAIN)
        self.stdout.write(f"{mail.outcome} {mail.reason}".strip())
