"""A concept gains or loses a name: the texts that say it are read anew, without a command.

What is tagged with a concept is found by its new name at once, because a query is understood by the names of the
moment. But which concepts a text speaks of by itself is settled when it is written (``writing.mentioned_keys``).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import transaction

from portal.taxonomies import vocabulary
from search import concepts, entries
from search.analysis import analyse, exact_key
from search.engines import database_engine
from search.engines.base import Group, Request, Word
from search.models import SearchDue, SearchEntry, SearchNames

BATCH = 500

SaidName = tuple[str, str]  # a language and what a concept is called in it


@transaction.atomic
def note_renamed() -> int:
    """Note what is to be read anew since names of concepts changed, and return how many things that is.

    Told apart by the names as they were last time, so however they change: by editors, by a new release. The first
    time nothing is noted: what there is was read for the names that there are.
    """
    vocabulary.forget()
    copy = vocabulary.current()
    read, is_first = SearchNames.objects.select_for_update().get_or_create(pk=1)
    if read.number == copy.number and not is_first:
        return 0
    before, now = {tuple(name) for name in read.names}, set(concepts.all_names(copy))
    things = set() if is_first else _saying({(language, text) for *_term, language, text in before ^ now})
    SearchDue.objects.bulk_create(
        (SearchDue(model=model, thing_id=thing_id, anew=True) for model, thing_id in sorted(things)), batch_size=BATCH
    )
    read.number, read.names = copy.number, sorted(now)
    read.save()
    return len(things)


def _saying(names: Iterable[SaidName]) -> set[tuple[str, int]]:
    """The things whose texts have all the words of one of these names, whoever may read them."""
    found: set[tuple[str, int]] = set()
    for language, text in names:
        for entry_ids in _batches(_question(text, language)):
            found |= set(_things_of(entry_ids))
    return found


def _question(text: str, language: str) -> Request:
    tokens = analyse(text, language)
    return Request(
        groups=tuple(
            Group((Word((*token.keys, *concepts.other_forms(token, tokens, language)), exact_key(token.exact)),))
            for token in tokens
        )
    )


def _batches(question: Request) -> Iterator[list[int]]:
    last = 0
    while question.groups and (batch := database_engine().having(question, above=last, most=BATCH)):
        yield batch
        last = batch[-1]


def _things_of(entry_ids: list[int]) -> Iterator[tuple[str, int]]:
    ids_of_kind: dict[str, list[str]] = defaultdict(list)
    for kind, source_id in SearchEntry.objects.filter(pk__in=entry_ids).values_list("kind", "source_id"):
        ids_of_kind[kind].append(source_id)
    for adapter in entries.adapters():
        of_kind = adapter.things().filter(**{f"{adapter.id_field}__in": ids_of_kind.get(adapter.kind, [])})
        for thing_id in of_kind.values_list("pk", flat=True):
            yield adapter.model._meta.label_lower, thing_id
