"""Files that come with an act: a letter received, evidence, the decision of a body.

A file is what its first bytes say; it is read by whoever may read the document it belongs to.
"""

import zipfile
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from forums.errors import ForumError
from forums.files import CheckedFile, check_size, checked, named, shown_name
from portal.base.models import Audience, PortalDocument
from recommendations.models import Recommendation

#: What a word processor's file holds, its ending and what it then is.
OFFICE_FILES = (
    (
        "word/document.xml",
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ("content.xml", "odt", "application/vnd.oasis.opendocument.text"),
)


class ScanField(forms.FileField):
    """A file from a person's device; its value is a ``CheckedFile``, or ``None``."""

    default_error_messages = {"invalid": _("Choose the file once more.")}

    def __init__(self, **kwargs):
        hint = _("A PDF, a picture, or a file of a word processor.")
        super().__init__(**{"required": False, "help_text": hint, "allow_empty_file": False} | kwargs)

    def clean(self, data, initial=None) -> CheckedFile | None:
        upload = super().clean(data, initial)
        try:
            return (office_file(upload) or checked(upload)) if upload else None
        except ForumError as refused:
            raise forms.ValidationError(str(refused), code="invalid") from refused


def office_file(upload: UploadedFile) -> CheckedFile | None:
    """The upload as it came where it is a word processor's file; ``None`` for anything else."""
    members: set[str] = set()
    if zipfile.is_zipfile(upload):
        with zipfile.ZipFile(upload) as package:
            members = set(package.namelist())
    upload.seek(0)
    for member, ending, content_type in OFFICE_FILES:
        if member in members and not any(name.endswith("vbaProject.bin") for name in members):
            check_size(upload, "application/")
            return CheckedFile(named(upload.read(), ending), shown_name(upload.name, ending), content_type)
    return None


def keep_file(file: CheckedFile, recommendation: Recommendation, *, by: User | None, language: str) -> PortalDocument:
    """The file as a document that the readers of the recommendation may have."""
    return keep_for_readers(file, "recommendation", recommendation.public_id, title=file.name, by=by, language=language)


def keep_for_readers(
    file: CheckedFile, subject_kind: str, subject_id: str, *, title: str, by: User | None, language: str
) -> PortalDocument:
    """The file as a document that goes to whoever may read that thing."""
    return PortalDocument.objects.create(
        title=title,
        file=file.content,
        file_size=file.content.size,
        language=language,
        audience=Audience.READERS,
        subject_kind=subject_kind,
        subject_id=subject_id,
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
