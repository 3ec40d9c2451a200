"""The editors' screens for projects and calls: facts and tags."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from news.models import Call, Project


class ProjectViewSet(SnippetViewSet):
    model = Project
    icon = "folder-open-inverse"
    add_to_admin_menu = True
    menu_label = _("Projects")
    list_display = ["slug", "lead", "starts_on", "ends_on"]
    copy_view_enabled = False
    panels = [
        FieldPanel("slug"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("donor", "lead", "partners", "places")], heading=_("Who and where")
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("starts_on", "ends_on", "budget_eur", "source")], heading=_("Facts")
        ),
        MultiFieldPanel([FieldPanel(name) for name in ("countries", "themes", "target_groups")], heading=_("Tags")),
    ]


class CallViewSet(SnippetViewSet):
    model = Call
    icon = "date"
    add_to_admin_menu = True
    menu_label = _("Open calls")
    list_display = ["slug", "project", "opens_on", "closes_on"]
    copy_view_enabled = False
    panels = [
        FieldPanel("slug"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("opens_on", "closes_on", "publisher", "project", "places", "source")],
            heading=_("Facts"),
        ),
        MultiFieldPanel([FieldPanel(name) for name in ("countries", "themes", "target_groups")], heading=_("Tags")),
    ]


register_snippet(ProjectViewSet)
register_snippet(CallViewSet)
