"""What is typed about positions: from several contributions, joined with another, hidden."""

from django import forms
from django.utils.translation import gettext_lazy as _

from forums.forms.sessions import position_label
from forums.forms.writing import PositionForm
from forums.models import Position

NEW = "new"


class DistilForm(PositionForm):
    """A position from several contributions, or the contributions added to a position that says the same."""

    same_as = forms.ModelChoiceField(
        Position.objects.none(),
        label=_("Does a position say this already?"),
        empty_label=_("no, it is a new one"),
        required=False,
    )

    field_order = ("same_as", "text", "kind", "language")

    def __init__(self, *args, positions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["same_as"].queryset = positions
        self.fields["same_as"].label_from_instance = position_label
        self.fields["text"].required = False

    def clean(self) -> dict:
        """A new position has words."""
        data = super().clean()
        if not data.get("same_as") and not data.get("text") and "text" not in self.errors:
            self.add_error("text", _("Say in one sentence what is wanted, or choose the position that says it."))
        return data


class MergeForm(forms.Form):
    """With which position this one is joined."""

    into = forms.ModelChoiceField(
        Position.objects.none(),
        label=_("Which position says the same?"),
        empty_label=None,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Why?"), max_length=300, required=False)

    def __init__(self, *args, positions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = positions
        self.fields["into"].label_from_instance = position_label
