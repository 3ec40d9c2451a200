"""Working groups: of a forum, or without one; who is in them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from directory.models import Organisation
from directory.querysets import DatedQuerySet
from forums.models import Forum
from portal.base.fields import LanguageField
from portal.base.ids import PublicIdField
from portal.taxonomies.models import Tagged
from recommendations.querysets import WorkingGroupQuerySet


class Level(models.TextChoices):
    """The level of government a group, a recommendation or a point speaks to."""

    REGIONAL = "regional", _("regional")
    NATIONAL = "national", _("national")
    MUNICIPAL = "municipal", _("municipal")
    ASSOCIATION = "association", _("association")


class WorkingGroup(Tagged):
    public_id = PublicIdField()
    slug = models.SlugField(max_length=80, unique=True)
    forum = models.ForeignKey(Forum, models.PROTECT, null=True, blank=True, related_name="working_groups")
    level = models.CharField(max_length=12, choices=Level.choices, default=Level.REGIONAL)
    term_from = models.DateField(_("works from"), null=True, blank=True)
    term_to = models.DateField(_("works until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_demo = models.BooleanField(_("invented for the demonstration"), default=False)

    objects = WorkingGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("working group")
        verbose_name_plural = _("working groups")

    def __str__(self) -> str:
        return self.slug


class GroupText(models.Model):
    group = models.ForeignKey(WorkingGroup, models.CASCADE, related_name="texts")
    language = LanguageField()
    name = models.CharField(_("name"), max_length=160)
    task = models.TextField(_("task"), blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "language"], name="one_group_text_per_language")]

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """A person, an organisation, or a person for an organisation, in the group between two dates."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        RAPPORTEUR = "rapporteur", _("rapporteur")
        SECRETARIAT = "secretariat", _("secretariat")

    group = models.ForeignKey(WorkingGroup, models.CASCADE, related_name="members")
    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="group_memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.MEMBER)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False) | Q(organisation__isnull=False), name="a_member_is_somebody"
            ),
            models.UniqueConstraint(fields=["group", "user"], name="a_person_once_per_group"),
            models.UniqueConstraint(
                fields=["group", "organisation"], condition=Q(user=None), name="a_body_once_per_group"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user or self.organisation}: {self.role}"
