"""The rows of docs/permissions.md that belong to recommendations, role by role, superusers included."""

import copy
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.models import StaffRole
from directory.models import Membership, Organisation
from forums.models import Stage
from forums.querysets import forget_facts
from recommendations import followup
from recommendations.models import Commitment, Recommendation
from recommendations.reasons import why_not
from search.entries.recommendations import scope_of
from tests.factories import recommendations as made
from tests.factories.accounts import UserFactory, ngo_worker, staff
from tests.factories.directory import OrganisationFactory
from tests.factories.recommendations import BEGIN

pytestmark = pytest.mark.django_db

ROLES = (
    "visitor",
    "citizen",
    "ngo",
    "officer",
    "seat",
    "rapporteur",
    "facilitator",
    "coordinator",
    "member",
    "desk",
    "editor",
    "admin",
    "superuser",
    "host_and_facilitator",
)


@pytest.fixture(scope="module")
def kept(kept_rows):
    """The place, and one person per role; ``officer`` speaks for the host, who is also the addressee."""
    place = made.forum_with_group()
    return place, people_around(place)


@pytest.fixture
def own(kept):
    """Objects that a test may change."""
    return copy.deepcopy(kept)


@pytest.fixture
def place(own):
    return own[0]


@pytest.fixture
def people(own):
    return own[1]


def people_around(place) -> dict:
    association = OrganisationFactory(kind=Organisation.Kind.ASSOCIATION)
    Membership.objects.create(body=association, member=place.municipality)
    seat, member = UserFactory(), UserFactory()
    place.tables[0].seats.create(forum=place.forum, user=seat)
    place.group.members.create(user=member)
    both = UserFactory()
    both.mandates.create(organisation=place.municipality, state="verified", starts_on=BEGIN.date())
    place.forum.roles.create(user=both, role="facilitator")
    return {
        "visitor": AnonymousUser(),
        "citizen": UserFactory(),
        "ngo": ngo_worker(),
        "officer": place.host_officer,
        "seat": seat,
        "rapporteur": place.rapporteurs[1],
        "facilitator": place.facilitator,
        "coordinator": place.coordinator,
        "member": member,
        "desk": staff(StaffRole.Role.DESK, association),
        "editor": staff(StaffRole.Role.EDITOR),
        "admin": staff(StaffRole.Role.ADMINISTRATOR),
        "superuser": UserFactory(is_superuser=True),
        "host_and_facilitator": both,
    }


def allowed(people, perm, thing) -> set[str]:
    """The roles that hold the right; the reason is empty for exactly them."""
    for person in people.values():
        if person.is_authenticated:
            forget_facts(person)
    holders = {role for role, person in people.items() if person.has_perm(perm, thing)}
    assert {role for role, person in people.items() if not why_not(person, perm, thing)} == holders
    return holders


def open_stage(place, kind: str) -> None:
    """A stage of that kind, open now."""
    now = timezone.now()
    place.cycle.stages.all().delete()
    Stage.objects.create(
        cycle=place.cycle, ordinal=1, kind=kind, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1)
    )


WRITERS = {"facilitator", "member", "host_and_facilitator"}


def test_who_writes_points(place, people):
    recommendation = made.draft_of(place)

    assert allowed(people, "recommendations.draft_clause", recommendation) == WRITERS
    assert allowed(people, "recommendations.link_source", recommendation) == WRITERS
    assert allowed(people, "recommendations.dispose_position", recommendation) == WRITERS - {"member"}


def test_nobody_writes_points_once_it_is_agreed(place, people):
    recommendation = made.draft_of(place)
    Recommendation.objects.update(state="agreed")
    recommendation.refresh_from_db()

    assert allowed(people, "recommendations.draft_clause", recommendation) == set()


def test_who_proposes_changes_and_only_in_the_stage_for_it(place, people):
    recommendation = made.draft_of(place)
    made.point_from(place, recommendation)
    made.consulted(place, recommendation)

    before = allowed(people, "recommendations.propose_amendment", recommendation)
    open_stage(place, "draft")
    during = allowed(people, "recommendations.propose_amendment", recommendation)

    assert (before, during) == (set(), {"ngo", "officer", "seat", "rapporteur", "member"})


def test_who_opens_and_who_counts_a_decision(place, people):
    recommendation = made.draft_of(place)

    assert allowed(people, "recommendations.open_round", recommendation) == {"facilitator", "host_and_facilitator"}
    assert allowed(people, "recommendations.record_ballot", recommendation) == {"facilitator"}
    assert allowed(people, "recommendations.certify_round", recommendation) == {"facilitator"}


def test_only_the_person_in_the_frozen_electorate_casts(place, people):
    recommendation = made.draft_of(place)
    made.point_from(place, recommendation)
    round_ = made.round_on(place, made.consulted(place, recommendation))
    second = round_.electors.get(table__number=2)

    before = allowed(people, "recommendations.cast_ballot", second)
    open_stage(place, "decide")

    assert (before, allowed(people, "recommendations.cast_ballot", second)) == (set(), {"rapporteur"})


def test_a_facilitator_in_the_electorate_still_never_votes(place):
    place.forum.roles.create(user=place.rapporteurs[1], role="facilitator")
    recommendation = made.draft_of(place)
    made.point_from(place, recommendation)
    round_ = made.round_on(place, made.consulted(place, recommendation))
    open_stage(place, "decide")

    second = round_.electors.get(table__number=2)

    assert not place.rapporteurs[1].has_perm("recommendations.cast_ballot", second)
    assert "stays neutral" in why_not(place.rapporteurs[1], "recommendations.cast_ballot", second)


def test_who_signs_sends_and_answers(place, people):
    recommendation = made.draft_of(place)
    made.point_from(place, recommendation)
    made.decided(place, recommendation)
    signers = allowed(people, "recommendations.sign_off", recommendation)
    Recommendation.objects.update(state="draft")
    recommendation.refresh_from_db()

    senders = allowed(people, "recommendations.deliver", recommendation)

    assert signers == {"rapporteur", "facilitator", "host_and_facilitator"}
    assert senders == {"facilitator", "coordinator", "desk", "admin", "host_and_facilitator"}


def test_only_the_addressees_officer_answers_and_others_enter_letters(place, people):
    recommendation = made.draft_of(place)
    made.point_from(place, recommendation)
    delivery = made.delivered(place, recommendation)

    assert allowed(people, "recommendations.answer_officially", delivery) == {"officer"}
    assert allowed(people, "recommendations.take_commitment", delivery) == {"officer"}
    assert allowed(people, "recommendations.enter_response", delivery) == {
        "facilitator",
        "coordinator",
        "desk",
        "host_and_facilitator",
    }


def test_who_reports_and_who_verifies(place, people):
    recommendation = made.draft_of(place)
    point = made.point_from(place, recommendation)
    commitment = made.committed(place, made.answered(place, made.delivered(place, recommendation), point.clause))
    reporters = allowed(people, "recommendations.update_commitment", commitment)
    followup.update_commitment(commitment, by=None, state="reported_done", language="en")
    commitment.refresh_from_db()
    open_stage(place, "follow_up")

    assert reporters == {"officer"}
    assert allowed(people, "recommendations.verify_commitment", commitment) == {"seat", "rapporteur"}


def test_whoever_speaks_for_the_owner_does_not_confirm_what_the_owner_did(place, people):
    recommendation = made.draft_of(place)
    point = made.point_from(place, recommendation)
    commitment = made.committed(place, made.answered(place, made.delivered(place, recommendation), point.clause))
    Commitment.objects.update(owner=people["ngo"].mandates.get().organisation, state="reported_done")
    commitment.refresh_from_db()
    place.tables[0].seats.create(forum=place.forum, user=people["ngo"])
    open_stage(place, "follow_up")

    assert allowed(people, "recommendations.verify_commitment", commitment) == {"seat", "rapporteur"}


@pytest.mark.parametrize("is_taken_over", [False, True])
@pytest.mark.parametrize("state", Recommendation.State.values)
@pytest.mark.parametrize("visibility", ["public", "closed"])
def test_seeing_is_the_same_by_rule_and_by_query(place, people, state, visibility, is_taken_over):
    origin = made.draft_of(made.forum_with_group("elsewhere")) if is_taken_over else None
    made.draft_of(place, derived_from=origin)
    place.forum.visibility = visibility
    place.forum.save()
    recommendation = Recommendation.objects.get(group=place.group)
    Recommendation.objects.filter(pk=recommendation.pk).update(state=state)
    recommendation.refresh_from_db()

    by_rule = {
        role
        for role, person in people.items()
        if person.has_perm("recommendations.view_recommendation", recommendation)
    } | ({"visitor"} if state not in ("draft", "review", "withdrawn") and visibility == "public" else set())
    seen_by = {role: Recommendation.objects.visible_to(person) for role, person in people.items()}
    by_query = {role for role, seen in seen_by.items() if seen.filter(pk=recommendation.pk).exists()}

    assert by_query == by_rule


def test_a_draft_that_is_withdrawn_stays_with_its_group(place, people):
    recommendation = made.draft_of(place)
    visitor, stranger, member = people["visitor"], people["citizen"], people["member"]

    made.drafting.move_on(recommendation, "withdrawn", by=place.facilitator, reason="Not now.")

    lists = [Recommendation.objects.public(), *map(Recommendation.objects.visible_to, (visitor, stranger, member))]
    assert [found.count() for found in lists] == [0, 0, 0, 1]
    assert allowed(people, "recommendations.view_recommendation", recommendation).isdisjoint({"visitor", "citizen"})
    assert scope_of(recommendation) == f"group:{place.group.pk}"


def test_what_people_commented_on_is_still_read_once_withdrawn(place, people):
    recommendation = made.draft_of(place)
    made.point_from(place, recommendation)
    made.consulted(place, recommendation)

    made.drafting.move_on(recommendation, "withdrawn", by=place.facilitator, reason="Not now.")

    assert Recommendation.objects.visible_to(people["visitor"]).get() == recommendation
    assert scope_of(recommendation) == f"forum:{place.forum.pk}"


def test_the_secretariat_of_a_group_without_a_forum_is_neutral_too():
    group, secretariat, people = made.group_of_associations()
    document = made.drafting.create_recommendation(
        group, by=None, kind="recommendations", level="regional", authentic_language="en", title="Together"
    )

    assert secretariat.has_perm("recommendations.open_round", document)
    assert people[0].has_perm("recommendations.draft_clause", document)
    assert not secretariat.has_perm("recommendations.verify_commitment", document)
