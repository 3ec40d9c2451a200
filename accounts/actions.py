"""What happens to people's roles and mandates."""

import datetime

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.errors import AlreadySettled
from accounts.models import Mandate, StaffRole, User
from accounts.signals import mandate_settled
from directory.models import Organisation

#: Wagtail's groups for those who work on the pages.
EDITORS_GROUP = "Editors"
MODERATORS_GROUP = "Moderators"


@transaction.atomic
def appoint(user: User, *, role: str, association: Organisation | None = None, by: User | None) -> StaffRole:
    """Give a person a role in the portal's own work; editors and administrators may use the CMS."""
    held, is_new = StaffRole.objects.get_or_create(user=user, role=role, association=association)
    if not is_new:
        return held
    if role in (StaffRole.Role.EDITOR, StaffRole.Role.ADMINISTRATOR):
        user.groups.add(*Group.objects.filter(name__in=[EDITORS_GROUP, MODERATORS_GROUP]))
    if role == StaffRole.Role.ADMINISTRATOR and not user.is_superuser:
        user.is_superuser = True
        user.save(update_fields=["is_superuser"])
    record("appoint", kind="person", public_id=user.public_id, by=by, details={"role": role})
    return held


@transaction.atomic
def request_mandate(user: User, *, organisation: Organisation, role: str) -> Mandate:
    """Ask to speak for an organisation; nothing is allowed by it until it is verified.

    Asking twice gives the mandate that is already asked for or held.
    """
    mandate, is_new = Mandate.objects.get_or_create(
        user=user, organisation=organisation, ends_on=None, defaults={"role": role}
    )
    if is_new:
        record("request", kind="mandate", public_id=mandate.public_id, by=user, to_state=mandate.state)
    return mandate


@transaction.atomic
def settle_mandate(
    mandate: Mandate, *, by: User, state: str, reason: str = "", ends_on: datetime.date | None = None
) -> Mandate:
    """Verify (until a day, if one is named), refuse or end a mandate, or raise ``AlreadySettled``.

    What was said and signed by it keeps naming it. One that was refused or ended may be asked for anew.
    """
    mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
    if mandate.state not in Mandate.MOVES[Mandate.State(state)]:
        raise AlreadySettled
    before, mandate.state = mandate.state, state
    mandate.settled_at, mandate.settled_reason = timezone.now(), reason
    if state == Mandate.State.VERIFIED:
        mandate.verified_by, mandate.ends_on = by, ends_on
    else:
        mandate.ends_on = max(mandate.starts_on, timezone.localdate())
        mandate.verified_by = mandate.verified_by or by
    mandate.save(update_fields=["state", "verified_by", "ends_on", "settled_at", "settled_reason"])
    record(
        "settle",
        kind="mandate",
        public_id=mandate.public_id,
        by=by,
        from_state=before,
        to_state=state,
        reason=reason,
    )
    mandate.user.__dict__.pop("_valid_mandates", None)
    mandate_settled.send(sender=Mandate, mandate=mandate, by=by)
    return mandate
