"""Sending a document, answering it, and saying what was done."""

from collections.abc import Sequence
from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models import Organisation
from indicators.models import Indicator
from recommendations.files import ScanField
from recommendations.followup import COMMITMENT_MOVES, update_days
from recommendations.followup.imports import MOST_BYTES
from recommendations.forms.fields import LONGEST_TEXT, DateInput, LanguageForm, TickedField, text_area
from recommendations.models import (
    Clause,
    Commitment,
    Milestone,
    OfficialResponse,
    Recommendation,
    Verification,
    VersionClause,
)

#: Steps that fit on the form of a commitment.
MOST_STEPS = 3


class DeliveryForm(forms.Form):
    """Sending the signed document."""

    addressee = forms.ModelChoiceField(Organisation.objects.none(), label=_("To whom"))
    registry_number = forms.CharField(label=_("Registry number"), max_length=60, required=False)
    delivered_on = forms.DateField(label=_("Sent on"), widget=DateInput, initial=timezone.localdate)
    due_on = forms.DateField(
        label=_("Answer due on"), help_text=_("Empty: after the usual time."), widget=DateInput, required=False
    )

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
    forwarded_to = forms.CharField(
        label=_("If it is not yours to decide: forwarded to"), max_length=200, required=False
    )
    approved_by = forms.CharField(label=_("Approved by"), max_length=160, required=False)
    field_order = ("answer", "reason", "considered_until", "forwarded_to", "approved_by", "language")


class LetterForm(ResponseForm):
    """The answer to one point, entered from the letter received."""

    letter_number = forms.CharField(label=_("Number of the letter"), max_length=60)
    answered_on = forms.DateField(label=_("Day of the letter"), widget=DateInput)
    letter = ScanField(label=_("The letter itself"))
    field_order = ("letter_number", "answered_on", "letter", *ResponseForm.field_order)


class ForAll(forms.Form):
    """For which points one answer is not meant."""

    except_for = forms.ModelMultipleChoiceField(
        Clause.objects.none(),
        label=_("Except for these points"),
        help_text=_("They stay open and are answered one by one."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        to_field_name="public_id",
    )

    def __init__(self, *args, points: Sequence[VersionClause], **kwargs):
        super().__init__(*args, **kwargs)
        labels = {point.clause_id: _("Point %(number)s") % {"number": point.ordinal} for point in points}
        self.fields["except_for"].queryset = Clause.objects.filter(pk__in=labels)
        self.fields["except_for"].label_from_instance = lambda clause: labels[clause.pk]
        self.fields["except_for"].choices = [(point.clause.public_id, labels[point.clause_id]) for point in points]


class ResponseForAllForm(ForAll, ResponseForm):
    """One answer for every open point, by the officer of the addressee."""

    field_order = (*ResponseForm.field_order, "except_for")


class LetterForAllForm(ForAll, LetterForm):
    """One answer for every open point, entered from the letter received."""

    field_order = (*LetterForm.field_order, "except_for")


class CommitmentForm(LanguageForm):
    """Who does what until when."""

    text = forms.CharField(label=_("What will be done"), widget=text_area(3), max_length=LONGEST_TEXT)
    due_on = forms.DateField(label=_("Until when"), widget=DateInput)
    next_update_on = forms.DateField(label=_("Next news by"), widget=DateInput)
    budget_line = forms.CharField(label=_("Budget line"), max_length=80, required=False)
    indicator = forms.ModelChoiceField(
        Indicator.objects.none(), label=_("Indicator it is measured by"), required=False, empty_label=_("none")
    )
    field_order = ("text", "due_on", "next_update_on", "language")

    def __init__(self, *args, recommendation: Recommendation, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["next_update_on"].initial = timezone.localdate() + timedelta(days=update_days(recommendation))
        self.fields["indicator"].queryset = Indicator.objects.all()
        for number in range(1, MOST_STEPS + 1):
            self.fields[f"step_{number}"] = forms.CharField(
                label=_("Step %(number)s") % {"number": number}, max_length=200, required=False
            )
            self.fields[f"step_{number}_on"] = forms.DateField(
                label=_("Step %(number)s until") % {"number": number}, widget=DateInput, required=False
            )

    @property
    def main_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.field_order]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in self.field_order]

    def clean(self) -> dict[str, object]:
        """The steps as pairs of words and day; a step without a day, or the other way round, is refused."""
        data = super().clean()
        pairs = [
            (number, data.pop(f"step_{number}", ""), data.pop(f"step_{number}_on", None))
            for number in range(1, MOST_STEPS + 1)
        ]
        for number, text, on in pairs:
            if bool(text) != bool(on):
                self.add_error(f"step_{number}", _("A step has its words and its day."))
        return data | {"milestones": [(text, on) for _number, text, on in pairs if text and on]}


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
    evidence = ScanField(label=_("Something to see, as a file"))
    suspended_until = forms.DateField(label=_("If suspended: until when"), widget=DateInput, required=False)
    next_update_on = forms.DateField(label=_("Next news by"), widget=DateInput, required=False)
    steps_done = TickedField(Milestone.objects.none(), label=_("Steps done by now"), required=False)
    act_title = forms.CharField(
        label=_("Decision or act that came of it"),
        help_text=_("For example: decision on the right to home help."),
        max_length=200,
        required=False,
    )
    act_state = forms.ChoiceField(
        label=_("How far is it?"), choices=[("", _("none yet")), *Commitment.ActState.choices], required=False
    )
    gazette_number = forms.CharField(label=_("Number in the gazette"), max_length=60, required=False)
    field_order = ("state", "text", "language", "evidence_address", "evidence", "steps_done")

    def __init__(self, *args, commitment: Commitment, **kwargs):
        super().__init__(*args, **kwargs)
        next_states = [(state, Commitment.State(state).label) for state in COMMITMENT_MOVES[commitment.state]]
        self.fields["state"].choices = [(commitment.state, _("no change")), *next_states]
        self.fields["state"].initial = commitment.state
        steps = commitment.milestones.filter(done_on=None)
        if steps:
            self.fields["steps_done"].queryset = steps
        else:
            del self.fields["steps_done"]
        for name in ("act_title", "act_state", "gazette_number", "suspended_until"):
            self.fields[name].initial = getattr(commitment, name)

    @property
    def main_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.field_order if name in self.fields]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in self.field_order]


class VerifyForm(forms.Form):
    """What a table says about something reported done."""

    verdict = forms.ChoiceField(label=_("Is it done?"), choices=Verification.Verdict.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("What you saw"), help_text=_("Needed when it is not done."), widget=text_area(3), required=False
    )


class NewsTableForm(forms.Form):
    """News about many commitments from one table: chosen as a file, then confirmed as it was read."""

    table = forms.FileField(label=_("The table (CSV)"), required=False)
    content = forms.CharField(widget=forms.HiddenInput, required=False, strip=False, max_length=MOST_BYTES)

    def clean(self) -> dict[str, object]:
        """The content of the table, from the file or as it was confirmed."""
        data = super().clean()
        table = data.get("table")
        if table and table.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is too large."))
        content = table.read() if table else data.get("content")
        if not content:
            raise forms.ValidationError(_("Choose the table."))
        return {"content": content}
