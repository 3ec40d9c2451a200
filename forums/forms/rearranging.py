"""What browsers send when conversations are moved, split, joined or put away."""

from django import forms
from django.utils.translation import gettext_lazy as _

from forums.models import Thread


class RearrangeForm(forms.Form):
    """Why a conversation is moved, split, joined or put away: its authors read it."""

    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Those who wrote here read it, and it stands in the conversation."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
    )


class MoveForm(RearrangeForm):
    """Another table of the forum, all its tables together, or another forum that the person cares for."""

    place = forms.ChoiceField(label=_("Where to?"), widget=forms.RadioSelect)
    field_order = ("place", "reason")

    def __init__(self, *args, places: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places


class SplitForm(RearrangeForm):
    """The contributions that go, and the title of the conversation they begin."""

    title = forms.CharField(label=_("Title of the new conversation"), max_length=140)
    posts = forms.MultipleChoiceField(
        label=_("Which contributions go there?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    field_order = ("posts", "title", "reason")

    def __init__(self, *args, choices: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["posts"].choices = choices


class MergeForm(RearrangeForm):
    """The conversation that this one joins: chosen from the present ones of the same forum."""

    into = forms.ModelChoiceField(
        Thread.objects.none(), label=_("Which conversation does it join?"), to_field_name="public_id", empty_label=None
    )
    field_order = ("into", "reason")

    def __init__(self, *args, threads, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = threads
