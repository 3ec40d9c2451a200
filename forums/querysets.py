"""Every reusable question put to the models of the forum."""

from dataclasses import dataclass
from typing import Self

from django.db import models
from django.db.models import Aggregate, Q, Subquery, Value
from django.db.models.functions import JSONArray
from django.utils import timezone

from accounts.permissions import is_administrator, mandates_of

READABLE_THREAD_STATES = ("open", "synthesis", "concluded", "archived", "merged")
SHOWN_POST_STATES = ("published", "held", "hidden", "erased")
#: The role of a place that takes instead of giving.
SUSPENDED = "suspended"


@dataclass(frozen=True)
class Place:
    """What a person is in one forum: part of its team, somebody with a place at a table, or suspended there."""

    forum_id: int
    role: str
    table_id: int | None
    seat_id: int | None
    organisation_id: int | None = None


def places_of(user) -> list[Place]:
    """The person's roles valid today, held seats and suspensions in all forums; one query, read once per request."""
    if not user.is_authenticated:
        return []
    if not hasattr(user, "_places"):
        read = rows_read_before(user)
        user._places = [Place(*row) for row in (rows_of_places(user.pk) if read is None else read)]
    return user._places


def rows_of_places(key: int) -> list[tuple]:
    kinds = kinds_of_places(key, timezone.now(), timezone.localdate())
    first, *others = (rows.values_list(*columns) for rows, columns in kinds)
    return list(first.union(*others, all=True))


def kinds_of_places(key, now, today) -> list[tuple[models.QuerySet, tuple]]:
    """The rows that make somebody part of a forum, with what stands in the columns of a ``Place``."""
    from forums.models import ForumRole, Measure, Seat

    roles = ForumRole.objects.filter(Q(since=None) | Q(since__lte=today), Q(until=None) | Q(until__gte=today), user=key)
    seats = Seat.objects.filter(user=key, state="held")
    suspensions = Measure.objects.suspending(now).filter(concerns=key)
    nothing = Value(None, models.BigIntegerField())
    return [
        (roles, ("forum_id", "role", nothing, nothing, nothing)),
        (seats, ("forum_id", "role", "table_id", "pk", "organisation_id")),
        (suspensions, ("forum_id", Value(SUSPENDED), nothing, nothing, nothing)),
    ]


class AllRows(Aggregate):
    """One JSON list of all that is grouped."""

    function = "JSON_GROUP_ARRAY"
    output_field = models.JSONField()

    def as_postgresql(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, function="JSONB_AGG", **extra)


#: The attributes in which the person of a request brings along their places.
READ_BEFORE = ("roles_read", "seats_read", "suspensions_read")


def places_in(key, now, today) -> dict[str, Subquery]:
    """Expressions that give the rows of a person's places, for the query that loads the person."""
    found = {}
    for name, (rows, columns) in zip(READ_BEFORE, kinds_of_places(key, now, today), strict=True):
        lists = rows.order_by().annotate(everybody=Value(1)).values("everybody")
        found[name] = Subquery(lists.annotate(rows=AllRows(JSONArray(*columns))).values("rows"))
    return found


def rows_read_before(user) -> list[list] | None:
    """The rows of the places that came with the person; ``None`` where none did, and once they were looked at."""
    if not hasattr(user, READ_BEFORE[0]):
        return None
    rows = [row for name in READ_BEFORE for row in getattr(user, name) or ()]
    for name in READ_BEFORE:
        delattr(user, name)
    return rows


def forum_roles_of(user) -> list[Place]:
    """Where the person is facilitator or coordinator today."""
    return [place for place in places_of(user) if place.seat_id is None and place.role != SUSPENDED]


def seats_of(user) -> list[Place]:
    """Where the person holds a seat."""
    return [place for place in places_of(user) if place.seat_id is not None]


def forums_suspending(user) -> list[int]:
    """Ids of the forums where the person may read, but not write for a time."""
    return [place.forum_id for place in places_of(user) if place.role == SUSPENDED]


def forums_run_by(user) -> list[int]:
    """Ids of the forums where the person is facilitator or coordinator today."""
    return list({place.forum_id for place in forum_roles_of(user)})


def decided_first(user, measure) -> bool:
    """Whether the person took any measure about the thing that this one is about."""
    about = type(measure).objects.filter(subject_kind=measure.subject_kind, subject_id=measure.subject_id)
    return about.filter(forum=measure.forum_id, taken_by=user.pk).exists()


def forget_facts(user) -> None:
    """Read a person's places again at the next question: an action has just changed them."""
    rows_read_before(user)
    if hasattr(user, "_places"):  # not by its ``__dict__``: whoever asks stands behind a lazy object
        del user._places


def inner_forums_of(user) -> list[int]:
    """Ids of the forums whose plenary the person reads even when it is closed to others.

    Among them those into which an administrator looks in this request (``forums/views/access.py``, ``with_looks``).
    """
    looking = getattr(user, "_looking", [])
    return list({*looking, *(place.forum_id for place in places_of(user) if place.role != SUSPENDED)})


class ForumQuerySet(models.QuerySet):
    def announced(self) -> Self:
        return self.exclude(state="draft")

    def visible_to(self, user) -> Self:
        """Announced forums everybody may read, and those the person sits in or runs."""
        inner = Q(pk__in=inner_forums_of(user))
        return self.filter((~Q(state="draft") & ~Q(visibility="closed")) | inner)


class ThreadQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Public threads; a closed forum's for its people; a table's own for that table; waiting ones for the team."""
        team = Q(forum__in=forums_run_by(user))
        plenary = Q(forum__in=inner_forums_of(user), audience="forum")
        own_table = Q(audience="table", table__in=[seat.table_id for seat in seats_of(user)])
        if not user.is_authenticated:
            return self.filter(is_public=True, state__in=READABLE_THREAD_STATES)
        readable = Q(state__in=READABLE_THREAD_STATES) & (Q(is_public=True) | plenary | own_table)
        return self.filter(readable | team | Q(state="pending", opened_by=user))


class MeasureQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Those about the person, and those of forums whose discussion they take care of."""
        if not user.is_authenticated:
            return self.none()
        facilitated = [place.forum_id for place in forum_roles_of(user) if place.role == "facilitator"]
        cared_for = self.all() if is_administrator(user) else self.filter(forum__in=facilitated)
        hosts = [mandate.organisation_id for mandate in mandates_of(user)]
        return self.filter(Q(concerns=user) | (Q(pk__in=cared_for.values("pk")) & ~Q(forum__host__in=hosts)))

    def suspending(self, moment) -> Self:
        """Suspensions in force at that moment."""
        return self.filter(Q(until=None) | Q(until__gt=moment), kind="suspend", undone_at=None)


class PostQuerySet(models.QuerySet):
    def shown(self) -> Self:
        """Posts with a place in the thread; hidden and erased ones keep it and show a placeholder."""
        return self.filter(state__in=SHOWN_POST_STATES)

    def readable(self) -> Self:
        """Posts whose words may be shown."""
        return self.filter(state="published")

    def visible_to(self, user) -> Self:
        """Published posts of the threads the person sees, their own waiting ones, and all for the forum's team."""
        from forums.models import Thread

        threads = Thread.objects.visible_to(user)
        if not user.is_authenticated:
            return self.filter(state="published", thread__in=threads)
        own = Q(author=user) | Q(recorded_by=user)
        team = Q(thread__forum__in=forums_run_by(user))
        return self.filter(Q(state="published") | own | team, thread__in=threads)

    def between(self, first: int, last: int) -> Self:
        """Posts at these positions of one thread, in order; a page costs the same anywhere in the thread."""
        return self.filter(position__gte=first, position__lte=last).order_by("position")


#: States of positions on the table or proposed to it, as ``Position.SHOWN`` has them.
SHOWN_POSITIONS = ("proposed", "accepted")


class PositionQuerySet(models.QuerySet):
    def shown(self) -> Self:
        """Positions on the table or proposed to it; joined, waiting and hidden ones are left out."""
        return self.filter(state__in=SHOWN_POSITIONS)

    def readable(self) -> Self:
        """Positions whose words may be shown: those, and what was joined with them."""
        return self.filter(state__in=(*SHOWN_POSITIONS, "merged"))

    def visible_to(self, user) -> Self:
        """What is shown of the forums the person sees, what they proposed themselves, and all for the forum's team."""
        from forums.models import Forum

        forums = Forum.objects.visible_to(user)
        if not user.is_authenticated:
            return self.filter(state__in=(*SHOWN_POSITIONS, "merged"), forum__in=forums)
        readable = Q(state__in=(*SHOWN_POSITIONS, "merged")) | Q(proposed_by=user)
        return self.filter(readable | Q(forum__in=forums_run_by(user)), forum__in=forums)


class MinutesQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Published minutes of the forums the person sees; drafts for the forum's team and its rapporteurs."""
        from forums.models import Forum

        published = Q(state="published", session__cycle__forum__in=Forum.objects.visible_to(user))
        if not user.is_authenticated:
            return self.filter(published)
        writing = [place.forum_id for place in seats_of(user) if place.role == "rapporteur"] + forums_run_by(user)
        return self.filter(published | Q(session__cycle__forum__in=writing))
