"""How allauth speaks to this portal."""

import logging

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.utils.translation import gettext as _

from portal.languages.reading import reader_language

log = logging.getLogger(__name__)


class PortalAccountAdapter(DefaultAccountAdapter):
    """People are known by the name they chose; after signing in they land on their own language's home."""

    def populate_username(self, request, user):
        """There are no user names."""

    def get_login_redirect_url(self, request):
        return f"/{reader_language()}/"

    def get_signup_redirect_url(self, request):
        return f"/{reader_language()}/"

    def get_logout_redirect_url(self, request):
        return f"/{reader_language()}/"

    def send_mail(self, template_prefix, email, context):
        """Send a code or a letter about the account; where the mail server does not take it, the person reads so."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as error:
            log.warning("A mail about an account was not sent: %s", error)
            words = _("The mail could not be sent just now. Wait a few minutes, then sign in: we send it again.")
            messages.error(self.request, words)
