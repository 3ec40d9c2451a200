"""A mail as it came: who sent it, to which addresses, what they wrote, and whether a machine wrote it."""

import email
import email.policy
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import getaddresses, parseaddr
from html.parser import HTMLParser

from notifications.quoting import own_words

#: Where the address stands to which a mail was really delivered, the surest first.
DELIVERED_TO = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
MOST_PARTS = 60
BULK = ("bulk", "junk", "list", "auto_reply")
ROBOTS = re.compile(r"(mailer-daemon|postmaster|no-?reply|do-?not-?reply|daemon|bounces?)([+.-].*)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Received:
    """What the portal needs to know of a mail. ``text`` is what is left without quotations and signature."""

    fingerprint: str
    message_id: str
    sender: str
    recipients: tuple[str, ...]
    subject: str
    whole_text: str
    text: str
    has_files: bool
    is_automatic: bool
    bounce_status: str
    language: str
    answers: str


def read_mail(raw: bytes, *, recipients: Iterable[str] = ()) -> Received:
    """The mail in these bytes; nothing it holds makes this fail. ``recipients``: what the mail server says."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    message_id = header(message, "Message-ID")[:300]
    parts = [part for part, _number in zip(message.walk(), range(MOST_PARTS), strict=False)]
    whole_text = text_of(parts)
    return Received(
        fingerprint=hashlib.sha256(message_id.encode("utf-8", "replace") if message_id else raw).hexdigest(),
        message_id=message_id,
        sender=parseaddr(header(message, "From"))[1].strip().lower()[:254],
        recipients=(*recipients, *addresses_in(message)),
        subject=header(message, "Subject"),
        whole_text=whole_text,
        text=own_words(whole_text),
        has_files=any(part.get_content_disposition() == "attachment" or part.get_filename() for part in parts),
        is_automatic=is_automatic(message),
        bounce_status=bounce_status(parts),
        language=header(message, "Content-Language"),
        answers=header(message, "In-Reply-To")[:300],
    )


def header(message: EmailMessage, name: str) -> str:
    """A header as one line, "" where it is missing or cannot be read."""
    try:
        value = str(message.get(name, ""))
    except Exception:  # the parser of the standard library stumbles over some broken headers
        value = str(dict(message.raw_items()).get(name, ""))
    return " ".join(value.replace("\0", "").split())


def addresses_in(message: EmailMessage) -> list[str]:
    """Every address the mail was sent or delivered to."""
    found: list[str] = []
    for name in DELIVERED_TO:
        try:
            values = [str(value) for value in message.get_all(name, [])]
        except Exception:  # as above
            values = [header(message, name)]
        found += [address for _name, address in getaddresses(values)]
    return found


# Written by a machine? (RFC 3834) ---------------------------------------------------------------------------------


def is_automatic(message: EmailMessage) -> bool:
    """Whether nobody sat and wrote it: out of office, lists, newsletters, mails about mails."""
    if header(message, "Auto-Submitted").partition(";")[0].strip().lower() not in ("", "no"):
        return True
    if header(message, "Precedence").lower() in BULK or header(message, "Return-Path") == "<>":
        return True
    if any(name in message for name in ("List-Id", "X-Autoreply", "X-Autorespond")):
        return True
    if message.get_content_type() in ("multipart/report", "message/delivery-status"):
        return True
    local = parseaddr(header(message, "From"))[1].partition("@")[0]
    return not local or bool(ROBOTS.match(local))


def bounce_status(parts: Iterable[EmailMessage]) -> str:
    """The status of a failed delivery ("5.1.1"), "" for any other mail."""
    for part in parts:
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in part.get_payload() if part.is_multipart() else [part]:
            status = header(block, "Status")  # type: ignore[arg-type]  # a part has bytes
            if status and header(block, "Action").lower() in ("", "failed"):  # type: ignore[arg-type]
                return status[:20]
    return ""


# What it says -----------------------------------------------------------------------------------------------------


def text_of(parts: Iterable[EmailMessage]) -> str:
    """The words of a mail: its plain text, or that of its HTML where it has no other."""
    texts = {"text/plain": "", "text/html": ""}
    for part in parts:
        kind = part.get_content_type()
        if kind in texts and part.get_content_disposition() != "attachment" and not texts[kind]:
            texts[kind] = decoded(part)
    if texts["text/plain"].strip():
        return texts["text/plain"]
    return html_words(texts["text/html"])


def decoded(part: EmailMessage) -> str:
    """The text of a part in whatever alphabet it came; what cannot be read becomes the sign for that."""
    raw = part.get_payload(decode=True) or b""
    named = part.get_content_charset() or "utf-8"
    for charset in (named, "utf-8"):
        try:
            text = raw.decode(charset)  # type: ignore[union-attr]  # a part has bytes
            break
        except (LookupError, UnicodeDecodeError):
            continue
    else:
        text = raw.decode("utf-8", "replace")  # type: ignore[union-attr]  # a part has bytes
    text = text.replace("\0", "").replace("\ufeff", "").replace("\xa0", " ")
    return flowing(text, part) if str(part.get_param("format", "")).lower() == "flowed" else text


def flowing(text: str, part: EmailMessage) -> str:
    """Text whose lines go on where they end in a blank (RFC 3676)."""
    deletes = str(part.get_param("delsp", "")).lower() == "yes"
    lines = [line[1:] if line.startswith(" ") else line for line in text.replace("\r\n", "\n").split("\n")]
    whole = ""
    for line in lines:
        if line.endswith(" ") and line != "-- " and not line.startswith(">"):
            whole += line[:-1] if deletes else line
        else:
            whole += f"{line}\n"
    return whole


class Words(HTMLParser):
    """The words of an HTML mail that are its writer's own, a line a block."""

    BLOCKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "table", "ul", "ol"})
    UNSEEN = frozenset({"script", "style", "head", "title", "blockquote"})
    QUOTES = ("gmail_quote", "moz-cite-prefix", "yahoo_quoted", "protonmail_quote", "gmail_attr")
    ENDS = ("divrplyfwdmsg", "appendonsend", "mail-editor-reference-message-container")
    VOID = frozenset({"br", "hr", "img", "meta", "link", "input", "col", "wbr", "area", "base", "source", "embed"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.foreign: str | None = None  # the tag of what is not the writer's, and how deep inside such tags
        self.depth = 0
        self.is_over = False

    def handle_starttag(self, tag: str, attrs) -> None:
        named = {name: (value or "").lower() for name, value in attrs}
        if named.get("id", "").removeprefix("x_") in self.ENDS:
            self.is_over = True
        is_foreign = tag in self.UNSEEN or any(quote in named.get("class", "") for quote in self.QUOTES)
        if self.foreign is None and is_foreign and tag not in self.VOID:
            self.foreign = tag
        self.depth += tag == self.foreign
        if tag in self.BLOCKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.foreign:
            self.depth -= 1
            self.foreign = self.foreign if self.depth else None
        if tag in self.BLOCKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.depth and not self.is_over:
            self.words.append(re.sub(r"\s+", " ", data))


def html_words(html: str) -> str:
    """The words of an HTML text without its quotations, one line a block."""
    if not html:
        return ""
    parser = Words()
    parser.feed(html)
    parser.close()
    lines = [line.strip() for line in "".join(parser.words).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
