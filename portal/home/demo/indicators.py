"""A few indicators with invented values for invented municipalities."""

from decimal import Decimal

from directory.models import Municipality
from indicators.models import Indicator, IndicatorText, Value
from portal.home.demo.loading import Demo, add_many, checked, read
from portal.taxonomies.models import Theme

SOURCE = "Invented for the demonstration"


def load(demo: Demo) -> None:
    """The indicators, and their values as far as they are known."""
    content = read("indicators")
    for row in demo.new("indicator", content["indicator"]):
        fields = {name: row[name] for name in ("direction", "decimals")}
        indicator = checked([Indicator(code=row["key"], source=SOURCE, **fields)])[0]
        indicator.save()
        add_many(indicator, "themes", demo.terms(Theme, row["themes"]))
        IndicatorText.objects.bulk_create(
            IndicatorText(indicator=indicator, language=tag, **text) for tag, text in row["text"].items()
        )
        demo.note("indicator", row["key"], indicator.public_id)
        load_values(demo, indicator, content["years"], row)


def load_values(demo: Demo, indicator: Indicator, years: list[int], row: dict) -> None:
    """One row a year; an empty figure is missing, never zero."""
    municipalities = demo.by_key("municipality", Municipality)
    figures = [
        (slug, year, figure) for slug, known in row["values"].items() for year, figure in zip(years, known, strict=True)
    ]
    values = [
        Value(
            indicator=indicator,
            municipality=municipalities[slug],
            year=year,
            amount=None if figure == "" else Decimal(str(figure)),
            status=Value.Status.MISSING if figure == "" else Value.Status.FINAL,
            is_demo=True,
        )
        for slug, year, figure in figures
    ]
    Value.objects.bulk_create(values)
    for (slug, year, _figure), value in zip(figures, values, strict=True):
        demo.note("value", f"{row['key']} {slug} {year}", value.public_id)
