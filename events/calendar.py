"""An event as a calendar file (RFC 5545)."""

import datetime

from django.http import HttpRequest

from events.cards import event_address
from events.models import Event, EventPage
from events.when import local_span
from portal.languages.reading import readable

LINE = 75  # octets a line may have before it is folded (RFC 5545, 3.1)
STATUS = {Event.State.CANCELLED: "CANCELLED", Event.State.POSTPONED: "TENTATIVE"}


def calendar_of(page: EventPage, request: HttpRequest) -> str:
    """The file: one event, in UTC or, where only days are known, as whole days."""
    event = page.event
    url = request.build_absolute_uri(event_address(event))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Sofra//Events//EN",
        "BEGIN:VEVENT",
        f"UID:{event.public_id}@{request.get_host()}",
        f"DTSTAMP:{stamp(datetime.datetime.now(datetime.UTC))}",
        *span(event),
        f"SUMMARY:{escaped(readable(page.title, page.language))}",
        f"DESCRIPTION:{escaped(readable(page.summary, page.language))}",
        f"LOCATION:{escaped(event.venue)}",
        f"STATUS:{STATUS.get(event.state, 'CONFIRMED')}",
        f"URL:{url}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def span(event: Event) -> list[str]:
    if event.date_precision == Event.Precision.MINUTE:
        return [f"DTSTART:{stamp(event.starts_at)}", f"DTEND:{stamp(event.ends_at)}"]
    begins, ends = local_span(event)
    after = ends.date() + datetime.timedelta(days=1)  # the end of whole days is the day after (RFC 5545, 3.6.1)
    return [f"DTSTART;VALUE=DATE:{begins:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]


def stamp(moment: datetime.datetime) -> str:
    return f"{moment.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """The text with what separates values and lines taken out of effect."""
    for plain, safe in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        text = text.replace(plain, safe)
    return text


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets, never inside a letter."""
    pieces, piece, size = [], "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + letter, size + width
    return "\r\n".join([*pieces, piece])
