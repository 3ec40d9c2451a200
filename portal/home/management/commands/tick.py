from django.core.management.base import BaseCommand

from portal.home.clock import tick


class Command(BaseCommand):
    requires_system_checks = ()  # made when the server starts; they would cost this one seconds
    help = "Do once what is due by the clock: close decisions whose time has passed, write reminders, plan digests."

    def handle(self, *args, **options) -> None:
        """Say what was done."""
        done = tick()
        for words, count in done.items():
            self.stdout.write(f"{words}: {count}")
        if not done:
            self.stdout.write("Another tick is at it.")
