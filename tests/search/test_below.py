"""A conversation that is hidden or gets other readers takes everything said in it along in that moment."""

import threading

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from forums.models import Post, Thread
from forums.signals import thread_changed
from search import due, entries, tallies
from search.due import catch_up
from search.models import SearchDue, SearchEntry, SearchKeys, SearchText
from tests.factories.forums import ForumFactory, TableFactory, reply_in, seated, thread_in

pytestmark = pytest.mark.usefixtures("empty_search")


def found(client, query: str = "marabou") -> list[tuple[str, str]]:
    results = client.get("/api/search/", {"q": query, "page_size": 100}).json()["results"]
    return sorted((result["kind"], result["id"]) for result in results)


@pytest.fixture
def only_the_worker(monkeypatch):
    """Nobody who searches brings anything in: as if the database were busy each time."""
    monkeypatch.setattr(due, "FOR_A_READER", 0)


def conversation(posts: int = 3, **fields) -> Thread:
    thread = thread_in(ForumFactory(), title="Birds", body="A marabou.", **fields)
    for number in range(posts - 1):
        reply_in(thread, body=f"A marabou, {number}.")
    catch_up()
    thread.refresh_from_db()
    return thread


def change(thread: Thread, **fields) -> None:
    """What an action does that holds the thread: its row, then the announcement."""
    with transaction.atomic():
        Thread.objects.select_for_update().get(pk=thread.pk)
        Thread.objects.filter(pk=thread.pk).update(**fields)
        thread.refresh_from_db()
        thread_changed.send(sender=Thread, thread=thread)


def test_a_hidden_conversation_is_not_found_from_the_next_moment_nor_counted(client, only_the_worker):
    thread = conversation()
    before = found(client)

    change(thread, state=Thread.State.HIDDEN)

    assert len(before) == 3
    assert (found(client), found(client, "birds")) == ([], [])
    assert client.get("/api/suggest/", {"q": "marabo"}).json()["suggestions"] == []
    assert tallies.is_right()


def test_the_words_of_a_hidden_conversation_are_taken_away_by_the_worker():
    thread = conversation()
    change(thread, state=Thread.State.HIDDEN)

    catch_up()

    of_posts = SearchEntry.objects.filter(parent_id=thread.public_id)
    assert of_posts.filter(is_visible=False).count() == 3
    assert not SearchText.objects.filter(entry__in=of_posts).exists()
    assert not SearchKeys.objects.filter(entry__in=of_posts).exists()
    assert tallies.is_right()


def test_a_conversation_shown_again_is_found_whole_and_what_was_hidden_by_itself_is_not(client):
    thread = conversation()
    hidden = thread.posts.get(position=2)
    Post.objects.filter(pk=hidden.pk).update(state=Post.State.HIDDEN)
    entries.refresh(Post.objects.get(pk=hidden.pk))
    change(thread, state=Thread.State.HIDDEN)
    catch_up()

    change(thread, state=Thread.State.OPEN)

    shown = [("post", post.public_id) for post in thread.posts.exclude(pk=hidden.pk)]
    assert found(client) == sorted(shown)
    assert tallies.is_right()


def test_a_conversation_that_becomes_one_tables_is_its_alone_in_that_moment(client, only_the_worker):
    thread = conversation()
    table = TableFactory(forum=thread.forum)
    own, other = seated(thread.forum, table=table), seated(thread.forum, table=TableFactory(forum=thread.forum))

    change(thread, table=table, audience=Thread.Audience.TABLE, is_public=False)

    seen = []
    for person in (own, other):
        client.force_login(person)
        seen.append(len(found(client)))
    client.logout()
    assert (seen, found(client)) == ([3, 0], [])
    assert tallies.is_right()


def test_words_taken_out_of_a_title_stand_over_no_post_any_more(client, only_the_worker):
    thread = conversation()

    change(thread, title="Birds of a client")
    change(thread, title="Birds of …")

    titles = set(SearchText.objects.filter(entry__parent_id=thread.public_id).values_list("title", flat=True))
    assert titles == {"Birds of …"}


@pytest.mark.parametrize("fields", [{"state": "hidden"}, {"title": "Other birds"}])
def test_it_costs_the_same_for_a_few_posts_and_for_many(fields):
    costs = []
    for posts in (2, 40):
        thread = conversation(posts)
        with CaptureQueriesContext(connection) as queries:
            change(thread, **fields)
        costs.append(len(queries))

    assert costs[1] <= costs[0]


def test_what_the_worker_brings_back_or_takes_away_waits_behind_what_was_just_said(client):
    thread = conversation(3)
    change(thread, state=Thread.State.HIDDEN)

    post = reply_in(thread_in(ForumFactory()), body="A new marabou.")

    assert found(client) == [("post", post.public_id)]
    assert set(SearchDue.objects.values_list("anew", flat=True)) == {True}


# At the same moment -----------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_conversation_hidden_while_the_worker_writes_one_of_its_posts_is_not_found(client, monkeypatch):
    thread = conversation(2)
    reply_in(thread, body="A marabou just now.")
    adapter = entries._adapters[Post]
    reading, written = threading.Event(), threading.Event()

    def slowly(post):
        draft = adapter.draft(post)  # read before anybody hides it
        reading.set()
        written.wait(0.3)
        return draft

    def work():
        try:
            catch_up()
        finally:
            connections.close_all()

    monkeypatch.setitem(entries._adapters, Post, type(adapter)(**{**vars(adapter), "draft": slowly}))
    worker = threading.Thread(target=work)
    worker.start()
    assert reading.wait(10)

    change(thread, state=Thread.State.HIDDEN)
    written.set()
    worker.join(20)
    monkeypatch.undo()

    assert found(client) == []
    catch_up()
    assert found(client) == []
    assert not SearchEntry.objects.filter(parent_id=thread.public_id, is_visible=True).exists()
