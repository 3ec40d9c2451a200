"""Filters written in the query itself, ``country:RS theme:housing``, by code or by name in any language."""

from collections.abc import Iterator, Mapping

from portal.taxonomies import vocabulary
from portal.taxonomies.vocabulary import Term
from search.analysis import fold
from search.concepts import names_in_letters

#: What a filter may be called in a query, folded: in each site language as its heading says it, or shorter.
NAMES: Mapping[str, tuple[str, ...]] = {
    "country": ("country", "territory", "zemlja", "zemja", "teritorija", "vend", "vendi", "territor"),
    "theme": ("theme", "area", "oblast", "tema", "fushe", "fusha"),
}
FACET_OF: Mapping[str, str] = {name: facet for facet, names in NAMES.items() for name in names}


def meaning(name: str, value: str) -> tuple[str, str] | None:
    """The facet and the code in force that a shortcut stands for, or ``None`` when it stands for none."""
    facet = FACET_OF.get(fold(name))
    if facet is None:
        return None
    found = vocabulary.term(facet, value.lower()) or vocabulary.term(facet, value.upper()) or _called(facet, value)
    return (facet, found.code) if found else None


def completions(name: str, beginning: str) -> Iterator[Term]:
    """Terms whose code, or a word of whose name in any language, begins so; all of them for an empty beginning."""
    facet = FACET_OF.get(fold(name))
    begun = fold(beginning)
    for term, names in names_in_letters(facet) if facet else ():
        if fold(term.code).startswith(begun) or any(word.startswith(begun) for words in names for word in words):
            yield term


def _called(facet: str, value: str) -> Term | None:
    words = [folded for word in value.split() if (folded := fold(word))]
    return next((term for term, names in names_in_letters(facet) if words and words in names), None)
