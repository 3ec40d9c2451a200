"""The Serbo-Croatian stem of a folded word, whatever language the word is in."""

import threading

import Stemmer

from search.analysis.folding import fold

_local = threading.local()


def stem(folded: str) -> str:
    """The stem of a folded word, folded again: the stemmer puts đ back where it reads dj."""
    return fold(_stemmer().stemWord(folded))


def _stemmer() -> Stemmer.Stemmer:
    """A stemmer of this thread: one object must not be used by two threads at a time."""
    if not hasattr(_local, "stemmer"):
        _local.stemmer = Stemmer.Stemmer("serbian", 0)
    return _local.stemmer
