"""What is typed about tables and places, and at the door with a participation card."""

from django import forms
from django.utils.translation import gettext_lazy as _

from forums.forms.writing import reader_tag, table_label
from forums.models import Forum, Seat, WorkingTable
from portal.languages import CONTENT_LANGUAGE_CHOICES


class TableForm(forms.Form):
    """A table and what it stands for, in one language."""

    interest = forms.CharField(
        label=_("Whom does this table speak for?"),
        help_text=_("For example: older people, people from the villages, service providers."),
        max_length=120,
    )
    language = forms.ChoiceField(label=_("I write in"), choices=CONTENT_LANGUAGE_CHOICES, initial=reader_tag)
    has_vote = forms.BooleanField(
        label=_("The table votes. Every vote has the same weight."), required=False, initial=True
    )


class PlaceForm(forms.Form):
    """What is done with a place: given, refused, moved, its role, given up."""

    VERBS = (
        ("give", _("give the place")),
        ("leave", _("the place becomes free")),
        ("move", _("to another table")),
        ("role", _("another task at the table")),
    )
    verb = forms.ChoiceField(choices=VERBS)
    table = forms.ModelChoiceField(WorkingTable.objects.none(), required=False)
    role = forms.ChoiceField(choices=Seat.Role.choices, required=False)

    def __init__(self, *args, forum: Forum, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["table"].queryset = forum.tables.all()

    def clean(self) -> dict:
        """What the step needs is there."""
        data = super().clean()
        if data.get("verb") == "move" and not data.get("table"):
            self.add_error("table", _("Choose the table."))
        if data.get("verb") == "role" and not data.get("role"):
            self.add_error("role", _("Choose the task."))
        return data


class PersonForm(forms.Form):
    """A person without an account who gets a card."""

    table = forms.ModelChoiceField(
        WorkingTable.objects.none(), label=_("Table"), required=False, empty_label=_("no table")
    )
    role = forms.ChoiceField(label=_("Task at the table"), choices=Seat.Role.choices, initial=Seat.Role.MEMBER)
    sex = forms.ChoiceField(
        label=_("The person is"),
        help_text=_("Only counted, so that women and men sit at every table."),
        choices=Seat.Sex.choices,
        initial=Seat.Sex.UNSTATED,
    )
    shows_table = forms.BooleanField(label=_("May be shown as “participant of table …”"), required=False, initial=True)
    has_consent = forms.BooleanField(
        label=_("The person knows that what they say becomes public without their name, and has agreed to it.")
    )

    def __init__(self, *args, forum: Forum, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["table"].queryset = forum.tables.prefetch_related("texts")
        self.fields["table"].label_from_instance = table_label


class CardForm(forms.Form):
    """Code and PIN from a participation card."""

    code = forms.CharField(
        label=_("Code from the card"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
    )
    pin = forms.CharField(
        label=_("PIN from the card"),
        max_length=12,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class GiveBackForm(forms.Form):
    """Taking part no longer: what becomes of one's words, and the PIN once more."""

    KEEP, ERASE = "keep", "erase"

    words = forms.ChoiceField(
        label=_("What you said"),
        choices=[
            (KEEP, _("Keep my words; they lead to nobody")),
            (ERASE, _("Erase my words too")),
        ],
        initial=KEEP,
        widget=forms.RadioSelect,
    )
    pin = forms.CharField(
        label=_("PIN from the card"),
        max_length=12,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
