"""Entries are written here, in the transaction of what they are about."""

import datetime
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db import connection, transaction

from search import lookups
from search.analysis import analyse, exact_key
from search.concepts import CONCEPT_FACETS, concept_key, mentions
from search.engines.postgresql import index, unindex
from search.models import PUBLIC, SearchEntry, SearchFacet, SearchKeys, SearchText
from search.outbox import enqueue
from search.tallies import counted_as, tally

WORDS_AT_MOST = 150_000  # of a thing, all its texts together: a book of five hundred pages
# Stands between two texts, so that no phrase begins in one and ends in the other; no word has such a key.
BOUNDARY = "0"
KEY_COLUMNS = ("title_stems", "body_stems", "title_keys", "body_keys")


@dataclass(frozen=True)
class Text:
    """A thing in one language, as plain text.

    Where the title is another thing's, ``is_title_found`` is off and ``title_language`` may be another.
    """

    language: str
    title: str
    body: str = ""
    page_id: int | None = None
    is_title_found: bool = True
    title_language: str = ""


@dataclass(frozen=True)
class Draft:
    """What is to be found of a thing; languages and year become facets by themselves.

    ``facets`` are also the concepts that find it, unless ``concepts`` says which of them are its own: a post is
    filtered by the country of its forum, but not found by the country's name.
    """

    kind: str
    source_id: str
    texts: Sequence[Text]
    facets: Mapping[str, Iterable[str]] = field(default_factory=dict)
    concepts: Mapping[str, Iterable[str]] | None = None
    scope: str = PUBLIC
    dated_at: datetime.datetime | None = None
    state: str = ""
    outcome: str = ""
    parent_kind: str = ""
    parent_id: str = ""
    path: str = ""


@transaction.atomic(savepoint=False)
def write(draft: Draft, *, anew: bool = False) -> SearchEntry:
    """Write or renew the entry of a thing, whole; one that says the same already is left alone, unless ``anew``."""
    entry = _locked(draft.kind, draft.source_id) or SearchEntry(kind=draft.kind, source_id=draft.source_id, version=0)
    if entry.is_visible and entry.digest == digest(draft) and not anew:
        return entry if entry.dated_at == draft.dated_at else _dated_anew(entry, draft)
    is_new = entry.pk is None
    narrows, was = bool(entry.pk and entry.is_visible and entry.scope != draft.scope), counted_as(entry)
    described(entry, draft).save()
    tally(entry, was=was)
    if not is_new:
        entry.texts.all().delete()
    SearchText.objects.bulk_create(text_rows(entry, draft))
    lookups.store(entry, draft, is_new=is_new)
    _store_keys(entry, draft, is_new=is_new)
    enqueue(entry, narrows=narrows)
    return entry


def _dated_anew(entry: SearchEntry, draft: Draft) -> SearchEntry:
    """The entry one version on, with nothing new but its date: what a reply changes of its conversation."""
    entry.version += 1
    entry.dated_at, entry.order_key = draft.dated_at, order_key(draft)
    entry.save(update_fields=["version", "dated_at", "order_key"])
    lookups.date(entry)
    enqueue(entry, narrows=False)
    return entry


@transaction.atomic
def hide(kind: str, source_id: str) -> None:
    """Nobody finds the thing any more and none of its words stay here; its entry waits for its return.

    One that was hidden with its whole conversation (``search/below.py``) still has its words, and its ``codes``.
    """
    entry = _locked(kind, source_id)
    if entry and (entry.is_visible or entry.codes):
        was = counted_as(entry)
        entry.is_visible, entry.codes, entry.digest = False, "", ""
        entry.version += 1
        entry.save()
        tally(entry, was=was)
        entry.texts.all().delete()
        lookups.drop(entry)
        SearchKeys.objects.filter(entry=entry).delete()
        if connection.vendor == "postgresql":
            unindex(entry)
        enqueue(entry, narrows=True)


@transaction.atomic
def forget(kind: str, source_id: str) -> None:
    """The thing is gone, and its entry with it."""
    entry = _locked(kind, source_id)
    if entry:
        was, entry.is_visible = counted_as(entry), False
        tally(entry, was=was)
        entry.version += 1
        enqueue(entry, narrows=True)
        lookups.drop(entry)
        entry.delete()


def digest(draft: Draft) -> str:
    """The same for drafts that say the same; of their dates only the year is said."""
    values, concepts = sorted(facet_values(draft)), concept_keys(draft)
    said = replace(draft, texts=tuple(draft.texts), facets={}, concepts=None, dated_at=None)
    return hashlib.sha256(repr((said, values, concepts)).encode()).hexdigest()


def facet_values(draft: Draft) -> set[tuple[str, str]]:
    """Every facet value of a thing, as (facet, code)."""
    found = {("kind", draft.kind), *(("language", text.language) for text in draft.texts)}
    found |= {(name, code) for name, codes in draft.facets.items() for code in codes}
    if draft.state:
        found.add(("state", draft.state))
    if draft.dated_at:
        found.add(("year", str(draft.dated_at.year)))
    return found


def concept_keys(draft: Draft) -> list[str]:
    """The keys of what a thing itself is about."""
    own = draft.facets if draft.concepts is None else draft.concepts
    return sorted({concept_key(name, code) for name in CONCEPT_FACETS for code in own.get(name, ())})


def mentioned_keys(draft: Draft) -> set[str]:
    """The keys of the concepts that its texts call by a name, in whatever language: who asks by another finds it."""
    texts = [(text.title, text.language) for text in draft.texts if text.is_title_found]
    texts += [(text.body, text.language) for text in draft.texts]
    found = (term for text, language in texts for _, _, term in mentions(analyse(text, language)[:WORDS_AT_MOST]))
    return {concept_key(term.vocabulary, term.code) for term in found}


def _locked(kind: str, source_id: str) -> SearchEntry | None:
    return SearchEntry.objects.select_for_update().filter(kind=kind, source_id=source_id).first()


def described(entry: SearchEntry, draft: Draft) -> SearchEntry:
    """The entry, one version on, as the draft wants it; not saved."""
    entry.version += 1
    entry.is_visible, entry.scope, entry.digest = True, draft.scope, digest(draft)
    entry.kind, entry.source_id = draft.kind, draft.source_id
    entry.dated_at, entry.path = draft.dated_at, draft.path
    entry.state, entry.outcome = draft.state, draft.outcome
    entry.parent_kind, entry.parent_id = draft.parent_kind, draft.parent_id
    entry.order_key = order_key(draft)
    entry.codes = "".join(sorted(facet.letter for facet in _facets(facet_values(draft))))
    return entry


def order_key(draft: Draft) -> int:
    """The date of a thing as seconds, 0 without one."""
    return int(draft.dated_at.timestamp()) if draft.dated_at else 0


def _facets(values: set[tuple[str, str]]) -> list[SearchFacet]:
    """The rows of these facet values, made where they are missing."""
    found = _known(values)
    missing = values - {(facet.name, facet.code) for facet in found}
    if missing:
        rows = [SearchFacet(name=name, code=code) for name, code in sorted(missing)]
        SearchFacet.objects.bulk_create(rows, ignore_conflicts=True)
        found = _known(values)
    return found


def _known(values: set[tuple[str, str]]) -> list[SearchFacet]:
    rows = SearchFacet.objects.filter(code__in={code for _, code in values})
    return [facet for facet in rows if (facet.name, facet.code) in values]


def text_rows(entry: SearchEntry, draft: Draft) -> list[SearchText]:
    """What is shown of the entry, language by language; not saved."""
    return [
        SearchText(
            entry=entry,
            language=text.language,
            title_language=text.title_language or text.language,
            title=text.title,
            body=text.body,
            page_id=text.page_id,
        )
        for text in draft.texts
    ]


def key_row(entry: SearchEntry, draft: Draft) -> SearchKeys:
    """What the entry is found by; not saved."""
    titles = _words((text.title, text.language) for text in draft.texts if text.is_title_found)
    bodies = _words((text.body, text.language) for text in draft.texts)
    about = sorted({*concept_keys(draft), *mentioned_keys(draft)})
    return SearchKeys(
        entry=entry,
        title_stems=" ".join(stem for _, stem, *_ in titles),
        title_keys=" ".join(key for exact, _, *others in titles for key in (exact, *others)),
        body_stems=" ".join(stem for _, stem, *_ in bodies),
        body_keys=" ".join([*(key for exact, _, *others in bodies for key in (exact, *others)), *about]),
    )


def _store_keys(entry: SearchEntry, draft: Draft, *, is_new: bool) -> None:
    row = key_row(entry, draft)
    if is_new:
        row.save(force_insert=True)
    else:
        SearchKeys.objects.update_or_create(entry=entry, defaults={name: getattr(row, name) for name in KEY_COLUMNS})
    if connection.vendor == "postgresql":
        index([row])


def _words(texts: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """For each word of the texts in turn: its exact key, its own stem, its other keys; a boundary between texts."""
    words: list[tuple[str, ...]] = []
    for text, language in texts:
        found = [(exact_key(token.exact), *token.keys) for token in analyse(text, language)]
        if found:
            words += [*([(BOUNDARY, BOUNDARY)] if words else []), *found]
    return words[:WORDS_AT_MOST]
