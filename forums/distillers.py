"""Who beside the facilitator decides which positions lie on the table; those who know register themselves here."""

from collections.abc import Callable

from accounts.models import User
from forums.models import Forum

Distiller = Callable[[User, Forum], bool]

_distillers: list[Distiller] = []


def register(distiller: Distiller) -> None:
    """Let people accept and join positions of a forum where ``distiller(user, forum)`` says so."""
    if distiller not in _distillers:
        _distillers.append(distiller)


def distils(user: User, forum: Forum) -> bool:
    """Whether any of them says so of this person."""
    return any(distiller(user, forum) for distiller in _distillers)
