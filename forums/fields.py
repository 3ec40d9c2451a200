"""Form fields of the forum."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from forums.errors import ForumError, TooManyFiles
from forums.files import MOST_FILES, CheckedFile, checked

ACCEPTED = "image/jpeg,image/png,image/webp,image/gif,application/pdf,audio/*"


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once, each checked by what it is; cleaned to a list of ``CheckedFile``."""

    def __init__(self, **kwargs):
        super().__init__(
            label=_("Add files"),
            help_text=_("Pictures, PDF papers or sound recordings, five at most. No face or name of a client."),
            widget=FilesInput(attrs={"accept": ACCEPTED}),
            required=False,
            **kwargs,
        )

    def clean(self, data, initial=None) -> list[CheckedFile]:
        uploads = [upload for upload in data or [] if upload]
        if len(uploads) > MOST_FILES:
            raise ValidationError(str(TooManyFiles(MOST_FILES)))
        return [self.checked(upload) for upload in uploads]

    def checked(self, upload) -> CheckedFile:
        super().clean(upload)
        try:
            return checked(upload)
        except ForumError as error:
            raise ValidationError(f"{upload.name}: {error}") from error
