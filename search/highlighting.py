"""The part of a text that shows why it was found, with the words of the query marked."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

from portal.languages import SERBIAN_LATIN
from portal.languages.latin import html_to_latin, to_latin
from search.analysis import Token, analyse
from search.concepts import concept_key, mentions

CHARACTERS_READ = 20_000  # of a long text: what comes later is found, but seldom says more in a line
WORDS_SHOWN, WORDS_BEFORE = 36, 6
PARAGRAPH = re.compile(r"\s*\n\s*")


@dataclass(frozen=True)
class Wanted:
    """What a query looks for: for each of its words and phrases, the keys of a text that meet it.

    ``concepts`` are the keys of those that were searched too: a text meets them by any of their names.
    """

    groups: Sequence[frozenset[str]]
    concepts: Sequence[str] = ()

    def met_by(self, tokens: Sequence[Token]) -> list[int | None]:
        """For each word of a text which group of the query it belongs to; concepts count on after the groups."""
        met = [self._group_of(token) for token in tokens]
        for at, length, term in mentions(tokens) if self.concepts else ():
            key = concept_key(term.vocabulary, term.code)
            for place in range(at, at + length) if key in self.concepts else ():
                met[place] = len(self.groups) + self.concepts.index(key) if met[place] is None else met[place]
        return met

    def _group_of(self, token: Token) -> int | None:
        return next((number for number, keys in enumerate(self.groups) if not keys.isdisjoint(token.keys)), None)


def snippet(body: str, language: str, wanted: Wanted, ui_language: str) -> SafeString:
    """One line of the text as HTML in the reader's script: the stretch where most of the query stands."""
    tokens = analyse(body[:CHARACTERS_READ], language)
    met = wanted.met_by(tokens)
    first = _best_start(met)
    shown, marked = tokens[first : first + WORDS_SHOWN], met[first : first + WORDS_SHOWN]
    if not shown:
        return mark_safe("")
    html = _marked(body, shown, marked)
    before = "… " if first else ""
    after = " …" if first + WORDS_SHOWN < len(tokens) else ""
    html = before + html + after
    return mark_safe(html_to_latin(html) if _is_derived(language, ui_language) else html)  # noqa: S308  escaped below


def in_readers_script(text: str, language: str, ui_language: str) -> str:
    """A title as its reader sees it: Serbian Cyrillic in Latin for those who read Latin."""
    return to_latin(text) if _is_derived(language, ui_language) else text


def _is_derived(language: str, ui_language: str) -> bool:
    return language == "sr-Cyrl" and ui_language == SERBIAN_LATIN


def _best_start(met: Sequence[int | None]) -> int:
    """Where to begin so that the most different words of the query are shown; the earliest of equals."""
    hits = [at for at, group in enumerate(met) if group is not None]
    if not hits:
        return 0
    best = max(hits, key=lambda at: (len(_groups(met[at : at + WORDS_SHOWN - WORDS_BEFORE])), -at))
    return max(0, best - WORDS_BEFORE)


def _groups(met: Iterable[int | None]) -> set[int]:
    return {group for group in met if group is not None}


def _marked(body: str, tokens: Sequence[Token], met: Sequence[int | None]) -> str:
    parts, last = [], tokens[0].start
    for token in (token for token, group in zip(tokens, met, strict=True) if group is not None):
        parts.append(f"{escape(body[last : token.start])}<mark>{escape(body[token.start : token.end])}</mark>")
        last = token.end
    end = tokens[-1].end
    stop = body[end : end + 1] if body[end : end + 1] in (".", "!", "?") else ""
    return PARAGRAPH.sub(" – ", "".join([*parts, escape(body[last:end] + stop)]))
