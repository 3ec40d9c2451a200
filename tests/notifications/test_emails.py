from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import override_settings
from django.utils import timezone

from notifications.emails import MOST_ATTEMPTS, send_waiting
from notifications.models import OutgoingMail
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


class PickyBackend(EmailBackend):
    """Takes every mail but those to the poisoned address."""

    def send_messages(self, messages):
        if any("poisoned@example.org" in message.to for message in messages):
            raise ConnectionRefusedError("no such mailbox")
        return super().send_messages(messages)


PICKY = override_settings(EMAIL_BACKEND="tests.notifications.test_emails.PickyBackend")


def waiting(email: str, key: str) -> OutgoingMail:
    return OutgoingMail.objects.create(key=key, user=UserFactory(email=email), subject=key, body="Read it.")


def test_a_waiting_mail_leaves_once():
    waiting("milica@example.org", "first")

    counts = [send_waiting(), send_waiting()]

    assert counts == [1, 0]
    assert [(sent.subject, sent.to) for sent in mail.outbox] == [("first", ["milica@example.org"])]


@PICKY
def test_one_poisoned_address_blocks_nobody():
    poisoned = waiting("poisoned@example.org", "first")
    waiting("milica@example.org", "second")

    count = send_waiting()

    poisoned.refresh_from_db()
    assert count == 1
    assert [sent.subject for sent in mail.outbox] == ["second"]
    assert (poisoned.attempts, poisoned.last_error, poisoned.sent_at) == (1, "no such mailbox", None)


@PICKY
def test_after_a_failure_the_next_attempt_waits_and_the_last_one_is_the_last():
    poisoned = waiting("poisoned@example.org", "first")
    send_waiting()

    send_waiting()
    poisoned.refresh_from_db()
    attempts_at_once = poisoned.attempts
    for day in range(1, MOST_ATTEMPTS + 5):
        send_waiting(now=timezone.now() + timedelta(days=day))

    poisoned.refresh_from_db()
    assert attempts_at_once == 1
    assert poisoned.attempts == MOST_ATTEMPTS
