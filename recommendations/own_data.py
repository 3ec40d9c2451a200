"""What documents hold about a person; what was decided and certified stays as it is."""

import datetime
from functools import partial

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portal.base.own_data import Erasing, Held, Hindrance, acts
from portal.languages.reading import best
from recommendations.exports.keeping import forget_kept
from recommendations.models import Amendment, ClauseComment, GroupMember, Recommendation, SignOff, WorkingGroup

GOES, NAMELESS, STAYS = Erasing.GOES, Erasing.NAMELESS, Erasing.STAYS

HELD = (
    Held(
        "groups",
        "recommendations.GroupMember",
        "user",
        GOES,
        ("group__slug", "organisation__slug", "role", "since", "until"),
        _("Your working groups"),
    ),
    Held(
        "proposed_changes",
        "recommendations.Amendment",
        "proposed_by",
        NAMELESS,
        (
            "public_id",
            "number",
            "clause__public_id",
            "kind",
            "state",
            "language",
            "text",
            "justification",
            "proposer_answer",
            "submitted_at",
        ),
        _("Changes you proposed"),
    ),
    Held(
        "comments",
        "recommendations.ClauseComment",
        "author",
        NAMELESS,
        ("public_id", "clause__public_id", "language", "text", "posted_at", "hidden_at", "hidden_reason"),
        _("Your comments on points"),
    ),
    Held(
        "point_drafts",
        "recommendations.ClauseDraft",
        "author",
        GOES,
        ("recommendation__public_id", "clause__public_id", "language", "text", "saved_at"),
        _("Drafts of points"),
    ),
    Held(
        "votes",
        "recommendations.ElectorPerson",
        "user",
        NAMELESS,
        ("elector__public_id", "elector__round__public_id"),
        _("Decisions in which you vote"),
    ),
    Held(
        "ballots",
        "recommendations.Ballot",
        "elector__person_link__user",
        None,
        ("elector__public_id", "choice", "reason", "language", "head_count", "dots", "channel", "cast_at"),
        _("Your votes"),
    ),
    Held(
        "separate_opinions",
        "recommendations.MinorityOpinion",
        "elector__person_link__user",
        None,
        ("round__public_id", "language", "text"),
        _("Your separate opinions"),
    ),
    Held(
        "signatures",
        "recommendations.SignOff",
        "user",
        NAMELESS,
        ("version__recommendation__public_id", "capacity", "sha256", "signed_at"),
        _("What you signed"),
    ),
    *acts("recommendations.Source", "linked_by"),
    *acts("recommendations.Disposition", "set_by"),
    *acts("recommendations.Amendment", "settled_by", "proposal_by", "entered_by", shows=("public_id",)),
    *acts("recommendations.ClauseComment", "hidden_by", shows=("public_id",)),
    *acts("recommendations.ClauseLock", "holder", erasing=GOES),
    # the database refuses every change of a certified decision
    *acts("recommendations.DecisionRound", "opened_by", "certified_by", shows=("public_id",), erasing=STAYS),
    *acts("recommendations.Endorsement", "entered_by"),
    *acts("recommendations.Delivery", "entered_by", shows=("public_id",)),
    *acts("recommendations.OfficialResponse", "entered_by", shows=("public_id",)),
    *acts("recommendations.Commitment", "taken_by", shows=("public_id",)),
    *acts("recommendations.CommitmentUpdate", "reported_by", shows=("public_id",)),
    *acts("recommendations.Verification", "given_by"),
)

LEADING = (GroupMember.Role.RAPPORTEUR, GroupMember.Role.SECRETARIAT)
#: In these states nobody has to run a document any more.
DONE = (Recommendation.State.CLOSED, Recommendation.State.WITHDRAWN, Recommendation.State.SUPERSEDED)


def before_erasing(user, *, with_texts: bool, at: datetime.datetime) -> None:
    """Printed documents with the name go; comments and unfinished changes too, where words shall go."""
    for sha256 in SignOff.objects.filter(user=user).values_list("sha256", flat=True):
        transaction.on_commit(partial(forget_kept, sha256))
    if with_texts:
        ClauseComment.objects.filter(author=user).delete()
        Amendment.objects.filter(proposed_by=user, state=Amendment.State.DRAFT).delete()


def groups_left_alone(user, leaving: set[int]) -> list[Hindrance]:
    """The groups with work in hand for which nobody else writes, or which nobody else runs."""
    leads = GroupMember.objects.valid_on(timezone.localdate()).filter(role__in=LEADING)
    others = leads.filter(user__is_active=True).exclude(user__in={*leaving, user.pk})
    busy = Recommendation.objects.exclude(state__in=DONE).values("group")
    own = leads.filter(user=user, group__in=busy).select_related("group").order_by("group__slug")
    return [hindrance_of(member.group) for member in own if not others.filter(group=member.group, role=member.role)]


def hindrance_of(group: WorkingGroup) -> Hindrance:
    text = best(group.texts.all())
    return Hindrance(
        _now("Nobody else leads the work of this working group. Have somebody named who does:"),
        text.name if text else group.slug,
        text.language if text else "",
        reverse("recommendations:group-detail", args=[group.slug]),
    )
