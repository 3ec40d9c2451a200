import pytest
from django.db import IntegrityError, transaction

from accounts.audit import record
from accounts.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    return record("hide", kind="post", public_id="0123456789", by=None, from_state="open", to_state="hidden")


def change_through_the_model(entry):
    entry.reason = "another"
    entry.save()


ATTEMPTS = {
    "save": change_through_the_model,
    "update": lambda entry: AuditEntry.objects.update(reason="another"),
    "delete": lambda entry: entry.actor_link.delete() and AuditEntry.objects.all()._raw_delete("default"),
    "delete of the row": lambda entry: entry.delete(),
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_database_refuses_to_change_or_delete_an_audit_row(entry, attempt):
    with pytest.raises(IntegrityError, match="an audit row"), transaction.atomic():
        ATTEMPTS[attempt](entry)

    kept = AuditEntry.objects.get(pk=entry.pk)
    assert (kept.verb, kept.from_state, kept.to_state, kept.reason) == ("hide", "open", "hidden", "")
