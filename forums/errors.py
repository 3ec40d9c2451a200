"""What an action of the forum may refuse; ``str(error)`` is the reason in the reader's language."""

import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


class ForumError(Exception):
    """Something was not done. Its text says why, in words for the person who tried."""

    def __init__(self, reason: str = ""):
        super().__init__(reason or self.reason())

    def reason(self) -> str:
        return _("This cannot be done now.")


class MoveRefused(ForumError):
    """A state does not lead there, or what the move needs is missing; ``reasons`` lists each thing."""

    def __init__(self, *reasons: str):
        self.reasons = reasons
        super().__init__(" ".join(str(reason) for reason in reasons))


class ForumOver(ForumError):
    def reason(self) -> str:
        return _("This forum is closed. Everything said here can still be read.")


class ThreadLocked(ForumError):
    def __init__(self, thread):
        super().__init__(locked_reason(thread))


class ThreadEnded(ForumError):
    """A conversation that takes no contributions in its state."""

    def __init__(self, thread):
        super().__init__(ended_reason(thread))


class StageClosed(ForumError):
    """The open stage does not allow the verb; ``opens_at`` is when the next one will, if that is known."""

    def __init__(self, opens_at: datetime.datetime | None = None):
        self.opens_at = opens_at
        super().__init__(closed_reason(opens_at))


class DraftTooLong(ForumError):
    def reason(self) -> str:
        return _("This text is too long to be kept as a draft. Make it shorter, or put it into a file.")


class FileRefused(ForumError):
    def reason(self) -> str:
        return _("This file cannot be attached. Pictures (JPEG, PNG, WebP), PDF papers and sound recordings can be.")


class FileTooLarge(ForumError):
    def __init__(self, megabytes: int):
        super().__init__(_("This file is too large. It may have at most %(size)s MB.") % {"size": megabytes})


class TooManyFiles(ForumError):
    def __init__(self, most: int):
        super().__init__(_("At most %(number)s files go with one contribution.") % {"number": most})


class OtherReaders(ForumError):
    def reason(self) -> str:
        return _("The other place has other readers. Words stay with those for whom they were written.")


class TooLate(ForumError):
    def reason(self) -> str:
        return _("This can no longer be taken back: it was done too long ago, or has been taken back already.")


class NothingChosen(ForumError):
    def reason(self) -> str:
        return _("Choose at least one contribution, and leave at least one where it is.")


class TooMuchAtOnce(ForumError):
    def __init__(self, most: int):
        super().__init__(_("At most %(number)s contributions are moved at once.") % {"number": most})


class NoConsent(ForumError):
    def reason(self) -> str:
        return _("Nothing can be written down for a person who has not agreed to it.")


class StaysOnRecord(ForumError):
    def reason(self) -> str:
        return _("An official reply is the word of an organisation, so it stays. Add a new reply if it has changed.")


class WordsGone(ForumError):
    def reason(self) -> str:
        return _("This contribution is not shown any more, so its words cannot be changed.")


class NotYourMandate(ForumError):
    def reason(self) -> str:
        return _("You have no valid authorisation to speak for this organisation.")


class NoSource(ForumError):
    def reason(self) -> str:
        return _("A position needs at least one contribution or item of the minutes it comes from.")


class NotPublished(ForumError):
    def reason(self) -> str:
        return _("This contribution is not public, so nothing can be built on it.")


class SeatTaken(ForumError):
    def reason(self) -> str:
        return _("This person already has a place at a table of this forum.")


class CardRefused(ForumError):
    def reason(self) -> str:
        return _(
            "This code and PIN do not belong together. Look at the card again, or ask the coordinator for a new PIN."
        )


class TooManyAttempts(ForumError):
    def reason(self) -> str:
        return _("There were too many attempts. Try again in a quarter of an hour.")


class NothingTakenOut(ForumError):
    def reason(self) -> str:
        return _("None of these words stand in the contribution. Copy them exactly as they are written there.")


class RunsTheForum(ForumError):
    def reason(self) -> str:
        return _("This person runs the forum. Whoever named them can end that first.")


class NoAppeal(ForumError):
    def reason(self) -> str:
        return _("This decision no longer stands, or an appeal against it was already made.")


class DecidedFirst(ForumError):
    def reason(self) -> str:
        return _("Somebody else must decide about this appeal: you took part in the first decision.")


def locked_reason(thread) -> str:
    """Why a locked thread takes no reply, with the facilitator's own words where there are some."""
    if not thread.lock_reason:
        return _("This conversation is closed for replies.")
    return _("This conversation is closed for replies. The reason: %(reason)s") % {"reason": thread.lock_reason}


def ended_reason(thread) -> str:
    """Why a conversation takes no contributions though nobody has locked it."""
    if thread.state == "pending":
        return _("This conversation waits for the facilitator. It takes answers when others can read it.")
    if thread.state == "hidden":
        return _("This conversation is not shown any more.")
    return _("This conversation is concluded. What it came to is written at its top.")


def closed_reason(opens_at: datetime.datetime | None) -> str:
    """Why a verb is shut now, and when it opens next."""
    if opens_at is None:
        return _("The present stage of the forum does not allow this, and no later stage is planned that does.")
    day = date_format(timezone.localtime(opens_at), "DATE_FORMAT")
    return _("The present stage of the forum does not allow this. It opens on %(day)s.") % {"day": day}
