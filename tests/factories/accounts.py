"""People for tests: who signs in, whom they speak for, what they do for the portal."""

import datetime

import factory
from factory.django import DjangoModelFactory

from accounts.models import Mandate, StaffRole, User
from directory.models import Organisation
from tests.factories.directory import OrganisationFactory

PASSWORD = "correct horse battery"


class UserFactory(DjangoModelFactory):
    """A person with a verified account, no longer new, and the password ``PASSWORD``."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"person{number}@example.org")
    display_name = factory.Sequence(lambda number: f"Person {number}")
    joined_at = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)

    @classmethod
    def _create(cls, model_class, *args, password=PASSWORD, **kwargs):
        user = model_class.objects.create_user(*args, password=password, **kwargs)
        user.emailaddress_set.create(email=user.email, verified=True, primary=True)
        return user


class MandateFactory(DjangoModelFactory):
    """A verified mandate, valid for years around today, for a centre for social work unless told otherwise."""

    class Meta:
        model = Mandate

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    state = Mandate.State.VERIFIED
    starts_on = datetime.date(2020, 1, 1)


def officer(organisation: Organisation | None = None, **fields) -> User:
    """A person who speaks for a public authority."""
    return MandateFactory(organisation=organisation or OrganisationFactory(), user=UserFactory(**fields)).user


def ngo_worker(organisation: Organisation | None = None, **fields) -> User:
    """A person who speaks for a citizens' association."""
    body = organisation or OrganisationFactory(kind=Organisation.Kind.NGO)
    return MandateFactory(organisation=body, user=UserFactory(**fields)).user


def staff(role: str, association: Organisation | None = None, **fields) -> User:
    """A person who works for the portal: ``desk`` (of an association), ``expert``, ``editor``, ``administrator``."""
    if role == StaffRole.Role.DESK and association is None:
        association = OrganisationFactory(kind=Organisation.Kind.ASSOCIATION)
    user = UserFactory(**fields)
    StaffRole.objects.create(user=user, role=role, association=association)
    return user
