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
    words = spelt(draft)
    if not is_new:
        _lose(entry, {folded for folded, _ in words})
        SearchBeginning.objects.filter(entry=entry).delete()
    _learn(words)
    SearchBeginning.objects.bulk_create(beginning_rows(entry, draft))


def beginning_rows(entry: SearchEntry, draft: "Draft") -> list[SearchBeginning]:
    """How the titles of an entry begin; not saved."""
    return [
        SearchBeginning(entry=entry, word=word, kind=entry.kind, scope=entry.scope, order_key=entry.order_key)
        for word in _beginnings(draft)
    ]


def word_rows(words: Iterable[tuple[str, str]]) -> Iterator[SearchWord]:
    """What is kept of words, folded and as they were written; not saved."""
    return (SearchWord(hint=hint, word=word, shown=shown) for word, shown in words for hint in sorted(hints(word)))


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


def spelt(draft: "Draft") -> set[tuple[str, str]]:
    """The words of a thing that could be misspelt by others: folded, and as they stand there."""
    texts = (f"{text.title}\n{text.body}" if text.is_title_found else text.body for text in draft.texts)
    return set(islice((word for text in texts for word in spellings(text)), WORDS_OF_ENTRY))


def _beginnings(draft: "Draft") -> list[str]:
    """The words that its titles are looked up by; none of what nobody looks up by name."""
    if draft.kind in NAMELESS:
        return []
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
        SearchWord.objects.bulk_create(word_rows(one for one in some if one not in known))


def _lose(entry: SearchEntry, kept: set[str]) -> None:
    """Note which words the entry had and has no more."""
    columns = SearchKeys.objects.filter(entry=entry).values_list("title_keys", "body_keys").first() or ()
    had = {key[1:] for column in columns for key in column.split() if key[0] == "x"}
    lost = sorted(word for word in had - kept if is_word(word))
    SearchLostWord.objects.bulk_create(SearchLostWord(word=word) for word in lost)


def _batches(words: Sequence[tuple[str, str]]) -> Iterator[Sequence[tuple[str, str]]]:
    return (words[at : at + AT_ONCE] for at in range(0, len(words), AT_ONCE))
