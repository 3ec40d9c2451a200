"""Files that come with an act: a letter received, evidence, the decision of a body.

A file is what its first bytes say; it is read by whoever may read the document it belongs to.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from forums.errors import ForumError
from forums.files import CheckedFile, checked
from portal.base.models import Audience, PortalDocument
from recommendations.models import Recommendation


class ScanField(forms.FileField):
    """A file from a person's device; its value is a ``CheckedFile``, or ``None``."""

    default_error_messages = {"invalid": _("Choose the file once more.")}

    def __init__(self, **kwargs):
        hint = _("A PDF or a picture.")
        super().__init__(**{"required": False, "help_text": hint, "allow_empty_file": False} | kwargs)

    def clean(self, data, initial=None) -> CheckedFile | None:
        upload = super().clean(data, initial)
        try:
            return checked(upload) if upload else None
        except ForumError as refused:
            raise forms.ValidationError(str(refused), code="invalid") from refused


def keep_file(file: CheckedFile, recommendation: Recommendation, *, by: User | None, language: str) -> PortalDocument:
    """The file as a document that the readers of the recommendation may have."""
    return PortalDocument.everything.create(
        title=file.name,
        file=file.content,
        file_size=file.content.size,
        language=language,
        audience=Audience.READERS,
        subject_kind="recommendation",
        subject_id=recommendation.public_id,
        uploaded_by_user=by,
    )


def keeping(name: str, action: Callable[..., Any], recommendation: Recommendation) -> Callable[..., Any]:
    """The action, taking a ``CheckedFile`` under that name: it is kept when the action is done, and only then."""

    def act(*args, by: User | None, **kwargs) -> Any:
        file: CheckedFile | None = kwargs.pop(name, None)
        if file is None:
            return action(*args, by=by, **kwargs)
        kept: PortalDocument | None = None
        try:
            with transaction.atomic():
                language = kwargs.get("language") or recommendation.authentic_language
                kept = keep_file(file, recommendation, by=by, language=language)
                return action(*args, by=by, **kwargs, **{name: kept})
        except Exception:
            if kept:
                kept.file.delete(save=False)
            raise

    return act
