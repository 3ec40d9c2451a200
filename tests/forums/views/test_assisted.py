import pytest

from forums.models import Participant, Post
from portal.base import limits
from tests.factories.accounts import UserFactory, ngo_worker
from tests.factories.forums import (
    ForumFactory,
    ParticipantFactory,
    TableFactory,
    coordinator,
    facilitator,
    seated,
    thread_in,
)

pytestmark = pytest.mark.django_db

WORDS = {
    "body": "I fell at night and waited till morning.",
    "language": "en",
    "channel": "assisted",
    "kind": "experience",
    "has_consent": "on",
    "form_key": "k1",
}


def address(thread) -> str:
    return f"/en/t/{thread.public_id}/for-someone/"


def test_an_ngo_writes_down_what_a_client_said_and_gets_slip_and_card(client):
    forum = ForumFactory()
    table, worker = TableFactory(forum=forum, number=3), ngo_worker()
    thread = thread_in(forum)
    client.force_login(worker)

    page = client.post(address(thread), WORDS | {"table": table.pk, "shows_table": "on"}).content.decode()

    post = Post.objects.get(channel="assisted")
    assert (post.state, post.recorded_by, post.participant.seats.get().table) == ("pending", worker, table)
    assert "participant of table 3" in page
    assert post.participant.code in page
    assert f"http://testserver/en/p/{post.public_id}/" in page
    assert '<p class="qr"><svg' in page


def test_a_place_named_while_writing_down_is_asked_for_unless_the_team_names_it(client):
    forum = ForumFactory()
    table, thread = TableFactory(forum=forum), thread_in(forum)

    states = []
    for number, person in enumerate((ngo_worker(), seated(forum, role="rapporteur"), coordinator(forum))):
        client.force_login(person)
        client.post(address(thread), WORDS | {"table": table.pk, "form_key": f"k{number}"})
        states.append(person.recorded_posts.get().participant.seats.get().state)
    asking = client.get(f"/en/forums/{forum.slug}/seats/").context["seats"]

    assert states == ["asked", "asked", "held"]
    assert [seat.participant for seat in asking] == list(forum.participants.order_by("pk")[:2])


def test_a_known_person_is_found_by_the_code(client):
    forum = ForumFactory()
    participant = ParticipantFactory(forum=forum, code="A3-07")
    thread = thread_in(forum)
    client.force_login(ngo_worker())

    client.post(address(thread), WORDS | {"code": "a3-07"})
    unknown = client.post(address(thread), WORDS | {"code": "B1-01", "form_key": "k2"})

    assert Post.objects.get(channel="assisted").participant == participant
    assert unknown.status_code == 422
    assert Participant.objects.count() == 1


def test_without_the_persons_agreement_nothing_is_kept(client):
    thread = thread_in(ForumFactory())
    client.force_login(ngo_worker())

    response = client.post(address(thread), {name: value for name, value in WORDS.items() if name != "has_consent"})

    assert response.status_code == 422
    assert not Participant.objects.exists()
    assert WORDS["body"] in response.content.decode()


def test_the_form_sent_twice_makes_one_person_and_one_contribution(client):
    thread = thread_in(ForumFactory())
    client.force_login(ngo_worker())

    for _time in range(2):
        response = client.post(address(thread), WORDS)

    assert response.status_code == 200
    assert (Participant.objects.count(), thread.posts.count()) == (1, 2)


def test_a_citizen_without_authorisation_writes_for_nobody(client):
    thread = thread_in(ForumFactory())
    client.force_login(UserFactory())

    response = client.post(address(thread), WORDS)

    assert response.status_code == 403
    assert WORDS["body"] in response.content.decode()


def test_a_rapporteur_writes_for_somebody(client):
    forum = ForumFactory()
    thread = thread_in(forum)
    client.force_login(seated(forum, role="rapporteur"))

    client.post(address(thread), WORDS)

    assert thread.posts.filter(channel="assisted").count() == 1


def test_the_slip_is_for_who_wrote_it_down_and_for_the_team(client):
    forum = ForumFactory()
    thread, worker = thread_in(forum), ngo_worker()
    client.force_login(worker)
    client.post(address(thread), WORDS)
    slip = f"/en/p/{Post.objects.get(channel='assisted').public_id}/slip/"

    statuses = []
    for person in (worker, facilitator(forum), ngo_worker()):
        client.force_login(person)
        statuses.append(client.get(slip).status_code)

    assert statuses == [200, 200, 404]


def test_too_much_written_down_in_a_short_time_is_refused_with_the_words_kept(client, monkeypatch):
    monkeypatch.setitem(limits.PER_PERSON, "record", limits.Limit(1, 600))
    thread = thread_in(ForumFactory())
    client.force_login(ngo_worker())

    statuses = [client.post(address(thread), WORDS | {"form_key": key}).status_code for key in ("k1", "k1", "k2")]
    refused = client.post(address(thread), WORDS | {"form_key": "k2"})

    assert statuses == [200, 200, 429]
    assert (refused.status_code, WORDS["body"] in refused.content.decode()) == (429, True)
    assert Post.objects.filter(channel="assisted").count() == 1
