"""Telling people: one line in the inbox, and a mail that waits to leave."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from notifications.models import Notice, OutgoingMail
from notifications.words import sentence
from portal.base.registry import address_of

#: What happened longer ago is told in the inbox alone: nobody wants mail about last year when records are entered late.
MAILED_WITHIN = datetime.timedelta(days=2)


def tell(
    people: Iterable[User | None],
    event: str,
    *,
    kind: str,
    thing: Any,
    note: str = "",
    language: str = "",
    at: datetime.datetime | None = None,
    is_told_once: bool = False,
) -> list[Notice]:
    """A notice for each of these people, once each, in the caller's transaction.

    ``kind`` and ``thing``: what the notice leads to, a registered kind and one of its rows. ``note`` is shown with it
    as it was written, in ``language``.
    ``is_told_once``: whoever has this notice about this thing already is left out.
    """
    at = at or timezone.now()
    told = {person.pk: person for person in people if person is not None and person.is_active}
    if is_told_once:
        known = Notice.objects.filter(event=event, subject_kind=kind, subject_id=thing.public_id, user__in=told)
        for person_id in known.values_list("user_id", flat=True):
            del told[person_id]
    details = {"note": note, "language": language} if note else {}
    notices = [
        Notice(user=person, event=event, subject_kind=kind, subject_id=thing.public_id, details=details, created_at=at)
        for person in told.values()
    ]
    Notice.objects.bulk_create(notices)
    if timezone.now() - at < MAILED_WITHIN:
        OutgoingMail.objects.bulk_create(mail_of(notice, thing) for notice in notices if has_mail(notice.user))
    return notices


def has_mail(person: User) -> bool:
    """Whether mail can reach the address; the reserved domain never receives any."""
    return not person.email.endswith(".invalid")


def mail_of(notice: Notice, thing: Any) -> OutgoingMail:
    """The notice as a mail in its reader's language; it leaves once, whoever sends it."""
    language = notice.user.ui_language
    with override(language):
        words = sentence(notice.event)
        address = settings.WAGTAILADMIN_BASE_URL + address_of(notice.subject_kind, thing, language)
        parts = [
            words,
            notice.details.get("note", ""),
            _("Read it here: %(address)s") % {"address": address},
            _("You get this mail because you take part in Sofra."),
        ]
    return OutgoingMail(
        key=f"notice {notice.public_id}",
        user=notice.user,
        subject=words,
        body="\n\n".join(part for part in parts if part),
        created_at=notice.created_at,
    )
