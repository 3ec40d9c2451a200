"""What an action on practices may refuse; ``str(error)`` is the reason in the reader's language."""

from django.utils.translation import gettext as _


class PracticeError(Exception):
    """Something was not done. Its text says why, in words for the person who tried."""


class MoveRefused(PracticeError):
    def __init__(self) -> None:
        super().__init__(_("The present state of this practice does not allow this step."))


class PracticeIncomplete(PracticeError):
    """The short form lacks what readers need; ``missing`` names the fields."""

    def __init__(self, missing: list[str]):
        self.missing = missing
        super().__init__(_("Before it is sent, please fill in: %(fields)s.") % {"fields": ", ".join(missing)})


class ReasonMissing(PracticeError):
    def __init__(self) -> None:
        super().__init__(_("Please write what should be changed, so that the author knows what to do."))


class NotPublic(PracticeError):
    def __init__(self) -> None:
        super().__init__(_("Only a published practice can be taken up."))
