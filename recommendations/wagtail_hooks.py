"""The editors' screens: groups and documents to find and to describe; states and texts move by actions alone."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from portal.base.cms import seen_only
from recommendations.models import Recommendation, WorkingGroup


class WorkingGroupViewSet(ModelViewSet):
    """Groups with their level, term and areas."""

    model = WorkingGroup
    icon = "group"
    menu_label = _("Working groups")
    list_display = ("slug", "level", "term_from", "term_to")
    search_fields = ("slug",)
    panels = [
        FieldPanel(name)
        for name in ("slug", "level", "term_from", "term_to", "source", "countries", "themes", "target_groups")
    ]


class RecommendationViewSet(ModelViewSet):
    """Documents with what they are found by; the rest stands on their own pages. None that one may not read."""

    model = Recommendation
    icon = "doc-full"
    index_view_class = seen_only(ModelViewSet.index_view_class)
    edit_view_class = seen_only(ModelViewSet.edit_view_class)
    delete_view_class = seen_only(ModelViewSet.delete_view_class)
    history_view_class = seen_only(ModelViewSet.history_view_class)
    usage_view_class = seen_only(ModelViewSet.usage_view_class)
    inspect_view_class = seen_only(ModelViewSet.inspect_view_class)
    menu_label = _("Recommendations")
    list_display = ("reference", "kind", "state", "changed_at")
    list_filter = ("state", "kind")
    search_fields = ("reference",)
    panels = [FieldPanel(name) for name in ("countries", "themes", "target_groups", "addressees")]


class RecommendationsGroup(ModelViewSetGroup):
    menu_label = _("Agreed and done")
    menu_icon = "doc-full"
    items = (RecommendationViewSet, WorkingGroupViewSet)


@hooks.register("register_admin_viewset")
def register_viewsets():
    return RecommendationsGroup()
