"""How allauth speaks to this portal."""

from allauth.account.adapter import DefaultAccountAdapter

from portal.languages.reading import reader_language


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
