"""Telling people: one line in the inbox, and a mail that waits to leave."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from notifications.models import MailSettings, Notice, OutgoingMail
from notifications.subjects import Pointer, group_of
from notifications.words import event_of

#: What happened longer ago is told in the inbox alone: nobody wants mail about last year when records are entered late.
MAILED_WITHIN = datetime.timedelta(days=2)


@transaction.atomic
def tell(
    people: Iterable[User | None],
    event: str,
    *,
    kind: str,
    thing: Any,
    reason: str = "",
    about: Pointer | None = None,
    note: str = "",
    language: str = "",
    when: datetime.datetime | None = None,
    at: datetime.datetime | None = None,
    key: str = "",
    is_told_once: bool = False,
) -> list[Notice]:
    """A notice for each of these people, once each, in the transaction of what happened.

    ``kind`` and ``thing``: what the notice leads to, a registered kind and one of its rows; ``about``: under what it
    stands, where that is not what the thing itself belongs to. ``note`` is shown with it
    as it was written, in ``language``; ``when`` is the moment that matters: a session begins, a decision closes.
    ``reason``: why they are told (``words.REASONS``).
    ``key``: names the news, which nobody is then told twice; ``is_told_once``: the event itself is told once about
    this thing.
    """
    at = at or timezone.now()
    if is_told_once:
        key = f"{event} {kind} {thing.public_id}"
    told = not_yet_told({person.pk: person for person in people if person is not None and person.is_active}, key)
    about_kind, about_id = about or group_of(kind, thing)
    details = {"note": note, "language": language} if note else {}
    details |= {"when": when.isoformat()} if when else {}
    modes = mail_modes(told.values(), event, at)
    notices = [
        Notice(
            user=person,
            event=event,
            reason=reason,
            subject_kind=kind,
            subject_id=thing.public_id,
            about_kind=about_kind,
            about_id=about_id,
            details=details,
            key=f"{key} {person.pk}" if key else None,
            created_at=at,
            mail=modes[person.pk],
        )
        for person in told.values()
    ]
    Notice.objects.bulk_create(notices)
    OutgoingMail.objects.bulk_create(mail_of(notice) for notice in notices if notice.mail == Notice.Mail.AT_ONCE)
    return notices


def not_yet_told(people: dict[int, User], key: str) -> dict[int, User]:
    """Those of the people who do not have the notice with that key."""
    if not (key and people):
        return people
    keys = {f"{key} {pk}": pk for pk in people}
    known = set(Notice.objects.filter(key__in=keys).values_list("key", flat=True))
    return {pk: people[pk] for own, pk in keys.items() if own not in known}


def mail_modes(people: Iterable[User], event: str, at: datetime.datetime) -> dict[int, str]:
    """How each person gets news of this kind by mail: at once, in the digest or not at all."""
    reachable = {person.pk for person in people if has_mail(person)}
    if timezone.now() - at >= MAILED_WITHIN:
        reachable = set()
    chosen = {row.user_id: row for row in MailSettings.objects.filter(user__in=reachable)} if reachable else {}
    modes = {pk: mode_of(chosen.get(pk) or MailSettings(), event) for pk in reachable}
    return {person.pk: modes.get(person.pk, Notice.Mail.NONE) for person in people}


def mode_of(settings: MailSettings, event: str) -> str:
    if settings.parked_at:
        return Notice.Mail.NONE
    if settings.at_once and event_of(event).at_once:
        return Notice.Mail.AT_ONCE
    return Notice.Mail.NONE if settings.digest == MailSettings.Digest.OFF else Notice.Mail.DIGEST


def has_mail(person: User) -> bool:
    """Whether mail can reach the address; the reserved domain never receives any."""
    return not person.email.endswith(".invalid")


def mail_of(notice: Notice) -> OutgoingMail:
    """The mail that will tell it; its words are written when it leaves."""
    return OutgoingMail(
        key=f"notice {notice.public_id}",
        kind=OutgoingMail.Kind.NOTICE,
        user=notice.user,
        notice=notice,
        created_at=notice.created_at,
    )
