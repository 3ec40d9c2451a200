"""What this app itself asks before a guarded move; ``recommendations`` adds what it knows."""

from django.utils.translation import gettext as _

from forums import guards
from forums.models import Cycle, Forum, Session

TABLES_TO_DELIBERATE = 2


def announced_forum_is_complete(forum: Forum) -> list[str]:
    """Charter, facilitator and the date of a first session."""
    missing = []
    if not forum.pages.exclude(charter="").exists():
        missing.append(_("The charter (the rules of this forum) is missing."))
    if not forum.roles.filter(role="facilitator").exists():
        missing.append(_("Nobody is named as facilitator."))
    if not Session.objects.filter(cycle__forum=forum).exists():
        missing.append(_("The first session has no date."))
    return missing


def all_cycles_are_closed(forum: Forum) -> list[str]:
    """Every round closed."""
    if forum.cycles.exclude(state=Cycle.State.CLOSED).exists():
        return [_("A round of this forum is not closed yet.")]
    return []


def tables_are_constituted(cycle: Cycle) -> list[str]:
    """Two tables at least with as many people as the forum asks."""
    forum = cycle.forum
    counts = [table.seats.filter(state="held").count() for table in forum.tables.all()]
    if sum(count >= forum.fewest_seats for count in counts) < TABLES_TO_DELIBERATE:
        return [_("At least two tables need enough people.")]
    return []


def people_were_informed(cycle: Cycle) -> list[str]:
    """An information session with published minutes."""
    informed = cycle.sessions.filter(kind=Session.Kind.INFORMATION, minutes__state="published")
    return [] if informed.exists() else [_("An information session with published minutes is missing.")]


def register() -> None:
    """Fill the guards; ``cycle.hand_over`` is left to those who know recommendations."""
    guards.register("forum.announce", announced_forum_is_complete)
    guards.register("forum.close", all_cycles_are_closed)
    guards.register("cycle.deliberate", tables_are_constituted)
    guards.register("cycle.close", people_were_informed)
