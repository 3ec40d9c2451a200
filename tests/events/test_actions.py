"""Places at an event, its waiting list, and its states."""

import pytest

from accounts.models import AuditEntry
from events.actions import register, withdraw
from events.errors import ConclusionsMissing, MoveRefused, ReasonMissing
from events.workflow import MOVES, move_event
from tests.factories.accounts import UserFactory, staff
from tests.factories.events import EventFactory, conclude


def states(event) -> list[str]:
    return list(event.registrations.order_by("registered_at", "pk").values_list("state", flat=True))


def test_the_waiting_list_moves_up_in_order(db):
    event = EventFactory(state="registration_open", capacity=1)
    first, *_others = [register(event, by=UserFactory()) for _ in range(3)]

    before = states(event)
    withdraw(first)

    assert before == ["confirmed", "waiting", "waiting"]
    assert states(event) == ["withdrawn", "confirmed", "waiting"]


def test_registering_twice_keeps_the_first_answer(db):
    event, user = EventFactory(state="registration_open"), UserFactory()

    assert register(event, by=user) == register(event, by=user)
    assert states(event) == ["confirmed"]


def test_whoever_withdrew_and_comes_back_waits_behind_the_others(db):
    event = EventFactory(state="registration_open", capacity=1)
    first = register(event, by=UserFactory())
    register(event, by=UserFactory())
    withdraw(first)

    again = register(event, by=first.user)

    assert again.state == "waiting"
    assert states(event) == ["confirmed", "waiting"]


def test_an_event_closes_with_conclusions_and_is_cancelled_with_a_reason(db):
    editor = staff("editor")
    event, other = EventFactory(state="ended"), EventFactory()

    with pytest.raises(ConclusionsMissing):
        move_event(event, "close", by=editor)
    with pytest.raises(ReasonMissing):
        move_event(other, "cancel", by=editor)
    conclude(event, "The teams need a permanent place.")
    move_event(event, "close", by=editor)
    move_event(other, "cancel", by=editor, reason="Snow")

    assert list(AuditEntry.objects.values_list("verb", "from_state", "to_state", "reason")) == [
        ("close", "ended", "closed", ""),
        ("cancel", "announced", "cancelled", "Snow"),
    ]


@pytest.mark.parametrize("verb", [move.verb for move in MOVES])
def test_a_cancelled_event_stays_cancelled(db, verb):
    event = EventFactory(state="cancelled", cancel_reason="Snow")

    with pytest.raises(MoveRefused):
        move_event(event, verb, by=staff("editor"), reason="Sun")
