"""What an action on people may refuse; ``str(error)`` is the reason in the reader's language."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from portal.base.own_data import Hindrance


class AlreadySettled(Exception):
    """Somebody else has verified or refused the authorisation in the meantime."""

    def __str__(self) -> str:
        return _("This authorisation has already been decided.")


class NotAlone(Exception):
    """The person holds something that nobody else holds; ``hindrances`` says what to hand over first."""

    def __init__(self, hindrances: Sequence[Hindrance]):
        self.hindrances = hindrances
        super().__init__(*(one.words for one in hindrances))

    def __str__(self) -> str:
        return _("Before you go, somebody else has to take over what only you hold.")
