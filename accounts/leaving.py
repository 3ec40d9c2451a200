"""Leaving for good: asked for with the password, taken back within two weeks, then done by the clock.

What goes and what stays is declared by each app (``portal.base.own_data``). Of the person a row without name, address
and rights stays: certified decisions and verified words point to it, and a backup brought back knows whom to erase.
"""

import datetime

from allauth.account.models import EmailAddress
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from accounts.audit import record
from accounts.copies import delete as delete_copies
from accounts.errors import NotAlone
from accounts.models import BrowserSession, DataCopy, Departure, Mandate, StaffRole, User
from accounts.signals import departure_asked
from portal.base.own_data import Erasing, Hindrance, all_held, erasers, hindrances_of

#: Time to take it back.
THINK_FOR = datetime.timedelta(days=14)
SALT = "accounts.leaving"


def what_hinders(user: User) -> list[Hindrance]:
    """What the person must hand over first, those who are leaving too not counted as others."""
    others = Departure.objects.filter(erased_at=None).exclude(user=user)
    return hindrances_of(user, others.values_list("user_id", flat=True))


@transaction.atomic
def ask_to_leave(user: User, *, with_texts: bool, at: datetime.datetime | None = None) -> Departure:
    """The person is erased in two weeks unless they take it back; or raise ``NotAlone``.

    ``with_texts``: the words of their contributions go too. They are signed out everywhere by the caller's view.
    """
    now = at or timezone.now()
    # one after the other: of two who hold something together, the second learns that the first is leaving
    list(StaffRole.objects.select_for_update().filter(role=StaffRole.Role.ADMINISTRATOR).order_by("pk"))
    if hindrances := what_hinders(user):
        raise NotAlone(hindrances)
    departure, _is_new = Departure.objects.update_or_create(
        user=user, defaults={"asked_at": now, "due_at": now + THINK_FOR, "with_texts": with_texts, "erased_at": None}
    )
    record("ask_to_leave", kind="person", public_id=user.public_id, by=user, at=now)
    departure_asked.send(sender=Departure, departure=departure)
    return departure


@transaction.atomic
def take_back(user: User, *, at: datetime.datetime | None = None) -> bool:
    """Whether there was a departure to take back."""
    found = Departure.objects.select_for_update().filter(user=user, erased_at=None)
    if not found.delete()[0]:
        return False
    record("stay", kind="person", public_id=user.public_id, by=user, at=at)
    return True


def token_of(departure: Departure) -> str:
    """What stands in the link of the mail: good for this departure alone."""
    return signing.dumps([departure.pk, departure.asked_at.isoformat()], salt=SALT)


def departure_of(token: str) -> Departure | None:
    """The departure that the link is about, while it can be taken back."""
    try:
        pk, asked_at = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Departure.objects.filter(pk=pk, erased_at=None).select_related("user").first()
    return found if found and found.asked_at.isoformat() == asked_at else None


# By the clock -----------------------------------------------------------------------------------------------------


def erase_due(now: datetime.datetime) -> int:
    """Erase everybody whose two weeks are over and return how many that were."""
    due = Departure.objects.filter(erased_at=None, due_at__lte=now).values_list("pk", flat=True)
    return sum(is_erased(pk, now) for pk in list(due))


@transaction.atomic
def is_erased(pk: int, now: datetime.datetime) -> bool:
    """Whether the person was erased here; they may have come back a moment earlier."""
    departure = Departure.objects.select_for_update().filter(pk=pk).select_related("user").first()
    if departure is None or not departure.is_due_at(now):
        return False
    erase(departure.user, with_texts=departure.with_texts, at=now)
    Departure.objects.filter(pk=pk).update(erased_at=now)
    return True


@transaction.atomic
def erase_again(public_id: str, *, with_texts: bool, at: datetime.datetime) -> bool:
    """Whether a person who was erased once, and whom an older backup brought back, was erased here."""
    user = User.objects.filter(public_id=public_id, departure__erased_at=None).first()
    if user is None:
        return False
    erase(user, with_texts=with_texts, at=at)
    gone = {"asked_at": at - THINK_FOR, "due_at": at, "with_texts": with_texts, "erased_at": at}
    Departure.objects.update_or_create(user=user, defaults=gone)
    return True


@transaction.atomic
def erase(user: User, *, with_texts: bool, at: datetime.datetime) -> None:
    """Nothing in the portal leads to the person any more; what others rely on stays without the name."""
    for eraser in erasers():
        eraser(user, with_texts=with_texts, at=at)
    for held in all_held():
        if held.erasing is Erasing.GOES:
            held.rows_of(user).delete()
        elif held.erasing is Erasing.NAMELESS:
            held.rows_of(user).update(**{held.person: None})
    end_sessions(user)
    make_nobody(user)
    record("erase", kind="person", public_id=user.public_id, by=None, at=at)


def make_nobody(user: User) -> None:
    """The row without anything of the person; the address may be used for a new account."""
    user.email, user.display_name = f"erased-{user.public_id}@erased.invalid", ""
    user.is_active = user.is_superuser = False
    user.ui_language, user.last_login = "en", None
    user.set_unusable_password()
    user.groups.clear()
    user.user_permissions.clear()
    user.save()


def end_sessions(user: User) -> None:
    """Nobody is signed in as this person, and nothing they typed is kept for them."""
    BrowserSession.objects.filter(user=user).delete()


def erase_own_rows(user: User, *, with_texts: bool, at: datetime.datetime) -> None:
    """Copies with their files, the name in the log of the editors; authorisations end, unused ones go."""
    delete_copies(DataCopy.objects.filter(user=user))
    of_people = ContentType.objects.get_for_model(User)
    ModelLogEntry.objects.filter(content_type=of_people, object_id=str(user.pk)).update(label="")
    EmailAddress.objects.filter(user=user).delete()
    for mandate in Mandate.objects.filter(user=user):
        end_for_good(mandate, timezone.localdate(at))


def end_for_good(mandate: Mandate, today: datetime.date) -> None:
    """Deleted, or, where words were said by it, ended and without anything about the person."""
    try:
        with transaction.atomic():
            mandate.delete()
    except ProtectedError:
        mandate.role = mandate.settled_reason = ""
        mandate.ends_on = min(mandate.ends_on or today, max(today, mandate.starts_on))
        mandate.save(update_fields=["role", "settled_reason", "ends_on"])


def last_administrator(user: User, leaving: set[int]) -> list[Hindrance]:
    """The portal is never without an administrator."""
    held = StaffRole.objects.filter(role=StaffRole.Role.ADMINISTRATOR, user__is_active=True)
    if not held.filter(user=user).exists() or held.exclude(user__in={*leaving, user.pk}).exists():
        return []
    return [Hindrance(_("You are the only administrator of the portal. Appoint another one first."))]


def rows_held(user: User) -> dict[str, int]:
    """How many rows of each kind the portal holds about the person, by the name of the kind; one query each."""
    counted = ("posts", "threads", "drafts", "places", "authorisations", "follows", "saved_searches", "registrations")
    return {held.name: held.rows_of(user).count() for held in all_held() if held.name in counted}
