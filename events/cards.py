"""Events as cards, for every page that lists them."""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Case, DateTimeField, F, IntegerField, QuerySet, Value, When

from directory.naming import attach_names
from events.models import Event, EventPage
from events.when import local_span, when
from portal.base.cards import Card, address, best_texts
from portal.languages.reading import best, best_of, readable, reader_language
from portal.taxonomies.tags import tags_of

#: States that a card says, because they change what a reader does.
SAID = {Event.State.CANCELLED, Event.State.POSTPONED, Event.State.REGISTRATION_OPEN}


def told(events: QuerySet) -> QuerySet:
    """Those that have at least one text to read."""
    return events.filter(pk__in=EventPage.objects.live().values("event"))


def next_first(events: QuerySet, moment: datetime.datetime) -> QuerySet:
    """What is still to come, the nearest first, then what is over, the latest first."""
    to_come = When(ends_at__gte=moment, then=F("starts_at"))
    return (
        events.select_related("municipality")
        .annotate(
            is_over=Case(When(ends_at__gte=moment, then=Value(0)), default=Value(1), output_field=IntegerField()),
            comes_at=Case(to_come, default=None, output_field=DateTimeField()),
        )
        .order_by("is_over", "comes_at", "-starts_at", "-pk")
    )


def event_path(event: Event) -> str:
    """Its address without the language."""
    return f"events/{event.slug}/"


def event_address(event: Event) -> str:
    """Its address on the site of the reader's language."""
    return address(event_path(event))


def titled(event: Event) -> str:
    """Its title as the reader reads it best."""
    text = best(EventPage.objects.live().filter(event=event))
    return readable(text.title, text.language) if text else event.slug


def event_cards(events: Iterable[Event]) -> list[Card]:
    """A card for each, in order; three queries for all (``municipality`` is to be selected)."""
    events = list(events)
    texts = best_texts(EventPage.objects.live().filter(event__in=events), "event_id")
    attach_names(event.municipality for event in events)
    tags = tags_of(events, ["countries", "themes"])
    return [_card(event, texts[event.pk], tags[event.pk]) for event in events if event.pk in texts]


def event_links(events: QuerySet) -> list[Card]:
    """Short cards for rows: title and date, the latest first, in one query."""
    grouped = defaultdict(list)
    for page in EventPage.objects.live().filter(event__in=events).select_related("event").defer("body"):
        grouped[page.event].append(page)
    ordered = sorted(grouped, key=lambda event: event.starts_at, reverse=True)
    return [_link(event, best_of(grouped[event])) for event in ordered]


def _link(event: Event, text: EventPage) -> Card:
    return Card(
        kind="event",
        public_id=event.public_id,
        title=text.title,
        language=text.language,
        url=event_address(event),
        kicker=event.get_kind_display(),
        day=local_span(event)[0].date(),
        is_day_known=event.date_precision != Event.Precision.MONTH,
        day_words=when(event),
        is_demo=event.is_demo,
    )


def _card(event: Event, text, tags) -> Card:
    place = event.municipality.best_name(reader_language()) if event.municipality else None
    notes = [event.get_mode_display()]
    return Card(
        kind="event",
        public_id=event.public_id,
        title=text.title,
        language=text.language,
        url=event_address(event),
        kicker=event.get_kind_display(),
        summary=text.summary,
        place=place.text if place else "",
        place_language=place.language if place else "",
        terms=tags["countries"],
        notes=[*notes, event.get_state_display()] if event.state in SAID else notes,
        day=local_span(event)[0].date(),
        is_day_known=event.date_precision != Event.Precision.MONTH,
        day_words=when(event),
        is_demo=event.is_demo,
    )
