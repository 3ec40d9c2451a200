"""Digests: who gets one now, and what is in it."""

import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from notifications.models import MailSettings, Notice, OutgoingMail
from notifications.reading import read_in_place

#: When digests leave, in the portal's own time; weekly ones on Mondays.
HOUR = datetime.time(7)
#: News older than this is in the inbox alone: after a long holiday of the worker nobody gets a year in one mail.
NOT_OLDER = datetime.timedelta(days=8)
MOST_NOTICES = 200

Digest = MailSettings.Digest


def plan_digests(now: datetime.datetime) -> int:
    """Put into the outbox the digests that are due, and return how many; again and again on one day changes nothing."""
    if timezone.localtime(now).time() < HOUR:
        return 0
    daily, weekly = keys_of(now)
    chosen = MailSettings.objects.filter(user=OuterRef("user"))
    waiting = waits_for_digest(now).filter(
        ~Exists(chosen.filter(Q(digest=Digest.OFF) | Q(parked_at__isnull=False))), user__is_active=True
    )
    people = User.objects.filter(pk__in=waiting.values("user").distinct())
    weekly_people = set(
        MailSettings.objects.filter(user__in=people, digest=Digest.WEEKLY).values_list("user_id", flat=True)
    )
    mails = {
        key: OutgoingMail(key=key, kind=OutgoingMail.Kind.DIGEST, user=person, created_at=now)
        for person in people
        for key in [f"digest {weekly if person.pk in weekly_people else daily} {person.public_id}"]
    }
    known = OutgoingMail.objects.filter(key__in=mails).values_list("key", flat=True)
    new = [mails[key] for key in mails.keys() - set(known)]
    OutgoingMail.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def keys_of(now: datetime.datetime) -> tuple[str, str]:
    """What makes a person's digest of this day, and of this week, leave once."""
    day = timezone.localtime(now).date()
    year, week, _weekday = day.isocalendar()
    return day.isoformat(), f"{year}-W{week:02}"


def waits_for_digest(now: datetime.datetime):
    """News for digests that was neither mailed nor read, in the inbox or in its conversation."""
    waiting = Notice.objects.filter(
        mail=Notice.Mail.DIGEST, mailed_at=None, read_at=None, created_at__gte=now - NOT_OLDER
    )
    return waiting.filter(~(Q(subject_kind="post") & Q(read_in_place())))


def notices_for_digest(user: User, *, now: datetime.datetime) -> list[Notice]:
    """What this person's digest is made of, newest first."""
    waiting = waits_for_digest(now).filter(user=user).select_related("user")
    return list(waiting.order_by("-created_at", "-pk")[:MOST_NOTICES])
