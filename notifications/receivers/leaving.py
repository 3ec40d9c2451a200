"""Mails about a person's own data: the copy is there, the account is about to be erased."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts import signals as accounts
from accounts.copies import kept_until
from accounts.leaving import token_of
from accounts.models import DataCopy, Departure, User
from notifications.letters import absolute
from notifications.models import OutgoingMail
from notifications.telling import has_mail


def connect() -> None:
    """Listen to people who ask for their data, or leave."""
    accounts.copy_made.connect(on_copy, dispatch_uid="notifications")
    accounts.departure_asked.connect(on_departure, dispatch_uid="notifications")


def on_copy(*, copy: DataCopy, **kwargs) -> None:
    """Where it can be fetched, signed in, and until when."""
    with override(copy.user.ui_language):
        until = date_format(timezone.localtime(kept_until(copy)), "DATE_FORMAT")
        subject = _("Your copy is there")
        body = _(
            "The copy of everything this portal holds about you is ready.\n\n"
            "Sign in and fetch it here, until %(day)s:\n%(address)s\n"
        ) % {"day": until, "address": absolute(reverse("accounts:data-copy"))}
    write(copy.user, f"copy {copy.public_id}", subject, body)


def on_departure(*, departure: Departure, **kwargs) -> None:
    """Until when it can be taken back, and the link that does it."""
    person = departure.user
    with override(person.ui_language):
        subject = _("Your account will be erased")
        body = _(
            "You asked that your account is erased. This happens on %(day)s.\n\n"
            "If you change your mind, sign in before that day, or use this link:\n%(address)s\n\n"
            "If it was not you who asked, use the link and change your password.\n"
        ) % {
            "day": date_format(timezone.localtime(departure.due_at), "DATE_FORMAT"),
            "address": absolute(reverse("accounts:stay", args=[token_of(departure)])),
        }
    write(person, f"leaving {person.public_id} {departure.asked_at.isoformat()}", subject, body)


def write(person: User, key: str, subject: str, body: str) -> None:
    """A mail of its own, once; whatever the person chose about news."""
    if has_mail(person):
        OutgoingMail.objects.get_or_create(
            key=key, defaults={"user": person, "subject": subject, "body": body, "language": person.ui_language}
        )
