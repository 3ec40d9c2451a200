"""Events, with what they concluded."""

import datetime
import zoneinfo

from directory.models import Municipality, Organisation
from events.models import Conclusion, ConclusionText, Event, EventIndexPage, EventPage
from portal.home.demo.loading import Demo, checked, read
from portal.home.demo.texts import add_pages, rich
from practices.models import Practice


def load(demo: Demo) -> None:
    for row in demo.new("event", read("events")["event"]):
        load_event(demo, row)


def load_event(demo: Demo, row: dict) -> None:
    """An event with its hosts, practices, texts and conclusions."""
    event = event_of(demo, row)
    checked([event])
    event.save()
    bodies, practices = demo.by_key("organisation", Organisation), demo.by_key("practice", Practice)
    event.hosts.set(bodies[slug] for slug in row["hosts"])
    event.practices.set(practices[key] for key in row.get("practices", []))
    demo.tag(event, row)
    demo.note("event", row["key"], event.public_id)
    add_pages(
        EventIndexPage, EventPage, row["key"], row["text"], lambda text: {"event": event, "body": rich(text["body"])}
    )
    add_conclusions(demo, event, row)


def event_of(demo: Demo, row: dict) -> Event:
    starts_at, ends_at = times_of(demo, row)
    return Event(
        slug=row["key"],
        kind=row["kind"],
        state=row["state"],
        starts_at=starts_at,
        ends_at=ends_at,
        zone=row["zone"],
        date_precision=row.get("date_precision", Event.Precision.MINUTE),
        mode=row["mode"],
        venue=row["venue"],
        municipality=demo.by_key("municipality", Municipality).get(row.get("municipality")),
        capacity=row.get("capacity"),
        participants_stated=row.get("participants_stated"),
        cancel_reason=row.get("cancel_reason", ""),
        source=row["source"],
        is_demo=row["is_demo"],
    )


def times_of(demo: Demo, row: dict) -> tuple[datetime.datetime, datetime.datetime]:
    """Beginning and end in the event's own zone; an event known to the day or month fills it."""
    if "starts" in row:
        first, last = (datetime.date.fromisoformat(row[name]) for name in ("starts", "ends"))
        at, until = datetime.time.min, datetime.time(23, 59)
    else:
        first = demo.day(row["starts_in_days"])
        last = demo.day(row.get("ends_in_days", row["starts_in_days"]))
        at, until = (datetime.time.fromisoformat(row[name]) for name in ("at", "until"))
    zone = zoneinfo.ZoneInfo(row["zone"])
    return datetime.datetime.combine(first, at, zone), datetime.datetime.combine(last, until, zone)


def add_conclusions(demo: Demo, event: Event, row: dict) -> None:
    """The conclusions, numbered; each text of the event says them in the same order."""
    count = max(len(text["conclusions"]) for text in row["text"])
    conclusions = [Conclusion(event=event, ordinal=ordinal) for ordinal in range(1, count + 1)]
    Conclusion.objects.bulk_create(conclusions)
    ConclusionText.objects.bulk_create(
        ConclusionText(conclusion=conclusion, language=text["language"], text=words)
        for text in row["text"]
        for conclusion, words in zip(conclusions, text["conclusions"], strict=False)
    )
    for conclusion in conclusions:
        demo.note("conclusion", f"{row['key']} {conclusion.ordinal}", conclusion.public_id)
