"""Why somebody may not do something with a recommendation, in one sentence; the rights themselves: permissions.py."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import is_signed_in
from forums.errors import closed_reason
from forums.stages import next_opening
from recommendations.models import Recommendation
from recommendations.permissions import cycle_allows, is_reported_done, recommendation_of, runs_it, speaks_for_the_host
from recommendations.workflow import AGREED, BEFORE_DELIVERY, DRAFTING

State = Recommendation.State

#: Rights that the one who runs the group never has, with the verb of the stage they need.
NEUTRAL = {
    "recommendations.cast_ballot": "ballot",
    "recommendations.write_minority_opinion": "",
    "recommendations.propose_amendment": "amend",
    "recommendations.verify_commitment": "verify",
    "recommendations.answer_officially": "",
    "recommendations.take_commitment": "",
    "recommendations.update_commitment": "",
}
#: Rights that only hold while the document is open for comments.
WHILE_CONSULTING = (
    "recommendations.propose_amendment",
    "recommendations.enter_amendment",
    "recommendations.comment_clause",
    "recommendations.consolidate_amendments",
)
NEVER_THE_HOST = (
    "recommendations.verify_commitment",
    "recommendations.record_ballot",
    "recommendations.certify_round",
    "recommendations.hide_comment",
)


def why_not(user, perm: str, thing=None) -> str:
    """Why the person may not do this, in one sentence of their language; "" when they may."""
    if user.has_perm(perm, thing):
        return ""
    if not is_signed_in(user):
        return _("Sign in to do this.")
    return why_not_neutral(user, perm, thing) or why_not_now(user, perm, thing) or who_does_it(perm)


def why_not_neutral(user, perm: str, thing) -> str:
    """The two separations, where one of them stands in the way."""
    if perm in NEUTRAL and runs_it(user, thing):
        return _("Whoever runs the forum or the group stays neutral: no vote, no answer, no proposed changes.")
    if perm in NEVER_THE_HOST and speaks_for_the_host(user, thing):
        return _("Whoever speaks for the host does not count votes and does not confirm what the host did.")
    return ""


def why_not_now(user, perm: str, thing) -> str:
    """What about the state of the document or the stage of its cycle stands against it."""
    recommendation = recommendation_of(thing)
    if recommendation is None:
        return ""
    if perm in ("recommendations.draft_clause", "recommendations.link_source") and recommendation.state not in DRAFTING:
        return _("The points cannot be changed any more: the document has left drafting.")
    if perm == "recommendations.name_addressee" and recommendation.state not in BEFORE_DELIVERY:
        return _("The document has been sent: whom it asks stays as it was sent.")
    if perm in WHILE_CONSULTING and recommendation.state != State.CONSULTATION:
        return _("The document is not open for comments now.")
    if perm == "recommendations.sign_off" and recommendation.state not in AGREED:
        return _("Only an agreed document is signed.")
    if perm == "recommendations.verify_commitment" and not is_reported_done(user, thing):
        return _("Only what was reported done can be confirmed or disputed.")
    verb = "ballot" if perm == "recommendations.open_binding_round" else NEUTRAL.get(perm)
    if verb and recommendation.cycle and not cycle_allows(verb)(user, thing):
        return closed_reason(next_opening(recommendation.cycle, verb, timezone.now()))
    return ""


def who_does_it(perm: str) -> str:
    """Whose task it is, where the person's role is what is missing."""
    sentences = {
        "recommendations.draft_clause": _("The members of the working group write the points."),
        "recommendations.link_source": _("The members of the working group write the points."),
        "recommendations.name_addressee": _("Whoever runs the group and its rapporteur say whom the document asks."),
        "recommendations.begin": _("The members of the working group begin a document."),
        "recommendations.adapt": _("The members of the working group begin a document."),
        "recommendations.dispose_position": _(
            "The facilitator or the rapporteur of the group says what became of a position."
        ),
        "recommendations.propose_amendment": _(
            "People with a place at a table, members of the group and those who speak for an organisation "
            "propose changes."
        ),
        "recommendations.settle_amendment": _(
            "The rapporteur of the group settles proposed changes, somebody else's where there is another rapporteur."
        ),
        "recommendations.translate": _("The members of the working group translate the points."),
        "recommendations.comment_clause": _("People who take part in this forum comment here."),
        "recommendations.hide_comment": _("Whoever runs the group hides a comment, with a reason."),
        "recommendations.enter_amendment": _(
            "The desk of the association or the rapporteur of the group enters what came by letter."
        ),
        "recommendations.rewrite_amendment": _("Whoever proposed the change rewrites it or takes it back."),
        "recommendations.answer_settlement": _("Whoever proposed the change says whether they agree."),
        "recommendations.consolidate_amendments": _("The rapporteur of the group brings several changes together."),
        "recommendations.keep_group": _("Whoever runs the group and its rapporteur keep its members and meetings."),
        "recommendations.open_round": _("The facilitator or the secretariat opens and closes decisions."),
        "recommendations.open_binding_round": _("The facilitator or the secretariat opens and closes decisions."),
        "recommendations.write_minority_opinion": _("You are not among those who decide here."),
        "recommendations.certify_round": _("The facilitator or the secretariat opens and closes decisions."),
        "recommendations.cast_ballot": _("You are not among those who decide here."),
        "recommendations.record_ballot": _("The facilitator or the secretariat records what was decided in the room."),
        "recommendations.sign_off": _("The rapporteurs and those who speak for a member organisation sign."),
        "recommendations.deliver": _("The facilitator, the coordinator or the association sends the document."),
        "recommendations.answer_officially": _("Those who speak for the addressee answer, by their authorisation."),
        "recommendations.take_commitment": _("Those who speak for the addressee answer, by their authorisation."),
        "recommendations.enter_response": _(
            "The facilitator, the coordinator or the association enters an answer that came by letter."
        ),
        "recommendations.update_commitment": _("Those who speak for the one who took it on report about it."),
        "recommendations.verify_commitment": _("The tables of the forum confirm what was done."),
    }
    return sentences.get(perm) or _("Your account does not include this.")
