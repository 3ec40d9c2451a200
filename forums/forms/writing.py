"""What browsers send to the forum. The writer's language, kind and authorisation are offered, never demanded."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Mandate
from accounts.permissions import mandates_of
from forums.fields import FilesField
from forums.models import Forum, Outcome, Participant, Position, Post, Seat, Thread, WorkingTable
from portal.languages import CONTENT_LANGUAGE_CHOICES, UI_TAGS
from portal.languages.reading import best, readable, reader_language

LONGEST_POST = 20_000
MARKDOWN_HINT = _("An empty line begins a paragraph, **two stars** make words stand out. Do not name clients.")


def reader_tag() -> str:
    """The content language a reader most likely writes in."""
    return UI_TAGS.get(reader_language(), "en")


class WritingForm(forms.Form):
    """Words in a language, with the key that makes a doubled form count once."""

    body = forms.CharField(
        label=_("Your opinion"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST_POST,
        help_text=MARKDOWN_HINT,
    )
    language = forms.ChoiceField(label=_("I write in"), choices=CONTENT_LANGUAGE_CHOICES, initial=reader_tag)
    form_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=24)


class ReplyForm(WritingForm):
    """A reply: kinds as chips, an authorisation for those who have one, the post it answers."""

    #: Kinds a stage may close, and those that stay open always.
    KINDS = (Post.Kind.CONTRIBUTION, Post.Kind.QUESTION, Post.Kind.EXPERIENCE, Post.Kind.EVIDENCE)
    ALWAYS = (Post.Kind.QUESTION, Post.Kind.EXPERIENCE)

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[(kind.value, kind.label) for kind in KINDS],
        required=False,
        widget=forms.RadioSelect,
    )
    reply_to = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10)
    files = FilesField()
    on_behalf_of = forms.ModelChoiceField(
        Mandate.objects.none(), label=_("I speak for"), required=False, empty_label=_("myself")
    )

    def __init__(self, *args, mandates: Sequence[Mandate], only_always: bool = False, official: bool = False, **kwargs):
        """``mandates``: the writer's own, as far as this form offers them."""
        super().__init__(*args, **kwargs)
        kinds = self.ALWAYS if only_always else self.KINDS
        choices = [(kind.value, kind.label) for kind in kinds]
        if official:
            choices.append((Post.Kind.OFFICIAL_REPLY.value, Post.Kind.OFFICIAL_REPLY.label))
        self.fields["kind"].choices = choices
        self.fields["kind"].initial = choices[0][0]
        offer_mandates(self, mandates)

    def clean_kind(self) -> str:
        """A plain contribution, or where that is shut the first kind that is not."""
        return self.cleaned_data["kind"] or self.fields["kind"].initial


def offer_mandates(form: forms.Form, mandates: Sequence[Mandate]) -> None:
    """Offer these authorisations; nothing to choose, no field."""
    if not mandates:
        del form.fields["on_behalf_of"]
        return
    field = form.fields["on_behalf_of"]
    field.queryset = Mandate.objects.filter(pk__in=[mandate.pk for mandate in mandates])
    field.widget.choices = [
        ("", field.empty_label),
        *((mandate.pk, mandate.organisation.name_in(reader_language())) for mandate in mandates),
    ]


class ThreadForm(ReplyForm):
    """A new conversation: a title, the first words, what kind it is, and for whom."""

    title = forms.CharField(label=_("In one line"), max_length=140)
    thread_kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=Thread.Kind.choices,
        initial=Thread.Kind.OPEN,
        required=False,
        widget=forms.RadioSelect,
    )
    audience = forms.ChoiceField(
        label=_("Who reads it"), choices=Thread.Audience.choices, initial=Thread.Audience.FORUM, required=False
    )

    field_order = ("title", "body", "thread_kind", "files", "audience", "language", "on_behalf_of")

    def __init__(self, *args, has_table: bool = False, only_questions: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("kind", "reply_to"):
            del self.fields[name]
        if not has_table:
            del self.fields["audience"]
        kinds = [kind for kind in Thread.Kind if kind != Thread.Kind.ANNOUNCEMENT]
        if only_questions:
            kinds = [Thread.Kind.QUESTION]
        self.fields["thread_kind"].choices = [(kind.value, kind.label) for kind in kinds]
        self.fields["thread_kind"].initial = kinds[0] if only_questions else Thread.Kind.OPEN

    def clean_thread_kind(self) -> str:
        return self.cleaned_data["thread_kind"] or self.fields["thread_kind"].initial


class EditForm(forms.Form):
    body = forms.CharField(
        label=_("Your contribution"),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=LONGEST_POST,
        help_text=MARKDOWN_HINT,
    )


class ConcludeForm(forms.Form):
    """How a conversation ended."""

    kind = forms.ChoiceField(label=_("How did it end?"), choices=Outcome.Kind.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why, and what happens next"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000
    )
    language = forms.ChoiceField(label=_("I write in"), choices=CONTENT_LANGUAGE_CHOICES, initial=reader_tag)


class PositionForm(forms.Form):
    """One sentence that somebody stands for."""

    text = forms.CharField(
        label=_("What is wanted, in one sentence"), max_length=280, widget=forms.Textarea(attrs={"rows": 3})
    )
    kind = forms.ChoiceField(label=_("What is it?"), choices=Position.Kind.choices, initial=Position.Kind.NEED)
    language = forms.ChoiceField(label=_("I write in"), choices=CONTENT_LANGUAGE_CHOICES, initial=reader_tag)


class AssistedForm(WritingForm):
    """What a person without an account said: whose words, how they came here, and that the person agreed."""

    CHANNELS = (Post.Channel.ASSISTED, Post.Channel.ROOM, Post.Channel.PAPER, Post.Channel.PHONE)

    code = forms.CharField(
        label=_("Code from the participation card"),
        help_text=_("Leave empty when the person takes part for the first time: they get a card."),
        max_length=12,
        required=False,
    )
    table = forms.ModelChoiceField(
        WorkingTable.objects.none(), label=_("Table"), required=False, empty_label=_("no table")
    )
    shows_table = forms.BooleanField(label=_("May be shown as “participant of table …”"), required=False, initial=True)
    channel = forms.ChoiceField(
        label=_("How did they say it?"), choices=[(one.value, one.label) for one in CHANNELS], initial=CHANNELS[0]
    )
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[(kind.value, kind.label) for kind in ReplyForm.KINDS],
        initial=Post.Kind.EXPERIENCE,
    )
    on_behalf_of = forms.ModelChoiceField(
        Mandate.objects.none(), label=_("I write it down for"), required=False, empty_label=_("myself")
    )
    has_consent = forms.BooleanField(
        label=_("The person knows that this becomes public and has agreed to it. No name of a client is in the text.")
    )

    field_order = (
        "body",
        "language",
        "kind",
        "channel",
        "code",
        "table",
        "shows_table",
        "on_behalf_of",
        "has_consent",
    )

    def __init__(self, *args, user, forum: Forum, **kwargs):
        super().__init__(*args, **kwargs)
        self.forum = forum
        self.fields["body"].label = _("What the person said, in their own words")
        self.fields["table"].queryset = forum.tables.prefetch_related("texts")
        self.fields["table"].label_from_instance = table_label
        offer_mandates(self, mandates_of(user))

    def clean(self) -> dict:
        """The participant behind the code, or ``None`` for a new one."""
        data = super().clean()
        code = (data.get("code") or "").strip()
        data["participant"] = Participant.objects.filter(forum=self.forum, code__iexact=code).first() if code else None
        if code and data["participant"] is None:
            self.add_error("code", _("Nobody in this forum has this code."))
        return data


class SeatForm(forms.Form):
    """A place at a table, asked for; sex is for the share of women at the tables and may stay unsaid."""

    table = forms.ModelChoiceField(WorkingTable.objects.none(), label=_("At which table?"), widget=forms.RadioSelect)
    sex = forms.ChoiceField(
        label=_("You are"),
        help_text=_("Only counted, so that women and men sit at every table."),
        choices=Seat.Sex.choices,
        initial=Seat.Sex.UNSTATED,
    )

    on_behalf_of = forms.ModelChoiceField(
        Mandate.objects.none(),
        label=_("At the table I speak for"),
        help_text=_("The organisation stands beside your name at the table and in what you do from there."),
        required=False,
        empty_label=_("myself"),
    )

    field_order = ("table", "on_behalf_of", "sex")

    def __init__(self, *args, forum: Forum, mandates: Sequence[Mandate] = (), **kwargs):
        super().__init__(*args, **kwargs)
        offer_mandates(self, mandates)
        self.fields["table"].queryset = forum.tables.prefetch_related("texts")
        self.fields["table"].empty_label = None
        self.fields["table"].label_from_instance = table_label


def table_label(table: WorkingTable) -> str:
    """Number and interest, in the reader's language."""
    text = best(table.texts.all())
    return f"{table.number}. {readable(text.interest, text.language)}" if text else str(table.number)
