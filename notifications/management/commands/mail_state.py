from django.core.management.base import BaseCommand
from django.db.models import Count

from notifications.models import MailSettings, OutgoingMail

TROUBLED = (OutgoingMail.State.FAILED, OutgoingMail.State.UNCLEAR)
SHOWN = 50


class Command(BaseCommand):
    requires_system_checks = ()  # made when the server starts
    help = "Say how many mails wait, left or failed, which are in trouble and which addresses get none any more."

    def handle(self, *args, **options) -> None:
        """People by their public id: addresses do not belong into terminals and logs."""
        counts = OutgoingMail.objects.order_by("state").values_list("state").annotate(Count("pk"))
        for state, count in counts:
            self.stdout.write(f"{state}: {count}")
        troubled = OutgoingMail.objects.filter(state__in=TROUBLED) | OutgoingMail.objects.filter(
            state=OutgoingMail.State.WAITING, attempts__gt=0
        )
        for mail in troubled.order_by("-created_at")[:SHOWN]:
            self.stdout.write(f"  {mail.state} after {mail.attempts}: {mail.key}: {mail.last_error}")
        parked = MailSettings.objects.filter(parked_at__isnull=False).select_related("user").order_by("parked_at")
        for row in parked:
            self.stdout.write(
                f"  parked since {row.parked_at:%Y-%m-%d}: person {row.user.public_id}: {row.parked_reason}"
            )
