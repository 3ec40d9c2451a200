"""What a mail sent in answer to the portal's own becomes: each app says it for its kinds of things.

    register_reply("commitment", answer_commitment)      in AppConfig.ready

A handler is called inside a transaction, in the language of the person who wrote, with the person, the thing, the text
that is left of the mail without quotations and signature, its content language, a key that is the same when the same
mail comes again, and the moment. It answers ``Replied``, or raises ``ReplyRefused`` with the reason in plain words.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True)
class Replied:
    """What became of a mail: a sentence for its writer and the address (with its language) where it can be seen."""

    words: str
    address: str
    kind: str
    public_id: str
    is_waiting: bool = False


class ReplyRefused(Exception):
    """The mail was not taken; ``str()`` is the reason in the language of who wrote it."""


class Handler(Protocol):
    def __call__(
        self, user: Any, thing: Any, *, text: str, language: str, key: str, at: datetime.datetime
    ) -> Replied: ...


_handlers: dict[str, Handler] = {}


def register_reply(kind: str, handler: Callable[..., Replied]) -> None:
    """Take mails that answer things of that kind; called from ``AppConfig.ready``."""
    _handlers[kind] = handler


def takes_replies(kind: str) -> bool:
    """Whether mails about things of that kind can be answered."""
    return kind in _handlers


def handler_of(kind: str) -> Handler | None:
    return _handlers.get(kind)
