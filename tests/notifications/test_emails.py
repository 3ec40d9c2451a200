import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail.backends.locmem import EmailBackend
from django.test import override_settings
from django.utils import timezone

from notifications.emails import AWAY, DIED_AFTER, MOST_ATTEMPTS, WAITS, claimed, send_waiting
from notifications.models import MailSettings, OutgoingMail
from notifications.telling import tell
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory, reply_in, thread_in

pytestmark = pytest.mark.django_db


class PickyBackend(EmailBackend):
    """Takes every mail but those to a few addresses, each with its own trouble."""

    def send_messages(self, messages):
        for address, error in TROUBLE.items():
            if any(address in message.to for message in messages):
                raise error
        return super().send_messages(messages)


class AbsentBackend(EmailBackend):
    """A mail server that is down."""

    def open(self):
        raise ConnectionRefusedError("nobody there")


TROUBLE = {
    "poisoned@example.org": smtplib.SMTPDataError(451, b"try later"),
    "unknown@example.org": smtplib.SMTPRecipientsRefused({"unknown@example.org": (550, b"no such mailbox")}),
    "broken@example.org": smtplib.SMTPServerDisconnected("connection lost"),
}
PICKY = override_settings(EMAIL_BACKEND="tests.notifications.test_emails.PickyBackend")
ABSENT = override_settings(EMAIL_BACKEND="tests.notifications.test_emails.AbsentBackend")


def waiting(email: str, key: str) -> OutgoingMail:
    return OutgoingMail.objects.create(key=key, user=UserFactory(email=email), subject=key, body="Read it.")


def answered(**fields) -> OutgoingMail:
    """The mail that tells somebody of an answer."""
    author = UserFactory(**fields)
    thread = thread_in(ForumFactory(), by=author)
    reply_in(thread, reply_to=thread.posts.get())
    return OutgoingMail.objects.get(user=author)


def test_a_waiting_mail_leaves_once():
    waiting("milica@example.org", "first")

    counts = [send_waiting(), send_waiting()]

    assert counts == [1, 0]
    assert [(sent.subject, sent.to) for sent in mail.outbox] == [("first", ["milica@example.org"])]


def test_of_two_workers_with_the_same_mail_one_sends_it():
    first = waiting("milica@example.org", "first")
    second = OutgoingMail.objects.get(pk=first.pk)

    messages = [claimed(first, timezone.now()), claimed(second, timezone.now())]

    assert [message is not None for message in messages] == [True, False]


def test_a_mail_whose_worker_died_is_not_sent_again_and_its_news_stands_in_the_inbox():
    told = answered()
    claimed(told, timezone.now() - DIED_AFTER - timedelta(minutes=1))

    counts = [send_waiting(), send_waiting()]

    told.refresh_from_db()
    assert (counts, mail.outbox, told.state) == ([0, 0], [], OutgoingMail.State.UNCLEAR)
    assert told.notice.read_at is None


@PICKY
def test_one_poisoned_address_blocks_nobody():
    poisoned = waiting("poisoned@example.org", "first")
    waiting("milica@example.org", "second")

    count = send_waiting()

    poisoned.refresh_from_db()
    assert count == 1
    assert [sent.subject for sent in mail.outbox] == ["second"]
    assert (poisoned.attempts, poisoned.last_error, poisoned.sent_at) == (1, "(451, b'try later')", None)


@PICKY
def test_after_each_failure_the_next_attempt_waits_longer_and_the_last_one_is_the_last():
    poisoned = waiting("poisoned@example.org", "first")
    now, attempts = timezone.now(), []

    for minutes in (0, 0.5, *WAITS, 9999, 9999):
        now += timedelta(minutes=minutes)
        send_waiting(now=now)
        poisoned.refresh_from_db()
        attempts.append(poisoned.attempts)

    assert attempts == [1, 1, 2, 3, 4, 5, 6, 7, 8, 8, 8, 8]
    assert attempts[-1] == MOST_ATTEMPTS
    assert poisoned.state == OutgoingMail.State.FAILED


@PICKY
def test_an_address_that_does_not_exist_is_parked_with_what_the_server_said_and_gets_nothing_more():
    unknown = waiting("unknown@example.org", "first")
    send_waiting()
    post = reply_in(thread_in(ForumFactory()))

    tell([unknown.user], "post_hide", kind="post", thing=post)
    send_waiting()

    settings = MailSettings.objects.get(user=unknown.user)
    assert (settings.parked_reason, settings.parked_at is None) == ("550 no such mailbox", False)
    assert list(OutgoingMail.objects.values_list("key", "state")) == [("first", "failed")]
    assert unknown.user.notices.count() == 1


@PICKY
def test_where_nobody_knows_whether_a_mail_left_it_is_not_sent_again():
    broken = waiting("broken@example.org", "first")
    waiting("milica@example.org", "second")

    counts = [send_waiting(), send_waiting(now=timezone.now() + timedelta(days=3))]

    broken.refresh_from_db()
    assert (counts, broken.state, broken.attempts) == ([1, 0], OutgoingMail.State.UNCLEAR, 1)


@ABSENT
def test_while_the_mail_server_is_away_people_are_told_all_the_same_and_nothing_is_lost():
    answered()
    waiting("milica@example.org", "second")

    count = send_waiting()

    assert count == 0
    assert cache.get(AWAY)
    assert sorted(OutgoingMail.objects.values_list("state", "attempts")) == [("waiting", 0), ("waiting", 1)]
    cache.clear()
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        assert send_waiting(now=timezone.now() + timedelta(minutes=2)) == 2


def test_what_was_read_before_its_mail_left_is_not_mailed():
    told = answered()
    told.notice.read_at = timezone.now()
    told.notice.save()

    send_waiting()

    told.refresh_from_db()
    assert (mail.outbox, told.state, told.last_error) == ([], OutgoingMail.State.DROPPED, "read already")


def test_a_mail_names_nobody_but_its_reader_and_says_how_to_stop_it():
    with override_settings(INBOUND_ADDRESS="reply@sofra.example", DEFAULT_FROM_EMAIL="Sofra <sofra@sofra.example>"):
        answered(email="milica@example.org", ui_language="sr")
        send_waiting()

    sent = mail.outbox[0]
    message = sent.message()
    addresses = {message["From"], message["To"], sent.from_email.partition("+")[0], sent.reply_to[0].partition("+")[0]}
    assert addresses == {"Sofra <sofra@sofra.example>", "milica@example.org", "reply"}
    assert (sent.cc, sent.bcc) == ([], [])
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Unsubscribe"].startswith("<http://127.0.0.1:8000/sr/account/mail/stop/")
    assert message["Auto-Submitted"] == "auto-generated"
    assert "example.org" not in sent.body + sent.alternatives[0].content
