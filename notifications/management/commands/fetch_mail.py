from django.core.management.base import BaseCommand

from notifications.imap import fetch_mail


class Command(BaseCommand):
    requires_system_checks = ()  # made when the server starts
    help = "Fetch once what was received in the mailbox of INBOUND_IMAP_URL; the worker does it every minute."

    def handle(self, *args, **options) -> None:
        """Say how many mails came."""
        self.stdout.write(f"mails received: {fetch_mail()}")
