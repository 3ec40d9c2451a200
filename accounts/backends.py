"""Who is asking: the person of the session, with what the bar of every page says about them."""

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User
from portal.base.unread import unread_count


class PortalBackend(AuthenticationBackend):
    """Signs people in as allauth does, and loads them with the number of their unread notices in one query."""

    def get_user(self, user_id) -> User | None:
        """The person behind a session; nobody for an account that is closed."""
        # by name, because the class has the same attribute, as what it is for somebody loaded elsewhere
        news = {"unread_count": unread_count(user_id)}
        person = User.objects.filter(pk=user_id).annotate(**news).first()
        return person if person is not None and self.user_can_authenticate(person) else None
