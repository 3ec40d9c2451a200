"""Make the lemma tables from the word lists of simplemma: ``python -m search.analysis.build [language ...]``.

Without languages it makes those that are missing. The tables that may be passed on are kept with the code; the
others are made on each machine by this command (data/LICENCES.md). simplemma is needed only here.
"""

import sys
from collections.abc import Iterator

import marisa_trie

from search.analysis.folding import fold
from search.analysis.lemmas import NEAR, OWN_LEMMAS, SERBO_CROATIAN, STEMS, change, path_of
from search.analysis.stems import stem
from search.analysis.tokens import KEY_LENGTH, WORD


def build(language: str) -> int:
    """Write the tables of one language and return how many pairs they hold."""
    words = {(fold(form), fold(lemma)) for form, lemma in _words(language)}
    if language == SERBO_CROATIAN:
        return _save(language, _stems_of_base_forms(words))
    words = _inflected(words)
    of_stems = {(stem(form), lemma) for form, lemma in words} if language in NEAR else set()
    return _save(language, words) + (_save(language + STEMS, of_stems) if of_stems else 0)


def _save(name: str, pairs: set[tuple[str, str]]) -> int:
    changes = sorted((word, change(word, base)) for word, base in pairs)
    path_of(name).parent.mkdir(exist_ok=True)
    marisa_trie.BytesTrie(changes, order=marisa_trie.LABEL_ORDER).save(str(path_of(name)))
    return len(changes)


def _stems_of_base_forms(words: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Forms and the stems of their base forms, where these differ from the stem of the form itself."""
    stems = ((form, stem(form), stem(lemma)) for form, lemma in words)
    return {(form, of_lemma) for form, own, of_lemma in stems if of_lemma and of_lemma != own}


def _inflected(words: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The words without those that never change; a base form stands for itself too, to meet its inflections."""
    base_forms = {lemma for form, lemma in words if form != lemma}
    changing = {(form, lemma) for form, lemma in words if form != lemma or form in base_forms}
    return changing | {(lemma, lemma) for lemma in base_forms}


def _words(language: str) -> Iterator[tuple[str, str]]:
    """Pairs of one word each: what a text is never cut into has no place in a table."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    for form, lemma in DefaultDictionaryFactory().get_dictionary(language).items():
        one_word = WORD.fullmatch(form) and WORD.fullmatch(lemma)
        if one_word and fold(form) and fold(lemma) and len(fold(form)) < KEY_LENGTH:
            yield form, lemma


def main(languages: list[str]) -> None:
    missing = [language for language in (SERBO_CROATIAN, *OWN_LEMMAS) if not path_of(language).exists()]
    for language in languages or missing:
        count = build(language)
        size = path_of(language).stat().st_size
        sys.stdout.write(f"{language}: {count:,} pairs, {size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main(sys.argv[1:])
