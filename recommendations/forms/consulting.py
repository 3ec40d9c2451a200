"""Comments, proposed changes, and what becomes of them."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models import Organisation
from recommendations.files import ScanField
from recommendations.forms.fields import LONGEST_TEXT, LanguageForm, text_area
from recommendations.models import Amendment, Recommendation

SETTLEMENTS = [(value.value, value.label) for value in Amendment.SETTLEMENTS]


class CommentForm(LanguageForm):
    """A comment on a point."""

    text = forms.CharField(label=_("Your comment"), widget=text_area(), max_length=LONGEST_TEXT)
    field_order = ("text", "language")


class AmendmentForm(LanguageForm):
    """A proposed change to a point."""

    kind = forms.ChoiceField(
        label=_("What do you propose?"), choices=Amendment.Kind.choices, widget=forms.RadioSelect, initial="replace"
    )
    text = forms.CharField(label=_("The text you propose"), widget=text_area(), max_length=LONGEST_TEXT, required=False)
    justification = forms.CharField(label=_("Why"), widget=text_area(3), max_length=LONGEST_TEXT)
    field_order = ("kind", "text", "justification", "language")


class LetterAmendmentForm(AmendmentForm):
    """The same, entered for an association that wrote a letter or sent a Word file with changes."""

    on_behalf_of = forms.ModelChoiceField(Organisation.objects.none(), label=_("Whose proposal is it?"))
    letter_from = forms.CharField(label=_("Who signed the letter"), max_length=160, required=False)
    letter = ScanField(
        label=_("The letter or the Word file"), help_text=_("It stays attached, as it came."), required=True
    )
    field_order = ("on_behalf_of", "letter_from", "letter", *AmendmentForm.field_order)

    def __init__(self, *args, recommendation: Recommendation, **kwargs):
        super().__init__(*args, **kwargs)
        members = recommendation.group.members.valid_on(timezone.localdate()).values("organisation")
        bodies = Organisation.objects.filter(pk__in=members) | Organisation.objects.filter(
            kind=Organisation.Kind.ASSOCIATION
        )
        self.fields["on_behalf_of"].queryset = bodies.named()


class RebaseForm(forms.Form):
    """The same proposal against the words of today."""

    text = forms.CharField(label=_("The text you propose"), widget=text_area(), max_length=LONGEST_TEXT, required=False)
    justification = forms.CharField(label=_("Why"), widget=text_area(3), max_length=LONGEST_TEXT)


class SettleForm(forms.Form):
    """What is decided about a proposed change."""

    state = forms.ChoiceField(label=_("Decision"), choices=SETTLEMENTS, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Text as it is taken over"),
        help_text=_("Empty: as proposed. Write it in the language of the document."),
        widget=text_area(),
        required=False,
    )
    resolution = forms.CharField(label=_("Why"), widget=text_area(3), required=False)


class ProposalForm(SettleForm):
    """What the rapporteur would do, for the proposer to agree or not."""

    state = forms.ChoiceField(label=_("You would"), choices=SETTLEMENTS, widget=forms.RadioSelect)


class AgreementForm(forms.Form):
    """Whether the proposer agrees with the rapporteur."""

    agrees = forms.TypedChoiceField(
        label=_("Do you agree with the rapporteur?"),
        choices=[("yes", _("I agree")), ("no", _("I do not agree"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Your answer"), help_text=_("Needed when you do not agree."), widget=text_area(3), required=False
    )


class ConsolidationForm(forms.Form):
    """One text out of several proposed changes, and which of them it takes over."""

    text = forms.CharField(label=_("The new text of the point"), widget=text_area(8), max_length=LONGEST_TEXT)
    resolution = forms.CharField(
        label=_("Why"), help_text=_("Needed for those that are not taken over."), widget=text_area(3), required=False
    )

    def __init__(self, *args, amendments: list[Amendment], **kwargs):
        super().__init__(*args, **kwargs)
        self.amendments = amendments
        choices = [("accepted", _("taken over")), ("rejected", _("not taken over")), ("", _("left open"))]
        for one in amendments:
            label = _("Proposed change no. %(number)s") % {"number": one.number or "–"}
            self.fields[one.public_id] = forms.ChoiceField(
                label=label, choices=choices, widget=forms.RadioSelect, required=False, initial=""
            )
        self.order_fields([*(one.public_id for one in amendments), "text", "resolution"])

    def rows(self):
        """Each proposed change with its choice."""
        return [(one, self[one.public_id]) for one in self.amendments]

    def clean(self) -> dict:
        data = super().clean()
        states = {one: state for one in self.amendments if (state := data.pop(one.public_id, ""))}
        return data | {"states": states}
