"""What the portal holds about a person: each app declares its rows, how a copy shows them, what erasing does to them.

    declare(Held("drafts", "forums.Draft", "user", Erasing.GOES, ("body", "saved_at"), _("What you were writing")))
    on_erasing(end_seats)                 what a link alone does not say; called before the rows are dealt with
    on_leaving(forums_left_alone)         what has to be handed over before somebody may go

All of it is called in ``AppConfig.ready`` of the app that holds the rows. ``tests/accounts/test_own_data.py`` walks
every model that points to a person and asks for its declaration.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils.functional import Promise


class Erasing(Enum):
    """What becomes of a row when the person it points to is erased."""

    GOES = "goes"
    NAMELESS = "nameless"  # it stays, the link to the person is emptied
    STAYS = "stays"  # it stays and points to the person, of whom nothing but an id is left


@dataclass(frozen=True)
class Held:
    """The rows of one kind that belong to a person, found by ``person``, a field or a way through several.

    ``name``: under which a copy shows them; ``shows``: what of them, as for ``values()``; ``words``: for the heading.
    Without ``erasing`` they follow the row they hang on.
    """

    name: str
    model: str
    person: str
    erasing: Erasing | None
    shows: tuple[str, ...]
    words: str | Promise

    def rows_of(self, user) -> QuerySet:
        """The person's rows, in the order in which they were written."""
        model: type[Model] = apps.get_model(self.model)
        return model._base_manager.filter(**{self.person: user.pk}).order_by("pk")


@dataclass(frozen=True)
class Hindrance:
    """Something the person alone holds: what it is, and where it is handed to somebody else."""

    words: str
    title: str = ""
    lang: str = ""
    address: str = ""


Eraser = Callable[..., None]
Hinders = Callable[..., Iterable[Hindrance]]
_held: dict[tuple[str, str], Held] = {}
_erasers: list[Eraser] = []
_hinders: list[Hinders] = []


def declare(*held: Held) -> None:
    """Make rows known; the later declaration of the same link counts."""
    _held.update({(one.model, one.person): one for one in held})


def acts(model: str, *fields: str, shows: tuple[str, ...] = ("pk",), erasing: Erasing = Erasing.NAMELESS) -> list[Held]:
    """Rows that only say who did something in an office: a copy names them, erasing empties the link."""
    return [Held(f"{model.lower()}.{field}", model, field, erasing, shows, "") for field in fields]


def all_held() -> list[Held]:
    """Every declaration, in the order of the apps."""
    return list(_held.values())


def on_erasing(eraser: Eraser) -> None:
    """Call ``eraser(user, with_texts=..., at=...)`` in the transaction in which the person is erased."""
    if eraser not in _erasers:
        _erasers.append(eraser)


def erasers() -> list[Eraser]:
    return list(_erasers)


def on_leaving(hinders: Hinders) -> None:
    """Ask ``hinders(user, leaving)`` what must be handed over first; ``leaving``: ids of those who go anyway."""
    if hinders not in _hinders:
        _hinders.append(hinders)


def hindrances_of(user, leaving: Iterable[int]) -> list[Hindrance]:
    """Everything that the person alone holds; those who are about to leave too do not count as others."""
    gone = set(leaving)
    return [one for hinders in _hinders for one in hinders(user, gone)]
