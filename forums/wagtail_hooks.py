"""The editors' screen for forums; what people contribute is never edited there."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from forums import closed_pages  # noqa: F401  registers its hooks
from forums.actions.forum import open_cycle
from forums.models import Forum


class ForumViewSet(SnippetViewSet):
    """What a forum is and how it is set up; its state is moved by actions, never typed."""

    model = Forum
    icon = "group"
    menu_label = _("Forums")
    menu_order = 300
    add_to_admin_menu = True
    list_display = ["slug", "state", "visibility", "host"]
    list_filter = ["state", "visibility", "format"]
    search_fields = ["slug"]
    inspect_view_enabled = True
    copy_view_enabled = False
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("format"),
                FieldPanel("kind"),
                FieldPanel("visibility"),
                FieldPanel("host"),
                FieldPanel("partners"),
                FieldPanel("municipality"),
            ],
            heading=_("The forum"),
        ),
        MultiFieldPanel(
            [FieldPanel("countries"), FieldPanel("themes"), FieldPanel("target_groups")], heading=_("Found by")
        ),
        MultiFieldPanel(
            [
                FieldPanel("most_tables"),
                FieldPanel("fewest_seats"),
                FieldPanel("most_seats"),
                FieldPanel("women_share_aim"),
                FieldPanel("minimum_age"),
                FieldPanel("operational_group_votes"),
                FieldPanel("response_due_days"),
                FieldPanel("update_due_days"),
                FieldPanel("premoderation"),
                FieldPanel("premoderated_posts"),
                FieldPanel("is_demo"),
            ],
            heading=_("Rules"),
        ),
    ]


register_snippet(ForumViewSet)


@hooks.register("after_create_snippet")
def begin_the_first_cycle(request: HttpRequest, instance) -> None:
    """A forum made on the editors' screen has its first cycle like any other."""
    if isinstance(instance, Forum):
        open_cycle(instance, by=request.user)
