"""Deciding and signing."""

from collections.abc import Collection, Iterable
from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.names import mixes_scripts, visible_name
from accounts.roles_in_words import claimed_roles
from recommendations.files import ScanField
from recommendations.forms.fields import LONGEST_TEXT, DateInput, LanguageForm, text_area
from recommendations.models import Ballot, DecisionRound, Objection, VersionClause
from recommendations.models.decisions import USUAL_DOTS

#: Channels by which others' ballots come.
RECORDED_CHANNELS = (
    ("room", _("in the room")),
    ("paper", _("on paper")),
    ("phone", _("by telephone")),
    ("letter", _("by letter")),
)
UNITS = (("days", _("days")), ("hours", _("hours")), ("minutes", _("minutes")))
LONGEST_ROUND = timedelta(days=90)
#: What a person chooses among; dots are given on a form of their own.
CHOICES = [choice for choice in Ballot.Choice.choices if choice[0] != Ballot.Choice.DOTS]


class RoundForm(LanguageForm):
    """How a decision is taken: the two usual ways first, the rest one step away."""

    method = forms.ChoiceField(label=_("How do you decide?"), choices=DecisionRound.Method.choices)
    days = forms.IntegerField(label=_("How long it stays open"), min_value=1, max_value=90, initial=7)
    unit = forms.ChoiceField(label=_("Days, hours or minutes"), choices=UNITS, initial="days", required=False)
    question = forms.CharField(
        label=_("The text that is sent, or what is asked"),
        help_text=_("Needed when you decide by silence: say what those agree to who do not answer."),
        widget=text_area(),
        max_length=LONGEST_TEXT,
        required=False,
    )
    remind_on = forms.DateField(label=_("Remind those who have not answered on"), widget=DateInput, required=False)
    quorum = forms.DecimalField(
        label=_("How many must take part (0 to 1)"), min_value=0, max_value=1, decimal_places=3, initial="0.5"
    )
    threshold = forms.DecimalField(
        label=_("How many must agree (0 to 1)"), min_value=0, max_value=1, decimal_places=3, initial="0.5"
    )
    dots_each = forms.IntegerField(
        label=_("Choosing priorities: dots each may give"),
        min_value=1,
        max_value=20,
        initial=USUAL_DOTS,
        required=False,
    )
    proceeds_with_minority = forms.BooleanField(
        label=_("Go on with a separate opinion when some do not agree"), required=False
    )
    totals_only = forms.BooleanField(
        label=_("Show totals only"),
        help_text=_("Otherwise it is an open vote: who chose what is printed with the result."),
        required=False,
    )
    field_order = ("method", "days", "unit", "question", "language", "remind_on")
    #: What stands one step away, behind "Rules".
    rules = ("quorum", "threshold", "dots_each", "proceeds_with_minority", "totals_only")

    def __init__(self, *args, has_forum: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].required = False
        if not has_forum:
            tables = DecisionRound.Method.TABLE_VOTE
            self.fields["method"].choices = [one for one in DecisionRound.Method.choices if one[0] != tables]

    @property
    def main_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in self.rules]

    @property
    def rule_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.rules]

    def clean_dots_each(self) -> int:
        return self.cleaned_data["dots_each"] or USUAL_DOTS

    def round_fields(self) -> dict[str, object]:
        """What ``open_round`` takes, the closing time among it."""
        fields = dict(self.cleaned_data)
        length = timedelta(**{fields.pop("unit") or "days": fields.pop("days")})
        if fields["method"] == DecisionRound.Method.WRITTEN:
            fields["quorum"] = None  # who stays silent takes part by that
        return fields | {
            "closes_at": timezone.now() + min(length, LONGEST_ROUND),
            "shows_names": not fields.pop("totals_only"),
        }


class BallotForm(LanguageForm):
    """A choice, with its reason where one is needed."""

    choice = forms.ChoiceField(label=_("Your choice"), choices=CHOICES, widget=forms.RadioSelect)
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


class Recorded(forms.Form):
    """How a choice made elsewhere reached whoever runs the decision."""

    channel = forms.ChoiceField(label=_("How did it reach you?"), choices=RECORDED_CHANNELS)
    letter = ScanField(label=_("The letter or the paper ballot"))


class RecordedBallotForm(Recorded, BallotForm):
    """A choice made in the room, entered by whoever runs the decision."""

    field_order = ("choice", "reason", "head_count", "channel", "letter", "language")


class DotsForm(forms.Form):
    """Dots for the points that matter most; ``cleaned_data`` is ``{"dots": {public id: dots}}``."""

    def __init__(self, *args, points: Iterable[VersionClause], dots_each: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.dots_each = dots_each
        for point in points:
            self.fields[f"dots-{point.clause.public_id}"] = forms.IntegerField(
                label=_("Point %(number)s") % {"number": point.ordinal},
                min_value=0,
                max_value=dots_each,
                required=False,
            )

    def clean(self) -> dict[str, object]:
        """The dots given, or a refusal that says how many there are."""
        given = {name.removeprefix("dots-"): value for name, value in super().clean().items() if value}
        if self.errors:
            return {}
        if not given or sum(map(int, given.values())) > self.dots_each:
            words = ngettext_lazy(
                "Give %(count)s dot, to the point that matters most.",
                "Give %(count)s dots at most, and one at least.",
                self.dots_each,
            )
            raise forms.ValidationError(words % {"count": self.dots_each})
        return {"dots": given}


class RecordedDotsForm(DotsForm):
    """Dots given on paper, entered by whoever runs the decision."""

    channel = forms.ChoiceField(label=_("How did it reach you?"), choices=RECORDED_CHANNELS)

    def clean(self) -> dict[str, object]:
        """The same, with the channel."""
        channel = self.cleaned_data.pop("channel", "room")
        return super().clean() | {"channel": channel}


class ObjectionForm(forms.Form):
    """What becomes of an objection; which words are offered depends on how far it is."""

    state = forms.ChoiceField(label=_("What do you say about it?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why, or how it was settled"),
        help_text=_("It is printed with the document."),
        widget=text_area(3),
        max_length=LONGEST_TEXT,
        required=False,
    )

    def __init__(self, *args, states: Iterable[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [(state, Objection.State(state).label) for state in states]


class OpinionForm(LanguageForm):
    """A separate opinion, printed with the document."""

    text = forms.CharField(label=_("Your separate opinion"), widget=text_area(8), max_length=LONGEST_TEXT)
    field_order = ("text", "language")


class EndorsementForm(LanguageForm):
    """A body of the network that stood behind what was agreed."""

    body = forms.CharField(
        label=_("Which body"), help_text=_("For example: the assembly of the network."), max_length=200
    )
    endorsed_on = forms.DateField(label=_("On which day"), widget=DateInput)
    reference = forms.CharField(label=_("Number of its decision"), max_length=80, required=False)
    document = ScanField(label=_("Its decision"))
    field_order = ("body", "endorsed_on", "reference", "document", "language")


class SignForm(forms.Form):
    """A signature on the agreed text."""

    capacity = forms.CharField(
        label=_("You sign as"), help_text=_("For example: rapporteur of table 3."), max_length=160
    )

    def __init__(self, *args, held_roles: Collection[str] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.held_roles = set(held_roles)

    def clean_capacity(self) -> str:
        """In which capacity, without a role that the person does not hold, however it is written."""
        capacity = visible_name(self.cleaned_data["capacity"])
        if not capacity or mixes_scripts(capacity):
            raise forms.ValidationError(_("Please write each word in one script, Cyrillic or Latin."))
        if claimed_roles(capacity) - self.held_roles:
            raise forms.ValidationError(_("Please sign in a capacity that you hold here."))
        return capacity
