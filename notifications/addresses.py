"""Addresses that carry a right: to answer by mail, to say that a mail came back, to stop mails without signing in.

The part before the @ may lose its capitals on the way, so what stands there is Crockford's base 32 in small letters;
every one is signed with the portal's secret, so that nobody makes one up, not even with a copy of the database.
"""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import User
from notifications.models import OutgoingMail, ReplyAddress
from portal.base.ids import ALPHABET, LENGTH

SIGNATURE = 16  # letters of five bits each
VALID_FOR = datetime.timedelta(days=90)
STOP_SALT = "notifications.stop"
REPLY_TAG = re.compile(rf"r([{ALPHABET}]{{{LENGTH}}})([{ALPHABET}]{{{SIGNATURE}}})")
BOUNCE_TAG = re.compile(rf"b(\d{{1,18}})x([{ALPHABET}]{{{SIGNATURE}}})")


def signature(*parts: object) -> str:
    """Eighty bits that only this portal can make of these parts."""
    digest = salted_hmac("notifications.addresses", "\n".join(str(part) for part in parts), algorithm="sha256").digest()
    number = int.from_bytes(digest[: SIGNATURE * 5 // 8], "big")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(SIGNATURE))


def tagged(tag: str) -> str:
    """The portal's address for received mail with a tag in it; "" where it receives none."""
    name, at, domain = settings.INBOUND_ADDRESS.partition("@")
    return f"{name}+{tag}{at}{domain}" if domain else ""


# Answering by mail ------------------------------------------------------------------------------------------------


def reply_address(user: User, kind: str, public_id: str, *, at: datetime.datetime) -> str:
    """Where this person may answer this thing by mail; made new once half of its time is over."""
    if not settings.INBOUND_ADDRESS:
        return ""
    mine = ReplyAddress.objects.filter(user=user, subject_kind=kind, subject_id=public_id, revoked_at=None)
    row = mine.filter(expires_at__gt=at + VALID_FOR / 2).first()
    if row is None:
        row = ReplyAddress.objects.create(
            user=user, subject_kind=kind, subject_id=public_id, made_at=at, expires_at=at + VALID_FOR
        )
    return tagged(f"r{row.public_id}{reply_signature(row)}")


def reply_signature(row: ReplyAddress) -> str:
    return signature("reply", row.public_id, row.user_id, row.subject_kind, row.subject_id)


def reply_address_in(addresses: Iterable[str]) -> ReplyAddress | None:
    """The right that one of these addresses carries, whether it still holds or not; ``None`` for anything made up."""
    for found in (REPLY_TAG.fullmatch(tag) for tag in tags_in(addresses)):
        if found is None:
            continue
        row = ReplyAddress.objects.select_related("user").filter(public_id=found[1]).first()
        if row and constant_time_compare(found[2], reply_signature(row)):
            return row
    return None


def revoke_all(user: User, *, at: datetime.datetime) -> int:
    """Take back every address the person could answer to, and return how many there were."""
    return ReplyAddress.objects.filter(user=user, revoked_at=None, expires_at__gt=at).update(revoked_at=at)


# Mails that come back ---------------------------------------------------------------------------------------------


def bounce_address(mail: OutgoingMail) -> str:
    """Where mail servers say that this mail could not be delivered."""
    return tagged(f"b{mail.pk}x{signature('bounce', mail.pk)}")


def bounced_mail_in(addresses: Iterable[str]) -> OutgoingMail | None:
    """The mail that came back to one of these addresses."""
    for found in (BOUNCE_TAG.fullmatch(tag) for tag in tags_in(addresses)):
        if found and constant_time_compare(found[2], signature("bounce", int(found[1]))):
            return OutgoingMail.objects.filter(pk=int(found[1])).first()
    return None


def tags_in(addresses: Iterable[str]) -> list[str]:
    """What stands behind the plus in those of the addresses that are the portal's own."""
    name, _at, domain = settings.INBOUND_ADDRESS.lower().partition("@")
    found = []
    for address in addresses:
        local, _sign, host = address.strip().lower().rpartition("@")
        own, _plus, tag = local.partition("+")
        if host == domain and own == name and tag:
            found.append(tag)
    return found


# Stopping mails ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stop:
    """What a link at the end of a mail stops: a "thread", a "forum", the "digest", or what is sent "at_once"."""

    person: str
    kind: str
    subject_id: str = ""


def stop_token(stop: Stop) -> str:
    return signing.dumps([stop.person, stop.kind, stop.subject_id], salt=STOP_SALT, compress=False)


def stop_of(token: str) -> Stop | None:
    """What a token stops, or ``None`` for one that this portal never made; it never grows old."""
    try:
        return Stop(*signing.loads(token, salt=STOP_SALT))
    except signing.BadSignature:
        return None
