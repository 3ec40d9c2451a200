"""A word of its own in every private thing, looked for by everybody at every door: who may not read it learns nothing.

Each thing was public when the search was told of it, and is no more. Then nobody brings the search up to date: neither
the entries in the database nor the index of Elasticsearch beside them.
"""

import datetime
import uuid
from collections import defaultdict
from dataclasses import dataclass

import pytest
from django.core import mail
from django.db.models import Model
from django.test import override_settings
from django.utils import timezone

from accounts.models import User
from forums.actions.moderation import hide_post
from forums.models import Forum, MinuteItem, Minutes, Session, Thread
from forums.signals import forum_changed, thread_changed
from notifications.emails import send_waiting
from portal.home.new_results import mail_new_results
from practices.models import Practice
from search import due
from search.due import catch_up
from search.engines import elasticsearch_engine
from search.entries import refresh
from search.models import SavedSearch
from search.rebuilding import drain
from search.suggestions import suggest
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory, TableFactory, facilitator, reply_in, seated, thread_in
from tests.factories.news import news_page
from tests.factories.practices import told_practice
from tests.factories.recommendations import BEGIN, draft_of, forum_with_group

pytestmark = pytest.mark.usefixtures("empty_search")

INNER, TABLE, GROUP, NOBODY = "inner", "table", "group", "nobody"
#: The word in each private thing, and whose it is.
WORDS = {
    "zerafica": INNER,  # title of a conversation in a closed forum
    "kvokodan": INNER,  # post there
    "brundulja": TABLE,  # title of what one table says among itself
    "grmusandra": TABLE,  # post there
    "drndavac": GROUP,  # recommendation being drafted
    "smrkljanac": GROUP,  # recommendation withdrawn before it was fixed
    "cvrkutan": NOBODY,  # hidden post
    "pljuskavica": NOBODY,  # practice that is no longer public
    "tumaralo": NOBODY,  # practice whose only text was unpublished
    "gundeljak": NOBODY,  # news that was taken back
    "sustalica": NOBODY,  # minutes that are not published
}
IN_POSTS = {"kvokodan", "grmusandra"}  # a mail tells titles: of a post that of its conversation
DOORS = ("/en/search/", "/en/search/feed/", "/api/search/", "/api/suggest/")


@dataclass
class World:
    """The people, and the things before and after they became private."""

    people: dict[str, User | None]
    forum: Forum
    table_thread: Thread
    post: Model
    archived: Practice
    unpublished: Practice
    news: Model
    withdrawn: Model

    def close(self) -> None:
        """Make everything private that was public until now."""
        self.forum.visibility = Forum.Visibility.CLOSED
        self.forum.save()
        Thread.objects.filter(forum=self.forum).update(is_public=False)
        forum_changed.send(sender=Forum, forum=self.forum)
        self.table_thread.audience, self.table_thread.is_public = Thread.Audience.TABLE, False
        self.table_thread.save()
        thread_changed.send(sender=Thread, thread=self.table_thread)
        hide_post(self.post, by=self.people["moderator"], reason="names", statement="names a client")
        self.archived.state = Practice.State.ARCHIVED
        self.archived.save()
        self.unpublished.pages.get().unpublish()
        self.news.unpublish()
        self.withdrawn.state = "withdrawn"
        self.withdrawn.save()
        refresh(self.withdrawn)


@pytest.fixture
def world(db) -> World:
    forum, open_forum = ForumFactory(), ForumFactory()
    reply_in(thread_in(forum, title="Zerafica at night"), body="Kvokodan at night")
    table = TableFactory(forum=open_forum)
    table_thread = thread_in(open_forum, title="Brundulja at night", body="Grmusandra at night")
    table_thread.table = table
    table_thread.save()
    post = reply_in(thread_in(open_forum), body="Cvrkutan at night")
    place = forum_with_group()
    draft_of(place, title="Drndavac at home")
    session = Session.objects.create(cycle=open_forum.cycles.get(), number=1, kind="working", starts_at=BEGIN)
    MinuteItem.objects.create(
        minutes=Minutes.objects.create(session=session, language="en"), number=1, text="Sustalica was heard."
    )
    there = World(
        people={
            "visitor": None,
            "stranger": UserFactory(),
            "administrator": UserFactory(is_superuser=True),
            INNER: seated(forum),
            TABLE: seated(open_forum, table=table),
            "other table": seated(open_forum, table=TableFactory(forum=open_forum)),
            GROUP: place.rapporteurs[0],
            "moderator": facilitator(open_forum),
        },
        forum=forum,
        table_thread=table_thread,
        post=post,
        archived=told_practice("en", title="Pljuskavica at home"),
        unpublished=told_practice("en", title="Tumaralo at home"),
        news=news_page("Gundeljak at home"),
        withdrawn=draft_of(place, title="Smrkljanac at home"),
    )
    catch_up()
    return there


@pytest.fixture
def behind(monkeypatch):
    """Nobody who searches brings anything in, as if the database were busy each time."""
    monkeypatch.setattr(due, "FOR_A_READER", 0)


def learned(client, person: User | None, *, is_misspelt: bool = True) -> set[str]:
    """The words that this person learns at any door, though nobody told them."""
    client.logout()
    if person:
        client.force_login(person)
    told = {word for word in WORDS if client.get("/api/search/", {"q": word}).json()["total"]}
    asked = [(door, question) for door in DOORS for question in ("", "night", "home")]
    if is_misspelt:
        asked += [("/api/search/", word[:3] + word[4:]) for word in WORDS]
        asked += [("/api/suggest/", word[:4]) for word in WORDS]
    answers = [client.get(door, {"q": question}).content.decode().lower() for door, question in asked]
    return told | {word for word in WORDS if any(word in answer for answer in answers)}


def counted(client) -> tuple[int, dict[str, int]]:
    answer = client.get("/api/search/", {}).json()
    return answer["total"], {value["value"]: value["count"] for value in answer["facets"]["kind"] if value["count"]}


def rightly(name: str) -> set[str]:
    return {word for word, owner in WORDS.items() if owner == name}


def keep_searches(world: World) -> None:
    """Everybody with an account wants to hear of everything, and has heard of nothing yet."""
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    SavedSearch.objects.bulk_create(
        SavedSearch(user=person, name=name, address=kinds, frequency=SavedSearch.Frequency.DAILY, asked_on=yesterday)
        for name, person in world.people.items()
        if person
        for kinds in ("kind=thread&kind=post", "kind=practice&kind=news&kind=minutes", "kind=recommendation")
    )


def told_by_mail(world: World) -> dict[str, set[str]]:
    """The words in the mails of each person, once those that wait have left."""
    send_waiting()
    words_of: dict[str, str] = defaultdict(str)
    for sent in mail.outbox:
        words_of[sent.to[0]] += sent.message().as_string().lower() + sent.body.lower()
    return {
        name: {word for word in WORDS if word in words_of[person.email]}
        for name, person in world.people.items()
        if person
    }


@pytest.fixture
def morning() -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(timezone.localdate(), datetime.time(7)))


@pytest.mark.parametrize("is_written_before", [False, True])
def test_no_mail_tells_a_word_of_what_its_reader_may_not_read(world, behind, morning, is_written_before):
    keep_searches(world)
    if is_written_before:  # it waits for its server while things become private
        mail_new_results(morning)
    world.close()
    mail_new_results(morning)

    told = told_by_mail(world)

    assert told == {name: rightly(name) - IN_POSTS for name in told}


def test_nobody_learns_a_word_of_what_they_may_not_read(client, world, behind):
    world.close()

    learnt = {name: learned(client, person) for name, person in world.people.items()}

    assert learnt == {name: rightly(name) for name in world.people}


def test_what_is_counted_without_a_word_is_what_is_found(client, world):
    before = counted(client)
    world.close()

    total, kinds = counted(client)

    found = client.get("/api/search/", {"page_size": 100}).json()["results"]
    assert (total, sum(kinds.values())) == (len(found), len(found))
    assert before[0] - total == 9


def test_nobody_learns_a_word_while_the_index_is_behind(client, world, elasticsearch_url, monkeypatch):
    monkeypatch.setattr("search.engines.elasticsearch.TIMEOUT", 30)  # a busy machine is no missing server
    with override_settings(SEARCH_URL=f"{elasticsearch_url}/test-{uuid.uuid4().hex}"):
        engine = elasticsearch_engine()
        drain()
        engine.refresh()
        as_visitor = client.get("/api/search/", {"q": "kvokodan"}).json()
        world.close()

        learnt = {name: learned(client, person, is_misspelt=False) for name, person in world.people.items()}

        engine.drop()
    assert (as_visitor["engine"], as_visitor["total"]) == ("elasticsearch", 1)
    assert {name: words - rightly(name) for name, words in learnt.items() if words - rightly(name)} == {}
    assert learnt[INNER] == rightly(INNER)


def test_suggestions_keep_to_the_same_rights(world):
    world.close()

    titles = {
        name: {found.text for found in suggest("zera", user=person, ui_language="en")}
        for name, person in world.people.items()
        if person
    }

    assert {name for name, found in titles.items() if found} == {INNER}
