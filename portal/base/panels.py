"""Panels: what apps above a page's own have to say on it. The page asks, it does not know whom.

    register_panel("practice", cited_in)      in AppConfig.ready of the app above
    panels_of("practice", practice, user)     in the view below

A provider is called with the thing and the reader and answers a ``Panel`` or ``None``; it asks one query, two at most.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from portal.base.cards import Card


@dataclass(frozen=True)
class Panel:
    """A heading with rows below it."""

    title: str | Promise
    cards: Sequence[Card]


Provider = Callable[..., Panel | None]
_providers: dict[str, list[Provider]] = defaultdict(list)


def register_panel(place: str, provider: Provider) -> None:
    """Show what ``provider(thing, user)`` answers on pages of that kind: practice, event, project, forum ..."""
    if provider not in _providers[place]:
        _providers[place].append(provider)


def panels_of(place: str, thing: object, user) -> list[Panel]:
    """Every panel that has something to show, in the order of the apps."""
    panels = [provider(thing, user) for provider in _providers[place]]
    return [panel for panel in panels if panel and panel.cards]
