"""What waits for a person: answers due, news due, decisions open. Each app says its own part."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class WaitingItem:
    """One thing to do. ``kind`` says in plain words what is asked; ``address`` leads to where it is done.

    ``title`` is a text people wrote, in the language ``lang``.
    """

    title: str
    due: datetime.date | None
    address: str
    kind: str | Promise
    lang: str = ""


Provider = Callable[..., Iterable[WaitingItem]]
_providers: list[Provider] = []


def register_provider(provider: Provider) -> None:
    """Add ``provider(user, at)``, which gives the items of one app; called from ``AppConfig.ready``."""
    if provider not in _providers:
        _providers.append(provider)


def waiting_for(user, at: datetime.datetime) -> list[WaitingItem]:
    """Everything that waits for the person, what is due first on top, what has no date last."""
    items = [item for provider in _providers for item in provider(user, at)]
    return sorted(items, key=lambda item: (item.due is None, item.due or datetime.date.max))
