"""The list of indicators, and one with its values by municipality and year."""

from collections import defaultdict
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from directory.models import Municipality
from directory.naming import attach_names
from indicators.cards import Figure, best_names, figure_of
from indicators.models import Indicator
from portal.languages.reading import readable


@dataclass(frozen=True)
class PlaceRow:
    """One municipality: a figure for each year of the table, ``None`` where nobody entered one."""

    place: Municipality
    figures: list[Figure | None]

    @property
    def is_demo(self) -> bool:
        return any(figure and figure.is_demo for figure in self.figures)


def indicator_list(request: HttpRequest) -> HttpResponse:
    """All indicators by name; two queries."""
    indicators = list(Indicator.objects.order_by("code"))
    names = best_names(indicators)
    rows = [(indicator, names[indicator.pk]) for indicator in indicators if indicator.pk in names]
    return render(request, "indicators/indicator_list.html", {"rows": rows})


def indicator_detail(request: HttpRequest, code: str) -> HttpResponse:
    """What it measures, and a table of its values; a missing one is a gap, never a zero."""
    indicator = get_object_or_404(Indicator, code=code)
    text = best_names([indicator])[indicator.pk]
    values = indicator.values.select_related("municipality").order_by("municipality__slug", "-year")
    years = sorted({value.year for value in values}, reverse=True)
    context = {"indicator": indicator, "text": text, "name": readable(text.name, text.language)}
    context |= {"years": years, "rows": place_rows(values, years, indicator)}
    return render(request, "indicators/indicator_detail.html", context)


def place_rows(values, years: list[int], indicator: Indicator) -> list[PlaceRow]:
    """A row for each municipality with its figures in the order of the years."""
    grouped: dict[Municipality, dict[int, Figure]] = defaultdict(dict)
    for value in values:
        value.indicator = indicator
        grouped[value.municipality][value.year] = figure_of(value)
    attach_names(grouped)
    return [PlaceRow(place, [figures.get(year) for year in years]) for place, figures in grouped.items()]
