"""What waits for those who take care of a discussion stands on their page, and on nobody else's."""

import pytest
from django.utils import timezone

from forums.actions.appeals import lodge_appeal
from forums.actions.moderation import hide_post, raise_flag
from forums.moderation_waiting import waiting_for
from tests.factories.accounts import UserFactory, staff
from tests.factories.forums import ForumFactory, coordinator, facilitator, reply_in, thread_in

pytestmark = pytest.mark.django_db


def kinds(person) -> list[str]:
    return [str(item.kind) for item in waiting_for(person, timezone.now())]


def test_a_queue_waits_for_the_facilitator_of_its_forum_alone():
    forum = ForumFactory()
    people = (facilitator(forum), coordinator(forum), UserFactory(), facilitator(ForumFactory()))
    raise_flag(reply_in(thread_in(forum)), by=UserFactory(), reason="insult")

    found = [kinds(person) for person in people]

    assert found == [["Look at what waits"], [], [], []]


def test_an_appeal_waits_for_those_who_may_decide_it():
    forum, author = ForumFactory(), UserFactory()
    first, other = facilitator(forum), facilitator(forum)
    measure = hide_post(reply_in(thread_in(forum), by=author), by=first, reason="names", statement="A name.")
    lodge_appeal(measure, by=author, words="It was the mayor.", language="en")

    found = [kinds(person) for person in (first, other, author, staff("administrator"), staff("editor"))]

    assert found == [[], ["Decide an appeal"], [], ["Decide an appeal"], []]
