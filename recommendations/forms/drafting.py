"""Writing a document and proposing changes to it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from directory.models import Organisation
from portal.languages.reading import best
from recommendations.forms.fields import LONGEST_FACT, LONGEST_TEXT, LanguageForm, text_area
from recommendations.models import ClauseText, Disposition, Recommendation, VersionClause, WorkingGroup
from recommendations.models.groups import Level


class BeginForm(LanguageForm):
    """A new document of a group."""

    title = forms.CharField(label=_("Title"), max_length=200)
    summary = forms.CharField(label=_("In short, in plain words"), widget=text_area(3), required=False)
    kind = forms.ChoiceField(label=_("What is it?"), choices=Recommendation.Kind.choices)
    level = forms.ChoiceField(label=_("For which level?"), choices=Level.choices)
    field_order = ("title", "summary", "language", "kind", "level")


class AdaptForm(forms.Form):
    """Which group begins its own document from this one, and under which title."""

    group = forms.ModelChoiceField(WorkingGroup.objects.none(), label=_("For which group?"))
    title = forms.CharField(label=_("Title"), max_length=200)

    def __init__(self, *args, groups: list[WorkingGroup], **kwargs):
        super().__init__(*args, **kwargs)
        names = {group.pk: best(group.texts.all()) for group in groups}
        field = self.fields["group"]
        field.queryset = WorkingGroup.objects.filter(pk__in=names)
        field.label_from_instance = lambda group: names[group.pk].name if names[group.pk] else group.slug


def fact_field(label: object, hint: object = "") -> forms.CharField:
    """A line for something that a project idea says besides its text."""
    return forms.CharField(label=label, help_text=hint, max_length=LONGEST_FACT, required=False)


class ClauseForm(forms.Form):
    """The text of a point in the authentic language, what kind of point it is, and the ``facts`` of a project idea."""

    text = forms.CharField(label=_("Text of the point"), widget=text_area(6), max_length=LONGEST_TEXT)
    kind = forms.ChoiceField(label=_("What is it?"), choices=VersionClause.Kind.choices, initial="measure")
    cost = fact_field(_("What does it cost?"), _("For example: 24,000 euros a year."))
    place = fact_field(_("Where?"))
    who = fact_field(_("Who carries it out?"))
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

    def clean(self) -> dict[str, object]:
        data = super().clean()
        facts = {fact: data.pop(fact, "") for fact in ClauseText.Fact.values}
        if any(facts.values()) and data.get("kind") != VersionClause.Kind.PROJECT:
            words = _("Cost, place and who carries it out belong to a project idea: choose that, or empty the fields.")
            self.add_error("kind", words)
        return data | {"facts": facts}


class ExpertiseForm(forms.Form):
    """The group's own expertise as a source."""

    expertise = forms.CharField(
        label=_("The group's expertise"),
        help_text=_("Which meeting, on which day."),
        max_length=200,
    )


class ChangeNoteForm(forms.Form):
    """What changed in the version being written."""

    change_note = forms.CharField(
        label=_("What changed"),
        help_text=_("One or two sentences. Readers find them in the history, beside the version."),
        max_length=300,
        required=False,
        widget=text_area(3),
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
