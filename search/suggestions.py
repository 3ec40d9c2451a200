"""What a reader may be about to type: filters, concepts, places and titles that begin like it, in any script."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode

from portal.languages import UI_TAGS, shown_tag
from portal.taxonomies.vocabulary import Term
from search.analysis import analyse
from search.analysis.spellings import LONGEST
from search.concepts import CONCEPT_FACETS, names_in_letters
from search.due import catch_up_for_reader
from search.highlighting import in_readers_script
from search.models import SearchBeginning, SearchEntry, SearchScope, SearchText
from search.parsing import LONGEST_QUERY
from search.permissions import readable_scopes
from search.results import address, addresses_of, best_texts
from search.shortcuts import completions

MOST, MOST_CONCEPTS, MOST_PLACES = 8, 3, 3
MOST_WORDS, SHORTEST = 6, 2  # words of a query that are looked for, letters of the longest of them
PLACES = ("municipality", "organisation")
#: At the end of what is typed: a shortcut whose value is still being written.
UNFINISHED = re.compile(r'(?:^|.*\s)(?P<name>[^\W\d_]{2,20}):"?(?P<value>[^"\s]{0,40})$')


@dataclass(frozen=True)
class Suggestion:
    """``url`` is where it leads; ``completes``, where there is any, what the query becomes instead of leaving."""

    text: str
    lang: str
    kind: str
    url: str
    completes: str = ""


def suggest(text: str, *, user, ui_language: str) -> list[Suggestion]:
    """Up to eight suggestions: the values of a filter that is being written, else concepts, places, titles."""
    text = text.replace("\0", " ")[:LONGEST_QUERY]
    if found := list(islice(_shortcuts(text, ui_language), MOST)):
        return found
    begun = list(dict.fromkeys(token.exact[:LONGEST] for token in analyse(text)))[:MOST_WORDS]
    if max(map(len, begun), default=0) < SHORTEST:
        return []
    concepts = list(islice(_concepts(begun, ui_language), MOST_CONCEPTS))
    return [*concepts, *_titles(begun, MOST - len(concepts), user, ui_language)]


def _shortcuts(text: str, ui_language: str) -> Iterator[Suggestion]:
    """``country:se`` could become ``country:RS``; the names of both parts may be in any language."""
    unfinished = UNFINISHED.match(text)
    if not unfinished:
        return
    with translation.override(ui_language):
        page = reverse("search:search")
    for term in completions(unfinished["name"], unfinished["value"]):
        query = f"{text[: unfinished.start('name')]}{unfinished['name']}:{term.code} "
        url = f"{page}?{urlencode({'q': query.strip()})}"
        yield _of_term(term, ui_language, url, completes=query)


def _concepts(begun: Sequence[str], ui_language: str) -> Iterator[Suggestion]:
    with translation.override(ui_language):
        page = reverse("search:search")
    for facet in CONCEPT_FACETS:
        for term, names in names_in_letters(facet):
            if any(_begins(begun, name) for name in names):
                yield _of_term(term, ui_language, f"{page}?{urlencode({facet: term.code})}")


def _of_term(term: Term, ui_language: str, url: str, completes: str = "") -> Suggestion:
    return Suggestion(term.text("label", ui_language), UI_TAGS[ui_language], term.vocabulary, url, completes)


def _begins(begun: Iterable[str], words: Sequence[str]) -> bool:
    return all(any(word.startswith(beginning) for word in words) for beginning in begun)


def _titles(begun: Sequence[str], most: int, user, ui_language: str) -> list[Suggestion]:
    """Places first, then what is newest; rights are asked of the entries themselves once more."""
    catch_up_for_reader()
    scopes = readable_scopes(user)
    rows = _beginning(begun, scopes)
    places = _first(rows.filter(kind__in=PLACES), MOST_PLACES)
    others = _first(rows.exclude(kind__in=PLACES), most)
    found = [*places, *others][:most]
    texts = best_texts(SearchEntry.objects.readable_with(scopes).filter(pk__in=found), None, ui_language)
    addresses = addresses_of(texts.values(), ui_language)
    shown = [texts[entry_id] for entry_id in found if entry_id in texts]
    return [_of_text(text, address(text, addresses, ui_language), ui_language) for text in shown]


def _of_text(text: SearchText, url: str, ui_language: str) -> Suggestion:
    title = in_readers_script(text.title, text.title_language, ui_language)
    return Suggestion(title, shown_tag(text.title_language, ui_language), text.entry.kind, url)


def _beginning(begun: Sequence[str], scopes: Iterable[str]) -> QuerySet[SearchBeginning]:
    """Rows of readable titles in which every word is begun: the longest is looked up, the others looked for."""
    longest, *others = sorted(begun, key=len, reverse=True)
    opened = SearchScope.objects.filter(is_public=True).values("name")
    rows = SearchBeginning.objects.filter(Q(scope__in=list(scopes)) | Q(scope__in=opened), _begins_with(longest))
    for other in others:
        same = SearchBeginning.objects.filter(_begins_with(other), entry=OuterRef("entry"))
        rows = rows.filter(Exists(same))
    return rows


def _begins_with(beginning: str) -> Q:
    """A condition that the index of the database in use answers: SQLite's LIKE does not use one, a range does."""
    if connection.vendor == "sqlite":
        return Q(word__gte=beginning, word__lt=beginning[:-1] + chr(ord(beginning[-1]) + 1))
    return Q(word__startswith=beginning)


def _first(rows: QuerySet[SearchBeginning], most: int) -> list[int]:
    """The newest entries; several words of one title may begin alike."""
    newest = rows.order_by("-order_key", "-entry_id").values_list("entry_id", flat=True)[: 4 * most]
    return list(dict.fromkeys(newest))[:most]
