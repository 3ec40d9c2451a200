import pytest

from forums.actions.discussion import edit_post
from forums.actions.moderation import approve_post
from forums.models import Forum, Mention
from forums.signals import people_mentioned
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory, TableFactory, facilitator, reply_in, seated, thread_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    """Who was told, one list a time."""
    calls = []

    def listen(post, people, **kwargs):
        calls.append([person.display_name for person in people])

    people_mentioned.connect(listen)
    yield calls
    people_mentioned.disconnect(listen)


def test_a_person_of_the_forum_is_found_by_the_longest_name_that_fits(heard):
    forum = ForumFactory()
    seated(forum, display_name="Ana")
    seated(forum, display_name="Ana Marija")

    reply_in(thread_in(forum), body="What does @Ana Marija say, and @Anastasia?")

    assert heard == [["Ana Marija"]]


def test_a_name_is_found_in_both_scripts_and_by_everybody_at_a_table(heard):
    forum = ForumFactory()
    table = TableFactory(forum=forum, number=3)
    seated(forum, display_name="Мирјана Петровић")
    seated(forum, table=table, display_name="Besa")
    seated(forum, table=table, display_name="Faton")

    reply_in(thread_in(forum), body="@Mirjana Petrović, @сто 3!")

    assert heard == [["Мирјана Петровић", "Besa", "Faton"]]


def test_nobody_is_called_into_what_they_may_not_read(heard):
    forum = ForumFactory()
    table = TableFactory(forum=forum, number=1)
    member = seated(forum, table=table, display_name="Besa")
    other = seated(forum, display_name="Faton")
    UserFactory(display_name="Stranger")
    own = thread_in(forum, by=member, table=table, audience="table")

    reply_in(own, by=member, body=f"@Faton @Stranger @table {other.seats.get().table.number}")

    assert heard == []


def test_whoever_waits_is_not_heard_before_the_facilitator_has_read_it(heard):
    forum = ForumFactory(premoderation=Forum.Premoderation.ALL)
    leader = facilitator(forum)
    seated(forum, display_name="Besa")
    post = reply_in(thread_in(forum, by=leader), body="@Besa, what do you say?")
    before = list(heard)

    approve_post(post, by=leader)

    assert (before, heard) == ([], [["Besa"]])


def test_a_changed_text_calls_only_those_it_did_not_call_before(heard):
    forum = ForumFactory()
    seated(forum, display_name="Besa")
    seated(forum, display_name="Faton")
    author = seated(forum, display_name="Ilir")
    post = reply_in(thread_in(forum), by=author, body="@Besa?")

    edit_post(post, by=author, body="@Besa, @Faton, @Ilir?")

    assert heard == [["Besa"], ["Faton"]]
    assert Mention.objects.count() == 2
