"""What happens to accounts when somebody signs in."""

from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext as _

from accounts.leaving import take_back


def connect() -> None:
    """Listen; called once, from ``AccountsConfig.ready``."""
    user_logged_in.connect(on_signed_in, dispatch_uid="accounts")


def on_signed_in(*, request, user, **kwargs) -> None:
    """Who comes back within two weeks stays."""
    if take_back(user) and request is not None:
        words = _("You are back, so your account stays. To leave after all, ask for it again.")
        messages.success(request, words, fail_silently=True)
