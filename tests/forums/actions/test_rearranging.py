"""Conversations moved, split, joined and put away; and taken back."""

import datetime

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from forums.actions.discussion import conclude_thread
from forums.actions.rearranging import (
    archive_thread,
    merge_threads,
    move_thread,
    split_thread,
    undo_rearrangement,
)
from forums.errors import MoveRefused, NothingChosen, OtherReaders, ThreadEnded, TooLate
from forums.models import Draft, Forum, ReadMarker, Thread, ThreadEvent
from forums.signals import thread_rearranged
from search.due import catch_up
from search.models import SearchEntry
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory, TableFactory, facilitator, reply_in, seated, thread_in

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def minutes_ago(number: int) -> datetime.datetime:
    return NOW - datetime.timedelta(minutes=number)


def told_in(thread: Thread) -> list[tuple]:
    """What a reader meets in the conversation: words with number, place and whether they came from elsewhere."""
    posts = thread.posts.order_by("position")
    return [(post.body, post.number, post.position, post.moved_from_id is not None) for post in posts]


def two_threads(forum: Forum) -> tuple[Thread, Thread]:
    """Two conversations in which people spoke in turn: a, then b, then a again."""
    first = thread_in(forum, title="First", body="a1", at=minutes_ago(50))
    second = thread_in(forum, title="Second", body="b1", at=minutes_ago(40))
    reply_in(first, body="a2", at=minutes_ago(30))
    reply_in(second, body="b2", at=minutes_ago(20))
    first.refresh_from_db()
    second.refresh_from_db()
    return first, second


def test_joined_conversations_stand_in_the_order_in_which_people_spoke():
    forum = ForumFactory()
    first, second = two_threads(forum)

    merge_threads(first, into=second, by=facilitator(forum), reason="Both ask who comes.")

    first.refresh_from_db()
    second.refresh_from_db()
    assert told_in(second) == [("a1", 1, 1, True), ("b1", 1, 2, False), ("a2", 2, 3, True), ("b2", 2, 4, False)]
    assert (first.state, first.merged_into, second.post_count) == (Thread.State.MERGED, second, 4)
    assert reply_in(second, body="b3").number == 5


def test_joining_is_taken_back_within_a_week_and_what_was_said_since_stays():
    forum = ForumFactory()
    first, second = two_threads(forum)
    leader = facilitator(forum)
    done = merge_threads(first, into=second, by=leader, reason="Both ask who comes.")
    reply_in(second, body="b3")

    undo_rearrangement(done, by=leader)

    first.refresh_from_db()
    second.refresh_from_db()
    assert told_in(first) == [("a1", 1, 1, False), ("a2", 2, 2, False)]
    assert told_in(second) == [("b1", 1, 1, False), ("b2", 2, 2, False), ("b3", 5, 3, False)]
    assert (first.state, first.merged_into, first.post_count) == (Thread.State.OPEN, None, 2)


def test_after_a_week_or_a_second_time_nothing_is_taken_back():
    forum = ForumFactory()
    first, second = two_threads(forum)
    leader = facilitator(forum)
    done = merge_threads(first, into=second, by=leader, reason="Both ask who comes.")

    with pytest.raises(TooLate):
        undo_rearrangement(done, by=leader, at=done.done_at + datetime.timedelta(days=7, seconds=1))
    undo_rearrangement(done, by=leader)
    with pytest.raises(TooLate):
        undo_rearrangement(done, by=leader)


def test_a_part_begins_a_conversation_of_its_own_and_both_say_so():
    forum = ForumFactory()
    thread = thread_in(forum, body="1", at=minutes_ago(50))
    second = reply_in(thread, body="2", at=minutes_ago(40))
    answer = reply_in(thread, body="3", reply_to=second, at=minutes_ago(30))
    reply_in(thread, body="4", reply_to=answer, at=minutes_ago(20))

    done = split_thread(thread, posts=[second, answer], title="Nights", by=facilitator(forum), reason="Another thing.")

    thread.refresh_from_db()
    assert told_in(done.target) == [("2", 2, 1, True), ("3", 3, 2, True)]
    assert told_in(thread) == [("1", 1, 1, False), ("4", 4, 2, False)]
    assert [post.root_id for post in done.target.posts.order_by("position")] == [None, second.pk]
    assert [post.root_id for post in thread.posts.order_by("position")] == [None, None]
    assert list(ThreadEvent.objects.order_by("pk").values_list("thread", "kind", "other", "note")) == [
        (thread.pk, "split_off", done.target.pk, "Another thing."),
        (done.target.pk, "split_from", thread.pk, "Another thing."),
    ]


def test_a_split_is_taken_back_with_all_that_was_said_in_the_part_since():
    forum = ForumFactory()
    thread = thread_in(forum, body="1", at=minutes_ago(50))
    second = reply_in(thread, body="2", at=minutes_ago(40))
    leader = facilitator(forum)
    done = split_thread(thread, posts=[second], title="Nights", by=leader, reason="Another thing.")
    reply_in(done.target, body="3")

    undo_rearrangement(done, by=leader)

    thread.refresh_from_db()
    done.target.refresh_from_db()
    assert told_in(thread) == [("1", 1, 1, False), ("2", 2, 2, False), ("3", 2, 3, True)]
    assert (done.target.state, done.target.merged_into) == (Thread.State.MERGED, thread)


def test_a_split_takes_something_and_leaves_something():
    forum = ForumFactory()
    thread = thread_in(forum)

    for posts in ([], list(thread.posts.all())):
        with pytest.raises(NothingChosen):
            split_thread(thread, posts=posts, title="Nights", by=facilitator(forum), reason="Another thing.")


def test_everybody_has_read_as_far_as_before():
    forum = ForumFactory()
    first, second = two_threads(forum)
    reader = UserFactory()
    ReadMarker.objects.create(user=reader, thread=second, position=1)

    merge_threads(first, into=second, by=facilitator(forum), reason="Both ask who comes.")

    assert ReadMarker.objects.get(user=reader, thread=second).position == 2


def test_what_people_were_writing_is_found_in_the_conversation_that_goes_on():
    forum = ForumFactory()
    first, second = two_threads(forum)
    one, both = UserFactory(), UserFactory()
    Draft.objects.create(user=one, thread=first, body="I think")
    Draft.objects.create(user=both, thread=first, body="below")
    Draft.objects.create(user=both, thread=second, body="above")

    merge_threads(first, into=second, by=facilitator(forum), reason="Both ask who comes.")

    found = second.drafts.order_by("user").values_list("user", "body")
    assert list(found) == [(one.pk, "I think"), (both.pk, "above\n\nbelow")]


def test_words_stay_with_those_for_whom_they_were_written():
    forum = ForumFactory()
    table, closed = TableFactory(forum=forum), ForumFactory(visibility=Forum.Visibility.CLOSED)
    leader, member = facilitator(forum), seated(forum, table=table)
    own = thread_in(forum, by=member, table=table, audience="table")
    inner = thread_in(closed, by=seated(closed))
    public = thread_in(forum)

    for attempt in (
        lambda: move_thread(own, by=leader, reason="For all."),
        lambda: move_thread(own, by=leader, reason="For them.", table=TableFactory(forum=forum), audience="table"),
        lambda: move_thread(inner, by=leader, reason="For all.", forum=forum),
        lambda: merge_threads(own, into=public, by=leader, reason="Alike."),
        lambda: merge_threads(inner, into=public, by=leader, reason="Alike."),
    ):
        with pytest.raises(OtherReaders):
            attempt()


def test_a_moved_conversation_is_found_in_its_new_forum_and_comes_back():
    forum, other = ForumFactory(), ForumFactory(visibility=Forum.Visibility.CLOSED)
    thread, leader = thread_in(forum), facilitator(forum)
    catch_up()

    done = move_thread(thread, by=leader, reason="It belongs there.", forum=other)
    moved = Thread.objects.get()
    scopes = set(SearchEntry.objects.filter(kind__in=("thread", "post")).values_list("scope", flat=True))
    undo_rearrangement(done, by=leader)

    assert (moved.forum, moved.cycle.forum, moved.is_public) == (other, other, False)
    assert scopes == {f"forum:{other.pk}"}
    assert (Thread.objects.get().forum, Thread.objects.get().is_public) == (forum, True)


def test_what_was_said_for_fewer_readers_is_not_opened_to_more_by_taking_a_move_back():
    forum, closed = ForumFactory(), ForumFactory(visibility=Forum.Visibility.CLOSED)
    thread, leader = thread_in(forum), facilitator(forum)
    done = move_thread(thread, by=leader, reason="It belongs there.", forum=closed)
    reply_in(thread, by=seated(closed))

    with pytest.raises(OtherReaders):
        undo_rearrangement(done, by=leader)


def test_the_authors_are_told_once_and_the_act_is_on_record():
    forum = ForumFactory()
    first, second = two_threads(forum)
    leader = facilitator(forum)
    heard = []

    def listen(rearrangement, people, **kwargs):
        heard.append((rearrangement.kind, {person.pk for person in people}))

    thread_rearranged.connect(listen)
    merge_threads(first, into=second, by=leader, reason="Both ask who comes.")
    thread_rearranged.disconnect(listen)

    authors = {*first.posts.values_list("author", flat=True), *second.posts.values_list("author", flat=True)}
    assert heard == [("merge", authors)]
    assert AuditEntry.objects.filter(verb="merge", subject_id=first.public_id).exists()


def test_search_finds_moved_words_under_their_new_conversation():
    forum = ForumFactory()
    first, second = two_threads(forum)
    catch_up()

    merge_threads(first, into=second, by=facilitator(forum), reason="Both ask who comes.")

    parents = set(SearchEntry.objects.filter(kind="post", is_visible=True).values_list("parent_id", flat=True))
    assert parents == {second.public_id}


def test_only_a_concluded_conversation_is_put_away():
    forum = ForumFactory()
    leader, thread = facilitator(forum), thread_in(forum)
    with pytest.raises(MoveRefused):
        archive_thread(thread, by=leader, reason="Old.")
    conclude_thread(thread, by=leader, kind="answered", reason="A telephone.", language="en")

    archive_thread(thread, by=leader, reason="Answered long ago.")

    kinds = list(thread.events.values_list("kind", flat=True))
    assert (Thread.objects.get().state, kinds) == (Thread.State.ARCHIVED, ["concluded", "archived"])


def test_nothing_is_joined_with_a_conversation_that_has_ended():
    forum = ForumFactory()
    first, second = two_threads(forum)
    leader = facilitator(forum)
    conclude_thread(second, by=leader, kind="answered", reason="A telephone.", language="en")

    for into in (second, first):
        with pytest.raises(ThreadEnded):
            merge_threads(first, into=into, by=leader, reason="Alike.")
