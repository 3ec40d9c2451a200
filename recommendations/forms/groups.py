"""What a working group keeps about itself: members, meetings, papers."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models import Organisation
from events.models import Event
from forums.forms.opening import EmailOfPerson, MomentInput
from recommendations.files import ScanField
from recommendations.forms.fields import LONGEST_TEXT, DateInput, LanguageForm, text_area
from recommendations.models import GroupMeeting, GroupMember, WorkingGroup

#: The most people of one body that are counted at a meeting.
MOST_PEOPLE = 500


class MemberForm(forms.Form):
    """A person, an organisation, or a person for an organisation."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Organisation"), required=False)
    user = EmailOfPerson(
        label=_("E-mail address of the person"),
        help_text=_("The one they sign in with. Leave it empty when the organisation itself is the member."),
        required=False,
    )
    role = forms.ChoiceField(label=_("Role"), choices=GroupMember.Role.choices)
    since = forms.DateField(label=_("Member since"), widget=DateInput, initial=timezone.localdate)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.named().order_by("slug")  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """The last day of a member."""

    until = forms.DateField(label=_("Last day in the group"), widget=DateInput, initial=timezone.localdate)


class MeetingForm(LanguageForm):
    """A meeting called or noted down; who came is counted by organisation, without names."""

    title = forms.CharField(label=_("Title"), max_length=200)
    starts_at = forms.DateTimeField(label=_("Begins"), widget=MomentInput)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    event = forms.ModelChoiceField(Event.objects.none(), label=_("Page of the event"), required=False)
    agenda = forms.CharField(label=_("Agenda"), widget=text_area(), max_length=LONGEST_TEXT, required=False)
    decisions = forms.CharField(
        label=_("What was decided"),
        help_text=_("One decision a line."),
        widget=text_area(),
        max_length=LONGEST_TEXT,
        required=False,
    )
    field_order = ("title", "language", "starts_at", "place", "event", "agenda", "decisions")

    def __init__(self, *args, bodies: list[Organisation], came: dict[int, int], **kwargs):
        super().__init__(*args, **kwargs)
        self.bodies = bodies
        meetings = Event.objects.public().filter(kind=Event.Kind.GROUP_MEETING)
        self.fields["event"].queryset = meetings.order_by("-starts_at")  # type: ignore[attr-defined]
        for body in bodies:
            self.fields[f"came_{body.pk}"] = forms.IntegerField(
                label=_("How many came from %(name)s") % {"name": body},
                min_value=0,
                max_value=MOST_PEOPLE,
                required=False,
                initial=came.get(body.pk),
            )

    def clean(self) -> dict:
        fields = dict(super().clean() or self.cleaned_data)
        attendance = {body: fields.pop(f"came_{body.pk}", None) or 0 for body in self.bodies}
        return fields | {"attendance": attendance}


class PaperForm(LanguageForm):
    """A file with a title."""

    title = forms.CharField(label=_("Title"), max_length=200)
    file = ScanField(label=_("File"), required=True)
    meeting = forms.ModelChoiceField(GroupMeeting.objects.none(), label=_("Meeting"), required=False)
    field_order = ("title", "language", "file", "meeting")

    def __init__(self, *args, group: WorkingGroup, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = group.meetings.all()  # type: ignore[attr-defined]
