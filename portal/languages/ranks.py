"""The order in which a reader reads languages best, for queries that want the best of several texts."""

from django.db.models import F, Func, SmallIntegerField

from portal.languages import READING_ORDER
from portal.languages.reading import reader_language


class ReadingRank(Func):
    """The place of a language tag in an order, as one expression: Django spends a tenth of a page on ``Case``."""

    output_field = SmallIntegerField()

    def __init__(self, tag, *order: str):
        self.order = order
        super().__init__(tag)

    def as_sql(self, compiler, connection, **extra_context):
        tag, params = compiler.compile(self.source_expressions[0])
        places = " ".join(f"WHEN %s THEN {rank}" for rank, _tag in enumerate(self.order))
        return f"CASE {tag} {places} ELSE {len(self.order)} END", [*params, *self.order]


def reading_rank_sql(column: str) -> tuple[str, list[str]]:
    """The same order for a query written by hand: SQL and what is filled in."""
    order = READING_ORDER.get(reader_language(), READING_ORDER["en"])
    places = " ".join(f"WHEN %s THEN {rank}" for rank in range(len(order)))
    return f"CASE {column} {places} ELSE {len(order)} END", list(order)


def reading_rank(path: str = "language") -> ReadingRank:
    """An order by how well the present reader reads the language of a text."""
    return ReadingRank(F(path), *READING_ORDER.get(reader_language(), READING_ORDER["en"]))
