"""The editors' screen for practices: facts and tags; the state moves only by the workflow."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from practices.models import Practice


class PracticeViewSet(SnippetViewSet):
    model = Practice
    icon = "pick"
    add_to_admin_menu = True
    menu_label = _("Good practices")
    list_display = ["slug", "state", "municipality", "organisation"]
    list_filter = ["state", "status"]
    copy_view_enabled = False
    panels = [
        FieldPanel("slug"),
        FieldPanel("state", read_only=True),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("municipality", "organisation", "approach", "grew_out_of")],
            heading=_("Where and who"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("countries", "themes", "target_groups", "goals")], heading=_("Tags")
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("status", "started_year", "ended_year", "cost_band", "licence", "source")],
            heading=_("Facts"),
        ),
    ]


register_snippet(PracticeViewSet)
