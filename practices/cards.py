"""Practices as cards, for every page that lists them."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from directory.naming import attach_names
from portal.base.cards import Card, address, best_texts
from portal.languages.reading import best, best_of, readable, reader_language
from portal.taxonomies.tags import tags_of
from practices.models import Practice, PracticePage


def told(practices: QuerySet) -> QuerySet:
    """Those that have at least one text to read."""
    return practices.filter(pk__in=PracticePage.objects.live().values("practice"))


def newest(practices: QuerySet) -> QuerySet:
    """With what their cards show, the last published first."""
    return practices.select_related("municipality").order_by("-published_at", "-pk")


def practice_path(practice: Practice) -> str:
    """Its address without the language."""
    return f"practices/{practice.slug}/"


def practice_address(practice: Practice) -> str:
    """Its address on the site of the reader's language."""
    return address(practice_path(practice))


def titled(practice: Practice) -> str:
    """Its title as the reader reads it best."""
    text = best(PracticePage.objects.live().filter(practice=practice))
    return readable(text.title, text.language) if text else practice.slug


def practice_cards(practices: Iterable[Practice]) -> list[Card]:
    """A card for each, in order; three queries for all (``municipality`` is to be selected)."""
    practices = list(practices)
    texts = best_texts(PracticePage.objects.live().filter(practice__in=practices), "practice_id")
    attach_names(practice.municipality for practice in practices)
    tags = tags_of(practices, ["countries", "themes"])
    return [_card(practice, texts[practice.pk], tags[practice.pk]) for practice in practices if practice.pk in texts]


def practice_links(practices: QuerySet) -> list[Card]:
    """Short cards for rows: title and state of the work, the last published first, in one query."""
    grouped = defaultdict(list)
    pages = PracticePage.objects.live().filter(practice__in=practices).select_related("practice")
    for page in pages.defer(*PracticePage.SECTIONS).order_by("-practice__published_at"):
        grouped[page.practice].append(page)
    return [_link(practice, best_of(texts)) for practice, texts in grouped.items()]


def _link(practice: Practice, text: PracticePage) -> Card:
    return Card(
        kind="practice",
        public_id=practice.public_id,
        title=text.title,
        language=text.language,
        url=practice_address(practice),
        kicker=_("Good practice"),
        summary=text.summary,
        notes=[practice.get_status_display()],
        is_demo=practice.is_demo,
    )


def _card(practice: Practice, text, tags) -> Card:
    place = practice.municipality.best_name(reader_language())
    return Card(
        kind="practice",
        public_id=practice.public_id,
        title=text.title,
        language=text.language,
        url=practice_address(practice),
        summary=text.summary,
        place=place.text if place else practice.municipality.slug,
        place_language=place.language if place else "",
        terms=[*tags["countries"], *tags["themes"][:2]],
        notes=[practice.get_status_display()],
        is_demo=practice.is_demo,
    )
