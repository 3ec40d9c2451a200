"""What is asked when somebody reports a contribution, takes a measure, appeals, or decides about an appeal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from forums.models import Measure, Reason
from portal.languages import CONTENT_LANGUAGE_CHOICES, UI_TAGS
from portal.languages.reading import reader_language

REASONS = [(reason.value, reason.label) for reason in Reason if reason != Reason.NONE]
LONGEST_STATEMENT = 300


def reader_tag() -> str:
    """The content language a reader most likely writes in."""
    return UI_TAGS.get(reader_language(), "en")


class FlagForm(forms.Form):
    """What is wrong with a contribution; who reports it is known to the team alone."""

    reason = forms.ChoiceField(label=_("What is wrong?"), choices=REASONS, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("In your words"),
        help_text=_("What should the facilitator know? Nobody but the team of the forum reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )


class MeasureForm(forms.Form):
    """What is done about a contribution or conversation; what takes something away says why to the author."""

    measure = forms.ChoiceField(label=_("What do you do?"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=_("Reason"), choices=Reason.choices, required=False)
    passages = forms.CharField(
        label=_("Words to take out, one passage a line"),
        help_text=_("Copy them exactly. They also disappear from the earlier texts of this contribution."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
    )
    statement = forms.CharField(
        label=_("What the author reads"),
        help_text=_("Say what was wrong and what they can do. Whoever meets a closed conversation reads it too."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_STATEMENT,
        required=False,
    )

    def __init__(self, *args, choices: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = choices
        if len(choices) == 1:
            self.fields["measure"].initial = choices[0][0]
        if "redact" not in dict(choices):
            del self.fields["passages"]

    def clean(self) -> dict:
        """Taking something away without a reason comes back, and taking out words without the words."""
        data = super().clean()
        needed = ["reason", "statement"] if data.get("measure") in Measure.RESTRICTING else []
        for name in needed:
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("Needed: the author has a right to know."))
        if data.get("measure") == Measure.Kind.REDACT and not data.get("passages"):
            self.add_error("passages", _("Write the words that are to disappear."))
        return data


class SuspendForm(forms.Form):
    """For how long somebody reads in the forum without writing, and why."""

    days = forms.ChoiceField(
        label=_("For how long?"),
        choices=[
            ("7", _("one week")),
            ("30", _("thirty days")),
            ("90", _("ninety days")),
            ("", _("until it is lifted")),
        ],
        required=False,
        initial="7",
    )
    reason = forms.ChoiceField(label=_("Reason"), choices=REASONS)
    statement = forms.CharField(
        label=_("What the person reads"), widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST_STATEMENT
    )


class AppealForm(forms.Form):
    """Why a decision is wrong, in the words of the person concerned."""

    words = forms.CharField(
        label=_("Why is the decision wrong?"),
        help_text=_("Somebody who did not decide first reads this and decides again."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=3000,
    )
    language = forms.ChoiceField(label=_("I write in"), choices=CONTENT_LANGUAGE_CHOICES, initial=reader_tag)


class LookForm(forms.Form):
    """Why somebody must read a forum that is closed to them."""

    reason = forms.CharField(label=_("Why?"), widget=forms.Textarea(attrs={"rows": 2}), max_length=300)


class DecideForm(forms.Form):
    """The second decision and its reason."""

    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[("confirm", _("the decision stands")), ("overturn", _("the decision is taken back"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why? The person reads it."), widget=forms.Textarea(attrs={"rows": 4}), max_length=LONGEST_STATEMENT
    )
