import datetime

import pytest
from django.utils import timezone

from forums.actions.discussion import conclude_thread
from forums.actions.positions import record_table_voice
from forums.actions.tables import create_participant
from forums.models import Forum, ForumIndexPage, ForumPage, Session, Stage
from tests.factories.accounts import UserFactory
from tests.factories.directory import country
from tests.factories.forums import (
    ForumFactory,
    StageFactory,
    TableFactory,
    cycle_of,
    facilitator,
    position_in,
    reply_in,
    seated,
    thread_in,
)
from tests.factories.pages import index_of, publish_below

pytestmark = pytest.mark.django_db


def text_of(forum: Forum, *, tree: str = "en", **fields) -> ForumPage:
    """A text about the forum in the tree of that language."""
    page = ForumPage(forum=forum, slug=forum.slug, **({"title": "Night help", "charter": "<p>We listen.</p>"} | fields))
    return publish_below(ForumIndexPage, page, tree)


def test_a_forum_says_what_may_be_done_now_and_until_when(client):
    forum = ForumFactory(stage=False)
    StageFactory(
        cycle=cycle_of(forum),
        kind=Stage.Kind.EXPLORE,
        closes_at=timezone.now() + datetime.timedelta(days=9, minutes=1),
    )
    text_of(forum)

    page = client.get(forum.get_absolute_url()).content.decode()

    assert "Hearing needs" in page
    assert "9 days left" in page
    assert "Sign in to do this." in page


def test_a_signed_in_reader_is_offered_the_one_next_step(client):
    forum = ForumFactory()
    text_of(forum)
    client.force_login(UserFactory())

    page = client.get(forum.get_absolute_url()).content.decode()

    assert f'<a class="button button-small" href="/en/forums/{forum.slug}/new/">Say your opinion</a>' in page


def test_a_forum_is_shown_in_the_text_its_reader_reads_best(client):
    forum = ForumFactory()
    text_of(forum, tree="sr", title="Ноћна помоћ")
    text_of(forum, tree="mk", title="Ноќна помош")

    titles = {
        language: client.get(f"/{language}/forums/{forum.slug}/").context["page"].title
        for language in ("sr", "sr-latn", "mk", "en")
    }

    assert titles == {"sr": "Ноћна помоћ", "sr-latn": "Ноћна помоћ", "mk": "Ноќна помош", "en": "Ноћна помоћ"}


def test_readers_of_serbian_in_latin_letters_get_the_title_in_latin(client):
    forum = ForumFactory()
    text_of(forum, tree="sr", title="Ноћна помоћ")

    page = client.get(f"/sr-latn/forums/{forum.slug}/").content.decode()

    assert '<h1 lang="sr-Latn">Noćna pomoć</h1>' in page


def test_conversations_stand_with_the_newest_activity_first_and_their_outcome(client):
    forum = ForumFactory()
    text_of(forum)
    old, new = thread_in(forum, title="Old"), thread_in(forum, title="New")
    reply_in(old)
    conclude_thread(new, by=facilitator(forum), kind="answered", reason="A telephone.", language="en")

    context = client.get(forum.get_absolute_url()).context

    assert [row.public_id for row in context["threads"].rows] == [old.public_id, new.public_id]
    assert "Answered" in client.get(forum.get_absolute_url()).content.decode()


def test_the_ring_counts_who_sits_at_each_table_and_who_has_spoken(client):
    forum = ForumFactory()
    text_of(forum)
    table, empty = TableFactory(forum=forum, interest="Villages"), TableFactory(forum=forum, interest="Schools")
    speaker = seated(forum, table=table)
    seated(forum, table=table)
    create_participant(forum, by=None, table=table, has_consent=True, consent_wording="1")
    reply_in(thread_in(forum), by=speaker)

    tables = client.get(forum.get_absolute_url()).context["tables"]

    assert [(row.number, row.interest, len(row.seats), row.spoke_count) for row in tables] == [
        (table.number, "Villages", 3, 1),
        (empty.number, "Schools", 0, 0),
    ]


def test_common_ground_stands_first(client):
    forum = ForumFactory()
    text_of(forum)
    leader = facilitator(forum)
    shared_by_none, shared_by_two = position_in(forum), position_in(forum)
    for _number in range(2):
        record_table_voice(shared_by_two, by=leader, table=TableFactory(forum=forum), answer="agree")

    positions = client.get(forum.get_absolute_url()).context["positions"]

    assert [(position, position.agree) for position in positions] == [(shared_by_two, 2), (shared_by_none, 0)]


def test_a_draft_is_for_its_team_only(client):
    forum = ForumFactory(state=Forum.State.DRAFT)
    text_of(forum)
    leader = facilitator(forum)

    as_visitor = client.get(forum.get_absolute_url()).status_code
    client.force_login(leader)

    assert (as_visitor, client.get(forum.get_absolute_url()).status_code) == (404, 200)


def test_an_unknown_forum_is_not_found(client):
    assert client.get("/en/forums/nowhere/").status_code == 404


def test_older_conversations_follow_by_key(client):
    forum = ForumFactory()
    threads = [thread_in(forum, title=f"Thread {number}") for number in range(23)]
    address = f"/en/forums/{forum.slug}/conversations/"

    first = client.get(address).context
    second = client.get(f"{address}?after={first['threads'].more}").context

    shown = [row.public_id for row in [*first["threads"].rows, *second["threads"].rows]]
    assert shown == [thread.public_id for thread in reversed(threads)]
    assert second["threads"].more == ""
    assert client.get(f"{address}?after=x").status_code == 404
    assert client.get(f"{address}?after=1e17-1").status_code == 404
    assert client.get(f"{address}?after=1e15-1").status_code == 404


@pytest.mark.parametrize(("is_signed_in", "ceiling"), [(False, 5), (True, 8)])
def test_the_list_of_conversations_costs_the_same_with_one_and_with_forty(client, is_signed_in, ceiling, query_count):
    forum = ForumFactory()
    thread_in(forum)
    if is_signed_in:
        client.force_login(seated(forum))
    address = f"/en/forums/{forum.slug}/conversations/"
    client.get(address)
    with_one = query_count(lambda: client.get(address))
    for _number in range(39):
        thread_in(forum)

    with_forty = query_count(lambda: client.get(address))

    assert with_forty == with_one
    assert with_one <= ceiling


@pytest.mark.parametrize(("is_signed_in", "ceiling"), [(False, 5), (True, 8)])
def test_a_forum_costs_the_same_with_one_and_with_forty_of_everything(client, is_signed_in, ceiling, query_count):
    forum = ForumFactory()
    text_of(forum)
    if is_signed_in:
        client.force_login(seated(forum))
    post = reply_in(thread_in(forum))
    position_in(forum, posts=[post])
    client.get(forum.get_absolute_url())
    with_one = query_count(lambda: client.get(forum.get_absolute_url()))
    for number in range(39):
        post = reply_in(thread_in(forum), by=seated(forum))
        record_table_voice(position_in(forum, posts=[post]), by=None, table=post.table, answer="agree")
        Session.objects.create(cycle=cycle_of(forum), number=number, kind="thematic", starts_at=timezone.now())

    with_forty = query_count(lambda: client.get(forum.get_absolute_url()))

    assert with_forty == with_one
    assert with_one <= ceiling


# The list of forums -----------------------------------------------------------------------------------------------


def test_forums_are_listed_in_the_readers_language_with_their_stage(client):
    forum = ForumFactory(announced_at=timezone.now())
    text_of(forum)
    ForumFactory(state=Forum.State.DRAFT)

    cards = client.get(index_of(ForumIndexPage).url).context["cards"]

    assert [(card.title, card.url, card.state) for card in cards] == [
        ("Night help", f"/en/forums/{forum.slug}/", "comments")
    ]


def test_forums_are_narrowed_by_country(client):
    here, elsewhere = ForumFactory(), ForumFactory()
    here.countries.add(country("MK"))
    elsewhere.countries.add(country("RS"))

    cards = client.get(f"{index_of(ForumIndexPage).url}?country=MK").context["cards"]

    assert [card.public_id for card in cards] == [here.public_id]
    assert client.get(f"{index_of(ForumIndexPage).url}?country=XX").status_code == 400


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_the_list_of_forums_costs_the_same_with_one_and_with_twenty(client, is_signed_in, query_count):
    address = index_of(ForumIndexPage).url
    text_of(ForumFactory())
    if is_signed_in:
        client.force_login(UserFactory())
    client.get(address)
    with_one = query_count(lambda: client.get(address))
    for _number in range(19):
        text_of(ForumFactory())

    with_twenty = query_count(lambda: client.get(address))

    assert with_twenty == with_one
    assert with_one <= (10 if is_signed_in else 8)
