"""Sending the signed document to its addressees."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from directory.models import Organisation
from recommendations import documents, workflow
from recommendations.errors import MoveRefused
from recommendations.models import Delivery, Recommendation
from recommendations.signals import recommendation_delivered
from recommendations.terms import note_in_audit, response_days

State = Recommendation.State


@transaction.atomic
def deliver(
    recommendation: Recommendation,
    *,
    by: User | None,
    addressee: Organisation,
    registry_number: str = "",
    delivered_on: date | None = None,
    due_on: date | None = None,
    at: datetime | None = None,
) -> Delivery:
    """The agreed version sent to one addressee; with the first delivery the document is ``delivered``.

    Errors: ``PositionsUndisposed`` names positions of which nobody has said what became of them; ``MoveRefused`` for
    unsourced points, missing signatures, or a second delivery to the same addressee.
    """
    at = at or timezone.now()
    if workflow.lock(recommendation).state not in (State.SIGNED, State.DELIVERED, State.FOLLOWING_UP):
        raise MoveRefused(_("Only a signed document is sent."))
    version = documents.agreed_version(recommendation)
    if version.deliveries.filter(addressee=addressee).exists():
        raise MoveRefused(_("It has been sent to that addressee already."))
    sent_on = delivered_on or timezone.localtime(at).date()
    if due_on and due_on <= sent_on:
        raise MoveRefused(_("The answer is due after the day on which the document is sent."))
    delivery = Delivery.objects.create(
        recommendation=recommendation,
        version=version,
        addressee=addressee,
        delivered_on=sent_on,
        registry_number=registry_number,
        due_on=due_on or sent_on + timedelta(days=response_days(recommendation)),
        entered_by=by,
    )
    details = {"addressee": addressee.public_id, "registry": registry_number}
    note_in_audit("deliver", recommendation, by=by, at=at, details=details)
    if recommendation.state == State.SIGNED:
        workflow.move(recommendation, State.DELIVERED, by=by, at=at)
    recommendation_delivered.send(sender=Delivery, delivery=delivery)
    return delivery
