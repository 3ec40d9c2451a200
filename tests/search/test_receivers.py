"""What happens elsewhere in the portal is found, or no longer found, in the same moment."""

import pytest
from django.db import transaction
from django.utils import timezone
from wagtail.models import PageViewRestriction

from forums.actions.discussion import edit_post
from forums.actions.minutes import publish_minutes
from forums.actions.moderation import hide_post, restore_post
from forums.models import Forum, MinuteItem, Minutes, Session, Thread
from forums.signals import forum_changed, thread_changed
from practices.models import Practice
from search.due import catch_up
from search.models import SearchEntry
from search.permissions import readable_scopes
from tests.factories.accounts import UserFactory
from tests.factories.directory import MunicipalityFactory
from tests.factories.forums import ForumFactory, TableFactory, facilitator, reply_in, seated, thread_in
from tests.factories.practices import practice_text, told_practice
from tests.factories.recommendations import consulted, draft_of, forum_with_group, point_from

pytestmark = pytest.mark.usefixtures("empty_search")

WORD = "марабу"


def found(client, query: str = WORD, **parameters) -> list[tuple[str, str]]:
    answer = client.get("/api/search/", {"q": query, "page_size": 100, **parameters}).json()
    return sorted((result["kind"], result["id"]) for result in answer["results"])


def test_a_practice_is_found_in_each_of_its_languages_as_one_thing(client):
    practice = told_practice("en", title="Marabou at home")
    practice_text(practice, "mk", title="Марабу дома")

    assert found(client, "marabou") == found(client, "марабу") == [("practice", practice.public_id)]


def test_a_practice_that_is_no_longer_public_is_not_found(client):
    practice = told_practice("sr-Cyrl", title="Марабу")

    practice.state = Practice.State.ARCHIVED
    practice.save()

    assert found(client) == []


def test_an_unpublished_text_is_not_found(client):
    practice = told_practice("sr-Cyrl", title="Марабу")

    practice.pages.get().unpublish()

    assert found(client) == []


def test_a_page_with_restricted_readers_is_not_found_until_it_is_free_again(client):
    practice = told_practice("sr-Cyrl", title="Марабу")
    page = practice.pages.get()

    restriction = PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")
    closed = found(client)
    restriction.delete()

    assert (closed, found(client)) == ([], [("practice", practice.public_id)])


def test_a_deleted_page_takes_its_words_with_it(client):
    practice = told_practice("sr-Cyrl", title="Марабу")

    practice.pages.get().delete()

    assert found(client) == []


def test_tags_are_counted_as_soon_as_they_are_set(client):
    practice = told_practice("sr-Cyrl", title="Марабу", themes=["housing"], countries=["ME"])

    assert found(client, theme="housing", country="ME") == [("practice", practice.public_id)]


def test_a_change_that_did_not_happen_is_not_found(client):
    practice = told_practice("sr-Cyrl", title="Штала")

    with transaction.atomic():
        page = practice.pages.get()
        page.title = "Марабу"
        page.save()
        transaction.set_rollback(True)

    assert found(client) == []


def test_a_municipality_is_found_by_every_name(client):
    place = MunicipalityFactory(names={"sr-Cyrl": "Нови Марабу", "en": "New Marabou"})

    assert found(client, "нови марабу") == found(client, "marabou") == [("municipality", place.public_id)]


def test_a_post_is_found_under_its_thread(client):
    thread = thread_in(ForumFactory(), title="Ноћна помоћ", body="Ко долази?", language="sr-Cyrl")
    post = reply_in(thread, body="Долази **марабу**.", language="sr-Cyrl")

    answer = client.get("/api/search/", {"q": WORD}).json()["results"][0]

    assert {name: answer[name] for name in ("kind", "id", "title", "thread", "snippet_html")} == {
        "kind": "post",
        "id": post.public_id,
        "title": "Ноћна помоћ",
        "thread": thread.public_id,
        "snippet_html": "Долази <mark>марабу</mark>.",
    }


def test_an_edited_post_is_found_by_its_new_words(client):
    author = UserFactory()
    post = reply_in(thread_in(ForumFactory()), by=author, body="Штала", language="sr-Cyrl")

    edit_post(post, by=author, body="Марабу")

    assert (found(client), found(client, "штала")) == ([("post", post.public_id)], [])


def test_a_hidden_post_is_found_by_nobody_until_it_is_shown_again(client):
    forum = ForumFactory()
    post = reply_in(thread_in(forum), body="Марабу", language="sr-Cyrl")
    moderator = facilitator(forum)

    hide_post(post, by=moderator, reason="names", statement="names a client")
    hidden = found(client)
    post.refresh_from_db()
    restore_post(post, by=moderator)

    assert (hidden, found(client)) == ([], [("post", post.public_id)])
    assert not SearchEntry.objects.filter(texts__body__contains="names a client").exists()


def test_closing_a_forum_hides_everything_said_in_it_from_others(client):
    forum = ForumFactory()
    insider = seated(forum)
    thread = thread_in(forum, title="Марабу", body="Марабу", language="sr-Cyrl")
    before = found(client)

    forum.visibility = Forum.Visibility.CLOSED
    forum.save()
    forum_changed.send(sender=Forum, forum=forum)

    assert before == [("post", thread.posts.get().public_id), ("thread", thread.public_id)]
    assert found(client) == []
    client.force_login(insider)
    assert found(client) == before


def test_what_one_table_says_among_itself_is_found_by_that_table_only(client):
    forum = ForumFactory()
    table = TableFactory(forum=forum)
    own, other = seated(forum, table=table), seated(forum, table=TableFactory(forum=forum))
    thread = thread_in(forum, title="Марабу", body="Штала", language="sr-Cyrl")
    thread.table, thread.audience, thread.is_public = table, Thread.Audience.TABLE, False
    thread.save()
    thread_changed.send(sender=Thread, thread=thread)

    results = []
    for person in (own, other, UserFactory()):
        client.force_login(person)
        results.append((found(client), found(client, "штала")))

    assert results[0] == ([("thread", thread.public_id)], [("post", thread.posts.get().public_id)])
    assert results[1:] == [([], []), ([], [])]


def test_a_person_reads_the_circles_they_belong_to():
    forum = ForumFactory()
    table = TableFactory(forum=forum)

    assert readable_scopes(seated(forum, table=table)) == {"public", f"forum:{forum.pk}", f"table:{table.pk}"}
    assert readable_scopes(facilitator(forum)) == {"public", f"forum:{forum.pk}"}
    assert readable_scopes(UserFactory()) == {"public"}


@pytest.mark.parametrize("door", ["/api/search/", "/api/suggest/", "/sr/search/"])
def test_a_private_word_shows_at_no_door(client, door):
    forum = ForumFactory(visibility=Forum.Visibility.CLOSED)
    reply_in(thread_in(forum, title="Марабу", language="sr-Cyrl"), body="Марабу", language="sr-Cyrl")

    for query in ("мара", "марабу", "маребу", ""):
        content = client.get(door, {"q": query}).content.decode()
        assert "Марабу" not in content
        assert "Marabu" not in content


def test_what_did_not_change_is_not_written_again():
    practice = told_practice("sr-Cyrl", title="Марабу")
    catch_up()
    version = SearchEntry.objects.get(kind="practice").version

    practice.save()
    catch_up()

    assert SearchEntry.objects.get(kind="practice").version == version


def test_a_draft_is_found_by_its_group_and_everybody_finds_it_once_it_is_open_for_comments(client):
    place = forum_with_group()
    document = draft_of(place, title="Marabou at home")
    point = point_from(place, document)
    whole = [("clause", point.clause.public_id), ("recommendation", document.public_id)]

    def found_by(person) -> list:
        client.force_login(person)
        return [item for item in found(client, "marabou") + found(client, "travel") if item in whole]

    as_draft = [sorted(found_by(person)) for person in (place.rapporteurs[0], UserFactory())]
    consulted(place, document)

    assert as_draft == [whole, []]
    assert sorted(found_by(UserFactory())) == whole


def test_a_recommendation_is_found_by_its_reference(client):
    place = forum_with_group()
    document = draft_of(place)
    point_from(place, document)
    consulted(place, document)

    assert ("recommendation", document.public_id) in found(client, f'"{document.reference}"')


def test_the_recommendation_of_a_closed_forum_stays_in_it(client):
    place = forum_with_group(visibility="closed")
    document = draft_of(place, title="Marabou at home")
    point_from(place, document)
    consulted(place, document)

    to_visitor = found(client, "marabou")
    client.force_login(place.facilitator)

    assert (to_visitor, found(client, "marabou")) == ([], [("recommendation", document.public_id)])


def test_published_minutes_are_found_by_what_they_say(client):
    forum = ForumFactory()
    session = Session.objects.create(
        cycle=forum.cycles.get(), number=2, kind="working", state="held", starts_at=timezone.now()
    )
    minutes = Minutes.objects.create(session=session, language="en")
    item = MinuteItem.objects.create(minutes=minutes, number=1, text="The marabou was heard.")
    as_draft = found(client, "marabou")

    publish_minutes(minutes, by=facilitator(forum))

    assert (as_draft, found(client, "marabou")) == ([], [("minutes", item.public_id)])
    assert ("minutes", minutes.public_id) in found(client, "minutes session")
