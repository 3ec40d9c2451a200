"""A query whose SQL is written once finds what the usual one finds."""

import datetime

import pytest
from django.db.models import Count, Exists, OuterRef
from django.utils import timezone

from forums.models import Post, Thread
from portal.base.prepared import Prepared
from tests.factories.forums import ForumFactory, reply_in, thread_in

pytestmark = pytest.mark.django_db


def threads_with(forum: int, since: datetime.datetime, title: str):
    answers = Post.objects.filter(thread=OuterRef("pk"), position__gt=1, published_at__gte=since)
    found = Thread.objects.filter(forum=forum).exclude(title=title).select_related("forum", "outcome")
    return found.annotate(is_answered=Exists(answers), said=Count("posts")).order_by("pk")


def test_it_gives_the_same_instances_as_the_query_with_everything_selected(django_assert_num_queries):
    prepared = Prepared(threads_with, forum=int, since=datetime.datetime, title=str)
    forums = [ForumFactory(), ForumFactory()]
    for forum in forums:
        thread_in(forum, title="Not this")
        reply_in(thread_in(forum, title="Nights"))
        thread_in(forum, title="Bus")
    asked = [
        (forum.pk, timezone.now() - datetime.timedelta(hours=hours), "Not this")
        for forum in forums
        for hours in (1, -1)
    ]

    for forum, since, title in asked:
        with django_assert_num_queries(1):
            found = prepared.rows(forum=forum, since=since, title=title)
            shown = [(one, one.title, one.forum.slug, one.is_answered, one.said) for one in found]
        usual = threads_with(forum, since, title)
        assert shown == [(one, one.title, one.forum.slug, one.is_answered, one.said) for one in usual]
        assert len(found) == 2


def test_nothing_found_is_no_row(db):
    prepared = Prepared(lambda forum: Thread.objects.filter(forum=forum), forum=int)

    assert (prepared.rows(forum=1), prepared.first(forum=1)) == ([], None)


def test_a_value_that_the_query_leaves_out_is_refused():
    with pytest.raises(ValueError, match="does not use"):
        Prepared(lambda forum, title: Thread.objects.filter(forum=forum), forum=int, title=str).rows(forum=1, title="")
