"""Concepts: what an entry is about and a query asks for, whatever language either is in."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.taxonomies import vocabulary
from portal.taxonomies.models import Label
from portal.taxonomies.vocabulary import Copy, Term
from search.analysis import KEY_LENGTH, Token, analyse

#: Facets whose values are concepts, in the order in which a name that several terms share is given to one of them.
CONCEPT_FACETS = ("theme", "approach", "target_group", "country")
NAMES = (Label.Kind.LABEL, Label.Kind.SYNONYM)
NOT_A_KEY = re.compile("[^a-z0-9]")

Name = tuple[frozenset[str], ...]  # for each word of a name, its keys


def concept_key(facet: str, code: str) -> str:
    """The key of a vocabulary term; no word of a text has a key that begins with c."""
    return ("c" + NOT_A_KEY.sub("", (facet + code).lower()))[:KEY_LENGTH]


def concept_at(tokens: Sequence[Token]) -> tuple[Term, int] | None:
    """The term whose name, in any language, covers most of the words at the beginning; and how many that are."""
    best: tuple[Term, int] | None = None
    names = _index().by_first_key
    for term, name in (found for key in tokens[0].keys for found in names.get(key, ())):
        longer = len(name) > (best[1] if best else 0)
        if longer and len(name) <= len(tokens) and _is_said(name, tokens):
            best = term, len(name)
    return best


@dataclass(frozen=True)
class _Index:
    copy: Copy
    by_first_key: Mapping[str, Sequence[tuple[Term, Name]]]


_kept: _Index | None = None


def _index() -> _Index:
    """The names of all terms by the keys of their first word; made anew when the vocabularies were read anew."""
    global _kept
    copy, kept = vocabulary.current(), _kept
    if kept is None or kept.copy is not copy:
        kept = _kept = _Index(copy, _by_first_key(copy))
    return kept


def _by_first_key(copy: Copy) -> dict[str, list[tuple[Term, Name]]]:
    names = defaultdict(list)
    for facet in CONCEPT_FACETS:
        for term in (term for term in copy.by_code[facet].values() if not term.replaced_by):
            for name in _names(term):
                for key in name[0]:
                    names[key].append((term, name))
    return dict(names)


def _names(term: Term) -> set[Name]:
    """What the term is called, in every language; "mobile / outreach teams" are two names."""
    spoken = ((part, text.language) for text in term.texts if text.kind in NAMES for part in text.text.split("/"))
    names = (tuple(frozenset(token.keys) for token in analyse(part, language)) for part, language in spoken)
    return {name for name in names if name}


def _is_said(name: Name, tokens: Sequence[Token]) -> bool:
    return all(not word.isdisjoint(token.keys) for word, token in zip(name, tokens, strict=False))
