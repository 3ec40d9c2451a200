import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.utils import timezone

from accounts.actions import appoint, request_mandate, settle_mandate
from accounts.errors import AlreadySettled
from accounts.models import AuditEntry, Mandate
from portal.home.models import HomePage
from tests.factories.accounts import MandateFactory, UserFactory, staff
from tests.factories.directory import OrganisationFactory

pytestmark = pytest.mark.django_db


def audit_of(public_id: str) -> list[tuple]:
    """What the audit says of a thing: verb, states, and who did it."""
    entries = AuditEntry.objects.filter(subject_id=public_id).select_related("actor_link__user")
    return [(entry.verb, entry.from_state, entry.to_state, entry.actor_link.user) for entry in entries]


def test_an_editor_may_work_on_the_pages_of_every_tree():
    user = UserFactory()

    appoint(user, role="editor", by=None)

    user = type(user).objects.get(pk=user.pk)
    assert user.has_perm("wagtailadmin.access_admin") is True
    homes = HomePage.objects.all()
    assert {home.permissions_for_user(user).can_add_subpage() for home in homes} == {True}
    assert {home.permissions_for_user(user).can_publish() for home in homes} == {True}


def test_an_editor_is_no_superuser_and_an_administrator_is():
    editor, administrator = UserFactory(), UserFactory()

    appoint(editor, role="editor", by=administrator)
    appoint(administrator, role="administrator", by=None)

    assert (editor.is_superuser, administrator.is_superuser) == (False, True)


def test_a_desk_gets_no_right_in_the_cms():
    user = UserFactory()

    appoint(user, role="desk", association=OrganisationFactory(kind="association"), by=None)

    assert Permission.objects.filter(group__user=user).count() == 0


def test_appointing_twice_is_one_appointment_in_the_audit_too():
    user, by = UserFactory(), staff("administrator")

    first = appoint(user, role="editor", by=by)
    second = appoint(user, role="editor", by=by)

    assert second == first
    assert audit_of(user.public_id) == [("appoint", "", "", by)]


def test_a_mandate_asked_for_allows_nothing_until_it_is_verified():
    user, body, desk = UserFactory(), OrganisationFactory(), staff("editor")
    today = timezone.localdate()

    mandate = request_mandate(user, organisation=body, role="nurse")
    before = mandate.is_valid_on(today)
    after = settle_mandate(mandate, by=desk, state=Mandate.State.VERIFIED).is_valid_on(today)

    assert (before, after) == (False, True)
    assert audit_of(mandate.public_id) == [
        ("request", "", "requested", user),
        ("settle", "requested", "verified", desk),
    ]


def test_asking_twice_is_one_request():
    user, body = UserFactory(), OrganisationFactory()

    first = request_mandate(user, organisation=body, role="nurse")
    second = request_mandate(user, organisation=body, role="head of unit")

    assert second == first
    assert len(audit_of(first.public_id)) == 1


def test_whoever_was_refused_may_ask_again():
    user, body = UserFactory(), OrganisationFactory()
    refused = request_mandate(user, organisation=body, role="nurse")
    settle_mandate(refused, by=staff("editor"), state=Mandate.State.REFUSED, reason="unknown there")

    again = request_mandate(user, organisation=body, role="nurse")

    assert again != refused
    assert again.state == "requested"


@pytest.mark.parametrize("settled", ["verified", "refused"])
def test_what_is_settled_is_not_settled_a_second_time(settled):
    mandate = MandateFactory(state=settled)

    with pytest.raises(AlreadySettled, match=r"^This authorisation has already been decided\.$"):
        settle_mandate(mandate, by=staff("editor"), state=Mandate.State.VERIFIED)

    mandate.refresh_from_db()
    assert mandate.state == settled
    assert audit_of(mandate.public_id) == []


def test_erasing_a_person_leaves_the_audit_as_it_was():
    user = UserFactory()
    mandate = request_mandate(user, organisation=OrganisationFactory(), role="nurse")
    entry = AuditEntry.objects.get(subject_id=mandate.public_id)

    user.delete()

    assert audit_of(mandate.public_id) == [("request", "", "requested", None)]
    assert AuditEntry.objects.get(pk=entry.pk).happened_at == entry.happened_at
    connection.check_constraints()
