"""Writing a document and proposing changes to it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from directory.models import Organisation
from recommendations.forms.fields import LONGEST_TEXT, LanguageForm, text_area
from recommendations.models import Amendment, Disposition, Recommendation, VersionClause
from recommendations.models.groups import Level


class BeginForm(LanguageForm):
    """A new document of a group."""

    title = forms.CharField(label=_("Title"), max_length=200)
    summary = forms.CharField(label=_("In short, in plain words"), widget=text_area(3), required=False)
    kind = forms.ChoiceField(label=_("What is it?"), choices=Recommendation.Kind.choices)
    level = forms.ChoiceField(label=_("For which level?"), choices=Level.choices)
    field_order = ("title", "summary", "language", "kind", "level")


class ClauseForm(forms.Form):
    """The text of a point in the authentic language, and what kind of point it is."""

    text = forms.CharField(label=_("Text of the point"), widget=text_area(6), max_length=LONGEST_TEXT)
    kind = forms.ChoiceField(label=_("What is it?"), choices=VersionClause.Kind.choices, initial="measure")
    level = forms.ChoiceField(label=_("For which level?"), choices=Level.choices)
    addressee = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Who is asked to do it?"), required=False, empty_label=_("nobody named")
    )

    def __init__(self, *args, recommendation: Recommendation, **kwargs):
        super().__init__(*args, **kwargs)
        addressees = recommendation.addressees.named()
        self.fields["addressee"].queryset = addressees
        self.fields["level"].initial = recommendation.level
        if not addressees:
            del self.fields["addressee"]


class ExpertiseForm(forms.Form):
    """The group's own expertise as a source."""

    expertise = forms.CharField(
        label=_("The group's expertise"),
        help_text=_("Which meeting, on which day."),
        max_length=200,
    )


class DispositionForm(forms.Form):
    """What became of a position that no point takes up."""

    kind = forms.ChoiceField(
        label=_("What became of it?"),
        choices=[choice for choice in Disposition.Kind.choices if choice[0] != Disposition.Kind.USED],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why"), help_text=_("Its author will read this."), widget=text_area(3), required=False
    )


class AmendmentForm(LanguageForm):
    """A proposed change to a point."""

    kind = forms.ChoiceField(label=_("What do you propose?"), choices=Amendment.Kind.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("The text you propose"), widget=text_area(), max_length=LONGEST_TEXT, required=False)
    justification = forms.CharField(label=_("Why"), widget=text_area(3), max_length=LONGEST_TEXT)
    field_order = ("kind", "text", "justification", "language")


class SettleForm(forms.Form):
    """What is decided about a proposed change."""

    state = forms.ChoiceField(
        label=_("Decision"),
        choices=[(value, Amendment.State(value).label) for value in ("accepted", "accepted_modified", "rejected")],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Text as it is taken over"),
        help_text=_("Empty: as proposed. Write it in the language of the document."),
        widget=text_area(),
        required=False,
    )
    resolution = forms.CharField(label=_("Why"), widget=text_area(3), required=False)
