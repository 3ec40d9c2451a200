import datetime

import pytest
import rules
from django.db import IntegrityError
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from accounts.models import Mandate, StaffRole, User
from tests.factories.accounts import MandateFactory, UserFactory, staff
from tests.factories.directory import OrganisationFactory

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 6, 15)


@pytest.fixture
def rule():
    """A right that only a person called Mirjana holds."""
    rules.add_perm("accounts.be_mirjana", rules.predicate(lambda user: user.display_name == "Mirjana"))
    yield "accounts.be_mirjana"
    rules.remove_perm("accounts.be_mirjana")


def test_for_a_right_of_ours_its_rule_alone_decides_superuser_or_not(rule):
    people = {
        "superuser": UserFactory(is_superuser=True),
        "superuser the rule means": UserFactory(is_superuser=True, display_name="Mirjana"),
        "person": UserFactory(),
        "person the rule means": UserFactory(display_name="Mirjana"),
        "person the rule meant, now suspended": UserFactory(display_name="Mirjana", is_active=False),
    }

    assert {who: user.has_perm(rule) for who, user in people.items()} == {
        "superuser": False,
        "superuser the rule means": True,
        "person": False,
        "person the rule means": True,
        "person the rule meant, now suspended": False,
    }


def test_for_other_rights_djangos_own_answer_stands():
    superuser, person = UserFactory(is_superuser=True), UserFactory()

    assert (superuser.has_perm("wagtailcore.add_page"), person.has_perm("wagtailcore.add_page")) == (True, False)


def test_an_address_counts_once_however_it_is_written():
    UserFactory(email="mirjana@example.org")

    with pytest.raises(IntegrityError):
        User.objects.create(email="Mirjana@Example.org", display_name="Another")


def test_a_person_made_without_a_password_cannot_sign_in_with_an_empty_one():
    user = User.objects.create_user("mirjana@example.org", display_name="Mirjana")

    assert (user.has_usable_password(), user.check_password("")) == (False, False)


@pytest.mark.parametrize(
    ("state", "starts", "ends", "is_valid"),
    [
        ("verified", "2026-06-15", None, True),
        ("verified", "2026-06-15", "2026-06-15", True),
        ("verified", "2026-01-01", "2026-06-14", False),
        ("verified", "2026-06-16", None, False),
        ("requested", "2026-01-01", None, False),
        ("refused", "2026-01-01", None, False),
    ],
)
def test_a_mandate_is_valid_when_verified_and_on_the_days_it_names(state, starts, ends, is_valid):
    ends_on = datetime.date.fromisoformat(ends) if ends else None

    mandate = MandateFactory(state=state, starts_on=datetime.date.fromisoformat(starts), ends_on=ends_on)

    assert mandate.is_valid_on(DAY) is is_valid


near = st.dates(DAY - datetime.timedelta(days=3), DAY + datetime.timedelta(days=3))


@hypothesis_settings(max_examples=60)
@given(state=st.sampled_from(Mandate.State.values), starts=near, lasts=st.none() | st.integers(0, 4), day=near)
def test_the_database_and_the_row_agree_on_when_a_mandate_is_valid(state, starts, lasts, day):
    ends = None if lasts is None else starts + datetime.timedelta(days=lasts)
    mandate = MandateFactory(state=state, starts_on=starts, ends_on=ends)

    assert Mandate.objects.valid_on(day).filter(pk=mandate.pk).exists() is mandate.is_valid_on(day)


def test_a_mandate_cannot_end_before_it_starts():
    with pytest.raises(IntegrityError):
        MandateFactory(starts_on=DAY, ends_on=DAY - datetime.timedelta(days=1))


def test_a_person_holds_one_open_mandate_for_an_organisation():
    held = MandateFactory()

    with pytest.raises(IntegrityError):
        MandateFactory(user=held.user, organisation=held.organisation, state="requested")


def test_a_mandate_that_has_ended_does_not_stand_in_the_way_of_a_new_one():
    ended = MandateFactory(ends_on=DAY)

    MandateFactory(user=ended.user, organisation=ended.organisation, starts_on=DAY)

    assert ended.user.mandates.count() == 2


@pytest.mark.parametrize(("role", "with_association"), [("desk", False), ("editor", True), ("administrator", True)])
def test_a_desk_belongs_to_an_association_and_nobody_else_does(role, with_association):
    association = OrganisationFactory() if with_association else None

    with pytest.raises(IntegrityError):
        StaffRole.objects.create(user=UserFactory(), role=role, association=association)


def test_a_role_is_held_once():
    editor = staff("editor")

    with pytest.raises(IntegrityError):
        StaffRole.objects.create(user=editor, role="editor")
