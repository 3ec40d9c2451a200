"""What the forms of this app share."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.languages import CONTENT_LANGUAGE_CHOICES, UI_TAGS
from portal.languages.reading import reader_language

LONGEST_TEXT = 10_000
#: Characters of a fact of a project idea: a line, no second text.
LONGEST_FACT = 200


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


class TickedField(forms.ModelMultipleChoiceField):
    """Rows to tick; a number that no row can have is refused as not offered, before the database sees it."""

    LONGEST_KEY = 18  # digits that fit the keys of either database

    def __init__(self, queryset, **kwargs):
        super().__init__(queryset, widget=forms.CheckboxSelectMultiple, **kwargs)

    def clean(self, value):
        for key in map(str, value or []):
            if len(key) > self.LONGEST_KEY:
                raise forms.ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": key})
        return super().clean(value)


class ReasonForm(forms.Form):
    """A reason and nothing else."""

    reason = forms.CharField(label=_("Why"), widget=text_area(3))
