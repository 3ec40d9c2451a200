import datetime

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from forums.actions.stages import close_stage, drop_stage, extend_stage, open_stage_now, plan_stages
from forums.errors import MoveRefused
from forums.stages import open_stage
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory, cycle_of

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
START = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)


@pytest.fixture
def cycle():
    """Exploring in March for thirty days, proposing for thirty from the tenth day after, drafting right behind."""
    cycle = cycle_of(ForumFactory(stage=False))
    plan_stages(
        cycle,
        by=None,
        stages=[
            ("explore", START, START + 30 * DAY),
            ("propose", START + 40 * DAY, START + 70 * DAY),
            ("draft", START + 70 * DAY, START + 90 * DAY),
        ],
    )
    return cycle


def days(cycle) -> list[tuple[int, int]]:
    """Opening and closing of each stage, in days from the start."""
    return [((s.opens_at - START).days, (s.closes_at - START).days) for s in cycle.stages.order_by("ordinal")]


def kind_at(cycle, day: int) -> str | None:
    cycle = type(cycle).objects.get(pk=cycle.pk)
    stage = open_stage(cycle, START + day * DAY)
    return stage and stage.kind


def test_the_next_stage_can_be_opened_early_and_ends_the_one_before(cycle):
    propose = cycle.stages.get(kind="propose")

    open_stage_now(propose, by=None, reason="Everything was said.", at=START + 20 * DAY)

    assert days(cycle) == [(0, 20), (20, 70), (70, 90)]
    assert (kind_at(cycle, 19), kind_at(cycle, 20)) == ("explore", "propose")


def test_a_stage_after_the_next_one_cannot_be_opened(cycle):
    with pytest.raises(MoveRefused):
        open_stage_now(cycle.stages.get(kind="draft"), by=None, reason="Hurry.", at=START + 20 * DAY)


def test_an_open_stage_can_be_closed_and_the_next_opens_on_its_day(cycle):
    close_stage(cycle.stages.get(kind="explore"), by=None, reason="The hall is gone.", at=START + 10 * DAY)

    assert [kind_at(cycle, day) for day in (9, 10, 39, 40)] == ["explore", None, None, "propose"]
    with pytest.raises(MoveRefused):
        close_stage(cycle.stages.get(kind="explore"), by=None, reason="Again.", at=START + 11 * DAY)


def test_a_longer_stage_pushes_everything_behind_it_as_far_as_needed(cycle):
    extend_stage(cycle.stages.get(kind="explore"), by=None, closes_at=START + 45 * DAY, at=START + 5 * DAY)

    assert days(cycle) == [(0, 45), (45, 75), (75, 95)]


def test_a_stage_that_is_over_is_not_extended_once_the_next_has_begun(cycle):
    with pytest.raises(MoveRefused):
        extend_stage(cycle.stages.get(kind="explore"), by=None, closes_at=START + 80 * DAY, at=START + 41 * DAY)


@pytest.mark.parametrize("day", [29, 30])
def test_extending_means_a_later_end(cycle, day):
    with pytest.raises(MoveRefused):
        extend_stage(cycle.stages.get(kind="explore"), by=None, closes_at=START + day * DAY, at=START + 5 * DAY)


def test_a_stage_to_come_can_be_left_out_and_one_that_began_cannot(cycle):
    drop_stage(cycle.stages.get(kind="propose"), by=None, reason="Not needed.", at=START)

    assert days(cycle) == [(0, 30), (70, 90)]
    with pytest.raises(MoveRefused):
        drop_stage(cycle.stages.get(kind="explore"), by=None, reason="Not needed.", at=START + DAY)


def test_who_changed_a_stage_and_why_stays_on_record(cycle):
    person = UserFactory()

    close_stage(cycle.stages.get(kind="explore"), by=person, reason="The hall is gone.", at=START + 10 * DAY)

    row = AuditEntry.objects.get(verb="close_stage")
    assert (row.subject_id, row.reason, row.actor_link.user) == (cycle.public_id, "The hall is gone.", person)
    assert row.details["kind"] == "explore"


def test_a_stage_that_closes_before_it_opens_is_refused(cycle):
    with pytest.raises(MoveRefused):
        plan_stages(cycle, by=None, stages=[("decide", START + 99 * DAY, START + 98 * DAY)])


def test_the_clock_opens_a_stage_without_anybody(cycle):
    now = timezone.now()
    coming = cycle_of(ForumFactory(stage=False))
    plan_stages(coming, by=None, stages=[("explore", now - DAY, now + DAY)])

    assert open_stage(coming, now).kind == "explore"
