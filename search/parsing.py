"""What a reader typed, as words, phrases, exclusions and shortcuts to filters."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from search.analysis import Token, analyse, analyse_query, exact_key

LONGEST_QUERY, MOST_WORDS, MOST_PHRASES, MOST_SHORTCUTS = 1_000, 32, 8, 8
MeantBy = Callable[[str, str], tuple[str, str] | None]
QUOTES = re.compile('[“”„‟«»″〝〞"]')
PART = re.compile(
    r"(?P<minus>(?<!\S)[-−–])?"
    r'(?:(?<!\S)(?P<name>[^\W\d_]{2,20}):(?:"(?P<quoted>[^"]+)"|(?P<value>[^\s"]+))'
    r'|"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+))'
)


@dataclass(frozen=True)
class Shortcut:
    """A filter written in the query: ``country:RS``; ``text`` is how it stands there."""

    facet: str
    code: str
    text: str


@dataclass
class ParsedQuery:
    """``words`` in order; ``phrase_words`` those of the phrases; ``ignored`` leave nothing to search for.

    ``plain`` is the query without its shortcuts.
    """

    text: str
    plain: str = ""
    words: list[Token] = field(default_factory=list)
    phrases: list[tuple[str, ...]] = field(default_factory=list)
    phrase_words: list[Token] = field(default_factory=list)
    without_words: list[str] = field(default_factory=list)
    without_phrases: list[tuple[str, ...]] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    shortcuts: list[Shortcut] = field(default_factory=list)


def parse(
    text: str, *, meant_by: Callable[[str, str], tuple[str, str] | None] = lambda name, value: None
) -> ParsedQuery:
    """Read a query: words, "phrases", -exclusions, name:value. Whatever else is in it means nothing, breaks nothing.

    ``meant_by`` says which facet and code a name and a value stand for; without it, and for those it does not know,
    they are words like any other.
    """
    query = ParsedQuery(" ".join(text.replace("\0", " ").split())[:LONGEST_QUERY])
    plain = []
    for part in PART.finditer(QUOTES.sub('"', query.text)):
        if part["name"] and _take_shortcut(query, part, meant_by):
            continue
        plain.append(query.text[part.start() : part.end()])
        _take_words(query, part)
    query.plain = " ".join(plain)
    del query.words[MOST_WORDS:], query.without_words[MOST_WORDS:], query.phrase_words[MOST_WORDS:]
    del query.phrases[MOST_PHRASES:], query.without_phrases[MOST_PHRASES:]
    return query


def _take_shortcut(query: ParsedQuery, part: re.Match[str], meant_by: MeantBy) -> bool:
    meant = None if part["minus"] else meant_by(part["name"], part["quoted"] or part["value"])
    if meant is None or len(query.shortcuts) == MOST_SHORTCUTS:
        return False
    query.shortcuts.append(Shortcut(*meant, query.text[part.start() : part.end()]))
    return True


def _take_words(query: ParsedQuery, part: re.Match[str]) -> None:
    """A name that stands for no filter is a word, what follows it another word or a phrase."""
    is_excluded = bool(part["minus"])
    word = f"{part['name']}:{part['value'] or ''}" if part["name"] else part["word"]
    phrase = part["quoted"] if part["name"] else part["phrase"]
    if word is not None:
        (_exclude if is_excluded else _add_words)(query, word)
    if phrase is not None:
        _add_phrase(query, phrase, excluded=is_excluded)


def _add_words(query: ParsedQuery, text: str) -> None:
    tokens = analyse_query(text)
    query.words += tokens
    if not tokens and any(character.isalnum() for character in text):
        query.ignored.append(text)


def _add_phrase(query: ParsedQuery, text: str, *, excluded: bool) -> None:
    tokens = analyse(text)[:MOST_WORDS]
    stems = tuple(token.stem for token in tokens)
    if stems and excluded:
        query.without_phrases.append(stems)
    elif stems:
        query.phrases.append(stems)
        query.phrase_words += tokens


def _exclude(query: ParsedQuery, text: str) -> None:
    """One word goes by its exact letters; what only looks like one (e-uprava) goes as a phrase."""
    tokens = analyse(text)
    if len(tokens) == 1:
        query.without_words.append(exact_key(tokens[0].exact))
    elif tokens:
        query.without_phrases.append(tuple(token.stem for token in tokens))
