"""The mails of the demonstration, which leave for nowhere: kept as files and shown here."""

import email
import email.policy
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

SHOWN = 50


@dataclass(frozen=True)
class StoredMail:
    sender: str
    receiver: str
    subject: str
    body: str
    sent_at: datetime | None


def mail_list(request: HttpRequest) -> HttpResponse:
    """The stored mails, newest first: codes for signing up stand in them. Only in the demonstration."""
    if not settings.DEMO:
        raise Http404
    response = render(request, "home/demo_mail.html", {"mails": newest_mails(Path(settings.EMAIL_FILE_PATH))})
    response["Cache-Control"] = "private, no-store"
    return response


def newest_mails(folder: Path) -> list[StoredMail]:
    """The latest mails of a folder that Django's file backend writes to."""
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime_ns, reverse=True)[:SHOWN]
    mails = [stored_mail(message) for file in files for message in reversed(messages_in(file))]
    return sorted(mails, key=lambda mail: mail.sent_at or timezone.now(), reverse=True)[:SHOWN]


def messages_in(file: Path) -> list[EmailMessage]:
    """The messages of one file; the backend puts a line of hyphens after each."""
    separator = b"\n" + b"-" * 79 + b"\n"
    parts = file.read_bytes().split(separator)
    return [email.message_from_bytes(part, policy=email.policy.default) for part in parts if part.strip()]


def stored_mail(message: EmailMessage) -> StoredMail:
    body = message.get_body(preferencelist=("plain",))
    date = message["date"]
    return StoredMail(
        sender=str(message["from"] or ""),
        receiver=str(message["to"] or ""),
        subject=str(message["subject"] or ""),
        body=body.get_content() if body else "",
        sent_at=date.datetime if date else None,
    )
