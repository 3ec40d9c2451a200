"""Signatures by capacity, all on the same hash: the one that was agreed."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from directory.models import Organisation
from forums.models import WorkingTable
from recommendations import documents, workflow
from recommendations.errors import SignOffRefused
from recommendations.models import Recommendation, SignOff, Version
from recommendations.terms import note_in_audit


@transaction.atomic
def sign_off(
    version: Version,
    *,
    by: User | None,
    capacity: str,
    table: WorkingTable | None = None,
    organisation: Organisation | None = None,
    at: datetime | None = None,
) -> SignOff:
    """A signature in a capacity on the hash of the agreed version; with the last required one it is ``signed``."""
    recommendation = workflow.lock(version.recommendation)
    if recommendation.state not in workflow.AGREED:
        raise SignOffRefused(_("Only an agreed document is signed."))
    if version != documents.agreed_version(recommendation):
        raise SignOffRefused(_("This is not the version that was agreed."))
    if version.sign_offs.filter(capacity=capacity).exists():
        raise SignOffRefused(_("It has been signed in this capacity already."))
    signature = SignOff.objects.create(
        version=version,
        capacity=capacity,
        table=table,
        organisation=organisation,
        user=by,
        sha256=version.sha256,
        signed_at=at or timezone.now(),
    )
    note_in_audit("sign_off", recommendation, by=by, reason=capacity, at=at)
    if not workflow.unsigned_by(version):
        workflow.move(recommendation, Recommendation.State.SIGNED, by=by, at=at)
    return signature
