"""The editors' screen for events: facts and tags; the state moves only by the workflow."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from events.models import Event

WHEN_AND_WHERE = ("starts_at", "ends_at", "zone", "date_precision", "mode", "venue", "municipality", "join_link")


class EventViewSet(SnippetViewSet):
    model = Event
    icon = "date"
    add_to_admin_menu = True
    menu_label = _("Events")
    list_display = ["slug", "kind", "state", "starts_at"]
    list_filter = ["kind", "state"]
    copy_view_enabled = False
    panels = [
        FieldPanel("slug"),
        FieldPanel("kind"),
        FieldPanel("state", read_only=True),
        MultiFieldPanel([FieldPanel(name) for name in WHEN_AND_WHERE], heading=_("When and where")),
        MultiFieldPanel([FieldPanel(name) for name in ("hosts", "project", "practices")], heading=_("Who and what")),
        MultiFieldPanel([FieldPanel(name) for name in ("countries", "themes", "target_groups")], heading=_("Tags")),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("capacity", "participants_stated", "source")], heading=_("Facts")
        ),
    ]


register_snippet(EventViewSet)
