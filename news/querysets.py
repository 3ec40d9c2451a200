"""Questions put to news and projects."""

from typing import Self

from django.db import models
from django.db.models import Case, F, Value, When, Window
from django.db.models.functions import RowNumber
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from portal.languages import READING_ORDER
from portal.languages.reading import reader_language


class NewsQuerySet(PageQuerySet):
    def one_each(self) -> Self:
        """One text of each piece of news: the one the present reader reads best."""
        order = READING_ORDER.get(reader_language(), READING_ORDER["en"])
        rank = Case(
            *[When(language=tag, then=Value(place)) for place, tag in enumerate(order)],
            default=Value(len(order)),
            output_field=models.SmallIntegerField(),
        )
        among = Window(RowNumber(), partition_by=[F("translation_key")], order_by=[rank, F("pk")])
        return self.filter(pk__in=self.annotate(place=among).filter(place=1).values("pk"))


NewsManager = PageManager.from_queryset(NewsQuerySet)
