"""What an action may refuse; ``str(error)`` is the reason in plain words, in the reader's language."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from forums.models import Position


class RecommendationError(Exception):
    """An action did nothing; its text says why."""


class MoveRefused(RecommendationError):
    """The document may not go from its state to that one now."""


class PositionsUndisposed(MoveRefused):
    """Positions of which nobody has said what became of them; ``positions`` names them."""

    def __init__(self, positions: Sequence[Position]):
        self.positions = list(positions)
        named = "; ".join(position.text for position in self.positions)
        super().__init__(_("First say what became of each position. Still open: %(named)s") % {"named": named})


class DraftingClosed(RecommendationError):
    """The version is fixed, or the document is past drafting."""


class AddresseeRefused(RecommendationError):
    """Whom the document asks cannot be changed like this now."""


class ClauseTaken(DraftingClosed):
    """Somebody else is writing on the point; ``holder`` says who, since when and until when at least."""

    def __init__(self, holder):
        self.holder = holder
        super().__init__(_("%(name)s is writing on this point now.") % {"name": holder.user})


class TextMovedOn(DraftingClosed):
    """The point reads otherwise than when the person began; nothing was overwritten, both texts are here."""

    def __init__(self, *, present: str, typed: str):
        self.present, self.typed = present, typed
        super().__init__(_("Somebody has changed this point since you began. Both texts are below."))


class AdaptationRefused(RecommendationError):
    """The document is not one that another group may take over."""


class SourceRefused(RecommendationError):
    """The source does not belong here, or is cited already."""


class AmendmentRefused(RecommendationError):
    """The proposed change cannot be made or settled now."""


class RoundRefused(RecommendationError):
    """The decision cannot be opened, closed, certified or voided now."""


class BallotRefused(RecommendationError):
    """The choice was not counted."""


class ObjectionRefused(RecommendationError):
    """The objection cannot be judged or settled now, or not without a reason."""


class SignOffRefused(RecommendationError):
    """This version cannot be signed now, or not in this capacity."""


class ResponseRefused(RecommendationError):
    """The answer does not belong to this delivery, or there is one already."""


class CommitmentRefused(RecommendationError):
    """The commitment may not go from its state to that one."""


class GroupRefused(RecommendationError):
    """The group cannot have that member, or do without them."""


class FileUnreadable(RecommendationError):
    """A file from which no points can be made; says what is wrong with it."""
