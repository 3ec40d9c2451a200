"""What this app itself asks before a guarded move; ``recommendations`` adds what it knows."""

from django.db.models import Q
from django.utils.translation import gettext as _

from forums import guards
from forums.models import Cycle, Forum, Minutes, Session

TABLES_TO_DELIBERATE = 2


def announced_forum_is_complete(forum: Forum) -> list[str]:
    """Charter, facilitator and the date of a first session."""
    missing = []
    if not forum.pages.filter(~Q(charter="") | Q(charter_document__isnull=False)).exists():
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


def minutes_are_published(session: Session) -> list[str]:
    """Minutes that everybody who sees the forum can read."""
    published = Minutes.objects.filter(session=session, state=Minutes.State.PUBLISHED)
    return [] if published.exists() else [_("A session is closed with its published minutes.")]


def something_was_noted(minutes: Minutes) -> list[str]:
    """One item at least; with a file, a list of what was decided."""
    if minutes.items.exists():
        return []
    if minutes.document_id:
        return [_("A file needs a list of decisions beside it. Write “No decision was made” when there was none.")]
    return [_("Minutes need at least one item.")]


def session_was_held(minutes: Minutes) -> list[str]:
    """The session over."""
    return [] if minutes.session.state == Session.State.HELD else [_("First say that the session was held.")]


def register() -> None:
    """Fill the guards; ``cycle.hand_over`` is left to those who know recommendations."""
    guards.register("forum.announce", announced_forum_is_complete)
    guards.register("forum.close", all_cycles_are_closed)
    guards.register("cycle.deliberate", tables_are_constituted)
    guards.register("cycle.close", people_were_informed)
    guards.register("session.close", minutes_are_published)
    guards.register("minutes.approve", something_was_noted)
    guards.register("minutes.publish", something_was_noted)
    guards.register("minutes.publish", session_was_held)
