"""What may be said now, and until when, as every page of a forum shows it."""

import datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forums.models import Cycle, Stage
from forums.stages import STAGES, next_opening, open_stage

#: What a person may do while a stage is open, in the words of the banner.
STAGE_WORDS = {
    Stage.Kind.PREPARE: gettext_lazy("The forum is being prepared. You can already ask."),
    Stage.Kind.CONSTITUTE: gettext_lazy("The tables are being formed: ask for a place, and say what matters to you."),
    Stage.Kind.EXPLORE: gettext_lazy("Say what is needed and what happens to people. Tables begin to agree."),
    Stage.Kind.PROPOSE: gettext_lazy("Say what should be done, and support what you stand behind."),
    Stage.Kind.DRAFT: gettext_lazy("The recommendation is being written. Comment on it and propose changes."),
    Stage.Kind.DECIDE: gettext_lazy("The tables decide. You can still ask and report from the field."),
    Stage.Kind.HAND_OVER: gettext_lazy("The recommendation is with those who must answer it."),
    Stage.Kind.FOLLOW_UP: gettext_lazy("What was promised is being done. Say whether it is."),
}


class StageBanner(NamedTuple):
    """What may be done now and until when; ``stage`` is its name, "" between stages."""

    stage: str
    words: str
    until: datetime.datetime | None
    days_left: int
    opens_at: datetime.datetime | None
    may_comment: bool


def stage_banner(cycle: Cycle, at: datetime.datetime | None = None) -> StageBanner:
    """What the cycle's stage says to everybody at that moment."""
    at = at or timezone.now()
    stage = open_stage(cycle, at)
    if stage is None:
        opens_at = next_opening(cycle, "comment", at)
        return StageBanner("", _("No stage is open. You can still ask."), None, 0, opens_at, may_comment=False)
    name, may_comment = str(Stage.Kind(stage.kind).label), "comment" in STAGES[stage.kind]
    opens_at = None if may_comment else next_opening(cycle, "comment", at)
    days = (timezone.localdate(stage.closes_at) - timezone.localdate(at)).days
    return StageBanner(name, str(STAGE_WORDS[stage.kind]), stage.closes_at, days, opens_at, may_comment)
