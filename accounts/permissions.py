"""Facts about a person that other apps combine with their own, and the rights of this app."""

import datetime
from collections.abc import Iterable

import rules
from django.utils import timezone

from accounts.models import Mandate, StaffRole, User
from accounts.querysets import MandateQuerySet
from directory.models import Organisation
from portal.base.prepared import Prepared

MANDATES = Prepared(
    lambda user, today: Mandate.objects.valid_on(today).filter(user=user).select_related("organisation"),
    user=int,
    today=datetime.date,
)


def mandates_of(user) -> list:
    """The person's mandates valid today, organisations included, read once per request and person."""
    if not user.is_authenticated:
        return []
    if not hasattr(user, "_valid_mandates"):
        user._valid_mandates = MANDATES.rows(user=user.pk, today=timezone.localdate())
    return user._valid_mandates


def staff_roles_of(user) -> list[StaffRole]:
    """The person's roles in the portal's own work, read once per request and person."""
    if not user.is_authenticated:
        return []
    if not hasattr(user, "_staff_roles"):
        user._staff_roles = list(user.staff_roles.all())
    return user._staff_roles


def holds_mandate_of(user, organisation: Organisation | None) -> bool:
    """Whether the person speaks for that organisation today."""
    return organisation is not None and speaks_for(user, organisation.pk)


def speaks_for(user, organisation_id: int) -> bool:
    """The same where the organisation itself is not loaded."""
    return any(mandate.organisation_id == organisation_id for mandate in mandates_of(user))


def has_role(user, role: str) -> bool:
    return any(held.role == role for held in staff_roles_of(user))


def desk_associations(user) -> list[int]:
    """Ids of the associations whose desk the person is."""
    roles = [held for held in staff_roles_of(user) if held.role == StaffRole.Role.DESK]
    return [held.association_id for held in roles if held.association_id]


@rules.predicate
def is_signed_in(user: User) -> bool:
    return bool(user and user.is_authenticated and user.is_active)


@rules.predicate
def is_editor(user: User) -> bool:
    return has_role(user, StaffRole.Role.EDITOR)


@rules.predicate
def is_administrator(user: User) -> bool:
    return has_role(user, StaffRole.Role.ADMINISTRATOR)


@rules.predicate
def is_expert(user: User) -> bool:
    return has_role(user, StaffRole.Role.EXPERT)


@rules.predicate
def is_desk(user: User) -> bool:
    return bool(desk_associations(user))


@rules.predicate
def is_officer(user: User) -> bool:
    """Speaks for a public authority, institution or association today."""
    return any(mandate.organisation.is_public_authority for mandate in mandates_of(user))


@rules.predicate
def is_ngo(user: User) -> bool:
    """Speaks for a citizens' association or a provider today."""
    return any(not mandate.organisation.is_public_authority for mandate in mandates_of(user))


def is_member_of(body: Organisation, associations: Iterable[int]) -> bool:
    """Whether the organisation belongs to one of these associations today."""
    return body.memberships.valid_on(timezone.localdate()).filter(body__in=associations).exists()


@rules.predicate
def verifies_for(user: User, mandate) -> bool:
    """Is the desk of an association that the organisation belongs to, or of the organisation itself."""
    associations = desk_associations(user)
    if not associations or mandate is None:
        return False
    body = mandate.organisation
    return body.pk in associations or is_member_of(body, associations)


@rules.predicate
def is_own_mandate(user: User, mandate) -> bool:
    return mandate is not None and mandate.user_id == user.pk


def mandates_to_settle(user: User) -> MandateQuerySet:
    """What waits to be verified and this person may verify; the twin of ``accounts.settle_mandate``."""
    return settled_by(user, Mandate.objects.requested())


def mandates_to_keep(user: User) -> MandateQuerySet:
    """Those in force that this person may end; the same twin."""
    return settled_by(user, Mandate.objects.kept_on(timezone.localdate()))


def settled_by(user: User, mandates: MandateQuerySet) -> MandateQuerySet:
    mandates = mandates.exclude(user_id=user.pk)
    if is_editor(user) or is_administrator(user):
        return mandates
    return mandates.of_associations(desk_associations(user))


rules.add_perm("accounts.settle_mandate", (is_editor | is_administrator | verifies_for) & ~is_own_mandate)
rules.add_perm("accounts.end_mandate", is_own_mandate | is_editor | is_administrator | verifies_for)
rules.add_perm("base.read_internal_files", is_editor | is_administrator)
