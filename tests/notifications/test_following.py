import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forums.models import Thread
from notifications.addresses import Stop, stop_token
from notifications.emails import send_waiting
from notifications.models import MailSettings, Subscription
from portal.taxonomies.models import Country, Theme
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory, TableFactory, cycle_of, reply_in, seated, thread_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    person = UserFactory(email="milica@example.org")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return person


def wishes(person) -> list[tuple[str, str, str]]:
    return list(person.subscriptions.order_by("pk").values_list("subject_kind", "subject_id", "level"))


def address(kind: str, subject_id: str) -> str:
    return f"/en/account/following/{kind}/{subject_id}/"


def test_a_conversation_is_followed_muted_and_let_go_without_scripts(client, reader):
    thread = thread_in(ForumFactory())
    here = address("thread", thread.public_id)
    found = []

    for data in ({"level": "follow", "next": f"/en/{thread.path}"}, {"level": "mute"}, {"forget": "1"}):
        answer = client.post(here, data)
        found.append((answer.status_code, answer["Location"], wishes(reader)))

    there = f"/en/{thread.path}"
    assert found == [
        (302, there, [("thread", thread.public_id, "follow")]),
        (302, there, [("thread", thread.public_id, "mute")]),
        (302, there, []),
    ]


def test_htmx_gets_the_button_as_it_is_now(client, reader):
    thread = thread_in(ForumFactory())

    answer = client.post(address("thread", thread.public_id), {"level": "follow"}, headers={"HX-Request": "true"})

    text = answer.content.decode()
    assert (answer.status_code, "You are kept informed" in text, "<html" in text) == (200, True, False)


def test_an_area_is_followed_everywhere_or_in_one_country(client, reader):
    theme, country = Theme.objects.first().code, Country.objects.get(code="RS")

    client.post(address("area", f"{theme}:"), {"level": "follow", "country": ""})
    client.post(address("area", f"{theme}:"), {"level": "follow", "country": country.code})

    assert wishes(reader) == [("area", f"{theme}:", "follow"), ("area", f"{theme}:RS", "follow")]


@pytest.mark.parametrize("kind", ["thread", "forum", "area", "post", "person"])
def test_what_may_not_be_seen_is_not_found(client, reader, kind):
    closed = ForumFactory(visibility="closed")
    inside = seated(closed, table=TableFactory(forum=closed))
    ids = {"thread": thread_in(closed, by=inside).public_id, "forum": closed.public_id, "person": reader.public_id}

    answer = client.post(address(kind, ids.get(kind, "nothing:XX")), {"level": "follow"})

    assert (answer.status_code, wishes(reader)) == (404, [])


def test_no_form_leads_away_from_the_portal(client, reader):
    thread = thread_in(ForumFactory())

    answer = client.post(address("thread", thread.public_id), {"level": "follow", "next": "https://evil.example/"})

    assert answer["Location"] == f"/en/{thread.path}"


def test_everything_one_follows_is_listed_and_can_be_removed_even_when_it_is_closed_by_now(client, reader):
    forum = ForumFactory()
    thread = thread_in(forum, title="Night help")
    for kind, subject in (("thread", thread.public_id), ("forum", forum.public_id), ("area", ":RS")):
        Subscription.objects.create(user=reader, subject_kind=kind, subject_id=subject)
    before = client.get("/en/account/following/").content.decode()
    forum.visibility = "closed"
    forum.save()

    after = client.get("/en/account/following/").content.decode()
    client.post(f"/en/account/following/thread/{thread.public_id}/remove/")

    assert ("Night help" in before, "Serbia" in before) == (True, True)
    assert ("Night help" in after, after.count("You may not see this any more")) == (False, 2)
    assert [kind for kind, *_rest in wishes(reader)] == ["forum", "area"]


@pytest.mark.once  # it counts queries
@pytest.mark.parametrize("rows", [1, 40])
def test_the_list_costs_the_same_however_much_one_follows(client, reader, rows):
    forum = ForumFactory()
    fields = {"forum": forum, "cycle": cycle_of(forum), "title": "Night help", "language": "en"}
    threads = Thread.objects.bulk_create(Thread(opened_at=timezone.now(), **fields) for _number in range(rows))
    Subscription.objects.bulk_create(
        Subscription(user=reader, subject_kind="thread", subject_id=thread.public_id) for thread in threads
    )
    Subscription.objects.create(user=reader, subject_kind="forum", subject_id=forum.public_id)
    client.get("/en/account/following/")

    with CaptureQueriesContext(connection) as queries:
        client.get("/en/account/following/")

    assert len(queries) <= 10


def test_mails_are_chosen_and_a_parked_address_is_started_again(client, reader):
    MailSettings.objects.create(user=reader, parked_at="2026-01-01T00:00Z", parked_reason="550 no such mailbox")
    page = client.get("/en/account/following/").content.decode()

    client.post("/en/account/following/mail/", {"digest": "weekly"})
    client.post("/en/account/following/mail/", {"again": "1"})

    settings = MailSettings.objects.get(user=reader)
    assert "550 no such mailbox" in page
    assert (settings.at_once, settings.digest, settings.parked_at) == (False, "weekly", None)


# Stopping from the mail itself --------------------------------------------------------------------------------------


def stop_link(person) -> str:
    """The address for stopping in the only mail that left."""
    send_waiting()
    return mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")


def test_one_click_stops_the_conversation_without_signing_in_and_looking_stops_nothing(client):
    person = UserFactory(email="milica@example.org", ui_language="sr")
    thread = thread_in(ForumFactory(), by=person)
    reply_in(thread, reply_to=thread.posts.get())
    link = stop_link(person)

    looked = client.get(link)
    before = wishes(person)
    stopped = client.post(link, {"List-Unsubscribe": "One-Click"})
    reply_in(thread, reply_to=thread.posts.get(position=1))

    assert (looked.status_code, before, stopped.status_code) == (200, [], 200)
    assert wishes(person) == [("thread", thread.public_id, "mute")]
    assert person.notices.count() == 1


@pytest.mark.parametrize(
    ("kind", "data", "chosen"),
    [
        ("digest", {}, (True, "off")),
        ("at_once", {}, (False, "daily")),
        ("thread", {"everything": "1"}, (False, "off")),
    ],
)
def test_a_link_stops_what_it_says(client, kind, data, chosen):
    person = UserFactory()
    token = stop_token(Stop(person.public_id, kind, "x" * 10))

    client.post(f"/en/account/mail/stop/{token}/", data)

    settings = MailSettings.objects.get(user=person)
    assert (settings.at_once, settings.digest) == chosen


def test_a_link_nobody_made_is_not_found(client):
    token = stop_token(Stop(UserFactory().public_id, "digest"))

    answers = [client.post(f"/en/account/mail/stop/{made_up}/").status_code for made_up in (token[:-1], "x", "a:b:c")]

    assert answers == [404, 404, 404]
    assert not MailSettings.objects.exists()
