"""``docs/permissions.md`` is true: each of its cells, read from the page, asked of a real person in every stage."""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
import rules
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.models import User
from forums.models import Appeal, Forum, Measure, Post, Seat, Stage, Thread, WorkingTable
from forums.stages import ALWAYS, STAGES
from recommendations.models import (
    Amendment,
    Commitment,
    DecisionRound,
    Delivery,
    Elector,
    ElectorPerson,
    GroupMember,
    Recommendation,
)
from scripts.stamps import ROOT
from tests.factories.accounts import UserFactory, ngo_worker, officer, staff
from tests.factories.directory import MembershipFactory, OrganisationFactory
from tests.factories.forums import ForumFactory, StageFactory, TableFactory, coordinator, cycle_of, facilitator, seated
from tests.factories.recommendations import Table, draft_of, forum_with_group, point_from

pytestmark = pytest.mark.django_db

PAGE = (ROOT / "docs" / "permissions.md").read_text(encoding="utf-8")
#: No stage is open, or one of each kind.
MOMENTS = (None, *STAGES)
CELLS = frozenset("y-smol")


@dataclass(frozen=True)
class Row:
    """A right with, for each role, what the page says of it."""

    words: str
    code: str
    cells: dict[str, str]

    @property
    def verb(self) -> str:
        """The verb of the stages, which stands in brackets behind the words."""
        found = re.search(r"\((\w+)\)$", self.words)
        return found[1] if found else ""

    def says(self, role: str, kind: str | None) -> bool:
        """Whether the page gives the right to that role while that kind of stage is open."""
        if self.cells[role] == "s":
            return kind is not None and self.verb in STAGES[kind]
        return self.cells[role] != "-"


def table_below(heading: str) -> list[list[str]]:
    """The cells of the first table under a heading, its ruler left out."""
    section = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if not line.startswith("|---")]


def rows_below(heading: str) -> list[Row]:
    header, *lines = table_below(heading)
    return [Row(words, code.strip("`"), dict(zip(header[2:], cells, strict=True))) for words, code, *cells in lines]


def code_of(row: Row) -> str:
    return row.code


def open_stage(stage: Stage, kind: str | None) -> None:
    """Let that kind of stage be open, or none."""
    closes_at = timezone.now() + datetime.timedelta(days=1 if kind else -1)
    Stage.objects.filter(pk=stage.pk).update(kind=kind or Stage.Kind.PREPARE, closes_at=closes_at)


def differences(row: Row, stage: Stage, people: dict[str, User], thing_for: Callable[[User], object]) -> list[str]:
    """Where what people may do is not what the page says, one line each."""
    found = []
    for kind in MOMENTS:
        open_stage(stage, kind)
        for role, person in people.items():
            may = person.has_perm(row.code, thing_for(person))
            if may is not row.says(role, kind):
                found.append(f"{role}, stage {kind}: {may}, the page says {row.cells[role]!r}")
    return found


def test_the_page_says_of_every_stage_what_it_opens():
    stages = {kind: {verb for verb in verbs.split(", ") if verb} for kind, verbs in table_below("Stages")[1:]}

    assert stages == {**{str(kind): set(verbs) for kind, verbs in STAGES.items()}, "always": set(ALWAYS)}


@pytest.mark.parametrize("heading", ["Forums", "Recommendations"])
def test_the_page_uses_only_cells_it_explains(heading):
    cells = {cell for row in rows_below(heading) for cell in row.cells.values()}

    assert cells <= CELLS


# Forums -----------------------------------------------------------------------------------------------------------


def people_of_forum(forum: Forum, table: WorkingTable) -> dict[str, User]:
    """One person for each column of the table about forums."""
    association = MembershipFactory(member=forum.host).body
    return {
        "visitor": AnonymousUser(),
        "citizen": UserFactory(),
        "NGO": ngo_worker(),
        "officer": officer(),
        "seat": seated(forum, table=table),
        "rapporteur": seated(forum, table=table, role=Seat.Role.RAPPORTEUR),
        "facilitator": facilitator(forum),
        "coordinator": coordinator(forum),
        "desk": staff("desk", association),
        "editor": staff("editor"),
        "admin": staff("administrator"),
    }


ABOUT_A_THREAD = {
    "forums.ask",
    "forums.reply_thread",
    "forums.record_for_participant",
    "forums.conclude_thread",
    "forums.moderate",
    "forums.rearrange_thread",
    "forums.archive_thread",
}


@dataclass(frozen=True)
class Hall:
    """A forum with a table, a conversation at it, and one person of each role."""

    forum: Forum
    table: WorkingTable
    thread: Thread
    people: dict[str, User]


@pytest.fixture(scope="module")
def hall(kept_rows) -> Hall:
    forum = ForumFactory(stage=Stage.Kind.PREPARE)
    table = TableFactory(forum=forum)
    thread = Thread.objects.create(
        forum=forum, cycle=cycle_of(forum), table=table, title="Night help", language="en", opened_at=timezone.now()
    )
    return Hall(forum, table, thread, people_of_forum(forum, table))


@pytest.mark.parametrize("row", rows_below("Forums"), ids=code_of)
def test_in_a_forum_people_may_do_what_the_page_says(hall, row):
    forum, table, thread = hall.forum, hall.table, hall.thread

    def thing_for(person: User) -> object:
        if row.code in ("forums.edit_post", "forums.erase_post"):
            return Post(thread=thread, author=person if person.is_authenticated else None, state=Post.State.PUBLISHED)
        if row.code == "forums.record_table_voice":
            return table
        if row.code == "forums.flag_post":
            return Post(thread=thread, state=Post.State.PUBLISHED)
        if row.code in ("forums.appeal", "forums.decide_appeal"):
            concerned = person if row.code == "forums.appeal" and person.is_authenticated else None
            measure = Measure(forum=forum, kind=Measure.Kind.HIDE, subject_kind="post", concerns=concerned)
            return measure if row.code == "forums.appeal" else Appeal(measure=measure)
        return thread if row.code in ABOUT_A_THREAD else forum

    found = differences(row, Stage.objects.get(cycle__forum=forum), hall.people, thing_for)

    assert found == []


#: What the rights to see are about; each is held to its queryset in ``tests/forums/test_permissions.py``.
SEEN = ("thread", "post", "position", "minutes", "measure")


def test_every_right_about_forums_is_on_the_page_or_about_seeing():
    written = {row.code for row in rows_below("Forums")}

    built = {name for name in rules.permissions.permissions if name.startswith("forums.")}
    assert built - {f"forums.view_{thing}" for thing in SEEN} == written


# Recommendations --------------------------------------------------------------------------------------------------


def people_of_group(place: Table) -> dict[str, User]:
    """One person for each column of the table about recommendations."""
    association = MembershipFactory(member=place.municipality).body
    member, rapporteur = UserFactory(), UserFactory()
    GroupMember.objects.create(group=place.group, user=member, role="member")
    GroupMember.objects.create(group=place.group, user=rapporteur, role="rapporteur")
    return {
        "visitor": AnonymousUser(),
        "citizen": UserFactory(),
        "NGO": ngo_worker(),
        "officer": officer(),
        "seat": seated(place.forum, table=place.tables[0]),
        "rapporteur": place.rapporteurs[1],
        "facilitator": place.facilitator,
        "coordinator": place.coordinator,
        "member": member,
        "group rapporteur": rapporteur,
        "desk": staff("desk", association),
        "editor": staff("editor"),
        "admin": staff("administrator"),
    }


#: The state a document is in when the right matters; others do not depend on it.
STATES = {
    "recommendations.view_recommendation": "consultation",
    "recommendations.propose_amendment": "consultation",
    "recommendations.settle_amendment": "consultation",
    "recommendations.consolidate_amendments": "consultation",
    "recommendations.enter_amendment": "consultation",
    "recommendations.comment_clause": "consultation",
    "recommendations.open_round": "decision",
    "recommendations.certify_round": "decision",
    "recommendations.cast_ballot": "decision",
    "recommendations.open_binding_round": "decision",
    "recommendations.write_minority_opinion": "agreed",
    "recommendations.record_ballot": "decision",
    "recommendations.sign_off": "agreed",
    "recommendations.deliver": "signed",
    "recommendations.answer_officially": "delivered",
    "recommendations.enter_response": "delivered",
    "recommendations.take_commitment": "delivered",
    "recommendations.update_commitment": "following_up",
    "recommendations.verify_commitment": "following_up",
}


def own_body(person: User):
    """The organisation the person speaks for, else one that nobody speaks for."""
    mandate = person.mandates.first() if person.is_authenticated else None
    return mandate.organisation if mandate else OrganisationFactory()


def thing_about(right: str, place: Table, recommendation: Recommendation) -> Callable[[User], object]:
    """What the right is asked of, for a person: where the page says ``m``, what concerns their own organisation."""

    def thing_for(person: User) -> object:
        if right in ("recommendations.begin", "recommendations.adapt"):
            return place.group
        if right == "recommendations.settle_amendment":
            return Amendment(clause=recommendation.clauses.get(), state="submitted")
        if right in ("recommendations.rewrite_amendment", "recommendations.answer_settlement"):
            own = person if person.is_authenticated else None
            clause = recommendation.clauses.get()
            return Amendment(clause=clause, state="submitted", proposed_state="accepted", proposed_by=own)
        if right in ("recommendations.cast_ballot", "recommendations.write_minority_opinion"):
            return elector_of(recommendation, person)
        if right in ("recommendations.answer_officially", "recommendations.take_commitment"):
            return Delivery(recommendation=recommendation, addressee=own_body(person))
        if right == "recommendations.update_commitment":
            return Commitment(recommendation=recommendation, owner=own_body(person), state="in_progress")
        if right == "recommendations.verify_commitment":
            return Commitment(recommendation=recommendation, owner=place.municipality, state="reported_done")
        return recommendation

    return thing_for


def elector_of(recommendation: Recommendation, person: User) -> Elector:
    """A row of a frozen electorate that names the person."""
    elector = Elector(round=DecisionRound(version=recommendation.versions.get()))
    elector.round.version.recommendation = recommendation
    ElectorPerson(elector=elector, user=person if person.is_authenticated else None)
    return elector


@dataclass(frozen=True)
class Study:
    """A drafting group, its document of one point, and one person of each role."""

    place: Table
    recommendation: Recommendation
    people: dict[str, User]


@pytest.fixture(scope="module")
def study(kept_rows) -> Study:
    place = forum_with_group("study")
    recommendation = draft_of(place)
    point_from(place, recommendation)
    return Study(place, recommendation, people_of_group(place))


@pytest.mark.parametrize("row", rows_below("Recommendations"), ids=code_of)
def test_with_a_recommendation_people_may_do_what_the_page_says(study, row):
    place, recommendation, people = study.place, study.recommendation, dict(study.people)
    if row.code == "recommendations.sign_off":
        people["member"] = officer()
        for role in ("NGO", "officer", "member"):
            GroupMember.objects.create(group=place.group, organisation=own_body(people[role]))
    recommendation.state = STATES.get(row.code, "draft")

    found = differences(
        row,
        StageFactory(cycle=place.cycle),
        people,
        thing_about(row.code, place, recommendation),
    )

    assert found == []


def test_every_right_about_recommendations_is_on_the_page():
    written = {row.code for row in rows_below("Recommendations")}

    assert {name for name in rules.permissions.permissions if name.startswith("recommendations.")} == written


def test_where_the_page_says_by_mandate_another_bodys_mandate_does_not_do():
    place = forum_with_group()
    recommendation = draft_of(place)
    recommendation.state = "delivered"
    stranger, delivery = officer(), Delivery(recommendation=recommendation, addressee=place.municipality)

    may = [person.has_perm("recommendations.answer_officially", delivery) for person in (stranger, place.host_officer)]

    assert may == [False, True]
