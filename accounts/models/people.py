"""People who sign in, whom they speak for, and what they agreed to."""

import datetime
from typing import Any

import rules
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.querysets import MandateQuerySet
from directory.models import Organisation
from portal.base.ids import PublicIdField


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """A person who signs in with this address; without a password they sign in by mailed code."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. There are no shared accounts: whoever speaks for an organisation does so by mandate."""

    public_id = PublicIdField()
    email = models.EmailField(_("e-mail address"), unique=True)
    display_name = models.CharField(_("name shown to others"), max_length=80)
    ui_language = models.CharField(_("language of the menus"), max_length=8, choices=settings.LANGUAGES, default="en")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    #: Unread notices, set where the person of a request is loaded (``accounts.backends``).
    unread_count = 0

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    objects = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self) -> str:
        if self.display_name:
            return self.display_name
        return self.public_id if self.is_active else _now("a former participant")

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Whether the person holds the right; for a right of ``permissions.py`` its rule alone decides.

        Django would answer yes for a superuser before asking anybody: the separations of
        docs/permissions.md hold for administrators too.
        """
        if rules.perm_exists(perm):
            return self.is_active and rules.has_perm(perm, self, obj)
        return super().has_perm(perm, obj)

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name


class Mandate(models.Model):
    """The right of a person to speak for an organisation, verified, between two dates."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("asked for")
        VERIFIED = "verified", _("verified")
        REFUSED = "refused", _("refused")
        REVOKED = "revoked", _("ended early")

    #: The states from which each is reached; who asks for a move holds ``accounts.settle_mandate`` or ends their own.
    MOVES = {
        State.VERIFIED: (State.REQUESTED,),
        State.REFUSED: (State.REQUESTED,),
        State.REVOKED: (State.REQUESTED, State.VERIFIED),
    }

    public_id = PublicIdField()
    user = models.ForeignKey(User, models.CASCADE, related_name="mandates")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="mandates")
    role = models.CharField(_("position held there"), max_length=120, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.REQUESTED)
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    verified_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)
    settled_reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("authorisation")
        verbose_name_plural = _("authorisations")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="mandate_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["user", "organisation"], condition=Q(ends_on=None), name="one_open_mandate_per_organisation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} for {self.organisation}"

    def is_valid_on(self, day: datetime.date) -> bool:
        """Whether the person may speak for the organisation that day."""
        return (
            self.state == self.State.VERIFIED
            and self.starts_on <= day
            and (self.ends_on is None or day <= self.ends_on)
        )


class StaffRole(models.Model):
    """Work for the portal itself: a desk is limited to its association, the others are not."""

    class Role(models.TextChoices):
        DESK = "desk", _("association desk")
        EXPERT = "expert", _("expert")
        EDITOR = "editor", _("editor")
        ADMINISTRATOR = "administrator", _("administrator")

    user = models.ForeignKey(User, models.CASCADE, related_name="staff_roles")
    role = models.CharField(max_length=16, choices=Role.choices)
    association = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="desk")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "association"], name="a_desk_once_per_association"),
            models.UniqueConstraint(fields=["user", "role"], condition=Q(association=None), name="a_staff_role_once"),
            models.CheckConstraint(
                condition=Q(role="desk", association__isnull=False) | (~Q(role="desk") & Q(association__isnull=True)),
                name="a_desk_belongs_to_an_association",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"


class Consent(models.Model):
    """What a person agreed to, in which wording, and when they took it back."""

    user = models.ForeignKey(User, models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=40)
    wording_version = models.CharField(max_length=20)
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.user}: {self.purpose}"
