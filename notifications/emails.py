"""The mails that wait leave from here, never from a request.

A mail leaves **at most once**: its attempt is claimed, with the news it tells, before the server is spoken to. What
the server certainly did not take is tried again with growing waits. Where nobody can know, a worker that died or a
connection that broke in the middle, the mail is ``unclear`` and not sent again: the news stands unread in the inbox.
"""

import datetime
import logging
import smtplib
import socket
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import override

from notifications.addresses import bounce_address
from notifications.digests import notices_for_digest
from notifications.letters import Letter, digest_of, letter_about, one_line
from notifications.models import MailSettings, Notice, OutgoingMail
from notifications.reading import has_been_read

#: Minutes before the next attempt, after each failed one; after the last the mail stays, with its error.
WAITS = (1, 5, 15, 60, 180, 360, 720, 1440)
MOST_ATTEMPTS = len(WAITS)
AT_ONCE = 200
#: A worker that claimed a mail and was not heard of for so long has died.
DIED_AFTER = datetime.timedelta(minutes=15)
AWAY, AWAY_SECONDS = "notifications.mail-server-away", 60

State = OutgoingMail.State
log = logging.getLogger(__name__)

Writer = Callable[[OutgoingMail], Letter | None]
_writers: dict[str, Writer] = {}


def register_writer(kind: str, writer: Writer) -> None:
    """Let an app above write the letters of a kind of mail: when they leave, in their reader's language.

    ``None`` says that there is nothing (any more) that the reader may see or wants to hear.
    """
    _writers[kind] = writer


class NotTaken(Exception):
    """The server certainly did not take the mail; it is tried again."""


class ServerAway(NotTaken):
    """Nobody answers where mail is handed over; there is no use in trying the next one."""


class NoSuchAddress(NotTaken):
    """The server says that nobody receives mail at this address; it is not tried again."""


def send_waiting(*, now: datetime.datetime | None = None) -> int:
    """Send what is due, oldest first, and return how many mails left.

    A mail that cannot be sent holds up nobody else; while the server is away nothing is tried for a minute.
    """
    now = now or timezone.now()
    OutgoingMail.objects.filter(state=State.SENDING, claimed_at__lt=now - DIED_AFTER).update(state=State.UNCLEAR)
    due = OutgoingMail.objects.filter(state=State.WAITING, next_try_at__lte=now)
    waiting = list(due.select_related("user", "notice").order_by("created_at", "pk")[:AT_ONCE])
    if not waiting or cache.get(AWAY):
        return 0
    connection, count = get_connection(), 0
    try:
        for mail in waiting:
            count += send(mail, connection, now=now)
    except ServerAway:
        cache.set(AWAY, True, AWAY_SECONDS)
    finally:
        connection.close()
    return count


def send(mail: OutgoingMail, connection: BaseEmailBackend, *, now: datetime.datetime) -> bool:
    """Whether this mail left now; ``ServerAway`` where no other will either."""
    message = claimed(mail, now)
    if message is None:
        return False
    try:
        hand_over(message, connection)
    except NotTaken as error:
        try_later(mail, error, now)
        connection.close()
        if isinstance(error, ServerAway):
            raise
        return False
    except Exception as error:
        log.exception("Nobody knows whether mail %s left", mail.key)
        finish(mail, State.UNCLEAR, last_error=str(error)[:300])
        connection.close()
        return False
    finish(mail, State.SENT, sent_at=timezone.now(), last_error="")
    return True


@transaction.atomic
def claimed(mail: OutgoingMail, now: datetime.datetime) -> EmailMultiAlternatives | None:
    """The message to send, once it is sure that nobody else sends it; ``None`` where there is nothing to send.

    The news it tells counts as mailed from here on.
    """
    mine = OutgoingMail.objects.filter(pk=mail.pk, state=State.WAITING, attempts=mail.attempts)
    if not mine.update(state=State.SENDING, claimed_at=now, attempts=F("attempts") + 1):
        return None
    mail.attempts += 1
    if why_not := needless(mail):
        finish(mail, State.DROPPED, last_error=why_not)
        return None
    with override(mail.user.ui_language if mail.user else mail.language or "en"):
        message = message_of(mail, now)
    if message is None:
        finish(mail, State.DROPPED, last_error="nothing left that its reader may see")
    return message


def needless(mail: OutgoingMail) -> str:
    """Why a mail need not leave any more, in words for the log; "" when it is still wanted."""
    if mail.user is None:
        return ""
    if not mail.user.is_active:
        return "the account is closed"
    if mail.kind == OutgoingMail.Kind.ANSWER:
        return ""
    chosen = MailSettings.objects.filter(user=mail.user).first() or MailSettings(user=mail.user)
    if chosen.parked_at:
        return "mail to the address comes back"
    if mail.kind in _writers:
        return ""
    if mail.kind == OutgoingMail.Kind.DIGEST:
        return "digest off" if chosen.digest == MailSettings.Digest.OFF else ""
    if not chosen.at_once:
        leave_to_digest(mail)
        return "mails at once off"
    return "read already" if mail.notice and has_been_read(mail.notice) else ""


def message_of(mail: OutgoingMail, now: datetime.datetime) -> EmailMultiAlternatives | None:
    """The message in its reader's language, active around this call; ``None`` where nothing is left to say."""
    if mail.kind == OutgoingMail.Kind.ANSWER:
        return answer_message(mail)
    if mail.kind in _writers:
        letter = _writers[mail.kind](mail)
        return letter_message(mail, letter) if letter else None
    if mail.kind == OutgoingMail.Kind.DIGEST:
        letter, told = digest_of(mail.user, notices_for_digest(mail.user, now=now))  # type: ignore[arg-type]
    else:
        letter, told = letter_about(mail.notice, at=now), [mail.notice]  # type: ignore[arg-type, list-item]
    if letter is None:
        return None
    Notice.objects.filter(pk__in=[one.pk for one in told]).update(mailed_at=now)
    return letter_message(mail, letter)


def letter_message(mail: OutgoingMail, letter: Letter) -> EmailMultiAlternatives:
    """A letter as a message in both forms, with what mail programs need to stop it and to put it in order."""
    message = new_message(mail, letter.subject, letter.text())
    message.attach_alternative(letter.html(), "text/html")
    message.extra_headers |= {
        "List-Unsubscribe": f"<{letter.stop_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    if letter.thread:
        message.extra_headers["References"] = f"<{'.'.join(letter.thread)}@{mail_domain()}>"
    if letter.reply_to:
        message.reply_to = [letter.reply_to]
    return message


def answer_message(mail: OutgoingMail) -> EmailMultiAlternatives:
    """A mail with words of its own; what answers a received mail says to which, and that no machine is to answer it."""
    message = new_message(mail, mail.subject, mail.body)
    if mail.in_reply_to:
        message.extra_headers |= {"In-Reply-To": mail.in_reply_to, "References": mail.in_reply_to}
        message.extra_headers["Auto-Submitted"] = "auto-replied"
    return message


def new_message(mail: OutgoingMail, subject: str, body: str) -> EmailMultiAlternatives:
    """To one person alone; what comes back goes to an address that says which mail it was."""
    return EmailMultiAlternatives(
        subject=one_line(subject, 200),
        body=body,
        from_email=bounce_address(mail) or settings.DEFAULT_FROM_EMAIL,
        to=[mail.address or (mail.user.email if mail.user else "")],
        headers={
            "From": settings.DEFAULT_FROM_EMAIL,
            "Message-ID": f"<mail.{mail.pk}@{mail_domain()}>",
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )


def mail_domain() -> str:
    """The domain of the portal's own mail."""
    address = settings.INBOUND_ADDRESS or settings.DEFAULT_FROM_EMAIL
    return address.rpartition("@")[2].strip("> ") or "localhost"


def hand_over(message: EmailMultiAlternatives, connection: BaseEmailBackend) -> None:
    """Give the message to the server, or raise ``NotTaken`` where it certainly did not take it."""
    try:
        connection.open()
    except OSError as error:
        raise ServerAway(str(error)) from error
    try:
        connection.send_messages([message])
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        raise (NoSuchAddress if 500 <= code < 600 else NotTaken)(f"{code} {as_text(words)}") from error
    except (smtplib.SMTPResponseException, smtplib.SMTPNotSupportedError) as error:
        raise NotTaken(str(error)) from error
    except (ConnectionRefusedError, socket.gaierror) as error:
        raise NotTaken(str(error)) from error


def as_text(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)


def try_later(mail: OutgoingMail, error: NotTaken, now: datetime.datetime) -> None:
    """Put the mail back with a longer wait, or give it up; the news it was to tell waits again."""
    log.warning("Mail %s did not leave: %s", mail.key, error)
    told = Notice.objects.filter(user=mail.user, mailed_at=now, mail=Notice.Mail.DIGEST)
    (told if mail.kind == OutgoingMail.Kind.DIGEST else Notice.objects.filter(pk=mail.notice_id)).update(mailed_at=None)  # type: ignore[misc]
    if isinstance(error, NoSuchAddress):
        if mail.user and not mail.address:
            park(mail.user, str(error), at=now)
        finish(mail, State.FAILED, last_error=str(error)[:300])
    elif mail.attempts >= MOST_ATTEMPTS:
        leave_to_digest(mail)
        finish(mail, State.FAILED, last_error=str(error)[:300])
    else:
        wait = datetime.timedelta(minutes=WAITS[mail.attempts - 1])
        finish(mail, State.WAITING, next_try_at=now + wait, last_error=str(error)[:300])


def leave_to_digest(mail: OutgoingMail) -> None:
    """What was not told at once waits for the next digest."""
    Notice.objects.filter(pk=mail.notice_id).update(mail=Notice.Mail.DIGEST)  # type: ignore[misc]


def finish(mail: OutgoingMail, state: str, **fields) -> None:
    OutgoingMail.objects.filter(pk=mail.pk).update(state=state, **fields)


def park(user, reason: str, *, at: datetime.datetime) -> None:
    """Send no more mail to an address that comes back, until the person says that it works; they see it here."""
    MailSettings.objects.update_or_create(user=user, defaults={"parked_at": at, "parked_reason": reason[:300]})
