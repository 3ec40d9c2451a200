"""What browsers send about wishes and mails."""

from django import forms
from django.utils.translation import gettext_lazy as _

from notifications.models import MailSettings, Subscription
from portal.taxonomies import vocabulary


class LevelForm(forms.Form):
    """How much somebody wants to hear of a thing."""

    level = forms.ChoiceField(
        label=_("How much do you want to hear?"),
        choices=Subscription.Level.choices,
        initial=Subscription.Level.FOLLOW,
        widget=forms.RadioSelect,
    )


class AreaForm(LevelForm):
    """The same for an area: everywhere or in one country."""

    country = forms.ChoiceField(label=_("Where"), required=False)

    field_order = ("country", "level")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        countries = [(term.code, term.label) for term in vocabulary.terms("country")]
        self.fields["country"].choices = [("", _("everywhere")), *countries]


class MailForm(forms.ModelForm):
    """What comes by mail."""

    class Meta:
        model = MailSettings
        fields = ("at_once", "digest")
        labels = {
            "at_once": _("Write to me at once when it concerns me"),
            "digest": _("Everything else in one mail"),
        }
        help_texts = {
            "at_once": _(
                "When somebody names or answers you, when something happens to your words, when a session is called "
                "or a decision closes soon."
            ),
        }
        widgets = {"digest": forms.RadioSelect}
