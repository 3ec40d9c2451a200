from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import timezone

from forums.models import ReadMarker
from notifications.digests import plan_digests
from notifications.emails import send_waiting
from notifications.models import MailSettings, Notice, OutgoingMail
from notifications.telling import tell
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory, reply_in, thread_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def follower():
    return UserFactory(email="milica@example.org")


def followed(follower, **fields):
    thread = thread_in(ForumFactory(), **fields)
    follower.subscriptions.create(subject_kind="thread", subject_id=thread.public_id)
    return thread


def at(hour: int, *, days: int = 0) -> datetime:
    """That hour of a day from today on, in the portal's own time."""
    day = timezone.localdate() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, 30, tzinfo=ZoneInfo("Europe/Belgrade"))


def sent_at(moment: datetime) -> list[str]:
    """The text of each digest that leaves at that moment."""
    before = len(mail.outbox)
    plan_digests(moment)
    send_waiting(now=moment + timedelta(seconds=1))
    return [sent.body for sent in mail.outbox[before:]]


def test_a_digest_groups_by_conversation_newest_first_and_leaves_once_a_day(follower):
    first, second = followed(follower, title="Night help"), followed(follower, title="Travel costs")
    reply_in(first, body="Older words.")
    reply_in(second, body="Words about travel.")
    reply_in(first, body="Newest words.")

    mornings = [sent_at(at(8, days=1)), sent_at(at(8, days=1)), sent_at(at(9, days=1))]

    (text,) = mornings[0]
    order = [text.index(words) for words in ("Night help", "Newest words.", "Older words.", "Travel costs")]
    assert order == sorted(order)
    assert text.index("Words about travel.") > order[-1]
    assert mornings[1:] == [[], []]


def test_nothing_leaves_before_seven_nor_when_there_is_nothing_new(follower):
    thread = followed(follower)
    empty = sent_at(at(8, days=1))
    reply_in(thread)

    early = sent_at(at(6, days=1))

    assert (empty, early) == ([], [])


def test_what_was_read_in_the_meantime_is_not_in_it(follower):
    thread = followed(follower)
    reply_in(thread, body="Read on the site.")
    ReadMarker.objects.create(user=follower, thread=thread, position=2)
    in_inbox = reply_in(thread, body="Read in the inbox.")
    Notice.objects.filter(subject_id=in_inbox.public_id).update(read_at=timezone.now())

    assert sent_at(at(8, days=1)) == []


def test_what_is_hidden_by_then_is_not_in_it(follower):
    thread = followed(follower)
    hidden = reply_in(thread, body="A name of a client.")
    reply_in(thread, body="Words that stay.")
    hidden.state = "hidden"
    hidden.save()

    (text,) = sent_at(at(8, days=1))

    assert ("A name of a client." in text, "Words that stay." in text) == (False, True)


@pytest.mark.parametrize(
    ("digest", "days"), [("daily", [1, 2, 8]), ("weekly", [1, 8]), ("off", [])], ids=lambda value: str(value)
)
def test_a_digest_comes_as_often_as_one_wants(follower, digest, days):
    MailSettings.objects.create(user=follower, digest=digest)
    thread = followed(follower)
    sunday = at(8) + timedelta(days=6 - timezone.localdate().weekday())
    came = []

    for day in (1, 2, 8):  # Monday, Tuesday, the next Monday
        moment = sunday + timedelta(days=day)
        reply = reply_in(thread, body=f"Of day {day}.")
        Notice.objects.filter(subject_id=reply.public_id).update(
            created_at=moment - timedelta(hours=1), mail=mode(digest)
        )
        if sent_at(moment):
            came.append(day)

    assert came == days


def mode(digest: str) -> str:
    return "" if digest == "off" else "digest"


def test_what_concerns_the_person_waits_for_the_digest_when_mails_at_once_are_off(follower):
    MailSettings.objects.create(user=follower, at_once=False)
    thread = thread_in(ForumFactory(), by=follower)

    reply_in(thread, reply_to=thread.posts.get(), body="An answer to you.")

    assert OutgoingMail.objects.count() == 0
    (text,) = sent_at(at(8, days=1))
    assert "An answer to you." in text


def test_news_too_old_for_a_mail_stays_in_the_inbox(follower):
    thread = followed(follower)
    tell([follower], "new_post", kind="thread", thing=thread, at=timezone.now() - timedelta(days=20))

    assert sent_at(at(8, days=1)) == []
    assert follower.notices.count() == 1
