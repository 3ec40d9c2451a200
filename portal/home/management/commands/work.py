import signal
import threading
import time

from django.core.management.base import BaseCommand

from portal.home.clock import attempt, empty_outboxes, tick

PAUSE, MINUTE = 2, 60  # seconds


class Command(BaseCommand):
    requires_system_checks = ()  # made when the server starts; they would cost this one seconds
    help = "Work beside the server: send waiting mails and search entries, do every minute what is due; end on SIGTERM."

    def handle(self, *args, **options) -> None:
        """Work until told to end; what is under way is finished first."""
        ended = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *received: ended.set())
        next_tick = time.monotonic()
        while not ended.is_set():
            if time.monotonic() >= next_tick:
                next_tick = time.monotonic() + MINUTE
                attempt("what is due by the clock", lambda: self.tell(tick()))
            self.tell(empty_outboxes())
            ended.wait(PAUSE)

    def tell(self, done: dict[str, int]) -> int:
        """Say what was done, where anything was."""
        for words, count in done.items():
            if count:
                self.stdout.write(f"{words}: {count}")
        return sum(done.values())
