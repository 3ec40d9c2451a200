"""Who may do what with a recommendation, and nothing else. Docs: docs/permissions.md.

A right is asked of a recommendation or of anything inside one (a version, point, proposed change, decision, elector,
delivery, answer, commitment), and of a working group for beginning a document. The separations hold for everybody,
superusers too: who runs the group never votes or answers; who speaks for the host never records others' ballots or
verifies.
"""

import rules
from django.utils import timezone

from accounts.permissions import (
    desk_associations,
    holds_mandate_of,
    is_administrator,
    is_ngo,
    is_officer,
    is_signed_in,
    mandates_of,
)
from directory.models import Membership
from forums.models import ForumRole, Seat
from forums.permissions import has_forum_role, seat_in, stage_allows
from forums.querysets import inner_forums_of
from recommendations.models import (
    Amendment,
    Clause,
    Commitment,
    DecisionRound,
    Delivery,
    Elector,
    GroupMember,
    OfficialResponse,
    Recommendation,
    Version,
    VersionClause,
    WorkingGroup,
)
from recommendations.querysets import group_roles_of, groups_of, is_the_groups_own
from recommendations.results import ADVISORY
from recommendations.workflow import AGREED, BEFORE_DELIVERY, DRAFTING, OPEN_AMENDMENTS

State, Role = Recommendation.State, GroupMember.Role
AFTER_DELIVERY = (State.DELIVERED, State.ANSWERED, State.FOLLOWING_UP)


def recommendation_of(thing) -> Recommendation | None:
    """The document that a thing belongs to."""
    if thing is None or isinstance(thing, Recommendation):
        return thing
    if isinstance(thing, Version | Clause | Delivery | Commitment):
        return thing.recommendation
    if isinstance(thing, VersionClause | DecisionRound):
        return thing.version.recommendation
    if isinstance(thing, Amendment | OfficialResponse):
        return thing.clause.recommendation
    return thing.round.version.recommendation if isinstance(thing, Elector) else None


def group_of(thing) -> WorkingGroup | None:
    recommendation = recommendation_of(thing)
    return recommendation.group if recommendation else thing if isinstance(thing, WorkingGroup) else None


def forum_of(thing):
    """The forum in which the group works, or ``None`` for a group without one."""
    recommendation, group = recommendation_of(thing), group_of(thing)
    if recommendation and recommendation.cycle_id:
        return recommendation.cycle.forum
    return group.forum if group else None


def has_group_role(user, thing, *roles: str) -> bool:
    group = group_of(thing)
    return group is not None and any(held.group_id == group.pk and held.role in roles for held in group_roles_of(user))


# Facts about a person and a document ------------------------------------------------------------------------------


@rules.predicate
def runs_it(user, thing=None) -> bool:
    """Facilitates its forum, or is the secretariat of its group: neutral, so without a vote and without an answer."""
    return has_group_role(user, thing, Role.SECRETARIAT) or has_forum_role(
        user, forum_of(thing), ForumRole.Role.FACILITATOR
    )


@rules.predicate
def is_coordinator(user, thing=None) -> bool:
    return has_forum_role(user, forum_of(thing), ForumRole.Role.COORDINATOR)


@rules.predicate
def is_group_member(user, thing=None) -> bool:
    return has_group_role(user, thing, Role.MEMBER, Role.RAPPORTEUR)


@rules.predicate
def is_group_rapporteur(user, thing=None) -> bool:
    return has_group_role(user, thing, Role.RAPPORTEUR)


@rules.predicate
def has_seat(user, thing=None) -> bool:
    return seat_in(user, forum_of(thing)) is not None


@rules.predicate
def is_table_rapporteur(user, thing=None) -> bool:
    seat = seat_in(user, forum_of(thing))
    return seat is not None and seat.role == Seat.Role.RAPPORTEUR


@rules.predicate
def speaks_for_the_host(user, thing=None) -> bool:
    forum = forum_of(thing)
    return forum is not None and holds_mandate_of(user, forum.host)


@rules.predicate
def is_its_desk(user, thing=None) -> bool:
    """The desk of an association in the group, or of one that the host or an addressee is a member of."""
    desks, group, recommendation = desk_associations(user), group_of(thing), recommendation_of(thing)
    if not desks or group is None:
        return False
    if group.members.valid_on(timezone.localdate()).filter(organisation__in=desks).exists():
        return True
    bodies = list(recommendation.addressees.values_list("pk", flat=True)) if recommendation else []
    bodies += [group.forum.host_id] if group.forum else []
    today = timezone.localdate()
    return Membership.objects.valid_on(today).filter(body__in=desks, member__in=bodies).exists()


@rules.predicate
def speaks_for_the_addressee(user, delivery=None) -> bool:
    return isinstance(delivery, Delivery) and holds_mandate_of(user, delivery.addressee)


@rules.predicate
def speaks_for_the_owner(user, commitment=None) -> bool:
    return isinstance(commitment, Commitment) and holds_mandate_of(user, commitment.owner)


@rules.predicate
def speaks_for_a_member(user, thing=None) -> bool:
    """Holds the mandate of a member organisation of the group."""
    group, bodies = group_of(thing), [mandate.organisation_id for mandate in mandates_of(user)]
    if group is None or not bodies:
        return False
    members = group.members.valid_on(timezone.localdate()).filter(organisation__in=bodies)
    return members.exclude(role=Role.SECRETARIAT).exists()


@rules.predicate
def is_elector(user, elector=None) -> bool:
    """The person named for that row of the frozen electorate, or one who speaks for its organisation."""
    if not isinstance(elector, Elector):
        return False
    person = getattr(elector, "person_link", None)
    if person and person.user_id:
        return person.user_id == user.pk
    return elector.table_id is None and holds_mandate_of(user, elector.organisation)


@rules.predicate
def proposed_it(user, amendment=None) -> bool:
    return isinstance(amendment, Amendment) and user.pk is not None and amendment.proposed_by_id == user.pk


@rules.predicate
def has_a_settlement_proposed(user, amendment=None) -> bool:
    return isinstance(amendment, Amendment) and bool(amendment.proposed_state)


@rules.predicate
def takes_part_in_the_talk(user, thing=None) -> bool:
    """Everybody signed in; where a forum is for its tables, the people who sit there."""
    forum = forum_of(thing)
    return forum is None or forum.visibility == forum.Visibility.PUBLIC or seat_in(user, forum) is not None


@rules.predicate
def other_rapporteur_exists(user, thing=None) -> bool:
    group = group_of(thing)
    if group is None:
        return False
    present = group.members.valid_on(timezone.localdate())
    return present.filter(role=Role.RAPPORTEUR).exclude(user=user).exists()


# Facts about the thing --------------------------------------------------------------------------------------------


def in_state(*states: str) -> rules.Predicate:
    """Whether the document is in one of these states."""

    def holds(user, thing=None) -> bool:
        recommendation = recommendation_of(thing)
        return recommendation is not None and recommendation.state in states

    return rules.predicate(holds, name="in_" + "_or_".join(states))


def cycle_allows(verb: str) -> rules.Predicate:
    """Whether the open stage of its cycle allows the verb now; always, without a cycle."""

    def holds(user, thing=None) -> bool:
        recommendation = recommendation_of(thing)
        if recommendation is None or not recommendation.cycle_id:
            return recommendation is not None
        return bool(stage_allows(verb)(user, recommendation.cycle))

    return rules.predicate(holds, name=f"cycle_allows_{verb}")


@rules.predicate
def round_allows_ballot(user, elector=None) -> bool:
    """Whether a ballot may be cast now: a sense check or priorities in any stage, a decision while one decides."""
    if isinstance(elector, Elector) and elector.round.method in ADVISORY:
        return True
    return bool(cycle_allows("ballot")(user, elector))


@rules.predicate
def has_no_forum(user, thing=None) -> bool:
    return forum_of(thing) is None


def taken_over_at_its_desk(user, recommendation: Recommendation) -> bool:
    """Begun from a document agreed elsewhere, for a group of this desk, which may have begun it."""
    return recommendation.derived_from_id is not None and is_its_desk(user, recommendation.group)


@rules.predicate
def may_see(user, thing=None) -> bool:
    """The twin of ``Recommendation.objects.visible_to``."""
    recommendation = recommendation_of(thing)
    if recommendation is None:
        return False
    cycle = recommendation.cycle
    is_closed = cycle is not None and cycle.forum.visibility == "closed"
    if not is_closed and not is_the_groups_own(recommendation):
        return True
    inner = cycle is not None and cycle.forum_id in inner_forums_of(user)
    at_desk = not is_closed and taken_over_at_its_desk(user, recommendation)
    return inner or at_desk or recommendation.group_id in groups_of(user)


@rules.predicate
def is_open_amendment(user, amendment=None) -> bool:
    return isinstance(amendment, Amendment) and amendment.state in OPEN_AMENDMENTS


@rules.predicate
def is_open_commitment(user, commitment=None) -> bool:
    return isinstance(commitment, Commitment) and commitment.state != Commitment.State.DROPPED


@rules.predicate
def is_reported_done(user, commitment=None) -> bool:
    states = (Commitment.State.REPORTED_DONE, Commitment.State.DISPUTED, Commitment.State.VERIFIED)
    return isinstance(commitment, Commitment) and commitment.state in states


# Rights -----------------------------------------------------------------------------------------------------------

writes_it = runs_it | is_group_member
sends_it = runs_it | is_coordinator | is_its_desk
is_drafting, is_after_delivery = in_state(*DRAFTING), in_state(*AFTER_DELIVERY)
may_answer = is_signed_in & is_officer & speaks_for_the_addressee & ~runs_it & is_after_delivery
may_amend = (has_seat | is_group_member | is_ngo | is_officer) & ~runs_it
may_verify = (has_seat & cycle_allows("verify")) | (has_no_forum & speaks_for_a_member)

rules.add_perm("recommendations.view_recommendation", may_see)
rules.add_perm("recommendations.begin", writes_it)
rules.add_perm("recommendations.adapt", writes_it | is_its_desk)
rules.add_perm("recommendations.draft_clause", writes_it & (is_drafting | in_state(State.NOT_AGREED)))
rules.add_perm("recommendations.link_source", writes_it & is_drafting)
rules.add_perm("recommendations.name_addressee", (runs_it | is_group_rapporteur) & in_state(*BEFORE_DELIVERY))
rules.add_perm("recommendations.dispose_position", runs_it | is_group_rapporteur)
rules.add_perm(
    "recommendations.propose_amendment",
    is_signed_in & may_amend & in_state(State.CONSULTATION) & cycle_allows("amend"),
)
rules.add_perm(
    "recommendations.settle_amendment",
    is_group_rapporteur & is_open_amendment & (~proposed_it | ~other_rapporteur_exists),
)
rules.add_perm("recommendations.translate", writes_it & ~in_state(State.WITHDRAWN))
rules.add_perm(
    "recommendations.comment_clause",
    is_signed_in
    & in_state(State.CONSULTATION)
    & (runs_it | is_coordinator | is_group_member | (takes_part_in_the_talk & cycle_allows("comment"))),
)
rules.add_perm("recommendations.hide_comment", runs_it & ~speaks_for_the_host)
rules.add_perm(
    "recommendations.enter_amendment",
    (is_its_desk | is_group_rapporteur) & ~runs_it & in_state(State.CONSULTATION) & cycle_allows("amend"),
)
rules.add_perm("recommendations.rewrite_amendment", is_signed_in & proposed_it & is_open_amendment)
rules.add_perm(
    "recommendations.answer_settlement", is_signed_in & proposed_it & is_open_amendment & has_a_settlement_proposed
)
rules.add_perm("recommendations.consolidate_amendments", is_group_rapporteur & in_state(State.CONSULTATION))
rules.add_perm("recommendations.keep_group", runs_it | is_group_rapporteur)
rules.add_perm("recommendations.open_round", runs_it)
rules.add_perm("recommendations.open_binding_round", runs_it & cycle_allows("ballot"))
rules.add_perm("recommendations.certify_round", runs_it & ~speaks_for_the_host)
rules.add_perm("recommendations.cast_ballot", is_signed_in & is_elector & ~runs_it & round_allows_ballot)
rules.add_perm("recommendations.write_minority_opinion", is_signed_in & is_elector & ~runs_it)
rules.add_perm("recommendations.record_ballot", runs_it & ~speaks_for_the_host)
rules.add_perm(
    "recommendations.sign_off",
    is_signed_in & (is_table_rapporteur | is_group_rapporteur | speaks_for_a_member | runs_it) & in_state(*AGREED),
)
rules.add_perm("recommendations.deliver", sends_it | is_administrator)
rules.add_perm("recommendations.answer_officially", may_answer)
rules.add_perm("recommendations.enter_response", sends_it & is_after_delivery)
rules.add_perm("recommendations.take_commitment", may_answer)
rules.add_perm("recommendations.update_commitment", speaks_for_the_owner & ~runs_it & is_open_commitment)
rules.add_perm(
    "recommendations.verify_commitment",
    is_signed_in & may_verify & is_reported_done & ~speaks_for_the_host & ~speaks_for_the_owner & ~runs_it,
)
# the editors' screens ask by Django's names: documents come and go by actions alone, groups stay
rules.add_perm("recommendations.add_recommendation", rules.always_false)
rules.add_perm("recommendations.delete_recommendation", rules.always_false)
rules.add_perm("recommendations.add_workinggroup", rules.always_false)
rules.add_perm("recommendations.delete_workinggroup", rules.always_false)
