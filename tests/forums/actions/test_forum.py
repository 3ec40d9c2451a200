import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from forums.actions.forum import (
    announce_forum,
    cancel_forum,
    move_cycle,
    name_role,
    open_cycle,
    open_forum,
    start_forum,
)
from forums.actions.sessions import call_session
from forums.actions.tables import create_participant
from forums.errors import MoveRefused
from forums.models import Cycle, Forum, ForumIndexPage, ForumPage
from tests.factories.accounts import UserFactory, staff
from tests.factories.directory import OrganisationFactory
from tests.factories.forums import ForumFactory, TableFactory, cycle_of
from tests.factories.pages import publish_below

pytestmark = pytest.mark.django_db


def drafted(**fields) -> Forum:
    return open_forum(OrganisationFactory(), by=staff("editor"), slug="night", format=Forum.Format.SERIES, **fields)


def test_a_forum_begins_as_a_draft_with_its_first_cycle():
    forum = drafted()

    assert (forum.state, [cycle.number for cycle in forum.cycles.all()]) == ("draft", [1])


def test_a_forum_is_announced_when_everything_is_there_and_says_what_is_not():
    forum = drafted()

    with pytest.raises(MoveRefused) as refused:
        announce_forum(forum, by=None)

    assert refused.value.reasons == (
        "The charter (the rules of this forum) is missing.",
        "Nobody is named as facilitator.",
        "The first session has no date.",
    )
    publish_below(ForumIndexPage, ForumPage(title="Night", slug="night", forum=forum, charter="<p>We listen.</p>"))
    name_role(forum, by=None, user=UserFactory(), role="facilitator")
    call_session(cycle_of(forum), by=None, kind="constituting", starts_at=timezone.now())
    announce_forum(forum, by=None)
    start_forum(forum, by=None)
    assert forum.state == Forum.State.ACTIVE


def test_each_move_leaves_one_audit_row():
    forum, editor = drafted(), staff("editor")

    cancel_forum(forum, by=editor, reason="No money.")

    row = AuditEntry.objects.get(subject_id=forum.public_id, verb="cancel")
    assert (row.from_state, row.to_state, row.reason, row.actor_link.user) == (
        "draft",
        "cancelled",
        "No money.",
        editor,
    )
    assert forum.cancel_reason == "No money."


def test_a_cancelled_forum_moves_nowhere():
    forum = drafted()
    cancel_forum(forum, by=None, reason="No money.")

    with pytest.raises(MoveRefused):
        start_forum(forum, by=None)


def test_a_series_has_one_cycle_and_a_standing_forum_as_many_as_it_needs():
    with pytest.raises(MoveRefused):
        open_cycle(ForumFactory(format=Forum.Format.SERIES), by=None)

    assert open_cycle(ForumFactory(format=Forum.Format.STANDING), by=None).number == 2


def test_tables_deliberate_once_two_of_them_have_enough_people():
    forum = ForumFactory(fewest_seats=2)
    cycle = cycle_of(forum)
    Cycle.objects.filter(pk=cycle.pk).update(state="constituting")
    cycle.refresh_from_db()

    def fill(table):
        for _seat in range(2):
            create_participant(forum, by=None, table=table, has_consent=True, consent_wording="1")

    fill(TableFactory(forum=forum))
    with pytest.raises(MoveRefused):
        move_cycle(cycle, "deliberate", by=None)
    fill(TableFactory(forum=forum))
    move_cycle(cycle, "deliberate", by=None)

    assert cycle.state == "deliberating"
