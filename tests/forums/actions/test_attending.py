"""Experts who tell the tables something, and people who want to be named among those who came."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.leaving import erase
from accounts.models import AuditEntry
from forums.actions.attending import add_input, change_input, name_oneself, remove_input
from forums.errors import MoveRefused
from forums.forms.sessions import InputForm
from forums.models import ExpertInput, Session
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory, coordinator, cycle_of, facilitator, seated

pytestmark = pytest.mark.django_db

WORDS = {"subject": "Night care", "speaker": "Ana, centre for social work", "is_named": True, "language": "en"}


def session_in(forum, *, days: int = -1, state: str = Session.State.CALLED) -> Session:
    begins = timezone.now() + datetime.timedelta(days=days)
    return Session.objects.create(cycle=cycle_of(forum), number=1, kind="thematic", starts_at=begins, state=state)


def address(session: Session, ending: str = "") -> str:
    return f"/en/forums/{session.cycle.forum.slug}/sessions/{session.public_id}/{ending}"


# Experts ----------------------------------------------------------------------------------------------------------


def test_the_coordinator_says_who_tells_the_tables_what_and_everybody_reads_it(client):
    forum = ForumFactory()
    session = session_in(forum)
    client.force_login(coordinator(forum))

    client.post(address(session, "inputs/new/"), WORDS | {"is_named": "on", "summary": "Forty calls a night."})
    client.post(address(session, "inputs/new/"), {"subject": "The budget", "language": "en"})
    client.post(address(session, "inputs/2/"), {"subject": "The budget of 2026", "language": "en"})
    client.logout()

    page = client.get(address(session)).content.decode()
    assert list(session.inputs.values_list("number", "subject", "speaker")) == [
        (1, "Night care", "Ana, centre for social work"),
        (2, "The budget of 2026", ""),
    ]
    assert "Ana, centre for social work" in page
    assert "Forty calls a night." in page
    assert "an expert who is not named" in page


def test_a_name_is_kept_only_with_the_consent_of_the_person():
    form = InputForm({"subject": "Night care", "speaker": "Ana", "language": "en"})

    assert form.errors == {"is_named": ["Name only who has agreed, or leave the name empty."]}
    with transaction.atomic(), pytest.raises(IntegrityError):
        ExpertInput.objects.create(session=session_in(ForumFactory()), number=1, **WORDS | {"is_named": False})


def test_an_input_is_changed_and_taken_off_until_the_session_is_closed_and_each_step_is_on_record():
    forum = ForumFactory()
    session, team = session_in(forum), coordinator(forum)
    told = add_input(session, by=team, **WORDS)
    change_input(told, by=team, subject="Care at night")
    remove_input(told, by=team)
    Session.objects.update(state=Session.State.CLOSED)

    with pytest.raises(MoveRefused):
        add_input(session, by=team, **WORDS)

    rows = AuditEntry.objects.filter(subject_id=session.public_id).order_by("pk")
    assert [(row.verb, row.details["subject"]) for row in rows] == [
        ("add_input", "Night care"),
        ("change_input", "Care at night"),
        ("remove_input", "Care at night"),
    ]
    assert not session.inputs.exists()


def test_the_name_of_an_expert_is_taken_out_also_when_the_session_is_over(client):
    forum = ForumFactory()
    session, team = session_in(forum), coordinator(forum)
    told = add_input(session, by=team, **WORDS)
    Session.objects.update(state=Session.State.CLOSED)
    client.force_login(team)
    page = address(session)
    offered = client.get(page).content.decode()

    client.post(address(session, f"inputs/{told.number}/"), {"unname": "1"})

    told.refresh_from_db()
    assert ('name="unname"' in offered, 'name="unname"' in client.get(page).content.decode()) == (True, False)
    assert (told.speaker, told.is_named, told.subject) == ("", False, "Night care")


# Names ------------------------------------------------------------------------------------------------------------


def test_who_was_there_puts_their_own_name_on_the_list_and_takes_it_off(client):
    forum = ForumFactory()
    session, person, other = session_in(forum), seated(forum, display_name="Besa"), seated(forum, display_name="Mira")
    client.force_login(person)

    for _time in range(2):
        client.post(address(session, "i-was-there/"))
    name_oneself(session, by=other)
    client.logout()
    shown = client.get(address(session)).content.decode()
    client.force_login(person)
    client.post(address(session, "i-was-there/"), {"remove": "1"})

    assert "<li>Besa</li><li>Mira</li>" in shown
    assert list(session.named.values_list("user__display_name", flat=True)) == ["Mira"]


def test_nobody_is_named_before_the_session_begins_or_when_it_was_called_off():
    forum = ForumFactory()
    coming = session_in(forum, days=1)
    off = Session.objects.create(
        cycle=cycle_of(forum),
        number=2,
        kind="working",
        starts_at=timezone.now(),
        state="cancelled",
        cancel_reason="Snow",
    )

    for session in (coming, off):
        with pytest.raises(MoveRefused):
            name_oneself(session, by=seated(forum))

    assert not coming.named.exists()


def test_a_stranger_and_who_gave_up_their_place_are_not_listed_but_can_still_take_their_name_off(client):
    forum = ForumFactory()
    session, left = session_in(forum), seated(forum)
    name_oneself(session, by=left)
    left.seats.update(state="left")

    answers = []
    for person, fields in ((UserFactory(), {}), (left, {}), (left, {"remove": "1"})):
        client.force_login(person)
        is_offered = 'name="remove"' in client.get(address(session)).content.decode()
        answers.append((is_offered, client.post(address(session, "i-was-there/"), fields).status_code))

    assert answers == [(False, 403), (True, 403), (True, 302)]
    assert not session.named.exists()


def test_the_names_of_a_closed_forum_are_for_its_people_and_go_with_an_account(client):
    forum = ForumFactory(visibility="closed")
    session, person = session_in(forum), seated(forum, display_name="Besa Marker")
    name_oneself(session, by=person)

    stranger = client.get(address(session)).status_code
    client.force_login(facilitator(forum))
    inside = client.get(address(session)).content.decode()
    erase(person, with_texts=False, at=timezone.now())

    assert (stranger, "Besa Marker" in inside, session.named.count()) == (404, True, 0)
