"""Ground models: pictures, documents, the stations of the line, links between things."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from portal.base.fields import LanguageField
from portal.base.ids import LENGTH


class Audience(models.TextChoices):
    """Who may fetch a file; everything that is not public leaves only through a check."""

    PUBLIC = "public", _("everybody")
    EDITORS = "editors", _("editors only")


class Attributed(models.Model):
    """Where a file comes from and what may be done with it."""

    credit = models.CharField(_("credit"), max_length=200, blank=True)
    licence = models.CharField(_("licence"), max_length=60, default="CC BY 4.0", blank=True)
    audience = models.CharField(_("audience"), max_length=12, choices=Audience.choices, default=Audience.PUBLIC)
    is_demo = models.BooleanField(_("made for the demonstration"), default=False)

    class Meta:
        abstract = True


class PortalImage(AbstractImage, Attributed, ClusterableModel):  # noqa: DJ008  inherited
    """A picture with its alternative text per language, its credit, licence and the consent of those shown."""

    has_consent = models.BooleanField(_("everybody shown has agreed to it"), default=False)

    admin_form_fields = (*Image.admin_form_fields, "credit", "licence", "audience", "has_consent")


class ImageAltText(models.Model):
    image = ParentalKey(PortalImage, on_delete=models.CASCADE, related_name="alt_texts")
    language = LanguageField()
    text = models.CharField(_("what the picture shows"), max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["image", "language"], name="one_alt_text_per_language")]

    def __str__(self) -> str:
        return self.text


class PortalRendition(AbstractRendition):
    image = models.ForeignKey(PortalImage, models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class PortalDocument(AbstractDocument, Attributed):  # noqa: DJ008  inherited
    language = LanguageField(default="en")
    page_count = models.PositiveIntegerField(_("pages"), null=True, blank=True)

    admin_form_fields = (*Document.admin_form_fields, "language", "page_count", "credit", "licence", "audience")


class Pointer(models.Model):
    """A pointer to anything by kind and public id, resolved by ``portal.base.registry``."""

    subject_kind = models.CharField(max_length=24)
    subject_id = models.CharField(max_length=LENGTH)

    class Meta:
        abstract = True


class Station(Pointer):
    """A station of the line that a thing has reached, written by the app that reached it."""

    class Key(models.TextChoices):
        POST = "post", _("contribution")
        POSITION = "position", _("position")
        CLAUSE = "clause", _("point")
        RESPONSE = "response", _("answer")
        COMMITMENT = "commitment", _("commitment")
        EVIDENCE = "evidence", _("evidence")

    key = models.CharField(max_length=12, choices=Key.choices)
    reached_on = models.DateField()
    target_kind = models.CharField(max_length=24)
    target_id = models.CharField(max_length=LENGTH)
    state = models.CharField(max_length=24, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "key", "target_kind", "target_id"], name="station_reached_once"
            )
        ]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="station_subject")]
        ordering = ["reached_on", "pk"]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}: {self.key}"


class RelatedLink(Pointer):
    """A link that only points: this thing is related to that one."""

    target_kind = models.CharField(max_length=24)
    target_id = models.CharField(max_length=LENGTH)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "target_kind", "target_id"], name="related_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id} - {self.target_kind} {self.target_id}"
