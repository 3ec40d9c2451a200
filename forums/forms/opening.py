"""What is asked to open a forum: five questions, and the rest behind "Rules" with defaults that hold."""

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import name_for_reader
from accounts.models import User
from accounts.permissions import desk_associations, is_administrator, is_editor
from directory.models import Membership, Organisation
from forums.actions.opening import NOTICE
from forums.forms.writing import MARKDOWN_HINT, reader_tag
from forums.models import Cycle, Forum, ForumRole, Stage
from forums.plans import PLAN_CHOICES
from portal.languages import CONTENT_LANGUAGE_CHOICES
from portal.taxonomies import vocabulary
from portal.taxonomies.models import Country, TargetGroup, Theme

CHARTER = _(
    "Every table has the same weight. We speak briefly and let each other finish. We do not name clients. "
    "Whoever does not agree says why, and that is written down too. Minutes are open to everybody who may read here."
)
REASON_HINT = _("Everybody who takes part reads it.")


class MomentInput(forms.DateTimeInput):
    """A day and a time in the browser's own control."""

    input_type = "datetime-local"

    def __init__(self):
        super().__init__(format="%Y-%m-%dT%H:%M")


class EmailOfPerson(forms.EmailField):
    """The e-mail address of somebody who has an account; cleaned to the person."""

    def clean(self, value) -> User | None:
        email = super().clean(value)
        if not email:
            return None
        person = User.objects.filter(email__iexact=email, is_active=True).first()
        if person is None:
            raise forms.ValidationError(_("Nobody with this address has an account. Ask the person to make one first."))
        return person


class DocumentField(forms.FileField):
    """A file of a kind that people can open, by its first bytes and not only by its name."""

    ENDINGS = {".pdf": b"%PDF-", ".docx": b"PK\x03\x04", ".odt": b"PK\x03\x04"}
    LARGEST = 20 * 1024 * 1024

    def __init__(self, **kwargs):
        super().__init__(help_text=_("PDF or Word, 20 megabytes at most."), **kwargs)

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if not file:
            return file
        begins = next((sign for ending, sign in self.ENDINGS.items() if file.name.lower().endswith(ending)), None)
        if begins is None or file.read(len(begins)) != begins:
            raise forms.ValidationError(_("This is no PDF and no text document. Save it as PDF and try again."))
        if file.size > self.LARGEST:
            raise forms.ValidationError(_("The file is too large. Twenty megabytes are the most."))
        file.seek(0)
        return file


class TermsField(forms.ModelMultipleChoiceField):
    """Terms of a vocabulary to tick, in the reader's language."""

    def __init__(self, model, kind: str, label):
        super().__init__(model.objects.none(), label=label, required=False, widget=forms.CheckboxSelectMultiple)
        self.model, self.kind = model, kind

    def offer(self) -> None:
        """The terms in force; called for each form, since labels follow the reader."""
        terms = vocabulary.terms(self.kind)
        self.queryset = self.model.objects.filter(pk__in=[term.pk for term in terms])
        self.widget.choices = [(term.pk, term.label) for term in terms]

    def clean(self, value):
        """What was not offered is refused before the database is asked: it takes no number of forty digits."""
        offered = {str(key) for key, _label in self.widget.choices}
        for unknown in set(map(str, value or [])) - offered:
            raise forms.ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": unknown})
        return super().clean(value)


class RulesForm(forms.Form):
    """The rules of a forum; every one has a default that holds when nobody asks."""

    NUMBERS = ("most_tables", "fewest_seats", "most_seats", "women_share_aim", "minimum_age")
    DAYS = ("response_due_days", "update_due_days")

    kind = forms.ChoiceField(label=_("What kind of forum is it?"), choices=Forum.Kind.choices)
    visibility = forms.ChoiceField(
        label=_("Who reads and takes part?"), choices=Forum.Visibility.choices, widget=forms.RadioSelect
    )
    premoderation = forms.ChoiceField(
        label=_("Do contributions wait for the facilitator?"),
        choices=Forum.Premoderation.choices,
        widget=forms.RadioSelect,
    )
    most_tables = forms.IntegerField(label=_("Most tables"), min_value=2, max_value=30)
    fewest_seats = forms.IntegerField(label=_("Fewest people at a table"), min_value=1, max_value=30)
    most_seats = forms.IntegerField(label=_("Most people at a table"), min_value=1, max_value=30)
    women_share_aim = forms.IntegerField(label=_("Share of women aimed at, per cent"), min_value=0, max_value=100)
    minimum_age = forms.IntegerField(label=_("Youngest age to take part"), min_value=0, max_value=99)
    response_due_days = forms.IntegerField(label=_("Days the addressee has to answer"), min_value=1, max_value=730)
    update_due_days = forms.IntegerField(label=_("Days between news on what was promised"), min_value=1, max_value=730)
    operational_group_votes = forms.BooleanField(label=_("The organising group votes too"), required=False)
    countries = TermsField(Country, "country", _("Countries and territories"))
    themes = TermsField(Theme, "theme", _("Areas"))
    target_groups = TermsField(TargetGroup, "target_group", _("For whom"))

    TERMS = ("countries", "themes", "target_groups")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.TERMS:
            self.fields[name].offer()
        usual = {field.name: field.get_default() for field in Forum._meta.concrete_fields}
        for name, field in self.fields.items():
            if field.initial is None and name in usual:
                field.initial = usual[name]

    def clean(self) -> dict:
        """Fewest people no more than most."""
        data = super().clean()
        if data.get("fewest_seats", 0) > data.get("most_seats", 99):
            self.add_error("most_seats", _("There cannot be fewer places at most than at least."))
        return data


class OpeningForm(RulesForm):
    """Five questions: what about, how many sessions, who hosts, when and where it begins, who facilitates."""

    QUESTIONS = ("title", "plan", "host", "first_session", "place", "facilitator")

    title = forms.CharField(label=_("What is it about?"), help_text=_("In one line, as people say it."), max_length=140)
    plan = forms.ChoiceField(
        label=_("How will it run?"), choices=PLAN_CHOICES, initial="series-3", widget=forms.RadioSelect
    )
    host = forms.ModelChoiceField(Organisation.objects.none(), label=_("Who hosts it?"), empty_label=None)
    first_session = forms.DateTimeField(
        label=_("When is the first session?"),
        help_text=_("The others are planned from it, four weeks apart. You can move each of them later."),
        widget=MomentInput,
    )
    place = forms.CharField(label=_("Where?"), max_length=200, required=False)
    facilitator = EmailOfPerson(
        label=_("Who facilitates?"),
        help_text=_("The e-mail address of a neutral person with an account here. You can name others later."),
    )
    language = forms.ChoiceField(label=_("I write in"), choices=CONTENT_LANGUAGE_CHOICES, initial=reader_tag)
    summary = forms.CharField(
        label=_("In two sentences, for lists"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    charter = forms.CharField(
        label=_("How we work together"),
        help_text=MARKDOWN_HINT,
        initial=CHARTER,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=20_000,
    )

    field_order = (*QUESTIONS, "language", "summary", "charter")

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["host"].queryset = hosts_for(user)
        self.fields["host"].label_from_instance = name_for_reader

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[name] for name in self.QUESTIONS]

    @property
    def rules(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in self.QUESTIONS]

    @property
    def has_errors_in_rules(self) -> bool:
        return any(name in self.errors for name in self.fields if name not in self.QUESTIONS)

    def clean_first_session(self):
        """A day that leaves time to call people."""
        if self.cleaned_data["first_session"] <= timezone.now() + NOTICE:
            raise forms.ValidationError(_("The first session must lie at least one day ahead."))
        return self.cleaned_data["first_session"]


def hosts_for(user: User):
    """The bodies for which the person may open a forum: all for editors, the association's own for its desk."""
    bodies = Organisation.objects.named()
    if is_editor(user) or is_administrator(user):
        return bodies
    desks = desk_associations(user)
    members = Membership.objects.valid_on(timezone.localdate()).filter(body__in=desks).values("member")
    return bodies.filter(Q(pk__in=desks) | Q(pk__in=members))


class TextForm(forms.Form):
    """What is said about a forum in one language."""

    title = forms.CharField(label=_("Title"), max_length=140)
    summary = forms.CharField(
        label=_("In two sentences, for lists"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    question = forms.CharField(label=_("The question on the table"), max_length=200, required=False)
    body = forms.CharField(
        label=_("What is it about"),
        help_text=MARKDOWN_HINT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=50_000,
    )
    charter = forms.CharField(
        label=_("How we work together"),
        help_text=MARKDOWN_HINT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=20_000,
    )

    charter_file = DocumentField(label=_("How we work together, as a file"), required=False)


class RoleForm(forms.Form):
    """Who runs the forum."""

    person = EmailOfPerson(label=_("E-mail address of the person"))
    role = forms.ChoiceField(label=_("As what?"), choices=ForumRole.Role.choices)
    until = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class StageForm(forms.Form):
    """A further stage of a cycle."""

    kind = forms.ChoiceField(label=_("Stage"), choices=Stage.Kind.choices)
    opens_at = forms.DateTimeField(label=_("Opens"), widget=MomentInput)
    closes_at = forms.DateTimeField(label=_("Closes"), widget=MomentInput)


class StageChangeForm(forms.Form):
    """What is done with a stage, and why."""

    verb = forms.ChoiceField(
        label=_("What do you do?"),
        choices=[
            ("open", _("open it now")),
            ("close", _("close it now")),
            ("extend", _("let it last longer")),
            ("drop", _("leave it out")),
        ],
        widget=forms.RadioSelect,
    )
    closes_at = forms.DateTimeField(label=_("New end"), widget=MomentInput, required=False)
    reason = forms.CharField(label=_("Why?"), help_text=REASON_HINT, max_length=300)

    def __init__(self, *args, verbs: tuple[str, ...], **kwargs):
        super().__init__(*args, **kwargs)
        choices = [choice for choice in self.fields["verb"].choices if choice[0] in verbs]
        self.fields["verb"].choices = choices
        self.fields["verb"].initial = choices[0][0] if choices else None
        if "extend" not in verbs:
            del self.fields["closes_at"]

    def clean(self) -> dict:
        """A longer stage says until when."""
        data = super().clean()
        if data.get("verb") == "extend" and not data.get("closes_at") and "closes_at" not in self.errors:
            self.add_error("closes_at", _("Say until when."))
        return data


class NextCycleForm(forms.Form):
    """When the next round of a standing forum begins."""

    first_session = forms.DateTimeField(label=_("When is its first session?"), widget=MomentInput)
    place = forms.CharField(label=_("Where?"), max_length=200, required=False)


class MoveForm(forms.Form):
    """A step of the forum or of a round; calling off says why."""

    verb = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why?"), help_text=REASON_HINT, max_length=300, required=False)
    cycle = forms.ModelChoiceField(Cycle.objects.none(), required=False, widget=forms.HiddenInput)
