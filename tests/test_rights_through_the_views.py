"""Each right of the forums in ``docs/permissions.md`` once more, asked the way a browser asks: of the page itself.

The predicates are walked through every stage by ``test_permissions_table.py``; here each right has a door, and the door
answers as the page says, for a person of each role, with no stage open, with one that opens the verb, with one that
does not.
"""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.utils import timezone

from forums.models import Appeal, Forum, Measure, Minutes, Position, Post, Session, Stage, Thread, WorkingTable
from forums.stages import STAGES
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.forums import ForumFactory, TableFactory, cycle_of, facilitator
from tests.test_permissions_table import Row, code_of, open_stage, people_of_forum, rows_below

pytestmark = pytest.mark.django_db


class House:
    """A forum with one of each thing that a right is asked of, and a person of each role."""

    def __init__(self):
        self.forum: Forum = ForumFactory(stage=Stage.Kind.PREPARE)
        self.stage = Stage.objects.get(cycle__forum=self.forum)
        self.table: WorkingTable = TableFactory(forum=self.forum)
        self.people = people_of_forum(self.forum, self.table)
        self.stranger = UserFactory()
        self.thread = Thread.objects.create(
            forum=self.forum,
            cycle=cycle_of(self.forum),
            table=self.table,
            title="Night help",
            language="en",
            opened_at=timezone.now(),
            post_count=1,
            last_number=1,
        )
        self.post = self.written(self.stranger, number=1, position=1)
        self.position = Position.objects.create(
            forum=self.forum,
            cycle=self.thread.cycle,
            number=1,
            text="A telephone.",
            language="en",
            proposed_at=timezone.now(),
            proposed_by=self.stranger,
        )
        session = {"number": 1, "kind": "working", "starts_at": timezone.now(), "state": Session.State.HELD}
        self.session = Session.objects.create(cycle=self.thread.cycle, **session)
        self.minutes = Minutes.objects.create(session=self.session, language="en")

    def written(self, author, **place) -> Post:
        """A published post of that person."""
        return Post.objects.create(
            thread=self.thread,
            author=author if author.is_authenticated else self.stranger,
            language="en",
            body="Words.",
            body_html="<p>Words.</p>",
            created_at=timezone.now(),
            published_at=timezone.now(),
            **(place or {"number": 99, "position": 99}),
        )

    def measure(self, person) -> Measure:
        """What was decided about that person, by a facilitator who is none of the people here."""
        return Measure.objects.create(
            forum=self.forum,
            kind=Measure.Kind.HIDE,
            reason="names",
            statement="A name.",
            subject_kind="post",
            subject_id=self.post.public_id,
            concerns=person if person.is_authenticated else None,
            taken_by=facilitator(self.forum),
        )

    def appealed(self) -> Measure:
        measure = self.measure(self.stranger)
        Appeal.objects.create(measure=measure, lodged_by=self.stranger, words="No client.", language="en")
        return measure


#: What is sent to which page: the method, the address for a person, the fields. Forms are sent empty: who may is told
#: what is missing (422), who may not is refused (403), is not told that it exists (404) or is asked to sign in (302).
Door = tuple[str, Callable[[House, object], str], dict]
DOORS: dict[str, Door] = {
    "forums.view_forum": ("get", lambda house, person: f"forums/{house.forum.slug}/conversations/", {}),
    "forums.join": ("post", lambda house, person: f"forums/{house.forum.slug}/join/", {}),
    "forums.ask": ("post", lambda house, person: f"t/{house.thread.public_id}/reply/", {"kind": "question"}),
    "forums.open_thread": ("post", lambda house, person: f"forums/{house.forum.slug}/new/", {"thread_kind": "open"}),
    "forums.reply_thread": ("post", lambda house, person: f"t/{house.thread.public_id}/reply/", {}),
    "forums.edit_post": ("post", lambda house, person: f"p/{house.written(person).public_id}/edit/", {}),
    "forums.erase_post": ("post", lambda house, person: f"p/{house.written(person).public_id}/erase/", {}),
    "forums.record_for_participant": (
        "post",
        lambda house, person: f"t/{house.thread.public_id}/for-someone/",
        {},
    ),
    "forums.propose_position": ("post", lambda house, person: f"p/{house.post.public_id}/position/", {}),
    "forums.support_position": ("post", lambda house, person: f"positions/{house.position.public_id}/support/", {}),
    "forums.accept_position": ("post", lambda house, person: f"positions/{house.position.public_id}/accept/", {}),
    "forums.conclude_thread": ("post", lambda house, person: f"t/{house.thread.public_id}/conclude/", {}),
    "forums.moderate": ("post", lambda house, person: f"p/{house.post.public_id}/measure/", {}),
    "forums.flag_post": ("post", lambda house, person: f"p/{house.post.public_id}/report/", {}),
    "forums.appeal": ("post", lambda house, person: f"decisions/{house.measure(person).public_id}/appeal/", {}),
    "forums.decide_appeal": ("post", lambda house, person: f"decisions/{house.appealed().public_id}/decide/", {}),
    "forums.view_desk": ("get", lambda house, person: f"forums/{house.forum.slug}/desk/", {}),
    "forums.rearrange_thread": ("post", lambda house, person: f"t/{house.thread.public_id}/split/", {}),
    "forums.run_forum": ("post", lambda house, person: f"forums/{house.forum.slug}/sessions/new/", {}),
    "forums.keep_seats": ("get", lambda house, person: f"forums/{house.forum.slug}/seats/", {}),
    "forums.be_named": (
        "post",
        lambda house, person: f"forums/{house.forum.slug}/sessions/{house.session.public_id}/i-was-there/",
        {},
    ),
    "forums.draft_minutes": (
        "get",
        lambda house, person: f"forums/{house.forum.slug}/sessions/{house.session.public_id}/minutes/",
        {},
    ),
    "forums.open_forum": ("post", lambda house, person: "forums/new/", {}),
    "forums.set_up": ("get", lambda house, person: f"forums/{house.forum.slug}/run/rules/", {}),
    "forums.name_roles": ("post", lambda house, person: f"forums/{house.forum.slug}/run/people/", {}),
}
#: Rights whose pages are walked elsewhere.
ELSEWHERE = {
    "forums.record_table_voice",  # tests/forums/views: the grid and the session desk
    "forums.archive_thread",  # tests/forums/views: only what is concluded has the page
    "forums.publish_minutes",  # tests/forums/views: one step of the minutes' own states
    "forums.record_ballots",  # the decisions of recommendations
    "forums.look_into",  # tests/forums/views/test_looking.py
    "forums.add_forum",  # the editors' screens, tests/forums/test_wagtail_hooks.py
    "forums.change_forum",
    "forums.delete_forum",
}
ROWS = [row for row in rows_below("Forums") if row.code in DOORS]


def is_open(client, house: House, door: Door, person) -> bool:
    """Whether the page lets the person through; whatever it did is taken back."""
    method, address, fields = door
    with transaction.atomic():
        client.logout()
        if person.is_authenticated:
            client.force_login(person)
        answer = getattr(client, method)(f"/en/{address(house, person)}", fields)
        transaction.set_rollback(True)
    is_sent_to_sign_in = answer.status_code == 302 and "/account/login/" in answer.url
    assert answer.status_code in (200, 302, 403, 404, 422), answer.status_code
    return answer.status_code not in (403, 404) and not is_sent_to_sign_in


def moments(row: Row) -> list[str | None]:
    """No stage; and where stages matter, one that opens the verb and one that does not."""
    if "s" not in row.cells.values():
        return [None]
    return [
        None,
        next(kind for kind, verbs in STAGES.items() if row.verb in verbs),
        next(kind for kind, verbs in STAGES.items() if row.verb not in verbs),
    ]


@pytest.fixture(scope="module")
def house(kept_rows) -> House:
    return House()


@pytest.mark.once  # what the rights ask of a database is asked on each by their own tests
@pytest.mark.parametrize("row", ROWS, ids=code_of)
def test_the_page_of_a_right_opens_to_those_whom_the_table_names(client, house, row):
    found = []
    for kind in moments(row):
        open_stage(house.stage, kind)
        for role, person in house.people.items():
            opened = is_open(client, house, DOORS[row.code], person)
            if opened is not row.says(role, kind):
                found.append(f"{role}, stage {kind}: {opened}, the table says {row.cells[role]!r}")

    assert found == []


def test_every_right_has_a_door_here_or_is_named_with_where_it_is_walked():
    assert {row.code for row in rows_below("Forums")} == {*DOORS, *ELSEWHERE}


@pytest.mark.parametrize("code", ["forums.moderate", "forums.decide_appeal"])
def test_who_speaks_for_the_host_finds_these_pages_shut_whatever_else_they_are(client, house, code):
    people = [house.people["facilitator"], house.people["admin"], UserFactory(is_superuser=True)]
    for person in people:
        MandateFactory(user=person, organisation=house.forum.host)

    assert [is_open(client, house, DOORS[code], person) for person in people] == [False, False, False]


@pytest.mark.parametrize("code", ["forums.support_position"])
def test_who_facilitates_finds_these_pages_shut_even_with_a_seat(client, house, code):
    house.forum.seats.create(table=house.table, user=house.people["facilitator"])
    open_stage(house.stage, Stage.Kind.EXPLORE)

    assert is_open(client, house, DOORS[code], house.people["facilitator"]) is False
