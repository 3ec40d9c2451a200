import pytest

from forums.models import Forum, Measure, Post
from tests.factories.accounts import MandateFactory, UserFactory, staff
from tests.factories.forums import ForumFactory, TableFactory, coordinator, facilitator, reply_in, thread_in

pytestmark = pytest.mark.django_db

HIDE = {"measure": "hide", "reason": "names", "statement": "It named a client."}


def test_the_facilitator_finds_what_waits_and_publishes_it(client):
    forum = ForumFactory(premoderation=Forum.Premoderation.ALL)
    leader = facilitator(forum)
    post = reply_in(thread_in(forum, by=leader), body="I wait to be read.")
    client.force_login(leader)

    queue = client.get(f"/en/forums/{forum.slug}/waiting/").content.decode()
    client.post(f"/en/p/{post.public_id}/measure/", {"measure": "approve"})

    post.refresh_from_db()
    assert "I wait to be read." in queue
    assert (post.state, post.number) == (Post.State.PUBLISHED, 2)
    assert "Nothing waits" in client.get(f"/en/forums/{forum.slug}/waiting/").content.decode()


def test_an_administrator_does_not_read_in_the_queue_what_waits_at_a_table(client):
    forum = ForumFactory(premoderation=Forum.Premoderation.ALL)
    leader = facilitator(forum)
    reply_in(thread_in(forum, by=leader), body="For everybody.")
    reply_in(thread_in(forum, by=leader, table=TableFactory(forum=forum), audience="table"), body="For the table.")

    found = []
    for person in (staff("administrator"), leader):
        client.force_login(person)
        page = client.get(f"/en/forums/{forum.slug}/waiting/")
        found.append([post.body for post in page.context["posts"]])

    assert found == [["For everybody."], ["For everybody.", "For the table."]]


def test_hiding_needs_a_reason_and_a_word_to_the_author(client):
    forum = ForumFactory()
    post = reply_in(thread_in(forum))
    client.force_login(facilitator(forum))
    address = f"/en/p/{post.public_id}/measure/"

    refused = client.post(address, {"measure": "hide"})
    client.post(address, HIDE)

    post.refresh_from_db()
    assert refused.status_code == 422
    assert post.state == Post.State.HIDDEN
    assert Measure.objects.get().statement == "It named a client."


def test_the_coordinator_and_the_host_do_not_moderate(client):
    forum = ForumFactory()
    post = reply_in(thread_in(forum))
    leader_of_the_host = facilitator(forum)
    MandateFactory(user=leader_of_the_host, organisation=forum.host)

    for person in (coordinator(forum), leader_of_the_host, UserFactory(is_superuser=True)):
        client.force_login(person)
        assert client.post(f"/en/p/{post.public_id}/measure/", HIDE).status_code == 403
        assert client.get(f"/en/forums/{forum.slug}/waiting/").status_code == 403

    post.refresh_from_db()
    assert post.state == Post.State.PUBLISHED


def test_a_conversation_is_closed_with_a_reason_everybody_reads_and_opened_again(client):
    forum = ForumFactory()
    thread = thread_in(forum)
    client.force_login(facilitator(forum))
    address = f"/en/t/{thread.public_id}/lock/"

    client.post(address, {"measure": "lock", "reason": "off_topic", "statement": "At the session."})
    page = client.get(thread.get_absolute_url()).content.decode()
    client.post(address, {"measure": "unlock"})

    thread.refresh_from_db()
    assert "Closed for replies. The reason: At the session." in page
    assert thread.is_locked is False
