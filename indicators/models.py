"""Indicators of social inclusion: definitions, and values by municipality and year."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from directory.models import Municipality
from portal.base.fields import LanguageField
from portal.base.ids import PublicIdField
from portal.taxonomies.models import Goal, Theme


class Indicator(ClusterableModel):
    class Direction(models.TextChoices):
        HIGHER = "higher", _("higher is better")
        LOWER = "lower", _("lower is better")
        NONE = "none", _("neither is better")

    public_id = PublicIdField()
    code = models.SlugField(max_length=64, unique=True)
    direction = models.CharField(max_length=8, choices=Direction.choices, default=Direction.NONE)
    decimals = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(_("source"), max_length=200, blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="+")
    goals = models.ManyToManyField(Goal, blank=True, related_name="+")

    def __str__(self) -> str:
        return self.code


class IndicatorText(models.Model):
    indicator = ParentalKey(Indicator, on_delete=models.CASCADE, related_name="texts")
    language = LanguageField()
    name = models.CharField(_("name"), max_length=200)
    unit = models.CharField(_("unit"), max_length=80)
    definition = models.TextField(_("definition"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "language"], name="one_indicator_text_per_language")
        ]

    def __str__(self) -> str:
        return self.name


class Value(models.Model):
    """One figure; a missing one is blank, never zero."""

    class Status(models.TextChoices):
        FINAL = "final", _("final")
        PROVISIONAL = "provisional", _("provisional")
        MISSING = "missing", _("missing")

    public_id = PublicIdField()
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="values")
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="indicator_values")
    year = models.PositiveSmallIntegerField(_("year"))
    amount = models.DecimalField(_("value"), max_digits=16, decimal_places=4, null=True, blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.FINAL)
    is_demo = models.BooleanField(_("invented for the demonstration"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "municipality", "year"], name="one_value_a_year"),
            models.CheckConstraint(
                condition=Q(status="missing", amount=None) | (~Q(status="missing") & Q(amount__isnull=False)),
                name="missing_is_blank_never_zero",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.municipality} {self.year}"
