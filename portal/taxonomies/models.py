"""The shared vocabularies: one row per code, labels in every language beside it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel

from portal.languages import CONTENT_LANGUAGE_CHOICES

VOCABULARIES = ("theme", "approach", "target_group", "goal", "country")


class Vocabulary(ClusterableModel):
    """A term of a vocabulary: a code that never changes; a deprecated one points to its replacement."""

    code = models.SlugField(_("code"), max_length=64, unique=True)
    broader = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="narrower")
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaces")
    sort = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["sort", "code"]

    def __str__(self) -> str:
        return self.code


class Theme(Vocabulary):
    class Meta(Vocabulary.Meta):
        verbose_name = _("area")
        verbose_name_plural = _("areas")


class Approach(Vocabulary):
    class Meta(Vocabulary.Meta):
        verbose_name = _("approach")
        verbose_name_plural = _("approaches")


class TargetGroup(Vocabulary):
    class Meta(Vocabulary.Meta):
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")


class Goal(Vocabulary):
    """A sustainable development goal, 1 to 17."""

    class Meta(Vocabulary.Meta):
        verbose_name = _("sustainable development goal")
        verbose_name_plural = _("sustainable development goals")


class Country(Vocabulary):
    """A country or territory by its alpha-2 code, ``XK`` included; never the same as an association."""

    class Meta(Vocabulary.Meta):
        verbose_name = _("country or territory")
        verbose_name_plural = _("countries and territories")


class Label(models.Model):
    """What a term is called in one language: its label, a synonym, a definition or a footnote."""

    class Kind(models.TextChoices):
        LABEL = "label", _("label")
        SYNONYM = "synonym", _("synonym")
        DEFINITION = "definition", _("definition")
        FOOTNOTE = "footnote", _("footnote")

    theme = ParentalKey(Theme, on_delete=models.CASCADE, null=True, blank=True, related_name="labels")
    approach = ParentalKey(Approach, on_delete=models.CASCADE, null=True, blank=True, related_name="labels")
    target_group = ParentalKey(TargetGroup, on_delete=models.CASCADE, null=True, blank=True, related_name="labels")
    goal = ParentalKey(Goal, on_delete=models.CASCADE, null=True, blank=True, related_name="labels")
    country = ParentalKey(Country, on_delete=models.CASCADE, null=True, blank=True, related_name="labels")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.LABEL)
    language = models.CharField(_("language"), max_length=8, choices=CONTENT_LANGUAGE_CHOICES)
    text = models.TextField(_("text"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    *[Q(**{f"{other}__isnull": other != own for other in VOCABULARIES}) for own in VOCABULARIES],
                    _connector=Q.OR,
                ),
                name="label_of_exactly_one_term",
            ),
            *[
                models.UniqueConstraint(
                    fields=[vocabulary, "language"], condition=Q(kind="label"), name=f"one_label_per_{vocabulary}"
                )
                for vocabulary in VOCABULARIES
            ],
        ]

    def __str__(self) -> str:
        return self.text


class VocabularyVersion(models.Model):
    """One row, counted up with every change of a vocabulary: what in-process copies are compared with."""

    number = models.PositiveIntegerField(default=0)
    fingerprint = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return str(self.number)


class Tagged(models.Model):
    """What plain models are found by: themes, target groups and countries."""

    countries = models.ManyToManyField(Country, verbose_name=_("countries"), blank=True, related_name="+")
    themes = models.ManyToManyField(Theme, verbose_name=_("areas"), blank=True, related_name="+")
    target_groups = models.ManyToManyField(TargetGroup, verbose_name=_("target groups"), blank=True, related_name="+")

    class Meta:
        abstract = True


class TaggedPage(models.Model):
    """The same for pages that have no plain model behind them."""

    countries = ParentalManyToManyField(Country, verbose_name=_("countries"), blank=True, related_name="+")
    themes = ParentalManyToManyField(Theme, verbose_name=_("areas"), blank=True, related_name="+")
    target_groups = ParentalManyToManyField(TargetGroup, verbose_name=_("target groups"), blank=True, related_name="+")

    class Meta:
        abstract = True
