"""What waits for those who run a forum: to announce it, places asked for, sessions, minutes, positions."""

import datetime
from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.models import Forum, Minutes, Position, Seat, Session
from forums.querysets import forum_roles_of, forums_run_by
from portal.base.cards import address
from portal.base.waiting import WaitingItem

#: Days before a session by which people should have been called to it.
CALL_AHEAD = 14


def waiting_for(user, at: datetime.datetime) -> list[WaitingItem]:
    """Everything in the forums that this person runs; six queries at most, none for others."""
    run = forums_run_by(user)
    if not run:
        return []
    facilitated = [held.forum_id for held in forum_roles_of(user) if held.role == "facilitator"]
    return [
        *drafts_to_announce(run),
        *places_asked(run),
        *sessions_to_call(run, at),
        *sessions_to_note(run, at),
        *minutes_to_publish(facilitated),
        *positions_to_read(facilitated),
    ]


def drafts_to_announce(run: list[int]) -> Iterable[WaitingItem]:
    for forum in Forum.objects.filter(pk__in=run, state=Forum.State.DRAFT).order_by("pk"):
        where = address(f"forums/{forum.slug}/run/")
        yield WaitingItem(forum.title, None, where, _("Set it up and announce it"), forum.title_language)


def places_asked(run: list[int]) -> Iterable[WaitingItem]:
    asked = Count("seats", filter=Q(seats__state=Seat.State.ASKED))
    for forum in Forum.objects.filter(pk__in=run).annotate(asked=asked).filter(asked__gt=0).order_by("pk"):
        where = address(f"forums/{forum.slug}/seats/")
        yield WaitingItem(forum.title, None, where, _("Somebody asks for a place"), forum.title_language)


def sessions_of(run: list[int]) -> QuerySet[Session]:
    return Session.objects.filter(cycle__forum__in=run).select_related("cycle__forum").order_by("starts_at")


def sessions_to_call(run: list[int], at: datetime.datetime) -> Iterable[WaitingItem]:
    soon = at + datetime.timedelta(days=CALL_AHEAD)
    for session in sessions_of(run).filter(state=Session.State.PLANNED, starts_at__gt=at, starts_at__lte=soon):
        yield about_session(session, _("Call people to the session"), timezone.localdate(session.starts_at))


def sessions_to_note(run: list[int], at: datetime.datetime) -> Iterable[WaitingItem]:
    over = Q(state=Session.State.HELD) | Q(state=Session.State.CALLED, starts_at__lt=at)
    unwritten = Q(minutes=None) | Q(minutes__state=Minutes.State.DRAFT)
    for session in sessions_of(run).filter(over & unwritten):
        yield about_session(session, _("Write the minutes"), None)


def about_session(session: Session, words, due: datetime.date | None) -> WaitingItem:
    forum = session.cycle.forum
    return WaitingItem(forum.title, due, session.get_absolute_url(), words, forum.title_language)


def minutes_to_publish(facilitated: list[int]) -> Iterable[WaitingItem]:
    ready = Minutes.objects.filter(session__cycle__forum__in=facilitated, state=Minutes.State.APPROVED)
    for minutes in ready.select_related("session__cycle__forum").order_by("pk"):
        forum = minutes.session.cycle.forum
        where = f"{minutes.session.get_absolute_url()}minutes/"
        yield WaitingItem(forum.title, None, where, _("Publish the minutes"), forum.title_language)


def positions_to_read(facilitated: list[int]) -> Iterable[WaitingItem]:
    waiting = Position.objects.filter(forum__in=facilitated, state=Position.State.PENDING).order_by("pk")
    for position in waiting:
        where = address(f"positions/{position.public_id}/measure/")
        yield WaitingItem(position.text, None, where, _("Read a position that waits"), position.language)
