"""Forums for tests: public, active and exploring, unless told otherwise."""

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import User
from forums.actions.discussion import open_thread, reply_to_thread
from forums.actions.positions import propose_position
from forums.actions.tables import take_seat
from forums.models import (
    Cycle,
    Forum,
    ForumRole,
    Participant,
    Position,
    Post,
    Seat,
    Stage,
    TableText,
    Thread,
    WorkingTable,
)
from tests.factories.accounts import UserFactory
from tests.factories.directory import OrganisationFactory


class ForumFactory(DjangoModelFactory):
    """A forum with one cycle whose stage ``stage`` is open for ten days more; ``stage=False``: nothing is open."""

    class Meta:
        model = Forum
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda number: f"forum-{number}")
    format = Forum.Format.SERIES
    state = Forum.State.ACTIVE
    host = factory.SubFactory(OrganisationFactory)
    premoderation = Forum.Premoderation.OFF

    @factory.post_generation
    def stage(self, create, kind, **kwargs):
        cycle = Cycle.objects.create(forum=self, number=1, state=Cycle.State.DELIBERATING)
        if kind is not False:
            StageFactory(cycle=cycle, kind=kind or Stage.Kind.EXPLORE)


class StageFactory(DjangoModelFactory):
    class Meta:
        model = Stage

    ordinal = factory.Sequence(lambda number: number + 1)
    kind = Stage.Kind.EXPLORE
    opens_at = factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(days=10))
    closes_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=10))


class TableFactory(DjangoModelFactory):
    class Meta:
        model = WorkingTable
        skip_postgeneration_save = True

    forum = factory.SubFactory(ForumFactory)
    number = factory.Sequence(lambda number: number + 1)

    @factory.post_generation
    def interest(self, create, interest, **kwargs):
        TableText.objects.create(table=self, language="en", interest=interest or f"Interest {self.number}")


class ParticipantFactory(DjangoModelFactory):
    class Meta:
        model = Participant

    forum = factory.SubFactory(ForumFactory)
    code = factory.Sequence(lambda number: f"A{number:04}")
    consent_wording = "1"
    consented_at = factory.LazyFunction(timezone.now)


def cycle_of(forum: Forum) -> Cycle:
    return forum.cycles.get()


def facilitator(forum: Forum, **fields) -> User:
    """A person who facilitates that forum."""
    return ForumRole.objects.create(forum=forum, user=UserFactory(**fields), role="facilitator").user


def coordinator(forum: Forum, **fields) -> User:
    return ForumRole.objects.create(forum=forum, user=UserFactory(**fields), role="coordinator").user


def seated(forum: Forum, *, table: WorkingTable | None = None, role: str = Seat.Role.MEMBER, **fields) -> User:
    """A person with a place at a table of that forum."""
    user = UserFactory(**fields)
    take_seat(table or TableFactory(forum=forum), by=None, user=user, role=role)
    return user


def thread_in(forum: Forum, *, by: User | None = None, **fields) -> Thread:
    """A conversation with its opening post."""
    words = {"title": "Night help", "body": "Who comes at night?", "language": "en"} | fields
    return open_thread(forum, by=by or UserFactory(), **words)


def reply_in(thread: Thread, *, by: User | None = None, **fields) -> Post:
    words = {"body": "Nobody comes at night.", "language": "en"} | fields
    return reply_to_thread(thread, by=by or UserFactory(), **words)


def position_in(forum: Forum, *, by: User | None = None, posts: list[Post] | None = None, **fields) -> Position:
    """A position distilled from one post of the forum."""
    words = {"text": "A telephone that answers at night.", "language": "en"} | fields
    posts = posts or [thread_in(forum).posts.get()]
    return propose_position(cycle_of(forum), by=by or UserFactory(), posts=posts, **words)
