"""The facilitator's desk says what asks for attention, to the forum's team alone, in few queries."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forums.actions.positions import accept_position
from forums.models import Forum, Post
from tests.factories.accounts import UserFactory, staff
from tests.factories.forums import (
    ForumFactory,
    TableFactory,
    coordinator,
    facilitator,
    position_in,
    reply_in,
    seated,
    thread_in,
)

pytestmark = pytest.mark.django_db


def days_ago(days: int) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=days)


def question_in(forum: Forum, *, days: int, title: str):
    thread = thread_in(forum, kind="question", title=title, at=days_ago(days))
    return thread.posts.get()


def test_the_desk_lists_what_nobody_has_looked_after(client):
    forum = ForumFactory()
    leader, silent, speaking = facilitator(forum), TableFactory(forum=forum), TableFactory(forum=forum)
    question_in(forum, days=8, title="Forgotten")
    answered = question_in(forum, days=9, title="Answered")
    reply_in(answered.thread, by=seated(forum, table=speaking))
    question_in(forum, days=2, title="Fresh")
    position = position_in(forum, posts=[thread_in(forum, title="Distilled").posts.get()])
    accept_position(position, by=leader)
    client.force_login(leader)

    desk = client.get(f"/en/forums/{forum.slug}/desk/").context

    assert [table.pk for table in desk["tables"]] == [silent.pk]
    assert [post.thread.title for post in desk["questions"]] == ["Forgotten"]
    assert [post.thread.title for post in desk["undistilled"]] == ["Answered"]
    assert [card.title for panel in desk["panels"] for card in panel.cards] == [position.text]


def test_the_desk_counts_what_waits_and_for_how_long(client):
    forum = ForumFactory(premoderation=Forum.Premoderation.ALL)
    thread = thread_in(forum, by=facilitator(forum))
    reply_in(thread, at=days_ago(4))
    reply_in(thread)
    client.force_login(coordinator(forum))

    desk = client.get(f"/en/forums/{forum.slug}/desk/").context

    assert (desk["forum"].queue_count, desk["queue_days"]) == (2, 4)


def test_the_desk_is_the_teams_alone(client):
    public, closed = ForumFactory(), ForumFactory(visibility=Forum.Visibility.CLOSED)

    answers = []
    for forum in (public, closed):
        for person in (seated(forum), UserFactory(), staff("editor"), staff("administrator"), coordinator(forum)):
            client.force_login(person)
            answers.append(client.get(f"/en/forums/{forum.slug}/desk/").status_code)

    assert answers == [403, 403, 403, 403, 200, 403, 404, 404, 404, 200]


@pytest.mark.parametrize("rows", [1, 40])
def test_the_desk_asks_eight_questions_whatever_the_size_of_the_forum(client, rows):
    forum = ForumFactory()
    author = UserFactory()
    thread = thread_in(forum, by=author)
    Post.objects.bulk_create(
        Post(
            thread=thread,
            author=author,
            kind=kind,
            language="en",
            body="Words.",
            body_html="<p>Words.</p>",
            created_at=days_ago(20),
            published_at=days_ago(20),
            number=number + 2,
            position=number + 2,
        )
        for number in range(rows)
        for kind in ("question",)
    )
    for number in range(rows):
        TableFactory(forum=forum, number=number + 1)
    client.force_login(facilitator(forum))
    client.get(f"/en/forums/{forum.slug}/desk/")

    with CaptureQueriesContext(connection) as queries:
        answer = client.get(f"/en/forums/{forum.slug}/desk/")

    assert answer.status_code == 200
    assert len(queries) <= 8
