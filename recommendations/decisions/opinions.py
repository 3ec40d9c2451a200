"""Around a certified result: separate opinions of those outvoted, and bodies of the network standing behind it."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from portal.base.models import PortalDocument
from recommendations import workflow
from recommendations.decisions.ballots import audit_round
from recommendations.errors import RoundRefused
from recommendations.models import DecisionRound, Elector, Endorsement, MinorityOpinion, Recommendation

State = Recommendation.State
#: States of the document in which a separate opinion may be written: between the decision and the signatures.
OPEN_TO_OPINIONS = (*workflow.AGREED, State.DECISION, State.NOT_AGREED)


@transaction.atomic
def write_minority_opinion(
    elector: Elector, *, by: User | None, text: str, language: str, at: datetime | None = None
) -> MinorityOpinion:
    """A separate opinion of an elector, printed with the document; a second one replaces the first until signing."""
    recommendation = workflow.lock(elector.round.version.recommendation)
    if recommendation.state not in OPEN_TO_OPINIONS:
        raise RoundRefused(_("Separate opinions are written between the decision and the signatures."))
    opinion, _created = MinorityOpinion.objects.update_or_create(
        round=elector.round, elector=elector, defaults={"text": text, "language": language}
    )
    audit_round("write_minority_opinion", elector.round, by=by, at=at)
    return opinion


@transaction.atomic
def record_endorsement(
    round_: DecisionRound,
    *,
    by: User | None,
    body: str,
    language: str,
    endorsed_on: date,
    reference: str = "",
    document: PortalDocument | None = None,
    at: datetime | None = None,
) -> Endorsement:
    """A body of the network stood behind what was agreed, on that day; after the result is certified, once a body."""
    moment = at or timezone.now()
    if round_.state != DecisionRound.State.CERTIFIED:
        raise RoundRefused(_("First certify the result; what nobody has decided cannot be endorsed."))
    if not timezone.localtime(round_.opens_at).date() <= endorsed_on <= timezone.localtime(moment).date():
        raise RoundRefused(_("The day of the endorsement lies between the opening of the decision and today."))
    if round_.endorsements.filter(body=body.strip()).exists():
        raise RoundRefused(_("That body has endorsed it already."))
    endorsement = Endorsement.objects.create(
        round=round_,
        body=body.strip(),
        language=language,
        endorsed_on=endorsed_on,
        reference=reference,
        document=document,
        entered_by=by,
        entered_at=moment,
    )
    audit_round("record_endorsement", round_, by=by, reason=endorsement.body, at=at)
    return endorsement
