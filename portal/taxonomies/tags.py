"""What things are tagged with, for a whole list in one query."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import F, Model, Value

from portal.taxonomies import vocabulary
from portal.taxonomies.vocabulary import Term

#: Field of ``Tagged`` -> its vocabulary.
TAG_FIELDS = {"countries": "country", "themes": "theme", "target_groups": "target_group"}

Tags = Mapping[str, Sequence[Term]]


def tags_of(things: Iterable[Model], fields: Iterable[str] = TAG_FIELDS) -> Mapping[int, Tags]:
    """The terms of each thing by its primary key and field, in the order of the vocabulary; one query for all.

    Every thing has every field, empty ones included.
    """
    things, fields = list(things), list(fields)
    found: dict[int, dict[str, list[Term]]] = {thing.pk: {field: [] for field in fields} for thing in things}
    if things:
        parts = [_rows(type(things[0]), field, list(found)) for field in fields]
        for field, thing, term in parts[0].union(*parts[1:], all=True):
            found[thing][field].append(vocabulary.term_by_pk(TAG_FIELDS[field], term))
    for field in fields:
        rank = _rank_in(TAG_FIELDS[field])
        for tags in found.values():
            tags[field].sort(key=rank)
    return found


def _rank_in(name: str) -> Callable[[Term], int]:
    ranks = {pk: rank for rank, pk in enumerate(vocabulary.current().by_pk[name])}
    return lambda term: ranks[term.pk]


def _rows(model: type[Model], field: str, keys: list[int]):
    relation: Any = model._meta.get_field(field)
    through = relation.remote_field.through
    own, other = relation.m2m_column_name(), relation.m2m_reverse_name()
    rows = through.objects.filter(**{f"{own}__in": keys})
    return rows.annotate(field=Value(field), thing=F(own), term=F(other)).values_list("field", "thing", "term")
