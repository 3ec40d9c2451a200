"""One thing with several texts: which of them a request is about."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from portal.base.lists import BadFilter
from portal.languages.reading import best_of


class InOneLanguage(Protocol):
    @property
    def language(self) -> str: ...


Text = TypeVar("Text", bound=InOneLanguage)


def chosen_text(texts: Sequence[Text], tag: str) -> Text:
    """The text in the language that ``?text=`` names, or without one the text this reader reads best.

    ``BadFilter`` when there is no text in that language; ``texts`` is not empty.
    """
    if not tag:
        return best_of(texts)
    found = next((text for text in texts if text.language == tag), None)
    if found is None:
        raise BadFilter("text", tag)
    return found
