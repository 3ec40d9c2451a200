import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from forums.actions.moderation import hide_post, hold_post, raise_flag, redact_post
from forums.models import Appeal, Forum, Measure, Post
from tests.factories.accounts import MandateFactory, UserFactory, staff
from tests.factories.forums import ForumFactory, TableFactory, coordinator, facilitator, reply_in, thread_in

pytestmark = pytest.mark.django_db


def days_ago(days: int) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=days)


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
        found.append([entry.post.body for entry in page.context["entries"]])

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


def test_what_is_reported_stands_in_the_queue_for_the_team_alone(client):
    forum = ForumFactory()
    leader, reader, post = facilitator(forum), UserFactory(display_name="Ana Reader"), reply_in(thread_in(forum))
    client.force_login(reader)
    client.post(f"/en/p/{post.public_id}/report/", {"reason": "names", "note": "Line two."})

    pages = {}
    for person in (leader, reader, UserFactory()):
        client.force_login(person)
        addresses = (f"/en/forums/{forum.slug}/waiting/", post.thread.get_absolute_url())
        pages[person] = ["Ana Reader reported" in client.get(address).content.decode() for address in addresses]
        client.logout()

    assert pages[leader] == [True, False]
    assert [pages[person][0] for person in pages if person != leader] == [False, False]


def test_each_entry_of_the_queue_says_where_it_comes_from_and_since_when(client):
    forum = ForumFactory()
    leader, thread = facilitator(forum), thread_in(forum)
    held, reported = reply_in(thread), reply_in(thread)
    reply_in(thread, by=UserFactory(joined_at=timezone.now()))
    hold_post(held, by=leader, reason="names", statement="I look at it.", at=days_ago(3))
    raise_flag(reported, by=UserFactory(), reason="insult", at=days_ago(8))
    client.force_login(leader)

    entries = client.get(f"/en/forums/{forum.slug}/waiting/").context["entries"]

    assert [([str(source) for source in entry.sources], entry.days) for entry in entries] == [
        (["reported"], 8),
        (["held by the facilitator"], 3),
        (["first contribution of a new account"], 0),
    ]


@pytest.mark.once  # it counts queries
def test_the_queue_costs_the_same_with_one_entry_and_with_many(client):
    forum = ForumFactory(premoderation=Forum.Premoderation.ALL)
    leader = facilitator(forum)
    thread = thread_in(forum, by=leader)
    client.force_login(leader)

    counts = []
    for more in (1, 12):
        for _number in range(more):
            raise_flag(reply_in(thread), by=UserFactory(), reason="insult")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/en/forums/{forum.slug}/waiting/")
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 14


def test_a_person_appeals_and_somebody_else_takes_the_decision_back(client):
    forum, author = ForumFactory(), UserFactory()
    first, other = facilitator(forum), facilitator(forum)
    post = reply_in(thread_in(forum), by=author, body="The mayor promised it.")
    measure = hide_post(post, by=first, reason="names", statement="A client was named.")
    decision = f"/en/decisions/{measure.public_id}/"

    client.force_login(author)
    seen = client.get(decision).content.decode()
    client.post(f"{decision}appeal/", {"words": "It was the mayor.", "language": "en"})
    client.force_login(first)
    refused = client.post(f"{decision}decide/", {"decision": "confirm", "reason": "I was right."})
    client.force_login(other)
    client.post(f"{decision}decide/", {"decision": "overturn", "reason": "The mayor is no client."})

    post.refresh_from_db()
    assert "A client was named." in seen
    assert "The mayor promised it." in seen
    assert (refused.status_code, post.state) == (403, "published")
    assert Appeal.objects.get().decided_by == other


def test_a_decision_is_read_by_whom_it_concerns_and_by_who_takes_care_of_the_forum(client):
    forum, author = ForumFactory(), UserFactory()
    leader = facilitator(forum)
    measure = hide_post(reply_in(thread_in(forum), by=author), by=leader, reason="names", statement="A name.")
    people = (author, leader, coordinator(forum), UserFactory(), staff("editor"), staff("administrator"))

    answers = []
    for person in people:
        client.force_login(person)
        answers.append(client.get(f"/en/decisions/{measure.public_id}/").status_code)

    assert answers == [200, 200, 404, 404, 404, 200]
    assert [person.has_perm("forums.view_measure", measure) for person in people] == [
        Measure.objects.visible_to(person).exists() for person in people
    ]


def test_a_suspension_is_taken_and_lifted_from_the_page(client):
    forum, author = ForumFactory(), UserFactory()
    post = reply_in(thread_in(forum), by=author)
    client.force_login(facilitator(forum))

    client.post(f"/en/p/{post.public_id}/suspend/", {"days": "7", "reason": "repeated", "statement": "Again."})
    measure = Measure.objects.get()
    refused = User.objects.get(pk=author.pk).has_perm("forums.ask", forum)
    client.post(f"/en/decisions/{measure.public_id}/lift/")

    assert (refused, User.objects.get(pk=author.pk).has_perm("forums.ask", forum)) == (False, True)


def test_everybody_reads_the_figures_of_a_year(client):
    forum, author = ForumFactory(), UserFactory()
    leader, thread = facilitator(forum), thread_in(forum)
    for reason in ("names", "names", "insult"):
        hide_post(reply_in(thread, by=author), by=leader, reason=reason, statement="Not so.")
    hide_post(reply_in(thread_in(ForumFactory())), by=leader, reason="other", statement="Not so.")

    rows = [client.get(address).context["rows"][0] for address in ("/en/care/", f"/en/forums/{forum.slug}/care/")]

    assert [row["total"] for row in rows] == [4, 3]
    assert rows[1]["counts"] == [2, 1, 0, 0, 0, 0, 0]
    assert client.get("/en/care/?year=1888").status_code == 404


def test_words_that_were_taken_out_are_read_by_nobody_but_whom_they_concern_and_who_decides(client):
    forum = ForumFactory()
    author, leader, of_the_host = UserFactory(), facilitator(forum), facilitator(forum)
    MandateFactory(user=of_the_host, organisation=forum.host)
    post = reply_in(thread_in(forum), by=author, body="Milica waits at night.")
    measure = redact_post(post, by=leader, passages=["Milica"], reason="names", statement="A name.")
    people = {
        "author": author,
        "facilitator": leader,
        "another facilitator": facilitator(forum),
        "administrator": staff("administrator"),
        "facilitator who speaks for the host": of_the_host,
        "coordinator": coordinator(forum),
        "citizen": UserFactory(),
        "editor": staff("editor"),
        "facilitator elsewhere": facilitator(ForumFactory()),
        "visitor": None,
    }

    pages = (f"p/{post.public_id}/history/", f"p/{post.public_id}/measure/", f"forums/{forum.slug}/waiting/")
    doors = [measure.get_absolute_url(), post.thread.get_absolute_url(), *(f"/en/{page}" for page in pages)]
    found = {role: [door for door in doors if reads(client, person, door)] for role, person in people.items()}

    readers = {role for role, where in found.items() if where}
    assert readers == {"author", "facilitator", "another facilitator", "administrator"}
    assert {door for where in found.values() for door in where} == {measure.get_absolute_url()}


def reads(client, person: User | None, door: str) -> bool:
    """Whether the name stands on that page for this person."""
    client.logout()
    if person:
        client.force_login(person)
    return "Milica" in client.get(door, follow=True).content.decode()
