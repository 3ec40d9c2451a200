"""Who saves only notes what changed; it is found all the same, and what is taken back is gone in that moment."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forums.actions.moderation import hide_post
from portal.home.clock import OUTBOXES
from practices.models import Practice
from search import due
from search.due import catch_up
from search.models import SearchDue, SearchEntry
from tests.factories.forums import ForumFactory, facilitator, reply_in, thread_in
from tests.factories.practices import told_practice

pytestmark = pytest.mark.usefixtures("empty_search")


def found(client, query: str = "marabou") -> list[tuple[str, str]]:
    results = client.get("/api/search/", {"q": query, "page_size": 100}).json()["results"]
    return sorted((result["kind"], result["id"]) for result in results)


def of_search(queries) -> list[str]:
    return [query["sql"] for query in queries if '"search_search' in query["sql"]]


@pytest.fixture
def only_the_worker(monkeypatch):
    """Nobody who searches brings anything in: as if the database were busy each time."""
    monkeypatch.setattr(due, "FOR_A_READER", 0)


def test_a_reply_costs_the_search_one_statement():
    thread = thread_in(ForumFactory())

    with CaptureQueriesContext(connection) as queries:
        reply_in(thread, body="A marabou.")

    assert len(of_search(queries.captured_queries)) == 1


def test_a_published_text_costs_the_search_a_statement_each_time_it_is_saved():
    page = told_practice("en", title="Marabou at home").pages.get()

    with CaptureQueriesContext(connection) as queries:
        page.save_revision().publish()

    assert len(of_search(queries.captured_queries)) == 2


def test_whoever_searches_first_finds_what_was_just_said(client):
    post = reply_in(thread_in(ForumFactory()), body="A marabou.")

    assert found(client) == [("post", post.public_id)]
    assert not SearchDue.objects.exists()


def test_what_changed_ten_times_is_written_once():
    practice = told_practice("en", title="Marabou at home", themes=["housing"], countries=["ME"])
    for summary in "123456789":
        page = practice.pages.get()
        page.summary = summary
        page.save()

    catch_up()

    assert SearchEntry.objects.get(kind="practice").version == 1


def test_the_worker_brings_in_what_nobody_searched_for(client, only_the_worker):
    post = reply_in(thread_in(ForumFactory()), body="A marabou.")
    before, noted = found(client), set(SearchDue.objects.values_list("model", "thing_id"))

    done = dict(OUTBOXES)["things brought into the search"]()

    assert (before, found(client)) == ([], [("post", post.public_id)])
    assert done == len(noted)


def test_what_is_taken_back_is_gone_in_that_moment(client, only_the_worker):
    forum = ForumFactory()
    post, practice = reply_in(thread_in(forum), body="A marabou."), told_practice("en", title="Marabou at home")
    catch_up()
    before = found(client)

    hide_post(post, by=facilitator(forum), reason="names", statement="names a client")
    practice.state = Practice.State.ARCHIVED
    practice.save()

    assert (len(before), found(client)) == (2, [])


def test_what_was_taken_back_before_it_was_brought_in_is_never_found(client):
    forum = ForumFactory()
    post, practice = reply_in(thread_in(forum), body="A marabou."), told_practice("en", title="Marabou at home")

    hide_post(post, by=facilitator(forum), reason="names", statement="names a client")
    practice.state = Practice.State.ARCHIVED
    practice.save()

    assert found(client) == []


def test_a_thing_that_is_gone_holds_up_nothing(client):
    SearchDue.objects.create(model="practices.practice", thing_id=0)
    practice = told_practice("en", title="Marabou at home")

    assert found(client) == [("practice", practice.public_id)]
    assert not SearchDue.objects.exists()


def test_what_cannot_be_written_waits_longer_each_time_and_holds_up_nothing(client):
    SearchDue.objects.create(model="practices.unknown", thing_id=1)
    practice = told_practice("en", title="Marabou at home")

    shown = found(client)
    waits = SearchDue.objects.get()
    SearchDue.objects.update(due_at=timezone.now())
    catch_up()

    longer = SearchDue.objects.get()
    assert shown == [("practice", practice.public_id)]
    assert (waits.attempts, longer.attempts) == (1, 2)
    assert datetime.timedelta(0) < waits.due_at - timezone.now() < longer.due_at - timezone.now()
