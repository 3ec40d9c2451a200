"""How forums usually run, as data: which sessions a series has and which stages fill the time between them.

A plan is a start, not a rule: every session and stage it makes can be moved, extended or called off later.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from forums.models import Session, Stage

S, K = Session.Kind, Stage.Kind

#: How long people have between two sessions, and how long a session takes unless somebody says otherwise.
BETWEEN = datetime.timedelta(weeks=4)
SESSION_LENGTH = datetime.timedelta(hours=3)
#: Days from the last decision to the session that tells people what was done.
UNTIL_INFORMATION = datetime.timedelta(days=180)
FOLLOW_UP_AFTER_INFORMATION = datetime.timedelta(days=60)


@dataclass(frozen=True)
class Step:
    """A session, and the stages that share the time from the session before it until the day after this one."""

    kind: str
    stages: tuple[str, ...]


@dataclass(frozen=True)
class PlannedSession:
    kind: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime


@dataclass(frozen=True)
class PlannedStage:
    kind: str
    opens_at: datetime.datetime
    closes_at: datetime.datetime


@dataclass(frozen=True)
class Plan:
    """What one cycle of a forum will consist of."""

    sessions: tuple[PlannedSession, ...]
    stages: tuple[PlannedStage, ...]


#: Plans by their name; the information session at the end belongs to all of them and is counted.
PLANS: dict[str, tuple[Step, ...]] = {
    "series-3": (
        Step(S.CONSTITUTING, (K.CONSTITUTE,)),
        Step(S.DECISION, (K.EXPLORE, K.PROPOSE, K.DRAFT, K.DECIDE)),
    ),
    "series-5": (
        Step(S.CONSTITUTING, (K.CONSTITUTE,)),
        Step(S.THEMATIC, (K.EXPLORE,)),
        Step(S.WORKING, (K.PROPOSE,)),
        Step(S.DECISION, (K.DRAFT, K.DECIDE)),
    ),
    "series-6": (
        Step(S.CONSTITUTING, (K.CONSTITUTE,)),
        Step(S.THEMATIC, (K.EXPLORE,)),
        Step(S.THEMATIC, (K.EXPLORE,)),
        Step(S.WORKING, (K.PROPOSE,)),
        Step(S.DECISION, (K.DRAFT, K.DECIDE)),
    ),
    "standing": (
        Step(S.CONSTITUTING, (K.CONSTITUTE,)),
        Step(S.WORKING, (K.EXPLORE, K.PROPOSE)),
        Step(S.DECISION, (K.DRAFT, K.DECIDE)),
    ),
}

PLAN_CHOICES = (
    ("series-3", _("three sessions: form the tables, decide, tell what was done")),
    ("series-5", _("five sessions: form the tables, one subject, write, decide, tell what was done")),
    ("series-6", _("six sessions: form the tables, two subjects, write, decide, tell what was done")),
    ("standing", _("a standing forum that works in rounds")),
)


def plan_of(
    name: str, *, first_session: datetime.datetime, opens_at: datetime.datetime, response_due_days: int
) -> Plan:
    """The sessions and stages of that plan, from ``opens_at`` on; ``first_session`` lies after it."""
    steps = PLANS[name]
    starts = [first_session + BETWEEN * number for number in range(len(steps))]
    informed_at = starts[-1] + UNTIL_INFORMATION
    sessions = [
        *(PlannedSession(step.kind, start, start + SESSION_LENGTH) for step, start in zip(steps, starts, strict=True)),
        PlannedSession(S.INFORMATION, informed_at, informed_at + SESSION_LENGTH),
    ]
    stages = [*merged(between_sessions(steps, starts, opens_at))]
    answered_at = stages[-1].closes_at + datetime.timedelta(days=response_due_days)
    stages += [
        PlannedStage(K.HAND_OVER, stages[-1].closes_at, answered_at),
        PlannedStage(K.FOLLOW_UP, answered_at, max(answered_at, informed_at) + FOLLOW_UP_AFTER_INFORMATION),
    ]
    return Plan(tuple(sessions), tuple(stages))


def between_sessions(
    steps: tuple[Step, ...], starts: list[datetime.datetime], opens_at: datetime.datetime
) -> Iterator[PlannedStage]:
    """The stages of each step in equal parts, one after the other without a gap."""
    begin = opens_at
    for step, start in zip(steps, starts, strict=True):
        end = start + datetime.timedelta(days=1)
        part = (end - begin) / len(step.stages)
        for number, kind in enumerate(step.stages):
            closes_at = end if number == len(step.stages) - 1 else (begin + part).replace(microsecond=0)
            yield PlannedStage(kind, begin, closes_at)
            begin = closes_at
            part = (end - begin) / max(1, len(step.stages) - number - 1)


def merged(stages: Iterator[PlannedStage]) -> Iterator[PlannedStage]:
    """Neighbours of one kind as one stage."""
    last: PlannedStage | None = None
    for stage in stages:
        if last and last.kind == stage.kind:
            last = PlannedStage(last.kind, last.opens_at, stage.closes_at)
            continue
        if last:
            yield last
        last = stage
    if last:
        yield last
