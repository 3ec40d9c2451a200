"""What people tell about themselves."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Consent, Mandate, StaffRole, User
from accounts.names import mixes_scripts, visible_name
from accounts.roles_in_words import claimed_roles, same_to_the_eye
from directory.models import Name, Organisation
from portal.languages.reading import readable, reader_language

TERMS_VERSION = "2026-11"
NAME_LENGTH = User._meta.get_field("display_name").max_length


def clean_name(name: str) -> str:
    """A name as it is shown to others, or ``ValidationError``: one script a word, no invisible signs."""
    name = visible_name(name)
    if not name:
        raise ValidationError(_("Please write your name in letters that can be seen."))
    if len(name) > NAME_LENGTH:
        raise ValidationError(_("Please write a shorter name."))
    if mixes_scripts(name):
        raise ValidationError(_("Please write each word of the name in one script, Cyrillic or Latin."))
    if claimed_roles(name):
        raise ValidationError(
            _("Please write your own name. Words such as facilitator or editor are shown by the portal itself.")
        )
    return name


def refuse_name_of_another(name: str, *, owner: User | None = None) -> None:
    """``ValidationError`` when the name can be taken for that of the portal's staff or of an organisation."""
    staff = StaffRole.objects.exclude(user=owner) if owner else StaffRole.objects.all()
    taken = {*staff.values_list("user__display_name", flat=True)}
    taken |= {*Name.objects.filter(organisation__isnull=False).values_list("text", flat=True)}
    if any(same_to_the_eye(name, one) for one in taken):
        raise ValidationError(
            _("Somebody who works for the portal, or an organisation, has this name. Add what tells you apart.")
        )


class AboutYou(forms.Form):
    """Asked at sign-up beside the e-mail address and the password."""

    display_name = forms.CharField(
        label=_("Your name, as others will see it"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    terms = forms.BooleanField(label=_("I agree that my name and what I write here are shown publicly."))

    field_order = ["display_name", "email", "password1", "terms"]

    def clean_display_name(self) -> str:
        name = clean_name(self.cleaned_data["display_name"])
        refuse_name_of_another(name)
        return name

    def signup(self, request, user: User) -> None:
        """Keep the name, the language of the menus and the consent; called by allauth with the saved person."""
        user.display_name = self.cleaned_data["display_name"]
        user.ui_language = reader_language()
        user.save(update_fields=["display_name", "ui_language"])
        Consent.objects.create(user=user, purpose="publication", wording_version=TERMS_VERSION)


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("display_name", "ui_language")

    def clean_display_name(self) -> str:
        if self.cleaned_data["display_name"] == self.initial["display_name"]:
            return self.cleaned_data["display_name"]
        name = clean_name(self.cleaned_data["display_name"])
        refuse_name_of_another(name, owner=self.instance)
        return name


def name_for_reader(body: Organisation) -> str:
    """The organisation's name in the language and script of the present reader."""
    name = body.best_name(reader_language())
    return readable(name.text, name.language) if name else body.slug


class SettleForm(forms.Form):
    """What becomes of an authorisation; who refuses or ends one says why, and the person reads it."""

    NEEDS_REASON = ("refuse", "end")

    ends_on = forms.DateField(
        label=_("Until (may stay open)"), required=False, widget=forms.DateInput({"type": "date"})
    )
    reason = forms.CharField(label=_("Reason, read by the person"), max_length=300, required=False)

    def clean_ends_on(self) -> datetime.date | None:
        ends_on = self.cleaned_data["ends_on"]
        if ends_on and ends_on < timezone.localdate():
            raise ValidationError(_("This day is over."))
        return ends_on

    def clean(self) -> dict:
        """Refusing and ending without a reason come back."""
        data = super().clean()
        if any(button in self.data for button in self.NEEDS_REASON) and not data.get("reason"):
            self.add_error("reason", _("Needed: the person has a right to know why."))
        return data


class MandateForm(forms.ModelForm):
    """Asking for the right to speak for an organisation."""

    class Meta:
        model = Mandate
        fields = ("organisation", "role")

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        held = Mandate.objects.filter(user=user, ends_on=None).values("organisation")
        self.fields["organisation"].queryset = Organisation.objects.exclude(pk__in=held).named()
        self.fields["organisation"].label_from_instance = name_for_reader


class LeaveForm(forms.Form):
    """Leaving for good: what becomes of one's words, the password, and that one means it."""

    KEEP, ERASE = "keep", "erase"

    words = forms.ChoiceField(
        label=_("Your contributions"),
        choices=[
            (KEEP, _("Keep my words, without my name")),
            (ERASE, _("Erase my words too; official replies stay")),
        ],
        initial=KEEP,
        widget=forms.RadioSelect,
    )
    password = forms.CharField(
        label=_("Your password"), strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )
    email = forms.EmailField(
        label=_("Your e-mail address, to be sure that it is you"), widget=forms.EmailInput({"autocomplete": "off"})
    )
    is_sure = forms.BooleanField(label=_("Yes, erase my account"))

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        del self.fields["email" if user.has_usable_password() else "password"]

    def clean_password(self) -> str:
        if not self.user.check_password(self.cleaned_data["password"]):
            raise ValidationError(_("This is not your password."))
        return self.cleaned_data["password"]

    def clean_email(self) -> str:
        if self.cleaned_data["email"].casefold() != self.user.email.casefold():
            raise ValidationError(_("This is not the address you sign in with."))
        return self.cleaned_data["email"]
