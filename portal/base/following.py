"""How much a reader wants to hear of a thing; the app that keeps it says so to the pages below.

register_levels(level_of)                          in AppConfig.ready of the app that keeps it
{% follow "thread" thread.public_id %}             on the page of the thing
"""

from collections.abc import Callable

Levels = Callable[..., str]
_levels: list[Levels] = []


def register_levels(levels: Levels) -> None:
    """Ask ``levels(user, kind, subject_id)``, one query, what a person chose: "follow", "normal", "mute" or ""."""
    if levels not in _levels:
        _levels.append(levels)


def level_of(user, kind: str, subject_id: str) -> str:
    """What the person chose for this thing; "" for visitors and where nothing was chosen."""
    if not user.is_authenticated:
        return ""
    return next((level for levels in _levels if (level := levels(user, kind, subject_id))), "")
