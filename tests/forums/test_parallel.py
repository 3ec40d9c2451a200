"""What the same person sends fifty times at once happens once, on both databases."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client

from forums.actions.positions import support_position
from forums.actions.tables import take_seat
from forums.errors import SeatTaken
from forums.models import Post, Seat, Support, Thread
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory, TableFactory, position_in, seated, thread_in

pytestmark = pytest.mark.django_db(transaction=True)

TIMES = 50


def all_at_once(act: Callable[[], object]) -> Counter:
    """Do the same from many threads that start together; how often each answer came."""
    start = threading.Barrier(TIMES)

    def one(_number: int) -> object:
        start.wait()
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(TIMES) as threads:
        return Counter(threads.map(one, range(TIMES)))


def browser_of(user) -> str:
    """The session of a person who has signed in, for any number of browsers."""
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def sent(session: str, address: str, words: dict) -> int:
    client = Client()
    client.cookies["sessionid"] = session
    return client.post(address, words).status_code


@pytest.fixture
def no_limits(settings):
    """What one hand sends too fast is refused elsewhere; here every copy goes through to the end."""
    settings.RATE_LIMITS = False


def test_a_reply_and_a_conversation_sent_fifty_times_are_published_once(no_limits):
    forum = ForumFactory()
    thread = thread_in(forum)
    session = browser_of(UserFactory())
    reply = {"body": "Nobody comes at night.", "language": "en", "form_key": "the-same"}
    start = reply | {"title": "Nights", "form_key": "another"}

    replied = all_at_once(lambda: sent(session, f"/en/t/{thread.public_id}/reply/", reply))
    started = all_at_once(lambda: sent(session, f"/en/forums/{forum.slug}/new/", start))

    assert (replied, started) == ({302: TIMES}, {302: TIMES})
    assert Post.objects.filter(thread=thread).exclude(number=1).count() == 1
    assert (Thread.objects.filter(title="Nights").count(), Post.objects.count()) == (1, 3)


def test_fifty_supports_and_fifty_joins_of_one_person_leave_one_of_each():
    forum = ForumFactory()
    member, newcomer = seated(forum), UserFactory()
    position, table = position_in(forum), TableFactory(forum=forum)
    seat = Seat.objects.get(user=member)

    def join() -> str:
        try:
            take_seat(table, by=newcomer, user=newcomer, state=Seat.State.ASKED)
        except SeatTaken:
            return "taken"
        return "asked"

    supported = all_at_once(lambda: support_position(position, by=member, seat=seat).pk)
    joined = all_at_once(join)

    assert list(supported.values()) == [TIMES]
    assert joined == {"asked": 1, "taken": TIMES - 1}
    assert (Support.objects.count(), Seat.objects.filter(user=newcomer).count()) == (1, 1)
