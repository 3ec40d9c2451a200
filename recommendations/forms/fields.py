"""What the forms of this app share."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.languages import CONTENT_LANGUAGE_CHOICES, UI_TAGS
from portal.languages.reading import reader_language

LONGEST_TEXT = 10_000


def reader_tag() -> str:
    """The content language a reader most likely writes in."""
    return UI_TAGS.get(reader_language(), "en")


class DateInput(forms.DateInput):
    """The day as the browser's own calendar gives it."""

    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


def text_area(rows: int = 5) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class LanguageForm(forms.Form):
    """Words with the language they are written in."""

    language = forms.ChoiceField(label=_("I write in"), choices=CONTENT_LANGUAGE_CHOICES, initial=reader_tag)


class ReasonForm(forms.Form):
    """A reason and nothing else."""

    reason = forms.CharField(label=_("Why"), widget=text_area(3))
