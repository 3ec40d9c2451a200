"""Practices for tests; a published one has an English text below the library of the English tree."""

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from portal.taxonomies.models import Approach, TargetGroup, Theme
from practices.models import Practice, PracticeIndexPage, PracticePage
from tests.factories.directory import MunicipalityFactory, OrganisationFactory, country
from tests.factories.pages import publish_below

TREES = {"sr-Cyrl": "sr", "sr-Latn": "sr", "bs": "bs", "mk": "mk", "sq": "sq"}


class PracticeFactory(DjangoModelFactory):
    """A published practice without texts; ``themes``, ``target_groups``, ``countries`` and ``approach`` take codes."""

    class Meta:
        model = Practice
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda number: f"practice-{number}")
    state = Practice.State.PUBLISHED
    published_at = factory.LazyFunction(timezone.now)
    confirmed_on = datetime.date(2026, 1, 15)
    municipality = factory.SubFactory(MunicipalityFactory)
    organisation = factory.SubFactory(OrganisationFactory)

    @classmethod
    def _create(cls, model_class, *args, approach="", **kwargs):
        found = Approach.objects.get(code=approach) if approach else None
        return super()._create(model_class, *args, approach=found, **kwargs)

    @factory.post_generation
    def themes(self, create, codes, **kwargs):
        self.themes.set(Theme.objects.filter(code__in=codes or []))

    @factory.post_generation
    def target_groups(self, create, codes, **kwargs):
        self.target_groups.set(TargetGroup.objects.filter(code__in=codes or []))

    @factory.post_generation
    def countries(self, create, codes, **kwargs):
        self.countries.set([country(code) for code in codes or ["RS"]])


def practice_text(practice: Practice, language: str = "en", **fields) -> PracticePage:
    """One more live text of a practice, in the tree of its language."""
    values = {"title": f"{practice.slug} in {language}", "slug": f"{practice.slug}-{language.lower()}", **fields}
    page = PracticePage(practice=practice, language=language, **values)
    return publish_below(PracticeIndexPage, page, TREES.get(language, "en"))


def told_practice(language: str = "en", title: str = "", **fields) -> Practice:
    """A published practice with a text in one language."""
    practice = PracticeFactory(**fields)
    practice_text(practice, language, **({"title": title} if title else {}))
    return practice
