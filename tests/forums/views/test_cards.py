import pytest

from forums.actions.discussion import record_for_participant
from forums.actions.tables import create_participant, renew_card
from forums.models import Participant, Seat
from tests.factories.accounts import ngo_worker
from tests.factories.forums import (
    ForumFactory,
    ParticipantFactory,
    TableFactory,
    coordinator,
    facilitator,
    position_in,
    thread_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum():
    """A closed forum: whoever holds a card reads their own words there all the same."""
    return ForumFactory(visibility="closed")


@pytest.fixture
def card(forum):
    return create_participant(forum, by=None, has_consent=True, consent_wording="1", table=TableFactory(forum=forum))


def said(forum, participant, body: str = "I waited till morning."):
    leader = facilitator(forum)
    thread = thread_in(forum, by=leader)
    return record_for_participant(
        thread, by=leader, participant=participant, body=body, language="en", has_consent=True
    )


def enter(client, forum, card, **changed):
    return client.post(f"/en/forums/{forum.slug}/card/", {"code": card.code, "pin": card.pin} | changed)


def test_with_the_card_a_person_reads_what_became_of_their_words_and_no_others(client, forum, card):
    post = said(forum, card.participant)
    said(forum, ParticipantFactory(forum=forum), "Somebody else said this.")
    position_in(forum, by=facilitator(forum), posts=[post], text="A telephone that answers at night.")

    enter(client, forum, card)
    page = client.get(f"/en/forums/{forum.slug}/card/words/")

    words = page.content.decode()
    assert "I waited till morning." in words
    assert "A telephone that answers at night." in words
    assert "Somebody else said this." not in words
    assert "no-store" in page["Cache-Control"]


def test_without_the_card_nobody_reads_them(client, forum, card):
    said(forum, card.participant)

    wrong = enter(client, forum, card, pin="000000")
    page = client.get(f"/en/forums/{forum.slug}/card/words/")

    assert wrong.status_code == 422
    assert page["Location"] == f"/en/forums/{forum.slug}/card/"


def test_a_forgotten_or_renewed_card_closes_the_page(client, forum, card):
    address = f"/en/forums/{forum.slug}/card/words/"
    statuses = []
    enter(client, forum, card)
    statuses.append(client.get(address).status_code)
    client.post(f"/en/forums/{forum.slug}/card/leave/")
    statuses.append(client.get(address).status_code)
    enter(client, forum, card)
    renew_card(card.participant, by=facilitator(forum))
    statuses.append(client.get(address).status_code)

    assert statuses == [200, 302, 302]


def test_the_door_of_a_closed_forum_does_not_tell_its_name(client, forum):
    page = client.get(f"/en/forums/{forum.slug}/card/").content.decode()

    assert 'class="kicker"' not in page


def test_the_coordinator_makes_a_card_and_its_pin_is_shown_once(client, forum):
    table = TableFactory(forum=forum)
    client.force_login(coordinator(forum))

    page = client.post(
        f"/en/forums/{forum.slug}/people/new/",
        {"table": table.pk, "role": "member", "sex": "woman", "has_consent": "on"},
    ).content.decode()

    participant = Participant.objects.get()
    assert participant.code in page
    assert f"http://testserver/en/forums/{forum.slug}/card/" in page
    assert (Seat.objects.get().participant, Seat.objects.get().state) == (participant, "held")
    assert participant.pin_hash not in client.get(f"/en/forums/{forum.slug}/seats/").content.decode()


def test_slips_are_printed_together_by_the_team_and_by_whoever_wrote_them_down(client):
    forum = ForumFactory()
    worker, other = ngo_worker(), ngo_worker()
    said(forum, ParticipantFactory(forum=forum))
    thread = thread_in(forum, by=facilitator(forum))
    words = {"body": "The bus does not come.", "language": "en", "has_consent": True}
    record_for_participant(thread, by=worker, participant=ParticipantFactory(forum=forum), **words)

    counts = []
    for person in (coordinator(forum), worker, other):
        client.force_login(person)
        counts.append(client.get(f"/en/forums/{forum.slug}/slips/").content.decode().count('<article class="slip">'))

    assert counts == [2, 1, 0]
