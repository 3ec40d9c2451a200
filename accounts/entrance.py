"""The forms of signing in and signing up, with the portal's own words beside the fields and in what was wrong."""

from allauth.account import forms as allauth
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django.utils.translation import gettext_lazy as _

EMAIL, PASSWORD, CODE = _("E-mail address"), _("Password"), _("Code")
NEW, ONCE_MORE = _("New password"), _("New password, once more")
LABELS = {"login": EMAIL, "email": EMAIL, "password": PASSWORD, "code": CODE, "oldpassword": _("Present password")}
LABELS |= {"remember": _("Keep me signed in on this device")}


class PlainWords:
    """Labels every field that the portal has its own word for."""

    words = LABELS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in self.words.items():
            if name in self.fields:  # type: ignore[attr-defined]
                self.fields[name].label = label  # type: ignore[attr-defined]


class NewPassword(PlainWords):
    words = LABELS | {"password1": NEW, "password2": ONCE_MORE}


class SignIn(PlainWords, allauth.LoginForm):
    pass


class SignUp(PlainWords, allauth.SignupForm):
    words = LABELS | {"password1": PASSWORD, "password2": _("Password, once more")}


class AddAddress(PlainWords, allauth.AddEmailForm):
    pass


class ChangeAddress(PlainWords, allauth.ChangeEmailForm):
    pass


class ChangePassword(NewPassword, allauth.ChangePasswordForm):
    pass


class SetPassword(NewPassword, allauth.SetPasswordForm):
    pass


class ForgotPassword(PlainWords, allauth.ResetPasswordForm):
    pass


class NewPasswordByKey(NewPassword, allauth.ResetPasswordKeyForm):
    pass


class IsItYou(PlainWords, allauth.ReauthenticateForm):
    pass


class AskForCode(PlainWords, allauth.RequestLoginCodeForm):
    pass


class SignInByCode(PlainWords, allauth.ConfirmLoginCodeForm):
    pass


class ConfirmAddress(PlainWords, allauth.ConfirmEmailVerificationCodeForm):
    pass


class ConfirmReset(PlainWords, allauth.ConfirmPasswordResetCodeForm):
    pass


class SecondStep(PlainWords, mfa.AuthenticateForm):
    pass


class SecondStepAgain(PlainWords, mfa.ReauthenticateForm):
    pass


class BeginSecondStep(PlainWords, totp.ActivateTOTPForm):
    pass
