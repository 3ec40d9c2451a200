"""The mails that wait leave from here, never from a request."""

import datetime
import logging

from django.core.mail import send_mail
from django.db.models import F, Q
from django.utils import timezone

from notifications.models import OutgoingMail

MOST_ATTEMPTS = 8
AT_ONCE = 200

log = logging.getLogger(__name__)


def send_waiting(*, now: datetime.datetime | None = None) -> int:
    """Send what is due, oldest first, and return how many mails left.

    A mail that cannot be sent waits longer after every attempt and holds up nobody else; after ``MOST_ATTEMPTS`` it
    stays with its last error.
    """
    now = now or timezone.now()
    due = Q()
    for attempts in range(MOST_ATTEMPTS):
        due |= Q(attempts=attempts, created_at__lte=now - datetime.timedelta(minutes=attempts**2))
    mails = OutgoingMail.objects.filter(due, sent_at=None).select_related("user").order_by("created_at", "pk")
    return sum(send(mail) for mail in mails[:AT_ONCE])


def send(mail: OutgoingMail) -> bool:
    """Whether this mail left now; claiming the attempt first keeps a second worker from sending it too."""
    claimed = OutgoingMail.objects.filter(pk=mail.pk, sent_at=None, attempts=mail.attempts)
    if not claimed.update(attempts=F("attempts") + 1):
        return False
    try:
        send_mail(mail.subject, mail.body, None, [mail.user.email])
    except Exception as error:
        log.warning("Mail %s did not leave: %s", mail.key, error)
        OutgoingMail.objects.filter(pk=mail.pk).update(last_error=str(error)[:300])
        return False
    OutgoingMail.objects.filter(pk=mail.pk).update(sent_at=timezone.now(), last_error="")
    return True
