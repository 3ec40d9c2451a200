import datetime

import pytest

from forums.models import Stage
from forums.stages import ALWAYS, STAGES, is_allowed, next_opening, open_stage
from tests.factories.forums import ForumFactory, StageFactory, cycle_of

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 5, 12, 12, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def cycle():
    """Exploring on 12 May from noon for a day, deciding on the 14th, following up from the 20th."""
    cycle = cycle_of(ForumFactory(stage=False))
    StageFactory(cycle=cycle, kind="explore", opens_at=NOON, closes_at=NOON + DAY)
    StageFactory(cycle=cycle, kind="decide", opens_at=NOON + 2 * DAY, closes_at=NOON + 3 * DAY)
    StageFactory(cycle=cycle, kind="follow_up", opens_at=NOON + 8 * DAY, closes_at=NOON + 30 * DAY)
    return cycle


@pytest.mark.parametrize(
    ("moment", "kind"),
    [
        (NOON - datetime.timedelta(seconds=1), None),
        (NOON, "explore"),
        (NOON + DAY - datetime.timedelta(seconds=1), "explore"),
        (NOON + DAY, None),
        (NOON + 2 * DAY, "decide"),
    ],
)
def test_a_stage_is_open_from_its_first_moment_to_just_before_its_last(cycle, moment, kind):
    stage = open_stage(cycle, moment)

    assert (stage and stage.kind) == kind


@pytest.mark.parametrize(
    ("moment", "opens_at"),
    [(NOON - DAY, NOON), (NOON, NOON + 8 * DAY), (NOON + 2 * DAY, NOON + 8 * DAY), (NOON + 9 * DAY, None)],
)
def test_the_next_opening_is_the_next_stage_that_allows_it(cycle, moment, opens_at):
    assert next_opening(cycle, "comment", moment) == opens_at


@pytest.mark.parametrize("verb", sorted(ALWAYS))
def test_some_things_no_stage_closes(cycle, verb):
    assert is_allowed(cycle, verb, NOON - DAY)


def test_every_kind_of_stage_says_what_it_allows():
    assert set(STAGES) == set(Stage.Kind)
