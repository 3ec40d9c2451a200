"""What a reader may be about to type: concepts and titles that begin like it, in any script."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode

from portal.languages import UI_TAGS, shown_tag
from portal.taxonomies import vocabulary
from search.analysis import analyse, exact_key, fold
from search.concepts import CONCEPT_FACETS
from search.highlighting import in_readers_script
from search.models import SearchEntry
from search.parsing import parse
from search.permissions import readable_scopes
from search.results import address, addresses_of, best_texts

MOST, MOST_CONCEPTS = 8, 3
#: Kinds that people look up by name; a post or a point of a recommendation has none of its own.
NAMELESS = ("post", "clause")


@dataclass(frozen=True)
class Suggestion:
    text: str
    lang: str
    kind: str
    url: str


def suggest(text: str, *, user, ui_language: str) -> list[Suggestion]:
    """Up to eight suggestions, concepts first, then the newest titles."""
    begun = [token.exact for token in analyse(parse(text).text)]
    if not begun:
        return []
    concepts = list(_concepts(begun, ui_language))[:MOST_CONCEPTS]
    return [*concepts, *_titles(begun, MOST - len(concepts), user, ui_language)]


def _concepts(begun: list[str], ui_language: str) -> Iterable[Suggestion]:
    with translation.override(ui_language):
        page = reverse("search:search")
    for facet in CONCEPT_FACETS:
        for term in vocabulary.terms(facet):
            names = (text.text for text in term.texts if text.kind in ("label", "synonym"))
            if any(_begins(begun, name) for name in names):
                label, query = term.text("label", ui_language), urlencode({facet: term.code})
                yield Suggestion(label, UI_TAGS[ui_language], facet, f"{page}?{query}")


def _begins(begun: list[str], name: str) -> bool:
    words = [fold(word) for word in name.split()]
    return all(any(word.startswith(beginning) for word in words) for beginning in begun)


def _titles(begun: list[str], most: int, user, ui_language: str) -> list[Suggestion]:
    entries = SearchEntry.objects.readable_with(readable_scopes(user)).exclude(kind__in=NAMELESS)
    for beginning in begun:
        key = exact_key(beginning)
        entries = entries.filter(Q(keys__title_keys__startswith=key) | Q(keys__title_keys__contains=f" {key}"))
    newest = list(entries.order_by("-order_key", "-pk").values_list("pk", flat=True)[:most])
    texts = best_texts(SearchEntry.objects.filter(pk__in=newest), None, ui_language)
    addresses = addresses_of(texts.values(), ui_language)
    return [
        Suggestion(
            text=in_readers_script(text.title, text.title_language, ui_language),
            lang=shown_tag(text.title_language, ui_language),
            kind=text.entry.kind,
            url=address(text, addresses, ui_language),
        )
        for text in (texts[pk] for pk in newest if pk in texts)
    ]
