"""What people are reminded of by the clock, each thing once: decisions and stages that close.

Answers and news that are due are written down by ``recommendations`` and told by its signal.
"""

import datetime

from forums.models import Forum, Stage
from notifications import wishes
from notifications.audiences import electors_of, people, seated
from notifications.receivers.discussion import tell_of_forum
from notifications.telling import tell
from recommendations.models import DecisionRound

#: Decisions and stages are told to close when so little time is left.
CLOSES_WITHIN = datetime.timedelta(hours=48)


def remind(now: datetime.datetime) -> int:
    """Write the reminders that are due and return how many; again and again changes nothing."""
    return remind_of_decisions(now) + remind_of_stages(now)


def remind_of_decisions(now: datetime.datetime) -> int:
    """Those whose voice counts in a decision that closes soon and who have not decided yet."""
    closing = DecisionRound.objects.filter(
        state=DecisionRound.State.OPEN, opens_at__lte=now, closes_at__gt=now, closes_at__lte=now + CLOSES_WITHIN
    )
    count = 0
    for round_ in closing.select_related("version__recommendation"):
        told = tell(
            people(electors_of(round_, silent=True)).values(),
            "decision_closing",
            reason="votes",
            kind="recommendation",
            thing=round_.version.recommendation,
            when=round_.closes_at,
            at=now,
            key=f"closing {round_.public_id}",
        )
        count += len(told)
    return count


def remind_of_stages(now: datetime.datetime) -> int:
    """Who sits at the tables of a forum, and who follows it, that a stage closes soon."""
    running = (Forum.State.ANNOUNCED, Forum.State.ACTIVE)
    closing = Stage.objects.filter(
        cycle__forum__state__in=running, opens_at__lte=now, closes_at__gt=now, closes_at__lte=now + CLOSES_WITHIN
    )
    count = 0
    for stage in closing.select_related("cycle__forum"):
        forum = stage.cycle.forum
        count += tell_of_forum(
            dict.fromkeys(seated(forum), "seat"),
            wishes.of_forum(forum),
            "stage_closing",
            kind="forum",
            thing=forum,
            when=stage.closes_at,
            at=now,
            key=f"stage {stage.public_id} {stage.closes_at:%Y-%m-%d}",
        )
    return count
