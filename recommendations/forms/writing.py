"""Writing on points: their text with what one began from, their order, further languages."""

import re

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from recommendations.arranging import place_after
from recommendations.drafting import MOST_POINTS
from recommendations.errors import FileUnreadable
from recommendations.forms.drafting import ClauseForm, fact_field
from recommendations.forms.fields import LONGEST_TEXT, text_area
from recommendations.models import Clause, ClauseText, Recommendation, Version, VersionClause
from recommendations.pasting import MOST_PASTED, Pasted, points_in
from recommendations.points import is_outdated
from recommendations.word_files import read_word_file

#: An empty line parts a text.
EMPTY_LINE = re.compile(r"\n\s*\n")
#: Characters of a point by which a list names it.
NAMED_BY = 60


class PointField(forms.ModelChoiceField):
    """A point by its number and first words; its value is its public id."""

    def __init__(self, **kwargs):
        super().__init__(Clause.objects.none(), to_field_name="public_id", **kwargs)
        self.words: dict[int, str] = {}

    def offer(self, entries: list[VersionClause], *, without: int | None = None) -> None:
        """Offer these points, in their order."""
        offered = [entry for entry in entries if entry.clause_id != without]
        self.words = {entry.clause_id: _named(entry) for entry in offered}
        self.queryset = Clause.objects.filter(pk__in=list(self.words))
        empty = [("", self.empty_label)] if self.empty_label is not None else []
        self.choices = empty + [(entry.clause.public_id, self.words[entry.clause_id]) for entry in offered]


def _named(entry: VersionClause) -> str:
    text = next(iter(entry.texts.all()), None)
    words = text.text if text else ""
    return f"{entry.ordinal}. {words[:NAMED_BY]}{'…' if len(words) > NAMED_BY else ''}"


class WritingForm(ClauseForm):
    """A point with the text its writer began from, so that nobody's words are overwritten unseen."""

    base = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    takes_over = forms.BooleanField(widget=forms.HiddenInput, required=False)
    after = PointField(label=_("Behind which point?"), required=False, empty_label=_("at the end"))
    field_order = ("text", "kind", "cost", "place", "who", "level", "addressee", "after")

    def __init__(self, *args, recommendation: Recommendation, entries: list[VersionClause], is_new: bool, **kwargs):
        super().__init__(*args, recommendation=recommendation, **kwargs)
        if is_new:
            self.fields["after"].offer(entries)
        else:
            del self.fields["after"]


class MoveForm(forms.Form):
    """One place up or down, or behind a point named by its number; behind 0 is the beginning."""

    to = forms.ChoiceField(choices=[("up", ""), ("down", ""), ("first", "")], required=False)
    behind = forms.IntegerField(required=False, min_value=0, max_value=MOST_POINTS)

    def clean(self) -> dict:
        data = super().clean()
        if not data.get("to") and data.get("behind") is None:
            raise forms.ValidationError(_("Choose where the point goes."))
        return data

    def place(self, entry: VersionClause, order: list[VersionClause]) -> VersionClause | None:
        """The point behind which it goes; ``None`` for the beginning."""
        return place_after(entry, order, self.cleaned_data["to"], self.cleaned_data["behind"])


class SplitForm(forms.Form):
    """The text of a point with an empty line where it is to be parted."""

    text = forms.CharField(
        label=_("Text of the point"),
        help_text=_("Leave an empty line where a new point begins."),
        widget=text_area(10),
        max_length=LONGEST_TEXT,
    )

    def clean_text(self) -> list[str]:
        text = self.cleaned_data["text"].replace("\r\n", "\n")
        parts = [part.strip() for part in EMPTY_LINE.split(text) if part.strip()]
        if len(parts) < 2:
            raise forms.ValidationError(_("There is no empty line yet: the text stays one point."))
        return parts


class JoinForm(forms.Form):
    """The point to join with, and the words to go on with."""

    other = PointField(label=_("Join it with"))
    text = forms.CharField(
        label=_("The text of both"),
        help_text=_("Empty: the two texts one below the other."),
        widget=text_area(8),
        max_length=LONGEST_TEXT,
        required=False,
    )

    def __init__(self, *args, entries: list[VersionClause], entry: VersionClause, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].offer(entries, without=entry.clause_id)


class TranslationForm(forms.Form):
    """Title, summary and every point in a further language; a point left empty stays untranslated."""

    title = forms.CharField(label=_("Title"), max_length=200)
    summary = forms.CharField(label=_("In short, in plain words"), widget=text_area(3), required=False)

    def __init__(self, *args, version: Version, entries: list[VersionClause], language: str, **kwargs):
        texts = {text.language: text for text in version.texts.all()}
        own, authentic = texts.get(language), texts[version.recommendation.authentic_language]
        initial = {"title": own.title, "summary": own.summary} if own else {}
        super().__init__(*args, initial=initial, **kwargs)
        self.authentic = authentic
        self.entries = entries
        for entry in entries:
            self._offer(entry, language, authentic.language)

    def _offer(self, entry: VersionClause, language: str, authentic: str) -> None:
        texts = {text.language: text for text in entry.texts.all()}
        own = texts.get(language)
        field = forms.CharField(
            label=_("Point %(number)s") % {"number": entry.ordinal},
            widget=text_area(4),
            max_length=LONGEST_TEXT,
            required=False,
            initial=own.text if own else "",
        )
        field.widget.attrs["lang"] = language
        self.fields[entry.clause.public_id] = field
        entry.authentic_text = texts.get(authentic)
        self._offer_facts(entry, own, language)
        if is_outdated(own, entry.authentic_text):
            self.fields[f"{entry.clause.public_id}-right"] = forms.BooleanField(
                label=_("It still says the same"), required=False
            )

    def _offer_facts(self, entry: VersionClause, own: ClauseText | None, language: str) -> None:
        """A line for each fact of a project idea that the authentic text says."""
        said = (entry.authentic_text and entry.authentic_text.facts) or {}
        for fact in ClauseText.Fact:
            if fact.value in said:
                field = fact_field(capfirst(fact.label))
                field.initial = ((own and own.facts) or {}).get(fact.value, "")
                field.widget.attrs["lang"] = language
                self.fields[f"{entry.clause.public_id}-{fact.value}"] = field

    def rows(self):
        """Each point with its field, those of its facts, and the box to say that an old translation is still right."""
        return [
            (entry, self[key], self._facts_of(key), self[f"{key}-right"] if f"{key}-right" in self.fields else None)
            for entry in self.entries
            for key in [entry.clause.public_id]
        ]

    def _facts_of(self, key: str) -> list[forms.BoundField]:
        return [self[f"{key}-{fact}"] for fact in ClauseText.Fact.values if f"{key}-{fact}" in self.fields]

    def texts(self) -> dict[str, object]:
        """What ``documents.translate`` takes."""
        data = self.cleaned_data
        points = {entry.clause.public_id: data[entry.clause.public_id] for entry in self.entries}
        facts = {key: {fact: data.get(f"{key}-{fact}", "") for fact in ClauseText.Fact.values} for key in points}
        right = {key for key in points if data.get(f"{key}-right")}
        return {
            "title": data["title"],
            "summary": data["summary"],
            "clauses": points,
            "facts": facts,
            "still_right": right,
        }


class PasteForm(forms.Form):
    """A text from Word, a web page or Markdown, or a Word file; ``cleaned_data`` holds its ``points``."""

    file = forms.FileField(
        label=_("A Word file (.docx)"),
        help_text=_("At most 10 MB. Headings become points, or else each paragraph does."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        required=False,
    )
    changes = forms.ChoiceField(
        label=_("If changes are tracked in the file"),
        choices=[
            ("", _("Tell me that there are some")),
            ("accepted", _("Take the text with all of them accepted")),
            ("taken_back", _("Take the text as it was before them")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    source = forms.CharField(
        label=_("Or the text itself"),
        help_text=_("Headings become points, or else each paragraph does. You see everything before it is taken."),
        widget=text_area(14),
        max_length=500_000,
        strip=False,
        required=False,
    )

    def clean(self) -> dict[str, object]:
        """The points of the file, or of the text where there is none."""
        data = super().clean()
        if file := data.get("file"):
            return data | {"points": self.points_of_file(file, data.get("changes", ""))}
        if not self.errors and not data.get("source", "").strip():
            raise forms.ValidationError(_("Choose a file, or paste the text."))
        return data | {"points": points_in(data.get("source", ""))}

    def points_of_file(self, file, changes: str) -> list[Pasted]:
        """What the file makes; an error at the field where it cannot be read, or where its changes are unsettled."""
        try:
            word_file = read_word_file(file)
        except FileUnreadable as refused:
            self.add_error("file", str(refused))
            return []
        if word_file.changes.count and not changes:
            self.add_error("changes", str(word_file.changes))
            self.add_error("changes", _("Say what becomes of them, and choose the file again."))
            return []
        return word_file.points(with_changes=changes != "taken_back")


class PastedPointForm(forms.Form):
    """One point of the preview: take it or not, and change it before."""

    is_taken = forms.BooleanField(label=_("Make it a point"), required=False, initial=True)
    text = forms.CharField(label=_("Text of the point"), widget=text_area(4), max_length=LONGEST_TEXT)
    kind = forms.ChoiceField(label=_("What is it?"), choices=VersionClause.Kind.choices, initial="measure")


PastedPoints = forms.formset_factory(PastedPointForm, extra=0, max_num=MOST_PASTED, absolute_max=MOST_PASTED)
