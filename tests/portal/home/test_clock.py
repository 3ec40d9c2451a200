from datetime import timedelta

import pytest
from django.core.cache import cache

from accounts.models import AuditEntry
from portal.home.clock import LOCK, attempt, tick
from recommendations.models import DecisionRound
from tests.factories.recommendations import consulted, draft_of, forum_with_group, point_from, round_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_round() -> DecisionRound:
    place = forum_with_group()
    recommendation = draft_of(place)
    point_from(place, recommendation)
    return round_on(place, consulted(place, recommendation))


def test_a_decision_stays_open_until_its_time(open_round):
    done = tick(now=open_round.closes_at - timedelta(seconds=1))

    open_round.refresh_from_db()
    assert done["decisions closed"] == 0
    assert open_round.state == DecisionRound.State.OPEN


def test_a_decision_whose_time_has_passed_is_closed_once(open_round):
    closes_at = open_round.closes_at

    first, second = tick(now=closes_at + timedelta(days=3)), tick(now=closes_at + timedelta(days=3))

    open_round.refresh_from_db()
    assert (first["decisions closed"], second["decisions closed"]) == (1, 0)
    assert (open_round.state, open_round.closes_at) == (DecisionRound.State.CLOSED, closes_at)
    assert AuditEntry.objects.get(verb="close_round").actor_link.user is None


def test_two_ticks_do_not_run_at_once(open_round):
    cache.add(LOCK, True)

    done = tick(now=open_round.closes_at + timedelta(days=3))

    open_round.refresh_from_db()
    assert done == {}
    assert open_round.state == DecisionRound.State.OPEN


def test_a_duty_that_fails_stops_nothing(caplog):
    def fail() -> int:
        raise ConnectionError("nobody there")

    done = attempt("mails sent", fail)

    assert done == 0
    assert "mails sent" in caplog.text
