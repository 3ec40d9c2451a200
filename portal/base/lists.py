"""Lists that readers filter and page through: what the address asks for, checked, and what the page shows of it.

    query = ListQuery.from_request(request, facets=("country", "theme", choice_facet("kind", Event.Kind, _("Kind"))))
    listing = query.listing(Event.objects.visible_to(request.user).order_by("-starts_at", "-id"))

``listing.page`` is a ``Paginator`` page; ``base/_facets.html`` and ``base/_list_header.html`` show the rest of it.
A listing costs two queries whatever its size: one for all counts, one for the rows of the page.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import BadRequest
from django.core.paginator import Page, Paginator
from django.db.models import Choices, Count, F, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest, QueryDict
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.taxonomies import vocabulary

PAGE_SIZE = 20
PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,5}")
SHOWN_LENGTH = 60  # characters of a refused value that are said back


class BadFilter(BadRequest):
    """The address asks for a value that does not exist; ``str()`` says which, in the reader's language."""

    def __init__(self, name: str, value: str):
        self.name, self.value = name, value[:SHOWN_LENGTH]
        super().__init__(name, value)

    def __str__(self) -> str:
        return _("“%(value)s” is not a value of the filter “%(name)s”.") % {"value": self.value, "name": self.name}


@dataclass(frozen=True)
class Facet:
    """One way to narrow a list: its name in the address, its heading, and the field it asks about.

    ``vocabulary`` names the vocabulary of its codes, or ``choices`` lists them with their labels.
    """

    name: str
    label: str | Promise
    path: str
    vocabulary: str = ""
    choices: tuple[tuple[str, str | Promise], ...] = ()

    def at(self, path: str) -> "Facet":
        """The same facet on another field, ``FACETS["country"].at("municipality__country")``."""
        return replace(self, path=path)

    def code(self, value: str) -> str:
        """The code in force for a value of the address, or ``BadFilter``."""
        if not self.vocabulary:
            known = value if value in dict(self.choices) else None
        else:
            term = vocabulary.term(self.vocabulary, value)
            known = term.code if term else None
        if known is None:
            raise BadFilter(self.name, value)
        return known

    def labels(self) -> dict[str, str | Promise]:
        """Every code in force with its label, in order."""
        if self.vocabulary:
            return {term.code: term.label for term in vocabulary.terms(self.vocabulary)}
        return dict(self.choices)

    def stored(self, codes: Iterable[str]) -> list:
        """What the field holds for these codes: the codes, or the keys of terms, deprecated ones included."""
        if not self.vocabulary:
            return list(codes)
        wanted = set(codes)
        terms = vocabulary.current().by_code[self.vocabulary].values()
        return [term.pk for term in terms if wanted & {term.code, term.replaced_by}]

    def code_of_stored(self, value: str) -> str:
        """The code in force behind what a field holds, read as text."""
        if not self.vocabulary:
            return value
        term = vocabulary.term_by_pk(self.vocabulary, int(value))
        return term.replaced_by or term.code


#: The facets that most lists share.
FACETS = {
    "country": Facet("country", gettext_lazy("Country or territory"), "countries", "country"),
    "theme": Facet("theme", gettext_lazy("Area"), "themes", "theme"),
    "target_group": Facet("target_group", gettext_lazy("Target group"), "target_groups", "target_group"),
    "approach": Facet("approach", gettext_lazy("Approach"), "approach", "approach"),
}


def choice_facet(name: str, choices: type[Choices], label: str | Promise, path: str = "") -> Facet:
    """A facet on a field with fixed choices."""
    return Facet(name, label, path or name, choices=tuple(choices.choices))


@dataclass(frozen=True)
class Option:
    """One box to tick: how many things it would show together with the other facets."""

    code: str
    label: str | Promise
    count: int
    is_selected: bool


@dataclass(frozen=True)
class FacetView:
    name: str
    label: str | Promise
    options: Sequence[Option]
    is_open: bool


@dataclass(frozen=True)
class Chip:
    """A chosen value, with the address of the list without it."""

    facet: str
    label: str | Promise
    url: str


class CountedPaginator(Paginator):
    """A paginator that was told how many there are."""

    def __init__(self, things: QuerySet, count: int):
        super().__init__(things, PAGE_SIZE)
        self.count = count  # takes the place of the cached property, and of its query


@dataclass(frozen=True)
class ListQuery:
    """What the address asks of a list: codes by facet, and the number of the page."""

    facets: tuple[Facet, ...]
    selected: dict[str, tuple[str, ...]]
    number: int
    parameters: QueryDict

    @classmethod
    def from_request(cls, request: HttpRequest, facets: Iterable[str | Facet]) -> "ListQuery":
        """Read the address; ``BadFilter`` names the value that does not exist. Unknown names are ignored."""
        known = tuple(FACETS[facet] if isinstance(facet, str) else facet for facet in facets)
        selected = {
            facet.name: tuple(dict.fromkeys(facet.code(value) for value in request.GET.getlist(facet.name) if value))
            for facet in known
        }
        number = request.GET.get("page") or "1"
        if not PAGE_NUMBER.fullmatch(number):
            raise BadFilter("page", number)
        return cls(known, selected, int(number), request.GET)

    @property
    def is_filtered(self) -> bool:
        return any(self.selected.values())

    def filter_by_facets(self, things: QuerySet, *, without: str = "") -> QuerySet:
        """The things that every facet lets through: any value of one facet, all facets together."""
        for facet in self.facets:
            codes = self.selected[facet.name]
            if codes and facet.name != without:
                matching = things.model._base_manager.filter(**{f"{facet.path}__in": facet.stored(codes)})
                things = things.filter(pk__in=matching.values("pk"))
        return things

    def listing(self, things: QuerySet) -> "Listing":
        """The page asked for and the counts around it; 404 past the last page."""
        counts = self._counts(things)
        paginator = CountedPaginator(self.filter_by_facets(things), counts.pop(("", ""), 0))
        if self.number > max(paginator.num_pages, 1):
            raise Http404(_("The list has no page of that number."))
        return Listing(self, paginator.page(self.number), counts)

    def without(self, name: str, code: str) -> str:
        """The query part of the address without one chosen value, from the first page."""
        left = {facet: [value for value in values if (facet, value) != (name, code)] for facet, values in self.kept()}
        return _query_of(left)

    def kept(self) -> list[tuple[str, Sequence[str]]]:
        """Every parameter but the page number, the facets with the codes in force."""
        others = [(name, self.parameters.getlist(name)) for name in self.parameters if name not in self.selected]
        return [(name, values) for name, values in others if name != "page"] + list(self.selected.items())

    def others(self) -> list[tuple[str, str]]:
        """What a form of facets carries along: parameters that are neither facets nor the page number."""
        return [(name, value) for name, values in self.kept() if name not in self.selected for value in values]

    def _counts(self, things: QuerySet) -> dict[tuple[str, str], int]:
        """How many things each value of each facet holds, and how many pass all facets (``("", "")``), in one query."""
        total = _among(self.filter_by_facets(things)).annotate(facet=Value(""), value=Value("", TextField()))
        parts = [total.values("facet", "value").annotate(count=Count("pk"))]
        for facet in self.facets:
            rows = _among(self.filter_by_facets(things, without=facet.name)).exclude(**{facet.path: None})
            rows = rows.annotate(facet=Value(facet.name), value=Cast(F(facet.path), TextField()))
            parts.append(rows.values("facet", "value").annotate(count=Count("pk", distinct=True)))
        return {(row["facet"], row["value"]): row["count"] for row in parts[0].union(*parts[1:], all=True)}


@dataclass(frozen=True)
class Listing:
    """A page of a list with what stands around it."""

    query: ListQuery
    page: Page
    counts: dict[tuple[str, str], int]

    @property
    def total(self) -> int:
        return self.page.paginator.count

    @cached_property
    def facets(self) -> list[FacetView]:
        """The facets that have something to choose, each with its values and their counts."""
        views = [self._view(facet) for facet in self.query.facets]
        return [view for view in views if view.options]

    @cached_property
    def chips(self) -> list[Chip]:
        """The chosen values in the order of the facets."""
        return [
            Chip(facet.name, facet.labels()[code], self.query.without(facet.name, code))
            for facet in self.query.facets
            for code in self.query.selected[facet.name]
        ]

    @cached_property
    def clear_url(self) -> str:
        """The list with every facet set free."""
        return _query_of({name: values for name, values in self.query.kept() if name not in self.query.selected})

    def _view(self, facet: Facet) -> FacetView:
        counts: dict[str, int] = {}
        for (name, stored), count in self.counts.items():
            if name == facet.name:
                code = facet.code_of_stored(stored)
                counts[code] = counts.get(code, 0) + count
        selected = self.query.selected[facet.name]
        options = [
            Option(code, label, counts.get(code, 0), code in selected)
            for code, label in facet.labels().items()
            if code in counts or code in selected
        ]
        return FacetView(facet.name, facet.label, options, is_open=bool(selected) or facet is self.query.facets[0])


def _among(things: QuerySet) -> QuerySet:
    """The same things as a bare queryset, whatever joins, windows and order they were found by."""
    return things.model._base_manager.filter(pk__in=things.order_by().values("pk")).order_by()


def _query_of(parameters: Mapping[str, Sequence[str]]) -> str:
    query = QueryDict(mutable=True)
    for name, values in parameters.items():
        query.setlist(name, list(values))
    return f"?{query.urlencode()}"
