"""Places and bodies for tests, named in English unless told otherwise."""

import factory
from factory.django import DjangoModelFactory

from directory.models import Membership, Municipality, Name, Named, Organisation
from portal.taxonomies.models import Country


def country(code: str) -> Country:
    """The country or territory of that code, from the vocabularies every database has."""
    return Country.objects.get(code=code)


def give_name(named: Named, language: str, text: str) -> Name:
    """One more name of a place or body."""
    return Name.objects.create(**{named._meta.model_name: named}, language=language, text=text)


class NamedFactory(DjangoModelFactory):
    """``name="Pirot"`` names it in English, ``names={"sr-Cyrl": "Пирот"}`` in as many languages as wanted."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda number: f"place-{number}")

    @factory.post_generation
    def name(self, create, text, **kwargs):
        if text:
            give_name(self, "en", text)

    @factory.post_generation
    def names(self, create, texts, **kwargs):
        for language, text in (texts or {}).items():
            give_name(self, language, text)


class MunicipalityFactory(NamedFactory):
    class Meta:
        model = Municipality
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda number: f"municipality-{number}")
    country = factory.LazyFunction(lambda: country("RS"))


class OrganisationFactory(NamedFactory):
    """A centre for social work unless ``kind`` says otherwise."""

    class Meta:
        model = Organisation
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda number: f"organisation-{number}")
    kind = Organisation.Kind.CENTRE
    country = factory.LazyFunction(lambda: country("RS"))


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    body = factory.SubFactory(OrganisationFactory, kind=Organisation.Kind.ASSOCIATION)
    member = factory.SubFactory(OrganisationFactory)
