"""How long what people were told, and what was mailed, is kept."""

import datetime

from notifications.models import Notice, OutgoingMail, ReceivedMail, ReplyAddress

#: Mails that are done with, for looking into trouble; everything else for a year and a little.
MAILS_FOR, REST_FOR = datetime.timedelta(days=30), datetime.timedelta(days=400)
DONE = (OutgoingMail.State.SENT, OutgoingMail.State.DROPPED)


def forget_old(now: datetime.datetime) -> int:
    """Delete what was kept long enough and return how many rows that were; what is unread stays."""
    old = now - REST_FOR
    rows = [
        OutgoingMail.objects.filter(state__in=DONE, created_at__lt=now - MAILS_FOR),
        OutgoingMail.objects.filter(created_at__lt=old),
        Notice.objects.filter(read_at__lt=old),
        ReceivedMail.objects.filter(received_at__lt=old),
        ReplyAddress.objects.filter(expires_at__lt=old),
    ]
    return sum(found.delete()[0] for found in rows)
