"""The number of new things in the bar of every page: right, capped, and without a query of its own."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forums.models import ReadMarker
from notifications.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.recommendations import forum_with_group, post_in

pytestmark = pytest.mark.django_db
PAGE = "/en/account/"


def notices(person, count: int, post=None) -> None:
    kind, key = ("post", post.public_id) if post else ("forum", "0000000000")
    Notice.objects.bulk_create(
        Notice(user=person, event="post_hide", subject_kind=kind, subject_id=key) for _number in range(count)
    )


def counted(client) -> int:
    return client.get(PAGE).wsgi_request.user.unread_count


def test_the_bar_counts_what_is_new_to_this_person_alone(client):
    person = UserFactory()
    notices(person, 3)
    notices(UserFactory(), 5)
    person.notices.filter(pk=person.notices.first().pk).update(read_at=timezone.now())
    client.force_login(person)

    page = client.get(PAGE).content.decode()

    assert "2 new things in your inbox" in page


def test_nothing_new_is_said_by_no_number(client):
    client.force_login(UserFactory())

    assert "bar-count" not in client.get(PAGE).content.decode()


def test_what_was_read_in_its_conversation_is_not_new(client):
    person, place = UserFactory(), forum_with_group()
    post = post_in(place.forum, place.cycle, author=person)
    notices(person, 2, post)
    client.force_login(person)

    before = counted(client)
    ReadMarker.objects.create(user=person, thread=post.thread, position=post.position)

    assert (before, counted(client)) == (2, 0)


def test_beyond_ninety_nine_nobody_counts_on(client):
    person = UserFactory()
    notices(person, 130)
    client.force_login(person)

    assert counted(client) == 100
    assert "99+" in client.get(PAGE).content.decode()


def test_the_number_costs_no_query(client):
    person = UserFactory()
    client.force_login(person)
    client.get(PAGE)

    costs = []
    for count in (0, 40):
        notices(person, count)
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        costs.append(len([query for query in queries if "notifications_notice" in query["sql"]]))

    assert costs == [1, 1]


def test_nobody_comes_in_by_the_session_of_a_closed_account(client):
    person = UserFactory()
    client.force_login(person)
    type(person).objects.update(is_active=False)

    assert client.get(PAGE).status_code == 302
