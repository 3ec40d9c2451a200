"""Who exists: organisations and places, apart from who logs in and who speaks for them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from directory.querysets import DatedQuerySet, NamedQuerySet
from portal.base.fields import LanguageField
from portal.base.ids import PublicIdField
from portal.languages import best_text
from portal.taxonomies.models import Country


class Named(ClusterableModel):
    """A place or body with names in several languages."""

    public_id = PublicIdField()
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    is_demo = models.BooleanField(_("invented for the demonstration"), default=False)

    objects = NamedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name_in("en")

    def name_in(self, ui_language: str) -> str:
        """The full name a reader of that site language reads best; the slug when nothing was entered."""
        name = self.best_name(ui_language)
        return name.text if name else self.slug

    def best_name(self, ui_language: str) -> "Name | None":
        """The full name with its language; prefetch ``names`` in lists."""
        return best_text((name for name in self.names.all() if name.kind == Name.Kind.NAME), ui_language)

    @property
    def short_name(self) -> str:
        """The abbreviation people use for it, or its full name."""
        short = next((name.text for name in self.names.all() if name.kind == Name.Kind.SHORT), "")
        return short or self.name_in("en")


class District(Named):
    country = models.ForeignKey(Country, models.PROTECT, related_name="districts")


class Municipality(Named):
    """A unit of local self-government: a place; the body that speaks for it is ``organisation``."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("municipality")
        CITY = "city", _("city")

    country = models.ForeignKey(Country, models.PROTECT, related_name="municipalities", verbose_name=_("country"))
    district = models.ForeignKey(District, models.PROTECT, null=True, blank=True, related_name="municipalities")
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.MUNICIPALITY)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_source = models.CharField(_("source of the population figure"), max_length=200, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["slug"]


class Organisation(Named):
    """A body that can hold a mandate: the municipality's own, an institution, an association, an NGO."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("municipality")
        MINISTRY = "ministry", _("ministry")
        CENTRE = "centre-for-social-work", _("centre for social work")
        INSTITUTION = "institution", _("public institution")
        ASSOCIATION = "association", _("association of local authorities")
        NETWORK = "network", _("network of associations")
        NGO = "ngo", _("citizens' association")
        PROVIDER = "provider", _("service provider")
        DONOR = "donor", _("donor")

    #: Kinds whose people take part as officers; the others take part as NGO or provider.
    PUBLIC_AUTHORITIES = (Kind.MUNICIPALITY, Kind.MINISTRY, Kind.CENTRE, Kind.INSTITUTION, Kind.ASSOCIATION)

    kind = models.CharField(max_length=24, choices=Kind.choices)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="organisations", verbose_name=_("country")
    )
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True, related_name="organisations")
    website = models.URLField(blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality"],
                condition=Q(kind="municipality"),
                name="one_body_speaks_for_a_municipality",
            )
        ]

    @property
    def is_public_authority(self) -> bool:
        return self.kind in self.PUBLIC_AUTHORITIES


class Name(models.Model):
    """A name of a place or body in one language."""

    class Kind(models.TextChoices):
        NAME = "name", _("name")
        SHORT = "short", _("abbreviation")
        ALIAS = "alias", _("also known as")

    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="names")
    municipality = ParentalKey(Municipality, on_delete=models.CASCADE, null=True, blank=True, related_name="names")
    district = ParentalKey(District, on_delete=models.CASCADE, null=True, blank=True, related_name="names")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.NAME)
    language = LanguageField()
    text = models.CharField(_("name"), max_length=200)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(organisation__isnull=False, municipality__isnull=True, district__isnull=True)
                    | Q(organisation__isnull=True, municipality__isnull=False, district__isnull=True)
                    | Q(organisation__isnull=True, municipality__isnull=True, district__isnull=False)
                ),
                name="name_of_exactly_one",
            )
        ]

    def __str__(self) -> str:
        return self.text


class Membership(models.Model):
    """An organisation belongs to an association, or an association to the network, between two dates."""

    body = models.ForeignKey(Organisation, models.CASCADE, related_name="members")
    member = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "member"], condition=Q(until=None), name="a_member_once"),
            models.CheckConstraint(condition=~Q(body=F("member")), name="nobody_is_its_own_member"),
        ]

    def __str__(self) -> str:
        return f"{self.member} in {self.body}"
