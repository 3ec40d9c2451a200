"""What browsers send to this app."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models import Organisation
from portal.languages import CONTENT_LANGUAGE_CHOICES, UI_TAGS
from portal.languages.reading import reader_language
from recommendations.followup import COMMITMENT_MOVES, update_days
from recommendations.models import (
    Amendment,
    Ballot,
    Commitment,
    DecisionRound,
    Disposition,
    OfficialResponse,
    Recommendation,
    Verification,
    VersionClause,
)
from recommendations.models.groups import Level

LONGEST_TEXT = 10_000
#: Channels by which others' ballots come.
RECORDED_CHANNELS = (("room", _("in the room")), ("paper", _("on paper")), ("phone", _("by telephone")))


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


class RoundForm(forms.Form):
    """How a decision is taken: the two usual ways first."""

    method = forms.ChoiceField(label=_("How do you decide?"), choices=DecisionRound.Method.choices)
    days = forms.IntegerField(label=_("Days it stays open"), min_value=1, max_value=90, initial=7)
    quorum = forms.DecimalField(
        label=_("How many must take part (0 to 1)"), min_value=0, max_value=1, decimal_places=3, initial="0.5"
    )
    threshold = forms.DecimalField(
        label=_("How many must agree (0 to 1)"), min_value=0, max_value=1, decimal_places=3, initial="0.5"
    )
    proceeds_with_minority = forms.BooleanField(
        label=_("Go on with a separate opinion when some do not agree"), required=False
    )
    totals_only = forms.BooleanField(
        label=_("Show totals only"),
        help_text=_("Otherwise it is an open vote: who chose what is printed with the result."),
        required=False,
    )

    def __init__(self, *args, has_forum: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_forum:
            tables = DecisionRound.Method.TABLE_VOTE
            self.fields["method"].choices = [one for one in DecisionRound.Method.choices if one[0] != tables]


class BallotForm(LanguageForm):
    """A choice, with its reason where one is needed."""

    choice = forms.ChoiceField(label=_("Your choice"), choices=Ballot.Choice.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Your reason"),
        help_text=_("Needed when you agree with a remark or do not agree. It is printed with the document."),
        widget=text_area(3),
        max_length=LONGEST_TEXT,
        required=False,
    )
    head_count = forms.IntegerField(
        label=_("How many people at your table stand behind it"), min_value=0, max_value=999, required=False
    )
    field_order = ("choice", "reason", "head_count", "language")

    def __init__(self, *args, for_table: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not for_table:
            del self.fields["head_count"]


class RecordedBallotForm(BallotForm):
    """A choice made in the room, entered by whoever runs the decision."""

    channel = forms.ChoiceField(label=_("How did it reach you?"), choices=RECORDED_CHANNELS)
    field_order = ("choice", "reason", "head_count", "channel", "language")


class ReasonForm(forms.Form):
    """A reason and nothing else."""

    reason = forms.CharField(label=_("Why"), widget=text_area(3))


class SignForm(forms.Form):
    """A signature on the agreed text."""

    capacity = forms.CharField(
        label=_("You sign as"), help_text=_("For example: rapporteur of table 3."), max_length=160
    )


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
