"""Deciding and signing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from recommendations.forms.fields import LONGEST_TEXT, LanguageForm, text_area
from recommendations.models import Ballot, DecisionRound

#: Channels by which others' ballots come.
RECORDED_CHANNELS = (("room", _("in the room")), ("paper", _("on paper")), ("phone", _("by telephone")))


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


class SignForm(forms.Form):
    """A signature on the agreed text."""

    capacity = forms.CharField(
        label=_("You sign as"), help_text=_("For example: rapporteur of table 3."), max_length=160
    )
