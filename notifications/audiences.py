"""Groups of people that news goes to, and which of them may read what it is about."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Mandate, User
from forums.models import Forum, Position, Post, Thread, WorkingTable
from notifications.subjects import READABLE, readable_things
from recommendations.models import Clause, DecisionRound, Recommendation

People = dict[int, User]


def people(ids: Iterable[int]) -> People:
    """The active people among these, by key; no question where there is nobody."""
    ids = set(ids)
    return {person.pk: person for person in User.objects.filter(pk__in=ids, is_active=True)} if ids else {}


def seated(forum: Forum) -> set[int]:
    """Who has a place at one of its tables, with an account."""
    return set(forum.seats.filter(state="held", user__isnull=False).values_list("user_id", flat=True))


def inner_people(forum: Forum, table: WorkingTable | None = None) -> set[int]:
    """Who reads a closed forum, or what is for one of its tables alone: places and roles of today."""
    today = timezone.localdate()
    roles = forum.roles.filter(Q(since=None) | Q(since__lte=today), Q(until=None) | Q(until__gte=today))
    seats = forum.seats.filter(state="held", user__isnull=False)
    if table is not None:
        seats = seats.filter(table=table)
    return {*roles.values_list("user_id", flat=True), *seats.values_list("user_id", flat=True)}


def who_may_read(told: People, kind: str, thing: Any) -> People:
    """Those of the people who may read the thing now; a fixed number of questions for what a forum holds."""
    if not told or is_for_everybody(kind, thing):
        return told
    place = inside_forum(kind, thing)
    if place is None:
        pointer = (kind, thing.public_id)
        return {pk: person for pk, person in told.items() if readable_things([pointer], person)}
    inner = inner_people(*place)
    return {pk: person for pk, person in told.items() if pk in inner}


def is_for_everybody(kind: str, thing: Any) -> bool:
    """Whether a visitor may read it, and so everybody."""
    if kind == "post":
        return thing.state == Post.State.PUBLISHED and is_for_everybody("thread", thing.thread)
    if kind == "thread":
        return thing.is_public and thing.state not in (Thread.State.PENDING, Thread.State.HIDDEN)
    return READABLE[kind](AnonymousUser()).filter(pk=thing.pk).exists()  # type: ignore[arg-type]  # a visitor too


def inside_forum(kind: str, thing: Any) -> tuple[Forum, WorkingTable | None] | None:
    """The forum (and table) whose people read the thing; ``None`` where other rules hold."""
    if kind == "post":
        thing, kind = thing.thread, "thread"
    if kind == "thread":
        return thing.forum, thing.table if thing.audience == Thread.Audience.TABLE else None
    if kind == "minutes":
        return thing.session.cycle.forum, None
    if kind == "session":
        return thing.cycle.forum, None
    if kind == "position":
        return thing.forum, None
    return (thing, None) if kind == "forum" else None


def who_took_part(thread: Thread) -> set[int]:
    """Who wrote, or wrote down, what can be read in a conversation."""
    return person_keys(thread.posts.filter(state=Post.State.PUBLISHED))


def voices_of(position: Position) -> set[int]:
    """Who wrote, or wrote down, the posts that a position was drawn from."""
    return person_keys(Post.objects.filter(position_sources__position=position))


def joined_to(position: Position) -> set[int]:
    """The same for what was joined with it, who were told that."""
    return person_keys(Post.objects.filter(position_sources__position__merged_into=position))


def voices_behind(clause: Clause) -> set[int]:
    """Who wrote, or wrote down, the posts that a point comes from, itself or through its positions."""
    direct, drawn = Q(revisions__cited_in__clause=clause), Q(position_sources__position__cited_in__clause=clause)
    return person_keys(Post.objects.filter(direct | drawn))


def voices_in(recommendation: Recommendation) -> set[int]:
    """The same for all points of a document."""
    direct = Q(revisions__cited_in__clause__recommendation=recommendation)
    drawn = Q(position_sources__position__cited_in__clause__recommendation=recommendation)
    return person_keys(Post.objects.filter(direct)) | person_keys(Post.objects.filter(drawn))


def person_keys(posts: QuerySet[Post]) -> set[int]:
    pairs = posts.values_list("author_id", "recorded_by_id").distinct()
    return {person for pair in pairs for person in pair if person}


def officers_of(organisation_id: int) -> set[int]:
    """Who speaks for an organisation today."""
    mandates = Mandate.objects.valid_on(timezone.localdate()).filter(organisation_id=organisation_id)
    return set(mandates.values_list("user_id", flat=True))


def electors_of(round_: DecisionRound, *, silent: bool = False) -> set[int]:
    """The people whose voice counts in a decision; ``silent``: only where nothing has been cast yet."""
    electors = round_.electors.filter(ballots=None) if silent else round_.electors.all()
    named = set(electors.filter(person_link__user__isnull=False).values_list("person_link__user_id", flat=True))
    bodies = electors.filter(table=None, organisation__isnull=False, person_link__user=None)
    for organisation_id in bodies.values_list("organisation_id", flat=True):
        named |= officers_of(organisation_id)
    return named
