"""What an action on people may refuse; ``str(error)`` is the reason in the reader's language."""

from django.utils.translation import gettext as _


class AlreadySettled(Exception):
    """Somebody else has verified or refused the authorisation in the meantime."""

    def __str__(self) -> str:
        return _("This authorisation has already been decided.")
