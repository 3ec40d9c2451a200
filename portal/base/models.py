"""Ground models: pictures, documents, the stations of the line, links between things."""

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.search import index

from portal.base.fields import LanguageField
from portal.base.ids import LENGTH


class Audience(models.TextChoices):
    """Who may fetch a file; everything that is not public leaves only through a check."""

    PUBLIC = "public", _("everybody")
    EDITORS = "editors", _("editors only")
    READERS = "readers", _("whoever may read what it belongs to")

    @classmethod
    def for_editors(cls) -> list[tuple[str, Promise]]:
        """What editors choose from; the third is set by the portal, with the thing the file belongs to."""
        return [choice for choice in cls.choices if choice[0] != cls.READERS]


class Attributed(models.Model):
    """Where a file comes from and what may be done with it."""

    credit = models.CharField(_("credit"), max_length=200, blank=True)
    licence = models.CharField(_("licence"), max_length=60, default="CC BY 4.0", blank=True)
    audience = models.CharField(_("audience"), max_length=12, choices=Audience.for_editors(), default=Audience.PUBLIC)
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


class Pointer(models.Model):
    """A pointer to anything by kind and public id, resolved by ``portal.base.registry``."""

    subject_kind = models.CharField(max_length=24)
    subject_id = models.CharField(max_length=LENGTH)

    class Meta:
        abstract = True


class PortalDocument(AbstractDocument, Attributed):  # noqa: DJ008  inherited
    """A file; one for ``Audience.READERS`` points to the thing whose readers may have it (minutes: the forum)."""

    language = LanguageField(default="en")
    page_count = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    subject_kind = models.CharField(max_length=24, blank=True, editable=False)
    subject_id = models.CharField(max_length=LENGTH, blank=True, editable=False)

    admin_form_fields = (*Document.admin_form_fields, "language", "page_count", "credit", "licence", "audience")
    search_fields = [*AbstractDocument.search_fields, index.FilterField("audience")]

    class Meta(AbstractDocument.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~Q(audience="readers") | (~Q(subject_kind="") & ~Q(subject_id="")),
                name="file_for_readers_says_of_what",
            )
        ]


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
