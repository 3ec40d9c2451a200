"""Rows of several tables in one query, as models: for pages whose parts would each cost a query of their own."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Aggregate, CharField, Model, QuerySet
from django.db.models.constants import LOOKUP_SEP


def joined(rows: QuerySet, *relations: str) -> Iterator[tuple[Any, ...]]:
    """Each row with its related ones behind it, ``None`` where there is none; relations to many repeat the row.

    ``joined(Delivery.objects.all(), "addressee", "responses")`` gives deliveries, their addressee, one response each.
    """
    parts = [(rows.model, ""), *((_model_at(rows.model, path), path + LOOKUP_SEP) for path in relations)]
    names = [[field.attname for field in model._meta.concrete_fields] for model, _prefix in parts]
    wanted = [prefix + name for (_model, prefix), own in zip(parts, names, strict=True) for name in own]
    for values in rows.values_list(*wanted):
        rest = iter(values)
        yield tuple(
            _made(model, own, [next(rest) for _name in own]) for (model, _prefix), own in zip(parts, names, strict=True)
        )


def _model_at(model: type[Model], path: str) -> type[Model]:
    for name in path.split(LOOKUP_SEP):
        model = model._meta.get_field(name).related_model  # type: ignore[assignment]  # relations only
    return model


def _made(model: type[Model], names: list[str], values: list) -> Model | None:
    if values[names.index(model._meta.pk.attname)] is None:
        return None
    return model.from_db("default", names, values)


class Listed(Aggregate):
    """The values of a group in one text, parted by commas; ``split_list`` reads it."""

    output_field = CharField()

    def as_sqlite(self, compiler, connection, **extra):
        return super().as_sql(compiler, connection, function="GROUP_CONCAT", **extra)

    def as_postgresql(self, compiler, connection, **extra):
        template = "STRING_AGG((%(expressions)s)::text, ',')"
        return super().as_sql(compiler, connection, template=template, **extra)


def split_list(listed: str | None) -> Iterable[str]:
    """What ``Listed`` put together."""
    return listed.split(",") if listed else ()
