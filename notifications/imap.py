"""Fetching received mail from a mailbox."""

import imaplib
import logging
import ssl
from urllib.parse import unquote, urlsplit

from django.conf import settings

from notifications.replying import receive

TIMEOUT = 20  # seconds
AT_ONCE = 50

log = logging.getLogger(__name__)


def fetch_mail() -> int:
    """Receive what is unread in the mailbox of ``INBOUND_IMAP_URL`` and return how many mails that were.

    A mail is marked as read once it is in the database; one that fails stays unread and holds up no other.
    """
    if not settings.INBOUND_IMAP_URL:
        return 0
    with connected(settings.INBOUND_IMAP_URL) as mailbox:
        _status, found = mailbox.uid("SEARCH", "UNSEEN")
        return sum(received(mailbox, uid.decode()) for uid in (found[0] or b"").split()[:AT_ONCE])


def connected(url: str) -> imaplib.IMAP4:
    """The mailbox that the address names, open for reading and marking; always encrypted unless it is on this host."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "imaps":
        context = ssl.create_default_context()
        mailbox: imaplib.IMAP4 = imaplib.IMAP4_SSL(host, parts.port or 993, ssl_context=context, timeout=TIMEOUT)
    else:
        mailbox = imaplib.IMAP4(host, parts.port or 143, timeout=TIMEOUT)
        if host not in ("localhost", "127.0.0.1"):
            mailbox.starttls(ssl.create_default_context())
    mailbox.login(unquote(parts.username or ""), unquote(parts.password or ""))
    mailbox.select(unquote(parts.path.strip("/")) or "INBOX")
    return mailbox


def received(mailbox: imaplib.IMAP4, uid: str) -> bool:
    """Whether that mail is received now."""
    try:
        _status, parts = mailbox.uid("FETCH", uid, "(BODY.PEEK[])")
        raw = next(part[1] for part in parts if isinstance(part, tuple))
        receive(raw)
    except Exception:
        log.exception("Mail %s of the mailbox was not received", uid)
        return False
    mailbox.uid("STORE", uid, "+FLAGS", r"(\Seen)")
    return True
