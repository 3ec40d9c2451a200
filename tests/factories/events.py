"""Events for tests; ``told_event`` has a text in one language."""

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from events.models import Conclusion, Event, EventIndexPage, EventPage
from portal.taxonomies.models import TargetGroup, Theme
from tests.factories.directory import country
from tests.factories.pages import publish_below
from tests.factories.practices import TREES


class EventFactory(DjangoModelFactory):
    """An announced webinar of two hours in ten days, without texts."""

    class Meta:
        model = Event
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda number: f"event-{number}")
    kind = Event.Kind.WEBINAR
    state = Event.State.ANNOUNCED
    starts_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=10))
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + datetime.timedelta(hours=2))

    @factory.post_generation
    def themes(self, create, codes, **kwargs):
        self.themes.set(Theme.objects.filter(code__in=codes or []))

    @factory.post_generation
    def target_groups(self, create, codes, **kwargs):
        self.target_groups.set(TargetGroup.objects.filter(code__in=codes or []))

    @factory.post_generation
    def countries(self, create, codes, **kwargs):
        self.countries.set([country(code) for code in codes or ["RS"]])

    @factory.post_generation
    def hosts(self, create, bodies, **kwargs):
        self.hosts.set(bodies or [])

    @factory.post_generation
    def practices(self, create, practices, **kwargs):
        self.practices.set(practices or [])


def event_text(event: Event, language: str = "en", **fields) -> EventPage:
    """One more live text of an event, in the tree of its language."""
    values = {"title": f"{event.slug} in {language}", "slug": f"{event.slug}-{language.lower()}", **fields}
    page = EventPage(event=event, language=language, **values)
    return publish_below(EventIndexPage, page, TREES.get(language, "en"))


def told_event(language: str = "en", title: str = "", **fields) -> Event:
    """An announced event with a text in one language."""
    event = EventFactory(**fields)
    event_text(event, language, **({"title": title} if title else {}))
    return event


def past_event(days: int = 30, **fields) -> Event:
    """An event with a text, that many days ago."""
    return told_event(starts_at=timezone.now() - datetime.timedelta(days=days), state=Event.State.ENDED, **fields)


def conclude(event: Event, *texts: str, language: str = "en") -> list[Conclusion]:
    """Conclusions of the event, in order."""
    conclusions = [event.conclusions.create(ordinal=number) for number, _text in enumerate(texts, start=1)]
    for conclusion, text in zip(conclusions, texts, strict=True):
        conclusion.texts.create(language=language, text=text)
    return conclusions
