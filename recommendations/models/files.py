"""Documents that somebody waits for while the worker makes them."""

from django.db import models
from django.utils import timezone

from recommendations.models.documents import Version


class WantedFile(models.Model):
    """A version as one file: in a language and script, clean or with the changes since another version.

    ``name`` is where the file will lie; it changes with every word, so a draft that went on is a file of its own.
    """

    name = models.CharField(max_length=200, unique=True)
    version = models.ForeignKey(Version, models.CASCADE, related_name="wanted_files")
    compared_with = models.ForeignKey(Version, models.CASCADE, null=True, blank=True, related_name="+")
    ending = models.CharField(max_length=4)
    language = models.CharField(max_length=16)
    address = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    begun_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["asked_at", "pk"]

    def __str__(self) -> str:
        return self.name
