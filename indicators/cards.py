"""Indicators and their values, for the page of a municipality and for their own."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.formats import number_format

from directory.models import Municipality
from indicators.models import Indicator, IndicatorText, Value
from portal.languages.reading import best, best_of, readable


@dataclass(frozen=True)
class Figure:
    """One value as it is shown; ``words`` is empty where it is missing."""

    year: int
    words: str
    status: str
    is_demo: bool


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator in one municipality: its values by year, the latest first."""

    indicator: Indicator
    text: IndicatorText
    figures: list[Figure]

    @property
    def is_demo(self) -> bool:
        return any(figure.is_demo for figure in self.figures)


def figure_of(value: Value) -> Figure:
    """The value in the reader's notation; needs ``value.indicator``."""
    words = ""
    if value.amount is not None:
        words = number_format(value.amount, value.indicator.decimals, force_grouping=True)
    return Figure(value.year, words, value.get_status_display(), value.is_demo)


def best_names(indicators) -> dict[int, IndicatorText]:
    """The name of each indicator that the reader reads best, in one query."""
    grouped = defaultdict(list)
    for text in IndicatorText.objects.filter(indicator__in=indicators):
        grouped[text.indicator_id].append(text)
    return {indicator: best_of(texts) for indicator, texts in grouped.items()}


def indicator_rows(municipality: Municipality) -> list[IndicatorRow]:
    """Everything measured there, indicator by indicator; two queries."""
    grouped = defaultdict(list)
    values = Value.objects.filter(municipality=municipality).select_related("indicator")
    for value in values.order_by("indicator__code", "-year"):
        grouped[value.indicator].append(figure_of(value))
    names = best_names(list(grouped)) if grouped else {}
    return [IndicatorRow(one, names[one.pk], figures) for one, figures in grouped.items() if one.pk in names]


def indicator_path(indicator: Indicator) -> str:
    """Its address without the language."""
    return f"indicators/{indicator.code}/"


def indicator_title(indicator: Indicator) -> str:
    text = best(indicator.texts.all())
    return readable(text.name, text.language) if text else indicator.code
