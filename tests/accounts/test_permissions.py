import datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts import permissions
from accounts.models import Mandate
from accounts.permissions import mandates_to_settle
from directory.models import Organisation
from tests.factories.accounts import MandateFactory, UserFactory, ngo_worker, officer, staff
from tests.factories.directory import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def association():
    return OrganisationFactory(kind="association")


@pytest.fixture
def member(association):
    """A body that belongs to the association."""
    return MembershipFactory(body=association).member


def everybody(association, member) -> dict:
    """One person of each role, with the mandates and desks that decide."""
    return {
        "visitor": AnonymousUser(),
        "citizen": UserFactory(),
        "NGO": ngo_worker(),
        "officer of the body itself": officer(member),
        "desk of its association": staff("desk", association),
        "desk of another association": staff("desk"),
        "expert": staff("expert"),
        "editor": staff("editor"),
        "administrator": staff("administrator"),
        "superuser without a role": UserFactory(is_superuser=True),
        "suspended editor": staff("editor", is_active=False),
    }


def test_the_desk_of_the_association_and_editors_settle_a_mandate(association, member):
    mandate = MandateFactory(organisation=member, state="requested")

    asked = {
        who: user.has_perm("accounts.settle_mandate", mandate) for who, user in everybody(association, member).items()
    }

    assert [who for who, may in asked.items() if may] == ["desk of its association", "editor", "administrator"]


def test_a_desk_settles_mandates_of_its_association_itself(association):
    desk = staff("desk", association)
    mandate = MandateFactory(organisation=association, state="requested")

    assert desk.has_perm("accounts.settle_mandate", mandate) is True


def test_a_body_that_left_the_association_is_no_longer_its_desks_business(association):
    left = MembershipFactory(body=association, until=datetime.date(2025, 12, 31)).member
    desk = staff("desk", association)

    assert desk.has_perm("accounts.settle_mandate", MandateFactory(organisation=left, state="requested")) is False


@pytest.mark.parametrize("role", ["desk", "editor", "administrator"])
def test_nobody_settles_a_mandate_of_their_own(association, member, role):
    person = staff(role, association if role == "desk" else None)
    mandate = MandateFactory(user=person, organisation=member, state="requested")

    assert person.has_perm("accounts.settle_mandate", mandate) is False


def test_what_a_person_sees_waiting_is_exactly_what_they_may_settle(association, member):
    people = everybody(association, member)
    MandateFactory(organisation=member, state="requested")
    MandateFactory(organisation=member, state="verified")
    MandateFactory(state="requested")
    MandateFactory(user=people["editor"], organisation=member, state="requested")
    MandateFactory(user=people["desk of its association"], organisation=association, state="requested")
    waiting = Mandate.objects.requested()

    for who, user in people.items():
        seen = set(mandates_to_settle(user)) if user.is_active else set()
        assert seen == {one for one in waiting if user.has_perm("accounts.settle_mandate", one)}, who


@pytest.mark.parametrize("kind", Organisation.Kind.values)
def test_a_mandate_makes_an_officer_or_an_ngo_never_both(kind):
    user = MandateFactory(organisation=OrganisationFactory(kind=kind)).user

    assert permissions.is_officer(user) is (kind in Organisation.PUBLIC_AUTHORITIES)
    assert permissions.is_ngo(user) is (kind not in Organisation.PUBLIC_AUTHORITIES)


def test_a_mandate_that_is_not_valid_today_makes_nobody_an_officer():
    waiting = MandateFactory(state="requested")
    ended = MandateFactory(ends_on=datetime.date(2021, 1, 1))
    coming = MandateFactory(starts_on=datetime.date(2999, 1, 1))

    assert [permissions.is_officer(mandate.user) for mandate in (waiting, ended, coming)] == [False] * 3


def test_speaking_for_one_organisation_is_not_speaking_for_another(association, member):
    user = officer(member)

    speaks = [permissions.holds_mandate_of(user, body) for body in (member, association, None)]

    assert speaks == [True, False, False]


def test_the_facts_of_a_person_are_read_once(django_assert_num_queries):
    user = officer()

    with django_assert_num_queries(2):
        for _ in range(3):
            permissions.is_officer(user)
            permissions.is_editor(user)
            permissions.is_desk(user)
