"""What an action on events may refuse; ``str(error)`` is the reason in the reader's language."""

from django.utils.translation import gettext as _


class EventError(Exception):
    """Something was not done. Its text says why, in words for the person who tried."""


class MoveRefused(EventError):
    def __init__(self) -> None:
        super().__init__(_("The present state of this event does not allow this step."))


class ReasonMissing(EventError):
    def __init__(self) -> None:
        super().__init__(_("Please write why the event is cancelled, for the people who meant to come."))


class ConclusionsMissing(EventError):
    def __init__(self) -> None:
        super().__init__(_("An event is closed with its conclusions. Write at least one."))


class RegistrationClosed(EventError):
    def __init__(self) -> None:
        super().__init__(_("Registration for this event is not open."))
