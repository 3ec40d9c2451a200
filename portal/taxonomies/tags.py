"""What things are tagged with, for a whole list in one query."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import F, Model, Value

from portal.taxonomies import vocabulary
from portal.taxonomies.vocabulary import Term

#: Field of ``Tagged`` -> its vocabulary.
TAG_FIELDS = {"countries": "country", "themes": "theme", "target_groups": "target_group"}

Tags = Mapping[str, Sequence[Term]]


def tags_of(things: Iterable[Model], fields: Iterable[str] = TAG_FIELDS) -> dict[int, Tags]:
    """The terms of each thing by its primary key and field, in the order of the vocabulary; one query for all.

    Every thing has every field, empty ones included.
    """
    things, fields = list(things), list(fields)
    found: dict[int, dict[str, list[Term]]] = {thing.pk: {field: [] for field in fields} for thing in things}
    if things:
        parts = [_rows(type(things[0]), field, list(found)) for field in fields]
        for field, thing, term in parts[0].union(*parts[1:], all=True):
            found[thing][field].append(vocabulary.term_by_pk(TAG_FIELDS[field], term))
    ranks: dict[str, dict[int, int]] = defaultdict(dict)
    for field in fields:
        terms = vocabulary.current().by_pk[TAG_FIELDS[field]]
        ranks[field] = {pk: rank for rank, pk in enumerate(terms)}
    for tags in found.values():
        for field, terms in tags.items():
            terms.sort(key=lambda term, ranks=ranks[field]: ranks[term.pk])
    return found


def _rows(model: type[Model], field: str, keys: list[int]):
    relation = model._meta.get_field(field)
    through = relation.remote_field.through
    own, other = relation.m2m_column_name(), relation.m2m_reverse_name()
    rows = through.objects.filter(**{f"{own}__in": keys})
    return rows.annotate(field=Value(field), thing=F(own), term=F(other)).values_list("field", "thing", "term")
