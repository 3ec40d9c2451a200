"""From places in an index to what a reader sees: text in their language and script, address, snippet."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils import timezone
from django.utils.safestring import SafeString
from wagtail.models import Page, Site

from portal.languages import reading_rank, shown_tag, tree_of
from search.engines.base import Place, Request
from search.highlighting import Wanted, in_readers_script, snippet
from search.models import SearchEntry, SearchFacet, SearchText, letter_of
from search.querysets import SearchEntryQuerySet

#: Kinds that have parts of their own among the results, and kinds that things come from.
WHOLES = ("thread", "recommendation")
SOURCES = ("forum",)


@dataclass(frozen=True)
class Origin:
    """What a result stands under or comes from, as far as its reader may read it; ``lang`` is that of the title."""

    kind: str
    id: str
    title: str
    lang: str
    url: str
    state: str
    outcome: str


@dataclass(frozen=True)
class Hit:
    """A result as its reader sees it; ``lang`` and ``title_lang`` are language and script on screen.

    ``under`` is what it is a part of, the thread of a post, the recommendation of a point; ``source`` where it comes
    from: a forum, a municipality, an organisation.
    """

    kind: str
    id: str
    title: str
    url: str
    language: str
    lang: str
    title_lang: str
    countries: list[str]
    themes: list[str]
    target_groups: list[str]
    date: datetime.date | None
    state: str
    outcome: str
    thread: str | None
    snippet_html: SafeString
    under: Origin | None
    source: Origin | None


def hits(places: Sequence[Place], request: Request, *, languages: frozenset[str] | None, ui_language: str) -> list[Hit]:
    """The things at these places, in order; one that the reader may not see (any more) is left out."""
    readable = SearchEntry.objects.readable_with(request.scopes)
    texts = best_texts(readable.filter(pk__in=[place.entry_id for place in places]), languages, ui_language)
    above = _above([text.entry for text in texts.values()], readable, ui_language)
    addresses = addresses_of([*texts.values(), *above.values()], ui_language)
    origins = {thing: _origin(text, addresses, ui_language) for thing, text in above.items()}
    letters = facet_letters() if texts else {}
    wanted = _wanted(request)
    return [
        _hit(texts[place.entry_id], addresses, letters, wanted, above, origins, ui_language)
        for place in places
        if place.entry_id in texts
    ]


Thing = tuple[str, str]  # kind and id
FacetValue = tuple[str, str]  # facet and code


def facet_letters() -> dict[str, FacetValue]:
    """What each letter of ``SearchEntry.codes`` stands for."""
    return {letter_of(pk): (name, code) for pk, name, code in SearchFacet.objects.values_list("pk", "name", "code")}


def _above(entries: Sequence[SearchEntry], readable: SearchEntryQuerySet, ui_language: str) -> dict[Thing, SearchText]:
    """What these things belong to, and what that belongs to, in one question."""
    wanted: dict[str, set[str]] = {}
    for entry in entries:
        if entry.parent_id:
            wanted.setdefault(entry.parent_kind, set()).add(entry.parent_id)
    if not wanted:
        return {}
    conditions = [Q(kind=kind, source_id__in=ids) for kind, ids in wanted.items()]
    parents = SearchEntry.objects.filter(reduce(or_, conditions))
    conditions += [Q(kind=kind, source_id__in=parents.filter(parent_kind=kind).values("parent_id")) for kind in SOURCES]
    texts = best_texts(readable.filter(reduce(or_, conditions)), None, ui_language)
    return {(text.entry.kind, text.entry.source_id): text for text in texts.values()}


def _origin(text: SearchText, addresses: Mapping[int, str], ui_language: str) -> Origin:
    entry = text.entry
    return Origin(
        kind=entry.kind,
        id=entry.source_id,
        title=in_readers_script(text.title, text.title_language, ui_language),
        lang=shown_tag(text.title_language, ui_language),
        url=address(text, addresses, ui_language),
        state=entry.state,
        outcome=entry.outcome,
    )


def best_texts(
    entries: SearchEntryQuerySet, languages: frozenset[str] | None, ui_language: str
) -> dict[int, SearchText]:
    """The text of each entry that the reader reads best, of the languages asked for where it has one of them.

    By id of the entry, which comes with the text.
    """
    by_entry: dict[int, list[SearchText]] = {}
    for text in SearchText.objects.filter(entry__in=entries).select_related("entry"):
        by_entry.setdefault(text.entry_id, []).append(text)
    best = {}
    for entry_id, texts in by_entry.items():
        asked_for = [text for text in texts if languages and text.language in languages]
        best[entry_id] = min(asked_for or texts, key=lambda text: reading_rank(text.language, ui_language))
    return best


def addresses_of(texts: Iterable[SearchText], ui_language: str) -> dict[int, str]:
    """Where the pages among the texts are: one query, whatever their kinds."""
    ids = [text.page_id for text in texts if text.page_id]
    if not ids:
        return {}
    roots = [root.root_path for root in Site.get_site_root_paths()]
    pages = Page.objects.filter(pk__in=ids).values_list("pk", "url_path", "locale__language_code")
    return {pk: _page_address(url_path, tree, roots, ui_language) for pk, url_path, tree in pages}


def _page_address(url_path: str, tree: str, roots: Iterable[str], ui_language: str) -> str:
    """What ``page.url`` says, without asking for the sites once a page: Latin readers stay at their own prefix."""
    root = next((root for root in roots if url_path.startswith(root)), "/")
    prefix = ui_language if tree_of(ui_language) == tree else tree
    return f"/{prefix}/{url_path[len(root) :]}"


def address(text: SearchText, addresses: Mapping[int, str], ui_language: str) -> str:
    """Where the thing is read: the page of this text, or its own address on the reader's site."""
    return addresses.get(text.page_id, "") if text.page_id else f"/{ui_language}/{text.entry.path}"


def _wanted(request: Request) -> Wanted:
    words = [frozenset(word.keys) for group in request.groups for word in group.words]
    concepts = [group.concept for group in request.groups if group.concept]
    return Wanted([*words, *(frozenset(phrase) for phrase in request.phrases)], concepts)


def _hit(
    text: SearchText,
    addresses: Mapping[int, str],
    letters: Mapping[str, FacetValue],
    wanted: Wanted,
    above: Mapping[Thing, SearchText],
    origins: Mapping[Thing, Origin],
    ui_language: str,
) -> Hit:
    entry = text.entry
    parent = (entry.parent_kind, entry.parent_id)
    is_part = entry.parent_kind in WHOLES
    whole = above[parent].entry if is_part and parent in above else None
    source = (whole.parent_kind, whole.parent_id) if whole else parent
    codes: dict[str, list[str]] = {}
    for name, code in (letters[letter] for letter in entry.codes if letter in letters):
        codes.setdefault(name, []).append(code)
    return Hit(
        kind=entry.kind,
        id=entry.source_id,
        title=in_readers_script(text.title, text.title_language, ui_language),
        url=address(text, addresses, ui_language),
        language=text.language,
        lang=shown_tag(text.language, ui_language),
        title_lang=shown_tag(text.title_language, ui_language),
        countries=codes.get("country", []),
        themes=codes.get("theme", []),
        target_groups=codes.get("target_group", []),
        date=timezone.localdate(entry.dated_at) if entry.dated_at else None,
        state=entry.state,
        outcome=entry.outcome,
        thread=entry.parent_id if entry.parent_kind == "thread" else None,
        snippet_html=snippet(text.body, text.language, wanted, ui_language),
        under=origins.get(parent) if is_part else None,
        source=None if source[0] in WHOLES else origins.get(source),
    )
