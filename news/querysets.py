"""Questions put to news, projects and calls."""

import datetime
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


def open_first(calls: models.QuerySet, day: datetime.date) -> models.QuerySet:
    """Calls not closed on that day by their last day, then those that are, the latest first."""
    is_closed = Case(When(closes_on__lt=day, then=Value(1)), default=Value(0), output_field=models.SmallIntegerField())
    last_day = Case(When(closes_on__gte=day, then=F("closes_on")), output_field=models.DateField())
    return calls.order_by(is_closed, last_day, "-closes_on", "pk")
