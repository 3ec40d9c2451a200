"""What is typed about a session: its call, who came, what was said and noted, what the tables said."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from forums.forms.opening import REASON_HINT, DocumentField, MomentInput
from forums.forms.writing import reader_tag, table_label
from forums.models import AttendanceCount, Forum, MinuteItem, Position, Session, TableVoice, Thread, WorkingTable
from portal.languages import CONTENT_LANGUAGE_CHOICES
from portal.languages.reading import readable

LONGEST_ITEM = 5_000
MOST_PEOPLE = 999


class SessionForm(forms.Form):
    """When and where the forum meets and about what."""

    kind = forms.ChoiceField(label=_("What kind of session is it?"), choices=Session.Kind.choices)
    starts_at = forms.DateTimeField(label=_("Begins"), widget=MomentInput)
    ends_at = forms.DateTimeField(label=_("Ends"), widget=MomentInput, required=False)
    place = forms.CharField(label=_("Where?"), max_length=200, required=False)
    title = forms.CharField(label=_("Subject"), max_length=200, required=False)
    agenda = forms.CharField(
        label=_("Agenda"),
        help_text=_("One item a line. Say who speaks first, where an expert is invited."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=5_000,
    )
    language = forms.ChoiceField(label=_("I write in"), choices=CONTENT_LANGUAGE_CHOICES, initial=reader_tag)

    def clean(self) -> dict:
        """The end after the beginning."""
        data = super().clean()
        if data.get("starts_at") and data.get("ends_at") and data["ends_at"] <= data["starts_at"]:
            self.add_error("ends_at", _("The session ends after it begins."))
        return data


class InputForm(forms.Form):
    """What an expert tells the tables; a name only of somebody who agreed."""

    subject = forms.CharField(label=_("About what?"), max_length=200)
    speaker = forms.CharField(
        label=_("Who speaks?"),
        help_text=_("Name and where the person works. Leave it empty when the person does not want to be named."),
        max_length=160,
        required=False,
    )
    is_named = forms.BooleanField(
        label=_("The person has agreed that their name can be read here by everybody."), required=False
    )
    summary = forms.CharField(
        label=_("In short"),
        help_text=_("What the tables should know, in a few sentences. It can be added after the session."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=3_000,
    )
    language = forms.ChoiceField(label=_("I write in"), choices=CONTENT_LANGUAGE_CHOICES, initial=reader_tag)

    def clean(self) -> dict:
        """No name without the consent to it."""
        data = super().clean()
        if data.get("speaker") and not data.get("is_named"):
            self.add_error("is_named", _("Name only who has agreed, or leave the name empty."))
        return data


class CancelForm(forms.Form):
    reason = forms.CharField(label=_("Why?"), help_text=REASON_HINT, max_length=300)


# Who came ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CountRow:
    """One line of a table's counts: a sex, and a field for each age band."""

    label: str
    cells: list[forms.BoundField]


@dataclass(frozen=True)
class CountTable:
    label: str
    rows: list[CountRow]
    total: int


class AttendanceForm(forms.Form):
    """Counts by table, sex and age band; an empty field is nobody."""

    SEXES = AttendanceCount.Sex.choices
    BANDS = AttendanceCount.AgeBand.choices

    def __init__(self, *args, forum: Forum, session: Session, **kwargs):
        super().__init__(*args, **kwargs)
        self.tables: list[WorkingTable | None] = [*forum.tables.prefetch_related("texts"), None]
        counted = {(row.table_id, row.sex, row.age_band): row.people for row in session.attendance.all()}
        self.counted = counted
        for table in self.tables:
            for sex, sex_label in self.SEXES:
                for band, band_label in self.BANDS:
                    key = (table.pk if table else None, sex, band)
                    self.fields[self.name_of(table, sex, band)] = forms.IntegerField(
                        label=f"{self.label_of(table)}, {sex_label}, {band_label}",
                        min_value=0,
                        max_value=MOST_PEOPLE,
                        required=False,
                        initial=counted.get(key),
                        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
                    )

    @staticmethod
    def name_of(table: WorkingTable | None, sex: str, band: str) -> str:
        return f"n-{table.pk if table else 0}-{sex}-{band}"

    @staticmethod
    def label_of(table: WorkingTable | None) -> str:
        return table_label(table) if table else str(_("no table"))

    def blocks(self) -> Iterator[CountTable]:
        """The fields as they are laid out, one block a table."""
        for table in self.tables:
            rows = [
                CountRow(label, [self[self.name_of(table, sex, band)] for band, _label in self.BANDS])
                for sex, label in self.SEXES
            ]
            key = table.pk if table else None
            yield CountTable(self.label_of(table), rows, sum(n for (pk, *_), n in self.counted.items() if pk == key))

    def counts(self) -> list[AttendanceCount]:
        """What was typed, as unsaved rows."""
        return [
            AttendanceCount(table=table, sex=sex, age_band=band, people=people)
            for table in self.tables
            for sex, _sex in self.SEXES
            for band, _band in self.BANDS
            if (people := self.cleaned_data[self.name_of(table, sex, band)])
        ]


# What was said and noted ------------------------------------------------------------------------------------------


class ItemForm(forms.ModelForm):
    """One item of the minutes."""

    class Meta:
        model = MinuteItem
        fields = ("text", "is_decision", "agenda_number", "table")

    agenda_number = forms.TypedChoiceField(label=_("Item of the agenda"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args, session: Session, forum: Forum, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].widget = forms.Textarea(attrs={"rows": 3})
        self.fields["text"].max_length = LONGEST_ITEM
        self.fields["text"].label = _("What was said or noted")
        self.fields["is_decision"].label = _("This is a decision")
        self.fields["agenda_number"].choices = agenda_choices(session)
        self.fields["table"].queryset = forum.tables.prefetch_related("texts")
        self.fields["table"].label_from_instance = table_label
        self.fields["table"].label = _("Which table spoke?")
        self.fields["table"].empty_label = _("no table")


class StatementForm(ItemForm):
    """The desk: what is being said in the room, and, in one sentence, what it asks for."""

    position = forms.CharField(
        label=_("In one sentence, what is wanted"),
        help_text=_("Leave it empty when nothing is asked for. It becomes a position the tables can speak about."),
        max_length=280,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    form_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=24)

    field_order = ("agenda_number", "table", "text", "is_decision", "position")


class VoiceForm(forms.Form):
    """What one table said about one position."""

    position = forms.ModelChoiceField(Position.objects.none(), label=_("Position"), empty_label=None)
    table = forms.ModelChoiceField(WorkingTable.objects.none(), label=_("Table"), empty_label=None)
    answer = forms.ChoiceField(label=_("What did the table say?"), choices=TableVoice.Answer.choices)
    head_count = forms.IntegerField(
        label=_("How many people agreed"), min_value=0, max_value=MOST_PEOPLE, required=False
    )

    def __init__(self, *args, forum: Forum, tables, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["position"].queryset = forum.positions.shown()
        self.fields["position"].label_from_instance = position_label
        self.fields["table"].queryset = tables
        self.fields["table"].label_from_instance = table_label


class UploadForm(forms.Form):
    """Minutes as a file."""

    file = DocumentField(label=_("Minutes as a file"))


class ToThreadForm(forms.Form):
    """In which conversation an item of the minutes is to be read."""

    thread = forms.ModelChoiceField(
        Thread.objects.none(), label=_("In which conversation?"), empty_label=None, widget=forms.RadioSelect
    )

    def __init__(self, *args, threads, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["thread"].queryset = threads
        self.fields["thread"].label_from_instance = thread_label


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why?"), max_length=300)


def agenda_choices(session: Session) -> list[tuple[str, str]]:
    """The agenda by number, in the reader's script."""
    items = [(str(n), f"{n}. {readable(words, session.language)}") for n, words in enumerate(session.agenda_items, 1)]
    return [("", str(_("outside the agenda"))), *items]


def position_label(position: Position) -> str:
    return f"{position.number}. {readable(position.text, position.language)}"


def thread_label(thread: Thread) -> str:
    return readable(thread.title, thread.language)


# The grid ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class GridCell:
    answer: forms.BoundField
    head_count: forms.BoundField
    is_mine: bool
    voice: TableVoice | None


@dataclass(frozen=True)
class GridRow:
    position: Position
    cells: list[GridCell]


class GridForm(forms.Form):
    """Positions by tables: what each table said, and how many heads if they were counted.

    ``mine`` are the tables this person records; the others are shown and not asked.
    """

    def __init__(self, *args, positions: list[Position], tables: list[WorkingTable], mine: set[int], **kwargs):
        super().__init__(*args, **kwargs)
        self.positions, self.tables, self.mine = positions, tables, mine
        self.voices = {
            (voice.position_id, voice.table_id): voice
            for voice in TableVoice.objects.filter(position__in=positions, table__in=tables)
        }
        for position in positions:
            for table in tables:
                self.add_cell(position, table)

    def add_cell(self, position: Position, table: WorkingTable) -> None:
        voice = self.voices.get((position.pk, table.pk))
        where = {"number": position.number, "table": table.number}
        self.fields[f"a-{position.pk}-{table.pk}"] = forms.ChoiceField(
            label=_("Position %(number)s, table %(table)s") % where,
            choices=TableVoice.Answer.choices,
            required=False,
            initial=voice.answer if voice else TableVoice.Answer.NOT_DISCUSSED,
            disabled=table.pk not in self.mine,
        )
        self.fields[f"h-{position.pk}-{table.pk}"] = forms.IntegerField(
            label=_("Position %(number)s, table %(table)s: how many people agreed") % where,
            min_value=0,
            max_value=MOST_PEOPLE,
            required=False,
            initial=voice.head_count if voice else None,
            disabled=table.pk not in self.mine,
        )

    def rows(self) -> Iterator[GridRow]:
        """The fields as they are laid out."""
        for position in self.positions:
            yield GridRow(position, [self.cell(position, table) for table in self.tables])

    def cell(self, position: Position, table: WorkingTable) -> GridCell:
        key = f"{position.pk}-{table.pk}"
        voice = self.voices.get((position.pk, table.pk))
        return GridCell(self[f"a-{key}"], self[f"h-{key}"], table.pk in self.mine, voice)

    def changes(self) -> Iterator[tuple[Position, WorkingTable, str, int | None]]:
        """What differs from what stands there; a cell nobody has touched records nothing."""
        for position in self.positions:
            for table in self.tables:
                if table.pk not in self.mine:
                    continue
                key = f"{position.pk}-{table.pk}"
                answer = self.cleaned_data[f"a-{key}"] or TableVoice.Answer.NOT_DISCUSSED
                heads = self.cleaned_data[f"h-{key}"]
                voice = self.voices.get((position.pk, table.pk))
                before = (voice.answer, voice.head_count) if voice else (TableVoice.Answer.NOT_DISCUSSED, None)
                if (answer, heads) != before:
                    yield position, table, answer, heads
