"""What is due by the clock. Nothing depends on it having run: openness is computed from times when read or written."""

import datetime
import logging
from collections.abc import Callable
from functools import partial

from django.core.cache import cache
from django.db import close_old_connections
from django.utils import timezone

from accounts.copies import make_waiting
from notifications.emails import send_waiting
from portal.base.clock import Duty, duties
from recommendations.decisions import close_round
from recommendations.errors import RoundRefused
from recommendations.exports.preparing import make_wanted
from recommendations.models import DecisionRound
from search import due, rebuilding

LOCK, LOCK_SECONDS = "home.tick", 300  # a killed tick frees it

log = logging.getLogger(__name__)


def tick(*, now: datetime.datetime | None = None) -> dict[str, int]:
    """Do all that is due and return how much of each was done; nothing while another tick is at it.

    A duty that fails stops no other: it is tried again at the next tick.
    """
    now = now or timezone.now()
    if not cache.add(LOCK, True, LOCK_SECONDS):
        return {}
    try:
        return {words: undisturbed(words, partial(duty, now)) for words, duty in due_duties().items()}
    finally:
        cache.delete(LOCK)


def due_duties() -> dict[str, Duty]:
    """What the apps registered (``portal.base.clock``), after closing the decisions, on which reminders depend."""
    return {"decisions closed": close_due_rounds, **duties()}


def close_due_rounds(now: datetime.datetime) -> int:
    """Close the decisions whose time has passed; certifying them stays with people."""
    due = DecisionRound.objects.filter(state=DecisionRound.State.OPEN, closes_at__lte=now)
    return sum(is_closed(round_, now) for round_ in due.select_related("version__recommendation"))


def is_closed(round_: DecisionRound, now: datetime.datetime) -> bool:
    """Whether it was closed here; somebody may have done so a moment earlier."""
    try:
        close_round(round_, by=None, at=now)
    except RoundRefused:
        return False
    return True


#: What the worker empties again and again: words for the log, and the function that says how much it did.
OUTBOXES: tuple[tuple[str, Callable[[], int]], ...] = (
    ("mails sent", send_waiting),
    ("things brought into the search", due.catch_up),
    ("search entries sent", rebuilding.catch_up),
    ("copies of own data made", make_waiting),
    ("documents made", make_wanted),
)


def empty_outboxes() -> dict[str, int]:
    """Empty each outbox; one that cannot be emptied now waits for the next time and holds up no other."""
    return {words: attempt(words, empty) for words, empty in OUTBOXES}


def attempt(words: str, duty: Callable[[], int]) -> int:
    """What the duty did, 0 when it failed; for a worker, whose connections may have grown old meanwhile."""
    close_old_connections()
    return undisturbed(words, duty)


def undisturbed(words: str, duty: Callable[[], int]) -> int:
    """What the duty did, 0 when it failed; the reason is in the log."""
    try:
        return duty()
    except Exception:
        log.exception("Not done this time: %s", words)
        return 0
