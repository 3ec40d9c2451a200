"""Sending a document, answering it, and saying what was done."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models import Organisation
from recommendations.followup import COMMITMENT_MOVES, update_days
from recommendations.forms.fields import LONGEST_TEXT, DateInput, LanguageForm, text_area
from recommendations.models import Commitment, OfficialResponse, Recommendation, Verification


class DeliveryForm(forms.Form):
    """Sending the signed document."""

    addressee = forms.ModelChoiceField(Organisation.objects.none(), label=_("To whom"))
    registry_number = forms.CharField(label=_("Registry number"), max_length=60, required=False)
    delivered_on = forms.DateField(label=_("Sent on"), widget=DateInput, initial=timezone.localdate)

    def __init__(self, *args, recommendation: Recommendation, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["addressee"].queryset = recommendation.addressees.named()


class ResponseForm(LanguageForm):
    """The answer to one point by the officer of the addressee."""

    answer = forms.ChoiceField(label=_("The answer"), choices=OfficialResponse.Answer.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("In plain words: those who asked will read it."),
        widget=text_area(),
        max_length=LONGEST_TEXT,
    )
    considered_until = forms.DateField(
        label=_("If it is being considered: answer promised by"), widget=DateInput, required=False
    )
    approved_by = forms.CharField(label=_("Approved by"), max_length=160, required=False)
    field_order = ("answer", "reason", "considered_until", "approved_by", "language")


class LetterForm(ResponseForm):
    """The answer to one point, entered from the letter received."""

    letter_number = forms.CharField(label=_("Number of the letter"), max_length=60)
    answered_on = forms.DateField(label=_("Day of the letter"), widget=DateInput)
    field_order = ("letter_number", "answered_on", *ResponseForm.field_order)


class CommitmentForm(LanguageForm):
    """Who does what until when."""

    text = forms.CharField(label=_("What will be done"), widget=text_area(3), max_length=LONGEST_TEXT)
    due_on = forms.DateField(label=_("Until when"), widget=DateInput)
    next_update_on = forms.DateField(label=_("Next news by"), widget=DateInput)
    budget_line = forms.CharField(label=_("Budget line"), max_length=80, required=False)
    field_order = ("text", "due_on", "next_update_on", "budget_line", "language")

    def __init__(self, *args, recommendation: Recommendation, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["next_update_on"].initial = timezone.localdate() + timedelta(days=update_days(recommendation))


class NewsForm(LanguageForm):
    """News about a commitment; "no change" is news too."""

    state = forms.ChoiceField(label=_("How far is it?"), widget=forms.RadioSelect)
    text = forms.CharField(label=_("What happened"), widget=text_area(), max_length=LONGEST_TEXT, required=False)
    evidence_address = forms.URLField(
        label=_("Address of something to see"),
        help_text=_("A decision, a picture, a page."),
        assume_scheme="https",
        required=False,
    )
    suspended_until = forms.DateField(label=_("If suspended: until when"), widget=DateInput, required=False)
    next_update_on = forms.DateField(label=_("Next news by"), widget=DateInput, required=False)
    field_order = ("state", "text", "evidence_address", "suspended_until", "next_update_on", "language")

    def __init__(self, *args, commitment: Commitment, **kwargs):
        super().__init__(*args, **kwargs)
        next_states = [(state, Commitment.State(state).label) for state in COMMITMENT_MOVES[commitment.state]]
        self.fields["state"].choices = [(commitment.state, _("no change")), *next_states]
        self.fields["state"].initial = commitment.state


class VerifyForm(forms.Form):
    """What a table says about something reported done."""

    verdict = forms.ChoiceField(label=_("Is it done?"), choices=Verification.Verdict.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("What you saw"), help_text=_("Needed when it is not done."), widget=text_area(3), required=False
    )
