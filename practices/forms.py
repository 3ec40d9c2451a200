"""The short form of a practice."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.permissions import is_administrator, is_desk, is_editor, mandates_of
from directory.models import Municipality, Organisation
from portal.languages import CONTENT_LANGUAGE_CHOICES, UI_TAGS
from portal.languages.reading import reader_language
from practices.models import Practice, PracticePage


class NameChoice(forms.ModelChoiceField):
    """A place or body by the name the reader reads best."""

    def label_from_instance(self, thing) -> str:
        return thing.name_in(reader_language())


class ShortForm(forms.ModelForm):
    """Eight questions and what they are about; everything but the title may wait."""

    language = forms.ChoiceField(label=_("Language you write in"), choices=CONTENT_LANGUAGE_CHOICES)
    organisation = NameChoice(label=_("Who did it"), queryset=Organisation.objects.none())
    municipality = NameChoice(label=_("Where"), queryset=Municipality.objects.none())
    started_year = forms.IntegerField(label=_("Since when (year)"), min_value=1950, max_value=2100, required=False)
    cost_band = forms.ChoiceField(label=_("What does it roughly cost"), choices=Practice.CostBand.choices)

    class Meta:
        model = PracticePage
        fields = ["title", "summary", "problem", "solution", "beneficiaries", "cost_note", "results", "lessons"]
        labels = {
            "title": _("Title"),
            "summary": _("In two or three sentences"),
            "problem": _("What was the problem?"),
            "solution": _("What did you do?"),
            "beneficiaries": _("For whom?"),
            "cost_note": _("What did it cost, in money and people?"),
            "results": _("What changed, and how do you know?"),
            "lessons": _("Would you do it again?"),
        }
        help_texts = {"title": _("Up to 100 characters."), "results": _("“Nothing yet” is an honest answer.")}

    field_order = ("title", "language", "organisation", "municipality", "started_year", "cost_band")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].max_length = 100
        self.fields["organisation"].queryset = bodies_of(user).prefetch_related("names")
        self.fields["municipality"].queryset = Municipality.objects.prefetch_related("names")
        self.initial |= suggestions_for(user)
        if self.instance.pk:
            practice = self.instance.practice
            self.initial |= {name: getattr(practice, name) for name in ("started_year", "cost_band")}
            self.initial |= {"language": self.instance.language}
            self.initial |= {"organisation": practice.organisation_id, "municipality": practice.municipality_id}


def suggestions_for(user) -> dict:
    """What a new form begins with: the person's language, and where they speak for one body only, that body."""
    suggested = {"language": UI_TAGS[reader_language()], "cost_band": Practice.CostBand.UNKNOWN}
    bodies = [mandate.organisation for mandate in mandates_of(user)]
    if len(bodies) == 1:
        suggested |= {"organisation": bodies[0].pk, "municipality": bodies[0].municipality_id}
    return suggested


def bodies_of(user):
    """The organisations in whose name the person may write: their own; for those who enter forms for others, all."""
    if is_desk(user) or is_editor(user) or is_administrator(user):
        return Organisation.objects.all()
    return Organisation.objects.filter(pk__in=[mandate.organisation_id for mandate in mandates_of(user)])
