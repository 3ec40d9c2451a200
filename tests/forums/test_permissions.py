"""Who may do what, as docs/permissions.md says: role by right by stage, and the separations that hold for all."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from forums.models import Forum, Post, Seat, Stage, Thread, WorkingTable
from forums.permissions import why_not
from tests.factories.accounts import MandateFactory, UserFactory, ngo_worker, officer, staff
from tests.factories.forums import (
    ForumFactory,
    StageFactory,
    TableFactory,
    coordinator,
    cycle_of,
    facilitator,
    reply_in,
    seated,
    thread_in,
)

pytestmark = pytest.mark.django_db

ROLES = (
    "visitor",
    "citizen",
    "ngo",
    "officer",
    "host",
    "seat",
    "rapporteur",
    "facilitator",
    "coordinator",
    "administrator",
    "superuser",
)
#: Right, visibility of the forum, open stage (None: no stage), and the roles that hold it.
TAKING_PART = {"citizen", "ngo", "officer", "host", "seat", "rapporteur", "administrator", "superuser"}
SEATED = {"seat", "rapporteur"}
TEAM = {"facilitator", "coordinator"}
RIGHTS = [
    ("forums.ask", "public", None, TAKING_PART | TEAM),
    ("forums.ask", "public-to-read", "decide", TAKING_PART | TEAM),
    ("forums.reply_thread", "public", "explore", TAKING_PART | TEAM),
    ("forums.reply_thread", "public", "decide", TEAM),
    ("forums.reply_thread", "public", None, TEAM),
    ("forums.reply_thread", "public-to-read", "explore", SEATED | TEAM),
    ("forums.open_thread", "public", "explore", TAKING_PART | TEAM),
    ("forums.open_thread", "public", "hand_over", TEAM),
    ("forums.record_for_participant", "public", None, {"ngo", "officer", "host", "rapporteur"} | TEAM),
    ("forums.propose_position", "public", "propose", TAKING_PART | TEAM),  # a coordinator as any citizen
    ("forums.propose_position", "public", "draft", {"facilitator"}),
    ("forums.propose_position", "public-to-read", "propose", SEATED | {"facilitator"}),
    ("forums.support_position", "public", "explore", SEATED),
    ("forums.support_position", "public", "decide", set()),
    ("forums.accept_position", "public", "explore", {"facilitator"}),
    ("forums.conclude_thread", "public", "explore", {"rapporteur", "facilitator"}),
    ("forums.record_table_voice", "public", None, {"rapporteur"} | TEAM),
    ("forums.record_ballots", "public", "decide", {"facilitator"}),
    ("forums.moderate", "public", None, {"facilitator", "administrator"}),
    ("forums.run_forum", "public", None, TEAM | {"administrator"}),
    ("forums.keep_seats", "public", None, TEAM),
    ("forums.draft_minutes", "public", None, {"rapporteur"} | TEAM),
    ("forums.publish_minutes", "public", None, {"facilitator"}),
    ("forums.join", "public", "explore", TAKING_PART - SEATED),
    ("forums.join", "public", "draft", set()),
]


def people_of(forum: Forum, table: WorkingTable) -> dict:
    """One person for each role of that forum."""
    return {
        "visitor": AnonymousUser(),
        "citizen": UserFactory(),
        "ngo": ngo_worker(),
        "officer": officer(),
        "host": officer(forum.host),
        "seat": seated(forum, table=table),
        "rapporteur": seated(forum, table=table, role=Seat.Role.RAPPORTEUR),
        "facilitator": facilitator(forum),
        "coordinator": coordinator(forum),
        "administrator": staff("administrator"),
        "superuser": UserFactory(is_superuser=True),
    }


@pytest.mark.parametrize(("right", "visibility", "stage", "holders"), RIGHTS)
def test_exactly_these_roles_hold_the_right(right, visibility, stage, holders):
    forum = ForumFactory(visibility=visibility, stage=stage or False)
    table = TableFactory(forum=forum)
    people = people_of(forum, table)
    thread = Thread.objects.create(
        forum=forum, cycle=cycle_of(forum), table=table, title="Night help", language="en", opened_at=timezone.now()
    )
    thing = forum if right in ("forums.run_forum", "forums.keep_seats", "forums.join") else thread

    allowed = {role for role, person in people.items() if person.has_perm(right, thing)}

    assert allowed == holders


@pytest.mark.parametrize("right", ["forums.moderate", "forums.record_ballots"])
def test_an_officer_of_the_host_never_moderates_nor_records_ballots_whatever_else_they_are(right):
    forum = ForumFactory()
    leader, admin = facilitator(forum), staff("administrator")
    for person in (leader, admin):
        MandateFactory(user=person, organisation=forum.host)

    assert [person.has_perm(right, forum) for person in (leader, admin)] == [False, False]


def test_a_facilitator_with_a_seat_supports_nothing():
    forum = ForumFactory()
    leader = facilitator(forum)
    Seat.objects.create(forum=forum, table=TableFactory(forum=forum), user=leader)

    assert leader.has_perm("forums.support_position", forum) is False
    assert why_not(leader, "forums.support_position", forum) == (
        "Whoever facilitates the forum does not support positions."
    )


def test_a_role_that_has_ended_gives_nothing():
    forum = ForumFactory()
    leader = facilitator(forum)
    leader.forum_roles.update(until=timezone.localdate() - datetime.timedelta(days=1))

    assert leader.has_perm("forums.moderate", forum) is False


def test_a_facilitator_of_one_forum_is_nobody_in_another():
    leader = facilitator(ForumFactory())

    assert leader.has_perm("forums.moderate", ForumFactory()) is False


def test_only_the_author_changes_a_contribution():
    forum = ForumFactory()
    author = UserFactory()
    post = reply_in(thread_in(forum), by=author)

    allowed = [person.has_perm("forums.edit_post", post) for person in (author, UserFactory(), facilitator(forum))]

    assert allowed == [True, False, False]


# Why not ----------------------------------------------------------------------------------------------------------


def test_a_visitor_is_told_to_sign_in():
    assert why_not(AnonymousUser(), "forums.reply_thread", thread_in(ForumFactory())) == "Sign in to do this."


def test_whoever_may_is_given_no_reason():
    assert why_not(UserFactory(), "forums.reply_thread", thread_in(ForumFactory())) == ""


def test_a_closed_stage_names_the_day_of_the_next_opening():
    forum = ForumFactory(stage=Stage.Kind.DECIDE)
    opens_at = datetime.datetime(2090, 5, 12, 9, tzinfo=datetime.UTC)
    StageFactory(
        cycle=cycle_of(forum),
        kind=Stage.Kind.FOLLOW_UP,
        opens_at=opens_at,
        closes_at=opens_at + datetime.timedelta(days=30),
    )
    thread = thread_in(forum, by=facilitator(forum))

    reason = why_not(UserFactory(), "forums.reply_thread", thread)

    assert reason == "The present stage of the forum does not allow this. It opens on 12 May 2090."


def test_a_forum_for_its_tables_says_that_a_place_is_needed():
    forum = ForumFactory(visibility=Forum.Visibility.PUBLIC_TO_READ)

    reason = why_not(UserFactory(), "forums.open_thread", forum)

    assert reason == "People with a place at a table of this forum do this. You can ask for a place."


def test_a_lock_is_told_before_anything_about_the_person():
    forum = ForumFactory(visibility=Forum.Visibility.PUBLIC_TO_READ)
    thread = thread_in(forum, by=facilitator(forum))
    Thread.objects.filter(pk=thread.pk).update(is_locked=True, lock_reason="Until the session.")
    thread.refresh_from_db()

    reason = why_not(UserFactory(), "forums.reply_thread", thread)

    assert reason == "This conversation is closed for replies. The reason: Until the session."


# Seeing: predicate and queryset say the same ----------------------------------------------------------------------


def everything_there_is() -> list[Forum]:
    """Forums of every visibility and a draft, each with a plenary, a table's, a waiting and a hidden thread."""
    forums = []
    for visibility, state in (
        (Forum.Visibility.PUBLIC, Forum.State.ACTIVE),
        (Forum.Visibility.PUBLIC_TO_READ, Forum.State.CLOSED),
        (Forum.Visibility.CLOSED, Forum.State.ACTIVE),
        (Forum.Visibility.PUBLIC, Forum.State.DRAFT),
    ):
        forum = ForumFactory(visibility=visibility, state=Forum.State.ACTIVE)
        table = TableFactory(forum=forum)
        leader = facilitator(forum)
        plenary = thread_in(forum, by=leader)
        waiting, hidden = thread_in(forum, by=leader), thread_in(forum, by=leader)
        thread_in(forum, by=leader, audience="table", table=table)
        Thread.objects.filter(pk=waiting.pk).update(state="pending")
        Thread.objects.filter(pk=hidden.pk).update(state="hidden")
        Post.objects.filter(pk=reply_in(plenary, by=leader).pk).update(state="hidden")
        Forum.objects.filter(pk=forum.pk).update(state=state)
        if state == Forum.State.DRAFT:
            forum.threads.update(is_public=False)
        forums.append(forum)
    return forums


@pytest.fixture(scope="module")
def people_everywhere(kept_rows) -> list[dict]:
    """For each of the forums there are, one person of each role in it."""
    return [people_of(forum, forum.tables.get()) for forum in everything_there_is()]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_what_a_person_may_see_is_what_the_queryset_gives(people_everywhere, role, place):
    person = people_everywhere[place][role]
    seen = {"forums.view_forum": Forum, "forums.view_thread": Thread, "forums.view_post": Post}

    by_rule = {
        right: {one.pk for one in model.objects.all() if person.has_perm(right, one)} for right, model in seen.items()
    }
    by_query = {
        right: set(model.objects.visible_to(person).values_list("pk", flat=True)) for right, model in seen.items()
    }

    assert by_rule == by_query


def test_who_began_a_conversation_that_waits_is_not_told_that_it_is_concluded():
    forum = ForumFactory(premoderation=Forum.Premoderation.ALL)
    author = UserFactory()

    reason = why_not(author, "forums.reply_thread", thread_in(forum, by=author))

    assert reason == "This conversation waits for the facilitator. It takes answers when others can read it."
