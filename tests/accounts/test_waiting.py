import pytest
from django.utils import timezone

from accounts.waiting import mandates_to_verify
from portal.base.waiting import WaitingItem, waiting_for
from tests.factories.accounts import MandateFactory, UserFactory, staff
from tests.factories.directory import MembershipFactory

pytestmark = pytest.mark.django_db


def test_a_desk_finds_the_requests_of_its_members_waiting(django_assert_num_queries):
    membership = MembershipFactory()
    desk = staff("desk", membership.body)
    MandateFactory(organisation=membership.member, user=UserFactory(display_name="Ana"), state="requested")
    MandateFactory(user=UserFactory(display_name="Boris"), state="requested")

    with django_assert_num_queries(2):
        items = mandates_to_verify(desk, timezone.now())

    assert items == [WaitingItem("Ana", None, "/en/account/authorisations/to-verify/", "Verify an authorisation")]


def test_what_is_verified_waits_no_more():
    editor = staff("editor")
    MandateFactory(state="verified")
    MandateFactory(state="refused")

    assert mandates_to_verify(editor, timezone.now()) == []


def test_nothing_of_this_waits_for_a_citizen():
    MandateFactory(state="requested")

    assert waiting_for(UserFactory(), timezone.now()) == []
