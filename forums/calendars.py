"""A session as a calendar file: a new call for another time replaces the old one in people's calendars."""

import datetime

from django.http import HttpRequest

from events.calendar import escaped, folded, stamp
from forums.models import Forum, Session
from forums.plans import SESSION_LENGTH
from portal.languages.reading import readable


def calendar_of(session: Session, forum: Forum, request: HttpRequest) -> str:
    """The file for that session; ``forum`` carries its title."""
    ends_at = session.ends_at or session.starts_at + SESSION_LENGTH
    title = readable(session.title, session.language) or session.get_kind_display().capitalize()
    about = readable(forum.title, forum.title_language)  # type: ignore[attr-defined]  # annotated
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Sofra//Forums//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{session.public_id}@{request.get_host()}",
        f"SEQUENCE:{max(session.call_count - 1, 0)}",
        f"DTSTAMP:{stamp(session.called_at or datetime.datetime.now(datetime.UTC))}",
        f"DTSTART:{stamp(session.starts_at)}",
        f"DTEND:{stamp(ends_at)}",
        f"SUMMARY:{escaped(f'{title}: {about}')}",
        f"DESCRIPTION:{escaped(readable(session.agenda, session.language))}",
        f"LOCATION:{escaped(readable(session.place, session.language))}",
        f"STATUS:{'CANCELLED' if session.state == Session.State.CANCELLED else 'CONFIRMED'}",
        f"URL:{request.build_absolute_uri(session.get_absolute_url())}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)
