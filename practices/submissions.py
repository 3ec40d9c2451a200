"""Actions: a practice is sent, checked, published, confirmed, and wanted elsewhere too."""

import datetime

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from directory.models import Organisation
from practices.completeness import missing_fields
from practices.errors import NotPublic, PracticeIncomplete, ReasonMissing
from practices.models import Adoption, Practice, PracticePage
from practices.querysets import PUBLIC_STATES
from practices.signals import practice_wanted
from practices.workflow import move


@transaction.atomic
def submit_practice(practice: Practice, *, by: User, at: datetime.datetime | None = None) -> None:
    """Send the practice to its first check, or raise ``PracticeIncomplete`` naming what every text still lacks."""
    missing = [field for page in practice.pages.all() for field in missing_fields(page)]
    if missing or not practice.pages.exists():
        raise PracticeIncomplete(missing or [str(PracticePage._meta.verbose_name)])
    move(practice, "submit", by=by, at=at)


def request_changes(practice: Practice, *, by: User, reason: str, at: datetime.datetime | None = None) -> None:
    """Give the practice back to its author with the reason, or raise ``ReasonMissing``."""
    if not reason.strip():
        raise ReasonMissing
    move(practice, "request_changes", by=by, reason=reason, at=at)


@transaction.atomic
def publish_practice(practice: Practice, *, by: User, at: datetime.datetime | None = None) -> None:
    """Publish the practice with all its texts; the first check is done."""
    moment = at or timezone.now()
    move(practice, "publish", by=by, at=at, published_at=moment, confirmed_on=timezone.localdate(moment))
    for page in practice.pages.filter(live=False):
        page.save_revision(user=by).publish(user=by, skip_permission_checks=True)


def confirm_practice(practice: Practice, *, by: User, at: datetime.datetime | None = None) -> None:
    """Note that what the practice says is still so."""
    move(practice, "confirm", by=by, at=at, confirmed_on=timezone.localdate(at or timezone.now()))


def archive_practice(practice: Practice, *, by: User, reason: str = "", at: datetime.datetime | None = None) -> None:
    """Take the practice out of the library; its address answers no more."""
    move(practice, "archive", by=by, reason=reason, at=at)


@transaction.atomic
def want_practice(
    practice: Practice, *, by: User, organisation: Organisation, at: datetime.datetime | None = None
) -> Adoption:
    """Note that the organisation wants this practice too; saying it twice is the same as saying it once."""
    if practice.state not in PUBLIC_STATES:
        raise NotPublic
    adoption, is_new = Adoption.objects.get_or_create(practice=practice, organisation=organisation, defaults={"by": by})
    if is_new:
        details = {"organisation": organisation.public_id} | ({"at": at.isoformat()} if at else {})
        audit.record("want", kind="practice", public_id=practice.public_id, by=by, details=details)
        practice_wanted.send(sender=Adoption, adoption=adoption)
    return adoption
