"""The editors' screens for indicators and their values."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from indicators.models import Indicator, Value


class IndicatorViewSet(SnippetViewSet):
    model = Indicator
    icon = "view"
    panels = [
        FieldPanel("code"),
        InlinePanel("texts", label=_("name and definition")),
        *(FieldPanel(name) for name in ("direction", "decimals", "source", "themes", "goals")),
    ]


class ValueViewSet(SnippetViewSet):
    model = Value
    icon = "table"
    list_display = ["indicator", "municipality", "year", "amount", "status"]
    list_filter = ["indicator", "year", "status"]
    panels = [FieldPanel(name) for name in ("indicator", "municipality", "year", "amount", "status")]


class IndicatorGroup(SnippetViewSetGroup):
    menu_label = _("Indicators")
    menu_icon = "view"
    items = (IndicatorViewSet, ValueViewSet)


register_snippet(IndicatorGroup)
