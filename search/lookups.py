"""What is written beside an entry for those who type: its words as they are spelt, and how its titles begin.

Written in the transaction of the entry (``search/writing.py``), read by ``search/spelling.py`` and
``search/suggestions.py``.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from search.analysis import exact_key, fold
from search.analysis.spellings import HINT_LENGTH, LONGEST, hints, is_word, spellings
from search.analysis.tokens import WORD
from search.engines import database_engine
from search.models import SearchBeginning, SearchEntry, SearchKeys, SearchLostWord, SearchWord

if TYPE_CHECKING:
    from search.writing import Draft

WORDS_OF_ENTRY, BEGINNINGS_OF_ENTRY, AT_ONCE = 4_000, 60, 400
#: Kinds that people do not look up by name: a post or a point has none of its own, an approach is a concept.
NAMELESS = ("post", "clause", "approach")
#: Kinds that are also looked up by what else they are called, which stands in their text.
WITH_ALIASES = ("municipality", "organisation")


def store(entry: SearchEntry, draft: "Draft", *, is_new: bool = False) -> None:
    """Write what is known of the words of an entry, before its keys are written anew; ``is_new``: it had none."""
    words = set(islice(_spelt(draft), WORDS_OF_ENTRY))
    if not is_new:
        _lose(entry, {folded for folded, _ in words})
        SearchBeginning.objects.filter(entry=entry).delete()
    _learn(words)
    if draft.kind not in NAMELESS:
        SearchBeginning.objects.bulk_create(
            SearchBeginning(entry=entry, word=word, kind=entry.kind, scope=entry.scope, order_key=entry.order_key)
            for word in _beginnings(draft)
        )


def date(entry: SearchEntry) -> None:
    """The beginnings of an entry take its date."""
    SearchBeginning.objects.filter(entry=entry).update(order_key=entry.order_key)


def drop(entry: SearchEntry) -> None:
    """Nobody finds the entry any more: no title begins like it, and its words are in doubt."""
    SearchBeginning.objects.filter(entry=entry).delete()
    _lose(entry, set())


def forget_lost_words() -> int:
    """Take away the words that entries lost and no entry has any more; how many were looked at.

    For the worker: looking for a word everywhere takes longer than whoever hides a post should wait.
    """
    lost = dict(SearchLostWord.objects.order_by("pk").values_list("pk", "word")[:AT_ONCE])
    if lost:
        unused = database_engine().missing([exact_key(word) for word in set(lost.values())])
        SearchWord.objects.filter(word__in=[word for word in lost.values() if exact_key(word) in unused]).delete()
        SearchLostWord.objects.filter(pk__in=lost).delete()
    return len(lost)


def _spelt(draft: "Draft") -> Iterator[tuple[str, str]]:
    for text in draft.texts:
        yield from spellings(f"{text.title}\n{text.body}" if text.is_title_found else text.body)


def _beginnings(draft: "Draft") -> Iterable[str]:
    with_body = draft.kind in WITH_ALIASES
    words = (
        fold(found[0])[:LONGEST]
        for text in draft.texts
        for found in WORD.finditer(f"{text.title}\n{text.body}" if with_body else text.title)
    )
    return list(dict.fromkeys(word for word in words if word))[:BEGINNINGS_OF_ENTRY]


def _learn(words: set[tuple[str, str]]) -> None:
    for some in _batches(sorted(words)):
        folded = {word for word, _ in some}
        found = SearchWord.objects.filter(hint__in={word[:HINT_LENGTH] for word in folded}, word__in=folded)
        known = set(found.values_list("word", "shown"))
        SearchWord.objects.bulk_create(
            SearchWord(hint=hint, word=word, shown=shown)
            for word, shown in some
            if (word, shown) not in known
            for hint in sorted(hints(word))
        )


def _lose(entry: SearchEntry, kept: set[str]) -> None:
    """Note which words the entry had and has no more."""
    columns = SearchKeys.objects.filter(entry=entry).values_list("title_keys", "body_keys").first() or ()
    had = {key[1:] for column in columns for key in column.split() if key[0] == "x"}
    lost = sorted(word for word in had - kept if is_word(word))
    SearchLostWord.objects.bulk_create(SearchLostWord(word=word) for word in lost)


def _batches(words: Sequence[tuple[str, str]]) -> Iterator[Sequence[tuple[str, str]]]:
    return (words[at : at + AT_ONCE] for at in range(0, len(words), AT_ONCE))
