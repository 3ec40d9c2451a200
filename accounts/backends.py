"""Who is asking: the person of the session, with what the bar of every page says about them."""

from allauth.account.auth_backends import AuthenticationBackend
from django.utils import timezone

from accounts.loading import facts_of
from accounts.models import User
from accounts.sessions import lent_person


class PortalBackend(AuthenticationBackend):
    """Signs people in as allauth does, and loads them with what every page needs of them."""

    def get_user(self, user_id) -> User | None:
        """The person behind a session; nobody for an account that is closed."""
        person = lent_person(user_id) or loaded(user_id)
        return person if person is not None and self.user_can_authenticate(person) else None


def loaded(user_id) -> User | None:
    """The person with what every page needs of them."""
    facts = facts_of(user_id, timezone.now(), timezone.localdate())
    return User.objects.filter(pk=user_id).annotate(**facts).first()
