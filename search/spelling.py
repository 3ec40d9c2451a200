"""Did you mean: the query with its misspelt words set right, when hardly anything was found.

Words come from ``SearchWord``, which does not know who may read them, and from the vocabularies. So no correction is
proposed that was not asked of the database with the reader's own rights, the corrected words exactly as they stand.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product

from portal.languages.latin import to_latin
from search.analysis import Token, analyse, exact_key, fold
from search.analysis.spellings import LONGEST, distance, hints
from search.analysis.tokens import WORD
from search.concepts import words_by_hint
from search.engines import database_engine
from search.engines.base import Group, Request, Word
from search.models import SearchWord
from search.parsing import ParsedQuery, parse
from search.shortcuts import meaning

FEW = 2  # results up to which a word may be taken for misspelt though something was found
SHORTEST, LONG = 4, 6  # letters: shorter words are left alone, long ones may have two mistakes
MOST_WORDS, MOST_ROWS, MOST_TRIED, COUNTED = 3, 600, 12, 50
CYRILLIC = re.compile("[\u0400-\u04ff]")


@dataclass(frozen=True)
class Correction:
    """A word as it could have been meant. ``is_public``: it stands in a vocabulary, which everybody reads."""

    folded: str
    shown: str
    mistakes: int
    is_public: bool = False


def did_you_mean(query: ParsedQuery, total: int, request_for: Callable[[ParsedQuery], Request]) -> str | None:
    """The query as it was probably meant, in the script it was typed in; ``None`` when it seems to be meant so.

    ``total`` is what the query found as it stands; ``request_for`` puts a query as this reader, with their filters.
    """
    if total > FEW:
        return None
    words = [token for token in (*query.words, *query.phrase_words) if SHORTEST <= len(token.exact) <= LONGEST]
    proposed = _corrections(words[: 2 * MOST_WORDS], query.text)
    doubtful = _doubtful([token for token in words if proposed.get(token.exact)], total, request_for)[:MOST_WORDS]
    if not doubtful:
        return None
    tried = _combined([proposed[token.exact] for token in doubtful])
    texts = [_rewritten(query.text, [token.exact for token in doubtful], chosen) for chosen in tried]
    asked = [
        _strictly(request_for(parse(text, meant_by=meaning)), chosen) for text, chosen in zip(texts, tried, strict=True)
    ]
    found = database_engine().counts(asked, at_most=COUNTED)
    ranked = [
        (sum(correction.mistakes for correction in chosen), -count, at)
        for at, (chosen, count) in enumerate(zip(tried, found, strict=True))
        if count > total
    ]
    return texts[min(ranked)[2]] if ranked else None


def _doubtful(words: Sequence[Token], total: int, request_for: Callable[[ParsedQuery], Request]) -> list[Token]:
    """The words that hardly anything readable has."""
    if not words:
        return []
    alone = [replace(request_for(ParsedQuery(token.exact, words=[token])), filters={}) for token in words]
    counts = database_engine().counts(alone, at_most=FEW + 1)
    return [token for token, count in zip(words, counts, strict=True) if count <= (FEW if total else 0)]


def _corrections(words: Sequence[Token], text: str) -> dict[str, list[Correction]]:
    """For each folded word what it could be, the nearest first."""
    wanted = {hint for token in words for hint in hints(token.exact)}
    if not wanted:
        return {}
    rows = SearchWord.objects.filter(hint__in=wanted).values_list("word", "shown").distinct()[:MOST_ROWS]
    spelt: dict[str, set[str]] = {}
    for folded, shown in rows:
        spelt.setdefault(folded, set()).add(shown)
    written = {fold(found[0]): found[0] for found in WORD.finditer(text)}
    return {
        token.exact: _nearest(token, spelt, is_cyrillic=bool(CYRILLIC.search(written.get(token.exact, ""))))
        for token in words
    }


def _nearest(token: Token, spelt: dict[str, set[str]], *, is_cyrillic: bool) -> list[Correction]:
    most = 2 if len(token.exact) >= LONG else 1
    named = {folded: forms for hint in hints(token.exact) for folded, forms in words_by_hint().get(hint, {}).items()}
    near = []
    for folded in spelt.keys() | named.keys():
        mistakes = distance(token.exact, folded, most)
        if 0 < mistakes <= most and not _is_form(folded, token):
            forms = spelt.get(folded, set()) | named.get(folded, set())
            near.append(Correction(folded, _in_script(forms, folded, is_cyrillic), mistakes, folded in named))
    ranked = sorted(near, key=lambda found: (found.mistakes, found.folded[0] != token.exact[0], found.folded))
    return ranked[:MOST_TRIED]


def _is_form(folded: str, token: Token) -> bool:
    """Whether it is a form of the same word, which the search finds anyway."""
    return any(not set(other.keys).isdisjoint(token.keys) for other in analyse(folded))


def _in_script(forms: Iterable[str], folded: str, is_cyrillic: bool) -> str:
    """The word as the reader would type it: in their script, with its marks where somebody wrote them."""
    forms = sorted(forms)
    cyrillic = [form for form in forms if CYRILLIC.search(form)]
    latin = [form for form in forms if form not in cyrillic]
    if is_cyrillic:
        return (cyrillic or latin)[0]
    derived = [form for form in map(to_latin, cyrillic) if not CYRILLIC.search(form)]
    return max([*latin, *derived], key=lambda form: (not form.isascii(), form), default=folded)


def _combined(choices: Sequence[Sequence[Correction]]) -> list[tuple[Correction, ...]]:
    """One correction for each word, all ways to choose, those with the fewest mistakes first."""
    fewer = [found[: MOST_TRIED if len(choices) == 1 else 3] for found in choices]
    ways = sorted(product(*fewer), key=lambda chosen: sum(correction.mistakes for correction in chosen))
    return ways[:MOST_TRIED]


def _rewritten(text: str, misspelt: Sequence[str], chosen: Sequence[Correction]) -> str:
    """The query with these words in the place of the misspelt ones, a capital where there was one."""
    right = dict(zip(misspelt, (correction.shown for correction in chosen), strict=True))

    def corrected(found: re.Match[str]) -> str:
        shown = right.get(fold(found[0]), found[0])
        return shown[0].upper() + shown[1:] if found[0][0].isupper() and shown else shown

    return WORD.sub(corrected, text)


def _strictly(request: Request, chosen: Sequence[Correction]) -> Request:
    """The same question, to be met by the very words that would be shown."""
    exact = [exact_key(correction.folded) for correction in chosen if not correction.is_public]
    return replace(request, groups=(*request.groups, *(Group((Word((key,), key),)) for key in exact)))
