import datetime

import pytest
from django.utils import timezone

from forums.actions.minutes import draft_minutes, publish_minutes
from forums.actions.sessions import call_session, hold_session
from forums.actions.stages import extend_stage, plan_stages
from forums.errors import MoveRefused
from forums.models import AttendanceCount, Session
from forums.signals import minutes_published
from tests.factories.forums import ForumFactory, cycle_of, facilitator

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
START = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)


def test_stages_follow_each_other_and_are_never_open_together():
    cycle = cycle_of(ForumFactory(stage=False))
    plan_stages(cycle, by=None, stages=[("explore", START, START + 30 * DAY)])

    with pytest.raises(MoveRefused):
        plan_stages(cycle, by=None, stages=[("propose", START + 29 * DAY, START + 60 * DAY)])
    plan_stages(cycle, by=None, stages=[("propose", START + 30 * DAY, START + 60 * DAY)])

    assert [(stage.ordinal, stage.kind) for stage in cycle.stages.all()] == [(1, "explore"), (2, "propose")]


def test_an_extended_stage_pushes_the_following_ones():
    cycle = cycle_of(ForumFactory(stage=False))
    plan_stages(
        cycle,
        by=None,
        stages=[("explore", START, START + 30 * DAY), ("propose", START + 30 * DAY, START + 60 * DAY)],
    )

    extend_stage(cycle.stages.first(), by=facilitator(cycle.forum), closes_at=START + 40 * DAY, at=START)

    assert list(cycle.stages.values_list("opens_at", "closes_at")) == [
        (START, START + 40 * DAY),
        (START + 40 * DAY, START + 70 * DAY),
    ]


def test_a_session_is_closed_by_its_published_minutes_and_not_before():
    forum = ForumFactory()
    leader = facilitator(forum)
    session = call_session(cycle_of(forum), by=leader, kind="thematic", starts_at=timezone.now(), title="Night")
    minutes = draft_minutes(session, by=leader, language="en", items=[("A telephone is asked for.", True)])
    told = []

    def listen(sender, minutes, **kwargs):
        told.append(minutes)

    minutes_published.connect(listen)
    with pytest.raises(MoveRefused):
        publish_minutes(minutes, by=leader)
    hold_session(session, by=leader, attendance=[AttendanceCount(sex="women", people=7)])

    publish_minutes(minutes, by=leader)

    minutes_published.disconnect(listen)
    session.refresh_from_db()
    assert (session.state, minutes.state, told) == (Session.State.CLOSED, "published", [minutes])
    assert session.attendance.get().people == 7


def test_empty_minutes_are_not_published():
    forum = ForumFactory()
    session = call_session(cycle_of(forum), by=None, kind="thematic", starts_at=timezone.now())
    hold_session(session, by=None)

    with pytest.raises(MoveRefused):
        publish_minutes(draft_minutes(session, by=None, language="en"), by=None)
