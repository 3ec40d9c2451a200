"""Terms and their labels for readers, kept in each process and renewed when the vocabularies change."""

from dataclasses import dataclass, field
from threading import Lock
from time import monotonic

from asgiref.local import Local
from django.core.signals import request_started

from portal.languages import SERBIAN_LATIN, best_text
from portal.languages.latin import to_latin
from portal.languages.reading import reader_language
from portal.taxonomies import models
from portal.taxonomies.models import VOCABULARIES, Label, VocabularyVersion

MODELS = {
    "theme": models.Theme,
    "approach": models.Approach,
    "target_group": models.TargetGroup,
    "goal": models.Goal,
    "country": models.Country,
}


@dataclass(frozen=True)
class Term:
    """A term as code, key and what it is called; ``texts`` are its label rows of every kind."""

    vocabulary: str
    pk: int
    code: str
    replaced_by: str
    texts: tuple[Label, ...]

    def text(self, kind: str = "label", language: str | None = None) -> str:
        """The label (or another kind of text) that a reader of that site language reads best; "" when none."""
        language = language or reader_language()
        found = best_text((text for text in self.texts if text.kind == kind), language)
        if found is None:
            return self.code if kind == "label" else ""
        return to_latin(found.text) if language == SERBIAN_LATIN and found.language == "sr-Cyrl" else found.text

    @property
    def label(self) -> str:
        return self.text()


@dataclass
class Copy:
    """One process's copy of the vocabularies at one version."""

    number: int
    by_code: dict[str, dict[str, Term]] = field(default_factory=dict)
    by_pk: dict[str, dict[int, Term]] = field(default_factory=dict)


#: Seconds without a question to the database: what never ends a request, a worker, learns of changes too.
GOOD_FOR = 10
_lock = Lock()
_copy: Copy | None = None
_checked = Local()


def terms(vocabulary: str) -> list[Term]:
    """The terms of a vocabulary in order, deprecated ones left out."""
    return [term for term in current().by_code[vocabulary].values() if not term.replaced_by]


def term(vocabulary: str, code: str) -> Term | None:
    """The term of that code, or its replacement when it is deprecated; ``None`` for an unknown code."""
    found = current().by_code[vocabulary].get(code)
    return term(vocabulary, found.replaced_by) if found and found.replaced_by else found


def term_of(row) -> Term:
    """The term of a model row (a ``Theme``, a ``Country``, ...)."""
    return current().by_pk[vocabulary_of(row)][row.pk]


def term_by_pk(vocabulary: str, pk: int) -> Term:
    """The term of that primary key, without reading its row."""
    return current().by_pk[vocabulary][pk]


def vocabulary_of(row) -> str:
    """The name of the vocabulary a row belongs to."""
    return next(name for name, model in MODELS.items() if isinstance(row, model))


def label(vocabulary: str, code: str, language: str | None = None) -> str:
    """What a code is called for the reader; the code itself when it is unknown."""
    found = term(vocabulary, code)
    return found.text("label", language) if found else code


def current() -> Copy:
    """The copy of this process, compared with the database at the start of a request and then now and again."""
    global _copy
    if _copy is None or monotonic() > getattr(_checked, "good_until", 0):
        number = VocabularyVersion.objects.filter(pk=1).values_list("number", flat=True).first() or 0
        with _lock:
            if _copy is None or _copy.number != number:
                _copy = read_all(number)
        _checked.good_until = monotonic() + GOOD_FOR
    return _copy


def forget(**kwargs) -> None:
    """Compare again at the next use: at the start of a request, and after a change in this process."""
    _checked.good_until = 0


def read_all(number: int) -> Copy:
    """Every vocabulary from the database: two queries each."""
    copy = Copy(number)
    for vocabulary in VOCABULARIES:
        rows = MODELS[vocabulary].objects.select_related("replaced_by").prefetch_related("labels")
        found = [
            Term(vocabulary, row.pk, row.code, row.replaced_by.code if row.replaced_by else "", tuple(row.labels.all()))
            for row in rows
        ]
        copy.by_code[vocabulary] = {term.code: term for term in found}
        copy.by_pk[vocabulary] = {term.pk: term for term in found}
    return copy


request_started.connect(forget, dispatch_uid="vocabulary-compare-again")
