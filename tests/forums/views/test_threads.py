import datetime

import pytest
from django.utils import timezone
from django.utils.html import escape

from forums.actions.discussion import conclude_thread, open_thread
from forums.actions.moderation import hide_post, lock_thread
from forums.models import Draft, Forum, Post, ReadMarker, Stage, Thread
from notifications.wishes import set_level
from tests.factories.accounts import MandateFactory, UserFactory, ngo_worker, officer
from tests.factories.directory import OrganisationFactory
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

pytestmark = pytest.mark.django_db

REPLY = {"body": "Nobody comes at night.", "language": "en", "kind": "contribution", "form_key": "k1"}


def reply_url(thread: Thread) -> str:
    return f"/en/t/{thread.public_id}/reply/"


def signed_in(client, user=None):
    user = user or UserFactory()
    client.force_login(user)
    return user


# Reading ----------------------------------------------------------------------------------------------------------


def test_a_forum_that_closes_takes_its_earlier_conversations_along_and_brings_them_back(client):
    forum = ForumFactory()
    thread = thread_in(forum)
    table = TableFactory(forum=forum)
    own = thread_in(forum, table=table, audience=Thread.Audience.TABLE)
    post = thread.posts.get()
    trace = f"/en/trace/post/{post.public_id}/"
    addresses = [thread.get_absolute_url(), post.get_absolute_url(), trace, f"{trace}?format=json"]

    def read_by_a_visitor() -> list[bool]:
        return [client.get(address, follow=True).status_code == 200 for address in addresses]

    statuses = []
    for visibility in (Forum.Visibility.CLOSED, Forum.Visibility.PUBLIC_TO_READ):
        forum.visibility = visibility
        forum.save()
        statuses.append(read_by_a_visitor())

    own.refresh_from_db()
    assert statuses == [[False] * 4, [True] * 4]
    assert own.is_public is False


def test_a_thread_shows_its_posts_in_order_with_the_language_of_each(client):
    thread = thread_in(ForumFactory(), title="Night help")
    reply_in(thread, body="Нико не долази.", language="sr-Cyrl")

    page = client.get(thread.get_absolute_url()).content.decode()

    assert page.index('id="post-1"') < page.index('id="post-2"')
    assert '<div class="post-body prose" lang="sr-Cyrl"><p>Нико не долази.</p>' in page


def test_readers_of_serbian_in_latin_letters_get_latin_letters(client):
    thread = thread_in(ForumFactory())
    reply_in(thread, body="Нико не долази.", language="sr-Cyrl")

    page = client.get(f"/sr-latn/{thread.path}").content.decode()

    assert '<div class="post-body prose" lang="sr-Latn"><p>Niko ne dolazi.</p>' in page


def test_an_old_title_in_the_address_leads_to_the_present_one(client):
    thread = thread_in(ForumFactory(), title="Night help")

    response = client.get(f"/en/forums/{thread.forum.slug}/t/{thread.public_id}-day-help/")

    assert (response.status_code, response["Location"]) == (301, thread.get_absolute_url())


def test_twenty_posts_a_page_and_a_pager(client):
    thread = thread_in(ForumFactory())
    for _number in range(20):
        reply_in(thread)

    first = client.get(thread.get_absolute_url()).content.decode()
    second = client.get(f"{thread.get_absolute_url()}?page=2").content.decode()

    assert (first.count('<article class="post'), second.count('<article class="post')) == (20, 1)
    assert 'id="post-21"' in second
    assert client.get(f"{thread.get_absolute_url()}?page=3").status_code == 404
    assert client.get(f"{thread.get_absolute_url()}?page=x").status_code == 404
    assert client.get(f"{thread.get_absolute_url()}?page={'9' * 5000}").status_code == 404


def test_the_address_of_a_post_leads_to_its_page_and_place(client):
    thread = thread_in(ForumFactory())
    posts = [reply_in(thread) for _number in range(20)]

    response = client.get(posts[-1].get_absolute_url())

    assert response["Location"] == f"{thread.get_absolute_url()}?page=2#post-21"


def test_a_hidden_post_keeps_its_place_and_loses_its_words(client):
    forum = ForumFactory()
    thread = thread_in(forum)
    post = reply_in(thread, body="Mrs Ljubica of Main Street is alone.")
    reply_in(thread, body="This one stays.")
    hide_post(post, by=facilitator(forum), reason="names", statement="It named a client.")

    page = client.get(thread.get_absolute_url()).content.decode()

    assert "Mrs Ljubica" not in page
    assert "No. 2 was hidden by the facilitator." in page
    assert "This one stays." in page
    assert client.get(post.get_absolute_url()).status_code == 404


def test_the_outcome_stands_before_the_first_post(client):
    forum = ForumFactory()
    thread = thread_in(forum)
    conclude_thread(thread, by=facilitator(forum), kind="answered", reason="A telephone was set up.", language="en")

    page = client.get(thread.get_absolute_url()).content.decode()

    assert page.index("A telephone was set up.") < page.index('id="post-1"')
    assert "This conversation is concluded." in page


def test_a_post_that_led_somewhere_shows_its_line(client):
    forum = ForumFactory()
    thread = thread_in(forum)
    post = reply_in(thread)
    before = client.get(thread.get_absolute_url()).content.decode()

    position_in(forum, posts=[post])
    after = client.get(thread.get_absolute_url()).content.decode()

    assert (before.count('class="line '), after.count('class="line ')) == (0, 1)
    assert f"/en/trace/post/{post.public_id}/" in after


def test_reading_moves_the_marker_once(client):
    thread = thread_in(ForumFactory())
    reader = signed_in(client)

    client.get(thread.get_absolute_url())
    reply_in(thread)
    client.get(thread.get_absolute_url())

    assert list(ReadMarker.objects.values_list("user", "thread", "position")) == [(reader.pk, thread.pk, 2)]


@pytest.mark.parametrize(("is_signed_in", "ceiling"), [(False, 5), (True, 8)])
def test_a_thread_costs_the_same_with_one_post_and_with_forty(client, is_signed_in, ceiling, query_count):
    forum = ForumFactory()
    thread = thread_in(forum)
    if is_signed_in:
        signed_in(client, seated(forum))
    client.get(thread.get_absolute_url())
    with_one = query_count(lambda: client.get(thread.get_absolute_url()))
    for _number in range(39):
        post = reply_in(thread, by=officer(), on_behalf_of=None)
    position_in(forum, posts=[post])
    client.get(f"{thread.get_absolute_url()}?page=2")

    with_forty = query_count(lambda: client.get(f"{thread.get_absolute_url()}?page=2"))

    assert with_forty == with_one
    assert with_one <= ceiling


@pytest.mark.parametrize(("followers", "ceiling"), [(0, 32), (1, 38), (40, 38)])
def test_a_reply_costs_the_same_whoever_follows_and_however_long_the_conversation(
    client, followers, ceiling, query_count
):
    forum = ForumFactory()
    thread = thread_in(forum)
    signed_in(client, seated(forum))
    for _number in range(followers):
        reply_in(thread)
        set_level(UserFactory(), kind="forum", subject_id=forum.public_id, level="follow")
    client.post(reply_url(thread), REPLY)

    asked = query_count(lambda: client.post(reply_url(thread), REPLY | {"form_key": "k2"}))

    assert Post.objects.count() == followers + 3
    assert asked <= ceiling


# Who sees what ----------------------------------------------------------------------------------------------------


def test_a_tables_own_thread_is_found_nowhere_by_others(client):
    forum = ForumFactory()
    table, other_table = TableFactory(forum=forum), TableFactory(forum=forum)
    member = seated(forum, table=table)
    thread = open_thread(
        forum, by=member, title="Among us", body="What do we want?", language="en", table=table, audience="table"
    )
    thread_in(forum, title="For everybody")
    addresses = [
        thread.get_absolute_url(),
        thread.posts.get().get_absolute_url(),
        f"/en/p/{thread.posts.get().public_id}/position/",
    ]

    for person in (None, UserFactory(), seated(forum, table=other_table), UserFactory(is_superuser=True)):
        client.logout()
        if person:
            client.force_login(person)
        assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
        for listing in (forum.get_absolute_url(), f"/en/forums/{forum.slug}/conversations/"):
            page = client.get(listing).content.decode()
            assert "For everybody" in page
            assert "Among us" not in page

    client.force_login(member)
    assert client.get(addresses[0]).status_code == 200


def test_a_closed_forum_does_not_exist_for_others(client):
    forum = ForumFactory(visibility=Forum.Visibility.CLOSED)
    member = seated(forum)
    thread = thread_in(forum, by=member)
    addresses = [
        forum.get_absolute_url(),
        f"/en/forums/{forum.slug}/conversations/",
        f"/en/forums/{forum.slug}/positions/",
        f"/en/forums/{forum.slug}/sessions/",
        thread.get_absolute_url(),
        thread.posts.get().get_absolute_url(),
    ]

    for person in (None, UserFactory()):
        if person:
            client.force_login(person)
        assert {client.get(address).status_code for address in addresses} == {404}

    client.force_login(member)
    assert [client.get(address).status_code for address in addresses] == [200, 200, 200, 200, 200, 302]


def test_a_reply_to_a_thread_one_may_not_see_is_not_found(client):
    thread = thread_in(ForumFactory(visibility=Forum.Visibility.CLOSED), by=UserFactory())
    signed_in(client)

    assert client.post(reply_url(thread), REPLY).status_code == 404


# Replying ---------------------------------------------------------------------------------------------------------


def test_a_citizen_replies_and_is_led_to_the_new_post(client):
    thread = thread_in(ForumFactory())
    author = signed_in(client)

    response = client.post(reply_url(thread), REPLY)

    post = thread.posts.get(author=author)
    assert (post.body, post.language, post.number) == ("Nobody comes at night.", "en", 2)
    assert (response.status_code, response["Location"]) == (302, f"{thread.get_absolute_url()}#post-2")


def test_with_scripts_the_browser_is_led_to_the_new_post_too(client):
    thread = thread_in(ForumFactory())
    signed_in(client)

    response = client.post(reply_url(thread), REPLY, headers={"HX-Request": "true"})

    assert response["HX-Redirect"] == f"{thread.get_absolute_url()}#post-2"


def test_the_same_form_sent_twice_counts_once(client):
    thread = thread_in(ForumFactory())
    signed_in(client)

    for _time in range(2):
        client.post(reply_url(thread), REPLY)

    assert thread.posts.count() == 2


def test_an_empty_reply_comes_back_with_what_is_wrong(client):
    thread = thread_in(ForumFactory())
    signed_in(client)

    response = client.post(reply_url(thread), REPLY | {"body": " "})

    assert response.status_code == 422
    assert "Something needs your attention" in response.content.decode()
    assert thread.posts.count() == 1


def test_a_preview_publishes_nothing(client):
    thread = thread_in(ForumFactory())
    signed_in(client)

    whole = client.post(reply_url(thread), REPLY | {"body": "Nobody **comes**.", "preview": "1"})
    fragment = client.post(
        reply_url(thread), REPLY | {"body": "Nobody **comes**.", "preview": "1"}, headers={"HX-Request": "true"}
    )

    assert thread.posts.count() == 1
    for response in (whole, fragment):
        assert "Nobody <strong>comes</strong>." in response.content.decode()
    assert "<html" not in fragment.content.decode()


def test_a_reply_to_a_locked_thread_is_refused_with_the_reason_and_the_text_kept(client):
    forum = ForumFactory()
    thread = thread_in(forum)
    lock_thread(thread, by=facilitator(forum), reason="off_topic", statement="We continue at the session.")
    author = signed_in(client)

    response = client.post(reply_url(thread), REPLY)

    page = response.content.decode()
    assert response.status_code == 403
    assert "We continue at the session." in page
    assert "Nobody comes at night." in page
    assert Draft.objects.get(user=author, thread=thread).body == "Nobody comes at night."
    assert thread.posts.count() == 1


def test_a_reply_in_a_closed_stage_is_refused_with_the_next_date_and_the_text_kept(client):
    forum = ForumFactory(stage=Stage.Kind.DECIDE)
    opens_at = datetime.datetime(2090, 5, 12, 9, tzinfo=datetime.UTC)
    StageFactory(
        cycle=cycle_of(forum), kind="follow_up", opens_at=opens_at, closes_at=opens_at + datetime.timedelta(days=9)
    )
    thread = thread_in(forum, by=facilitator(forum))
    signed_in(client)

    response = client.post(reply_url(thread), REPLY)

    page = response.content.decode()
    assert response.status_code == 403
    assert "It opens on 12 May 2090." in page
    assert "Nobody comes at night." in page


def test_a_program_is_told_the_same_as_data(client):
    forum = ForumFactory(stage=Stage.Kind.DECIDE)
    opens_at = datetime.datetime(2090, 5, 12, 9, tzinfo=datetime.UTC)
    StageFactory(
        cycle=cycle_of(forum), kind="follow_up", opens_at=opens_at, closes_at=opens_at + datetime.timedelta(days=9)
    )
    thread = thread_in(forum, by=facilitator(forum))
    signed_in(client)

    answers = [
        client.post(address, REPLY | {"title": "Nights"}, headers={"accept": "application/json"})
        for address in (reply_url(thread), f"/en/forums/{forum.slug}/new/")
    ]

    for answer in answers:
        told = answer.json()
        assert answer.status_code == 403
        assert "It opens on 12 May 2090." in told["reason"]
        assert (told["opens_at"], told["text"]) == ("2090-05-12T09:00:00+00:00", "Nobody comes at night.")


def test_words_stay_those_of_person_and_organisation_after_the_authorisation_ends(client):
    thread = thread_in(ForumFactory())
    person = ngo_worker(OrganisationFactory(kind="ngo", name="Help at home"), display_name="Besa")
    reply_in(thread, by=person, on_behalf_of=person.mandates.get())
    person.mandates.update(starts_on="2020-01-01", ends_on="2020-02-01", state="revoked")

    page = client.get(thread.get_absolute_url()).content.decode()

    assert "Besa" in page
    assert "Help at home" in page


def test_what_was_refused_waits_in_the_form_when_the_thread_opens_again(client):
    forum = ForumFactory()
    thread = thread_in(forum)
    author = signed_in(client)
    Draft.objects.create(user=author, thread=thread, body="Nobody comes at night.")

    page = client.get(thread.get_absolute_url()).content.decode()

    assert "Nobody comes at night.</textarea>" in page


def test_in_a_closed_stage_questions_can_still_be_asked(client):
    forum = ForumFactory(stage=Stage.Kind.DECIDE)
    thread = thread_in(forum, by=facilitator(forum))
    signed_in(client)

    page = client.get(thread.get_absolute_url()).content.decode()
    client.post(reply_url(thread), REPLY | {"kind": "question"})

    assert "Questions and reports from the field are always open." in page
    assert thread.posts.filter(kind="question", state="published").count() == 1


def test_a_visitor_is_asked_to_sign_in_and_keeps_what_was_typed(client):
    thread = thread_in(ForumFactory())

    response = client.post(reply_url(thread), REPLY)

    assert response.status_code == 403
    assert escape("Nobody comes at night.") in response.content.decode()


def test_with_scripts_a_refusal_stays_on_the_page(client):
    forum = ForumFactory()
    thread = thread_in(forum)
    lock_thread(thread, by=facilitator(forum), reason="other", statement="Until the session.")
    signed_in(client)

    response = client.post(reply_url(thread), REPLY, headers={"HX-Request": "true"})

    assert response.status_code == 422
    assert "Until the session." in response.content.decode()


def test_an_officer_of_the_host_answers_officially_in_any_stage(client):
    forum = ForumFactory(stage=Stage.Kind.DECIDE)
    thread = thread_in(forum, by=facilitator(forum))
    mandate = MandateFactory(organisation=forum.host)
    signed_in(client, mandate.user)

    client.post(reply_url(thread), REPLY | {"kind": "official_reply"})

    post = thread.posts.get(kind="official_reply")
    assert (post.author, post.on_behalf_of) == (mandate.user, mandate)


def test_nobody_else_answers_officially(client):
    thread = thread_in(ForumFactory())
    signed_in(client, officer())

    response = client.post(reply_url(thread), REPLY | {"kind": "official_reply"})

    assert response.status_code == 422
    assert thread.posts.count() == 1


def test_the_draft_is_kept_while_one_writes(client):
    thread = thread_in(ForumFactory())
    author = signed_in(client)

    client.post(f"/en/t/{thread.public_id}/draft/", {"body": "Nobody co"})

    assert Draft.objects.get().body == "Nobody co"
    assert Draft.objects.get().user == author


def test_an_author_changes_words_and_nobody_elses(client):
    thread = thread_in(ForumFactory())
    author = signed_in(client)
    mine, other = reply_in(thread, by=author), reply_in(thread)

    client.post(f"/en/p/{mine.public_id}/edit/", {"body": "Better words."})
    refused = client.post(f"/en/p/{other.public_id}/edit/", {"body": "Better words."})

    mine.refresh_from_db()
    assert (mine.body, refused.status_code) == ("Better words.", 403)


# Starting and concluding ------------------------------------------------------------------------------------------


def test_a_conversation_is_started_once(client):
    forum = ForumFactory()
    signed_in(client)
    words = {
        "title": "Night help",
        "body": "Who comes?",
        "language": "en",
        "thread_kind": "problem",
        "form_key": "k2",
    }

    for _time in range(2):
        response = client.post(f"/en/forums/{forum.slug}/new/", words)

    thread = forum.threads.get()
    assert (thread.title, thread.kind, thread.posts.get().body) == ("Night help", "problem", "Who comes?")
    assert response["Location"] == thread.get_absolute_url()


def test_a_conversation_of_a_new_person_waits_where_the_forum_says_so(client):
    forum = ForumFactory(premoderation=Forum.Premoderation.ALL)
    author = signed_in(client)

    response = client.post(
        f"/en/forums/{forum.slug}/new/", {"title": "Night help", "body": "Who comes?", "language": "en"}, follow=True
    )

    assert "appears when the facilitator has read it" in response.content.decode()
    client.force_login(UserFactory())
    assert client.get(forum.threads.get(opened_by=author).get_absolute_url()).status_code == 404


def test_in_a_closed_stage_a_new_conversation_is_refused_and_a_question_is_not(client):
    forum = ForumFactory(stage=Stage.Kind.DECIDE)
    signed_in(client)
    words = {"title": "Night help", "body": "Who comes?", "language": "en"}
    url = f"/en/forums/{forum.slug}/new/"

    refused = client.post(url, words | {"thread_kind": "proposal"})
    client.post(url, words | {"thread_kind": "question"})

    assert refused.status_code == 403
    assert "Who comes?" in refused.content.decode()
    assert [thread.kind for thread in forum.threads.all()] == ["question"]


def test_a_rapporteur_concludes_a_conversation_of_the_own_table_only(client):
    forum = ForumFactory()
    table = TableFactory(forum=forum)
    rapporteur = signed_in(client, seated(forum, table=table, role="rapporteur"))
    own = thread_in(forum, by=rapporteur, table=table)
    other = thread_in(forum)
    words = {"kind": "answered", "reason": "Settled at the table.", "language": "en"}

    statuses = [client.post(f"/en/t/{thread.public_id}/conclude/", words).status_code for thread in (own, other)]

    own.refresh_from_db()
    assert (statuses, own.state) == ([302, 403], Thread.State.CONCLUDED)


def test_the_state_of_the_past_is_not_read_from_now():
    forum = ForumFactory(stage=False)
    then = timezone.now() - datetime.timedelta(days=100)
    StageFactory(cycle=cycle_of(forum), opens_at=then, closes_at=then + datetime.timedelta(days=9))

    thread = thread_in(forum, at=then + datetime.timedelta(days=1))

    assert thread.posts.get().state == Post.State.PUBLISHED
