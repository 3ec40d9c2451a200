"""The part of a text that shows why it was found, with the words of the query marked."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

from django.utils.safestring import SafeString, mark_safe

from portal.languages import SERBIAN_LATIN
from portal.languages.latin import html_to_latin, to_latin
from search.analysis import analyse, keys_of, words_of
from search.concepts import concept_key, mentions

CHARACTERS_READ = 20_000  # of a long text: what comes later is found, but seldom says more in a line
WORDS_SHOWN, WORDS_BEFORE = 36, 6
#: Of what looks like a word and leaves nothing to compare.
NO_WORD = -1
#: Where a word begins and ends.
Span = tuple[int, int]
PARAGRAPH = re.compile(r"\s*\n\s*")


@dataclass(frozen=True)
class Wanted:
    """What a query looks for: for each of its words and phrases, the keys of a text that meet it.

    ``concepts`` are the keys of those that were searched too: a text meets them by any of their names.
    """

    groups: Sequence[frozenset[str]]
    concepts: Sequence[str] = ()
    #: What was found out about a word of a language: a page asks of hundreds of words again and again.
    known: dict[str, dict[str, int | None]] = field(default_factory=dict, compare=False, repr=False)

    def met_in(self, text: str, language: str) -> tuple[list[Span], list[int | None]]:
        """The words of a text, and for each which group of the query it belongs to, concepts after the groups."""
        spans, met, known = [], [], self.known.setdefault(language, {})
        for start, end, word in words_of(text):
            if word not in known:
                known[word] = self._group_of(word, language)
            group = known[word]
            if group != NO_WORD:
                spans.append((start, end))
                met.append(group)
        return spans, self._with_concepts(met, text, language) if self.concepts else met

    def _group_of(self, word: str, language: str) -> int | None:
        found = keys_of(word, language)
        groups = (number for number, keys in enumerate(self.groups) if not keys.isdisjoint(found))
        return next(groups, None) if found else NO_WORD

    def _with_concepts(self, met: list[int | None], text: str, language: str) -> list[int | None]:
        for at, length, term in mentions(analyse(text, language)):
            key = concept_key(term.vocabulary, term.code)
            for place in range(at, at + length) if key in self.concepts else ():
                met[place] = len(self.groups) + self.concepts.index(key) if met[place] is None else met[place]
        return met


def snippet(body: str, language: str, wanted: Wanted, ui_language: str) -> SafeString:
    """One line of the text as HTML in the reader's script: the stretch where most of the query stands."""
    spans, met = wanted.met_in(body[:CHARACTERS_READ], language)
    first = _best_start(met)
    shown, marked = spans[first : first + WORDS_SHOWN], met[first : first + WORDS_SHOWN]
    if not shown:
        return mark_safe("")
    html = _marked(body, shown, marked)
    before = "… " if first else ""
    after = " …" if first + WORDS_SHOWN < len(spans) else ""
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


def _marked(body: str, spans: Sequence[Span], met: Sequence[int | None]) -> str:
    parts, last = [], spans[0][0]
    for start, end in (span for span, group in zip(spans, met, strict=True) if group is not None):
        parts.append(f"{escape(body[last:start])}<mark>{escape(body[start:end])}</mark>")
        last = end
    last_end = spans[-1][1]
    stop = body[last_end : last_end + 1] if body[last_end : last_end + 1] in (".", "!", "?") else ""
    return PARAGRAPH.sub(" – ", "".join([*parts, escape(body[last:last_end] + stop)]))
