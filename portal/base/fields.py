"""Model fields used by several apps."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.languages import CONTENT_LANGUAGE_CHOICES


class LanguageField(models.CharField):
    """The content tag of a text: what language and script its author wrote it in."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("verbose_name", _("language"))
        kwargs.setdefault("max_length", 8)
        kwargs.setdefault("choices", CONTENT_LANGUAGE_CHOICES)
        super().__init__(*args, **kwargs)
