"""What a person was told, and how they wish to be told."""

import datetime

from django.utils.translation import gettext_lazy as _

from notifications.models import OutgoingMail, ReceivedMail
from portal.base.own_data import Erasing, Held

GOES = Erasing.GOES

HELD = (
    Held(
        "follows",
        "notifications.Subscription",
        "user",
        GOES,
        ("subject_kind", "subject_id", "level", "set_at"),
        _("What you follow"),
    ),
    Held(
        "mail_settings",
        "notifications.MailSettings",
        "user",
        GOES,
        ("at_once", "digest", "parked_at", "parked_reason"),
        _("What you get by mail"),
    ),
    Held(
        "notices",
        "notifications.Notice",
        "user",
        GOES,
        ("public_id", "event", "reason", "subject_kind", "subject_id", "created_at", "read_at", "mail", "mailed_at"),
        _("What you were told"),
    ),
    Held("mails", "notifications.OutgoingMail", "user", GOES, ("kind", "state", "created_at", "sent_at"), _("Mails")),
    Held(
        "reply_addresses",
        "notifications.ReplyAddress",
        "user",
        GOES,
        ("subject_kind", "subject_id", "made_at", "expires_at", "revoked_at"),
        _("Where you may answer by mail"),
    ),
)


def before_erasing(user, *, with_texts: bool, at: datetime.datetime) -> None:
    """The address is known nowhere any more: not as that of a sender, not as that of an answer."""
    addresses = {user.email, *user.emailaddress_set.values_list("email", flat=True)}
    for address in addresses:
        ReceivedMail.objects.filter(sender__iexact=address).update(sender="")
        OutgoingMail.objects.filter(address__iexact=address).delete()
