import datetime

import pytest
from django.utils import timezone

from forums.actions.minutes import approve_minutes, draft_minutes
from forums.actions.sessions import hold_session, plan_session
from forums.actions.tables import take_seat
from forums.models import Forum, Seat
from forums.waiting import waiting_for
from tests.factories.accounts import UserFactory
from tests.factories.forums import (
    ForumFactory,
    TableFactory,
    coordinator,
    cycle_of,
    facilitator,
    position_in,
    seated,
    thread_in,
)

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def session_in(forum: Forum, days: int):
    return plan_session(cycle_of(forum), by=None, kind="thematic", starts_at=timezone.now() + days * DAY)


def waits(person) -> list[str]:
    return [str(item.kind) for item in waiting_for(person, timezone.now())]


def test_whoever_runs_a_forum_is_told_what_to_do_next_and_others_are_not():
    forum = ForumFactory()
    leader = facilitator(forum)
    take_seat(TableFactory(forum=forum), by=None, user=UserFactory(), state=Seat.State.ASKED)
    session_in(forum, 5)
    hold_session(session_in(forum, -2), by=None)
    approved = hold_session(session_in(forum, -9), by=None)
    approve_minutes(draft_minutes(approved, by=None, language="en", items=[("A telephone.", True)]), by=leader)
    post = thread_in(forum, by=leader).posts.get()
    Forum.objects.filter(pk=forum.pk).update(premoderation="all")
    position_in(forum, by=seated(forum), posts=[post])

    of_both = ["Somebody asks for a place", "Call people to the session", "Write the minutes"]
    assert waits(leader) == [*of_both, "Publish the minutes", "Read a position that waits"]
    assert waits(coordinator(forum)) == of_both
    assert waits(seated(forum)) == waits(facilitator(ForumFactory())) == []


def test_nothing_waits_that_is_far_ahead_or_done():
    forum = ForumFactory()
    session_in(forum, 60)

    assert waits(coordinator(forum)) == []


def test_what_waits_costs_the_same_with_one_session_and_with_many(query_count):
    forum = ForumFactory()
    person = coordinator(forum)
    session_in(forum, 5)
    with_one = query_count(lambda: waiting_for(type(person).objects.get(pk=person.pk), timezone.now()))
    for number in range(12):
        session_in(forum, number + 1)

    assert query_count(lambda: waiting_for(type(person).objects.get(pk=person.pk), timezone.now())) == with_one


def test_a_draft_waits_for_those_who_were_named_to_run_it():
    forum = ForumFactory(state=Forum.State.DRAFT)

    (item,) = waiting_for(facilitator(forum), timezone.now())

    assert (str(item.kind), item.address) == ("Set it up and announce it", f"/en/forums/{forum.slug}/run/")
