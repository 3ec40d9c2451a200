"""What a reader typed, as words, phrases and exclusions."""

import re
from dataclasses import dataclass, field

from search.analysis import Token, analyse, analyse_query, exact_key

LONGEST_QUERY, MOST_WORDS, MOST_PHRASES = 1_000, 32, 8
QUOTES = re.compile('[“”„‟«»″〝〞"]')
PART = re.compile(r'(?P<minus>(?<!\S)[-−–])?(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+))')


@dataclass
class ParsedQuery:
    """``words`` in order; ``ignored`` are those that leave nothing to search for."""

    text: str
    words: list[Token] = field(default_factory=list)
    phrases: list[tuple[str, ...]] = field(default_factory=list)
    without_words: list[str] = field(default_factory=list)
    without_phrases: list[tuple[str, ...]] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)


def parse(text: str) -> ParsedQuery:
    """Read a query: words, "phrases", -exclusions. Whatever else is in it means nothing and breaks nothing."""
    query = ParsedQuery(" ".join(text.replace("\0", " ").split())[:LONGEST_QUERY])
    for part in PART.finditer(QUOTES.sub('"', query.text)):
        if part["phrase"] is not None:
            _add_phrase(query, part["phrase"], excluded=bool(part["minus"]))
        elif part["minus"]:
            _exclude(query, part["word"])
        else:
            _add_words(query, part["word"])
    del query.words[MOST_WORDS:], query.without_words[MOST_WORDS:]
    del query.phrases[MOST_PHRASES:], query.without_phrases[MOST_PHRASES:]
    return query


def _add_words(query: ParsedQuery, text: str) -> None:
    tokens = analyse_query(text)
    query.words += tokens
    if not tokens and any(character.isalnum() for character in text):
        query.ignored.append(text)


def _add_phrase(query: ParsedQuery, text: str, *, excluded: bool) -> None:
    stems = tuple(token.stem for token in analyse(text))[:MOST_WORDS]
    if stems:
        (query.without_phrases if excluded else query.phrases).append(stems)


def _exclude(query: ParsedQuery, text: str) -> None:
    """One word goes by its exact letters; what only looks like one (e-uprava) goes as a phrase."""
    tokens = analyse(text)
    if len(tokens) == 1:
        query.without_words.append(exact_key(tokens[0].exact))
    elif tokens:
        query.without_phrases.append(tuple(token.stem for token in tokens))
