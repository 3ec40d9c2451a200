"""Recommendations for tests: a forum with tables, its drafting group, and a document brought as far as wanted."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from accounts.models import User
from directory.models import Organisation
from forums.models import (
    Cycle,
    Forum,
    ForumRole,
    Position,
    PositionSource,
    Post,
    PostRevision,
    Seat,
    Thread,
    WorkingTable,
)
from recommendations import decisions, drafting, followup
from recommendations.models import (
    Clause,
    Commitment,
    DecisionRound,
    Delivery,
    GroupMember,
    GroupText,
    OfficialResponse,
    Recommendation,
    VersionClause,
    WorkingGroup,
)
from tests.factories.accounts import MandateFactory, UserFactory, officer
from tests.factories.directory import OrganisationFactory

#: The day on which the documents of the tests begin.
BEGIN = datetime(2026, 1, 10, 9, 0, tzinfo=UTC)


@dataclass
class Table:
    """A forum with two tables, the people who run it, the municipality that answers, and its drafting group."""

    forum: Forum
    cycle: Cycle
    group: WorkingGroup
    tables: list[WorkingTable]
    rapporteurs: list[User]
    facilitator: User
    coordinator: User
    host_officer: User
    municipality: Organisation


def forum_with_group(slug: str = "care", *, tables: int = 2, visibility: str = "public") -> Table:
    """Everybody who is needed to write a recommendation and to decide on it."""
    municipality = OrganisationFactory(kind=Organisation.Kind.MUNICIPALITY, name="Brezovica")
    forum = Forum.objects.create(slug=slug, format="series", state="active", visibility=visibility, host=municipality)
    cycle = Cycle.objects.create(forum=forum, number=1, state="deliberating")
    people = [UserFactory() for _ in range(tables)]
    rows = [WorkingTable.objects.create(forum=forum, number=number) for number in range(1, tables + 1)]
    for table, person in zip(rows, people, strict=True):
        Seat.objects.create(forum=forum, table=table, user=person, role="rapporteur")
    facilitator, coordinator = UserFactory(), UserFactory()
    ForumRole.objects.create(forum=forum, user=facilitator, role="facilitator")
    ForumRole.objects.create(forum=forum, user=coordinator, role="coordinator")
    group = WorkingGroup.objects.create(slug=f"{slug}-drafting", forum=forum, level="municipal")
    GroupText.objects.create(group=group, language="en", name="Drafting group", task="Write it down.")
    GroupMember.objects.create(group=group, user=people[0], role="rapporteur")
    return Table(forum, cycle, group, rows, people, facilitator, coordinator, officer(municipality), municipality)


def post_in(forum: Forum, cycle: Cycle, *, body: str = "The road is long.", table=None, number: int = 1, **fields):
    """A published contribution with its first revision; with ``table`` only that table reads it."""
    thread = Thread.objects.create(
        forum=forum,
        cycle=cycle,
        title=f"Thread about {body}",
        language="en",
        opened_at=BEGIN,
        table=table,
        audience="table" if table else "forum",
        is_public=table is None and forum.visibility != "closed",
        post_count=1,
    )
    fields = {"author": UserFactory(), "language": "en", "created_at": BEGIN, "published_at": BEGIN} | fields
    post = Post.objects.create(thread=thread, number=number, position=1, body=body, body_html=body, **fields)
    PostRevision.objects.create(post=post, number=1, body=body, written_at=BEGIN)
    return post


def position_from(post: Post, *, text: str = "Pay the travel", number: int = 1) -> Position:
    """A position on the table, distilled from that post."""
    position = Position.objects.create(
        forum=post.thread.forum,
        cycle=post.thread.cycle,
        number=number,
        state="accepted",
        text=text,
        language="en",
        proposed_at=BEGIN,
    )
    PositionSource.objects.create(position=position, post=post)
    return position


def draft_of(place: Table, *, title: str = "Care at home", **fields) -> Recommendation:
    """A draft without points."""
    fields = {"kind": "recommendations", "level": "municipal", "authentic_language": "en", "country": "RS"} | fields
    return drafting.create_recommendation(
        place.group,
        by=place.rapporteurs[0],
        title=title,
        cycle=place.cycle,
        addressees=[place.municipality],
        at=BEGIN,
        **fields,
    )


def point_from(place: Table, recommendation: Recommendation, *, number: int = 1) -> VersionClause:
    """A point written from a position, which comes from a post."""
    position = position_from(post_in(place.forum, place.cycle), number=number)
    return drafting.draft_clause_from_position(
        recommendation,
        by=place.rapporteurs[0],
        position=position,
        text=f"The municipality pays the travel, {number}.",
        addressee=place.municipality,
        at=BEGIN,
    )


def consulted(place: Table, recommendation: Recommendation) -> Recommendation:
    """Open for comments since ``BEGIN``, for two weeks."""
    drafting.move_on(recommendation, "review", by=place.rapporteurs[0], at=BEGIN)
    return drafting.move_on(recommendation, "consultation", by=place.facilitator, at=BEGIN)


def round_on(place: Table, recommendation: Recommendation, **fields) -> DecisionRound:
    """An open vote by table, two weeks after ``BEGIN``, for a week."""
    fields = {"method": DecisionRound.Method.TABLE_VOTE} | fields
    opens = BEGIN + timedelta(days=15)
    version = recommendation.versions.order_by("-number")[0]
    return decisions.open_round(version, by=place.facilitator, closes_at=opens + timedelta(days=7), at=opens, **fields)


def decided(place: Table, recommendation: Recommendation, choice: str = "agree") -> DecisionRound:
    """Certified, with the same choice by every table."""
    round_ = round_on(place, consulted(place, recommendation))
    for elector in round_.electors.all():
        decisions.cast_ballot(elector, by=None, choice=choice, reason="Because.", at=BEGIN + timedelta(days=16))
    decisions.close_round(round_, by=place.facilitator, at=BEGIN + timedelta(days=22))
    certified = decisions.certify_round(round_, by=place.facilitator, at=BEGIN + timedelta(days=22))
    recommendation.refresh_from_db()
    return certified


def signed(place: Table, recommendation: Recommendation) -> Recommendation:
    """Agreed and signed by every table."""
    version = decided(place, recommendation).version
    for table, person in zip(place.tables, place.rapporteurs, strict=True):
        decisions.sign_off(
            version, by=person, capacity=f"table {table.number}", table=table, at=BEGIN + timedelta(days=25)
        )
    recommendation.refresh_from_db()
    return recommendation


def delivered(place: Table, recommendation: Recommendation) -> Delivery:
    """Sent to the municipality thirty days after ``BEGIN``."""
    delivery = followup.deliver(
        signed(place, recommendation),
        by=place.coordinator,
        addressee=place.municipality,
        registry_number="560-1",
        at=BEGIN + timedelta(days=30),
    )
    recommendation.refresh_from_db()
    return delivery


def answered(place: Table, delivery: Delivery, clause, *, answer: str = "accepted") -> OfficialResponse:
    """The municipality's answer to one point, by its officer."""
    return followup.respond(
        delivery,
        by=place.host_officer,
        clause=clause,
        answer=answer,
        reason="It will be in the next budget.",
        language="en",
        mandate=place.host_officer.mandates.get(),
        at=BEGIN + timedelta(days=60),
    )


def committed(place: Table, response: OfficialResponse) -> Commitment:
    """What the municipality promises about that point, until a hundred days after ``BEGIN``."""
    return followup.take_commitment(
        response.clause,
        by=place.host_officer,
        owner=place.municipality,
        text="A budget line for travel.",
        language="en",
        due_on=(BEGIN + timedelta(days=100)).date(),
        response=response,
        at=BEGIN + timedelta(days=61),
    )


def group_of_associations(count: int = 3) -> tuple[WorkingGroup, User, list[User]]:
    """A regional group without a forum: its secretariat, and one person by mandate for each association."""
    group = WorkingGroup.objects.create(slug="regional", level="regional")
    GroupText.objects.create(group=group, language="en", name="Regional group", task="Draft.")
    secretariat = UserFactory()
    GroupMember.objects.create(group=group, user=secretariat, role="secretariat")
    people = []
    for _ in range(count):
        body = OrganisationFactory(kind=Organisation.Kind.ASSOCIATION)
        GroupMember.objects.create(group=group, organisation=body)
        people.append(MandateFactory(organisation=body).user)
    return group, secretariat, people


def draft_clause_row(version) -> Clause:
    """A bare point of the document, in no version yet."""
    return Clause.objects.create(recommendation=version.recommendation)
