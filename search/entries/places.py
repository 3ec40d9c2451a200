"""Municipalities and organisations, approaches and indicators: what people look up by name."""

from collections.abc import Iterable

from directory.models import Municipality, Name, Organisation
from indicators.models import Indicator
from portal.taxonomies.models import Approach, Label
from search.entries import Adapter, path_of
from search.entries.pages import codes
from search.writing import Draft, Text


def texts(titles: Iterable[tuple[str, str]], others: Iterable[tuple[str, str]]) -> list[Text]:
    """Pairs of language and words as texts, one a language; a language without a title has none."""
    found = {language: [title] for language, title in reversed(list(titles))}
    for language, words in others:
        found.setdefault(language, []).append(words)
    titled = {language for language, _ in titles}
    return [Text(language, words[0], "\n".join(words[1:])) for language, words in found.items() if language in titled]


def municipality(thing: Municipality) -> Draft | None:
    return place("municipality", thing, [thing.country.code])


def organisation(thing: Organisation) -> Draft | None:
    return place("organisation", thing, [thing.country.code] if thing.country else [], thing.municipality)


def place(kind: str, thing, countries: list[str], within: Municipality | None = None) -> Draft | None:
    path = path_of(kind, thing)
    names = list(thing.names.all())
    titles = [(name.language, name.text) for name in names if name.kind == Name.Kind.NAME]
    aliases = [(name.language, name.text) for name in names if name.kind != Name.Kind.NAME]
    if path is None or not titles:
        return None
    return Draft(
        kind,
        thing.public_id,
        texts(titles, aliases),
        {"country": countries},
        path=path,
        parent_kind="municipality" if within else "",
        parent_id=within.public_id if within else "",
    )


def approach(thing: Approach) -> Draft | None:
    path = path_of("approach", thing)
    labels = list(thing.labels.all())
    if path is None or thing.replaced_by_id:
        return None
    titles = [(label.language, label.text) for label in labels if label.kind == Label.Kind.LABEL]
    about = (Label.Kind.DEFINITION, Label.Kind.SYNONYM)
    others = [(label.language, label.text) for kind in about for label in labels if label.kind == kind]
    return Draft("approach", thing.code, texts(titles, others), {"approach": [thing.code]}, path=path)


def indicator(thing: Indicator) -> Draft | None:
    path = path_of("indicator", thing)
    found = [Text(text.language, text.name, f"{text.definition}\n{text.unit}".strip()) for text in thing.texts.all()]
    if path is None or not found:
        return None
    return Draft("indicator", thing.public_id, found, {"theme": codes(thing.themes.all())}, path=path)


ADAPTERS = (
    Adapter(
        "municipality",
        Municipality,
        municipality,
        lambda: Municipality.objects.select_related("country").prefetch_related("names"),
    ),
    Adapter(
        "organisation",
        Organisation,
        organisation,
        lambda: Organisation.objects.select_related("country", "municipality").prefetch_related("names"),
    ),
    Adapter(
        "approach",
        Approach,
        approach,
        lambda: Approach.objects.prefetch_related("labels"),
        lambda thing: thing.code,
        "code",
    ),
    Adapter("indicator", Indicator, indicator, lambda: Indicator.objects.prefetch_related("texts", "themes")),
)
