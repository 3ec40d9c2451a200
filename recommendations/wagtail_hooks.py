"""The editors' screens: groups and documents to find and to describe; states and texts move by actions alone."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

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


class VisibleRecommendations(IndexView):
    """The documents that the person at the screen may read."""

    def get_base_queryset(self):
        return super().get_base_queryset().visible_to(self.request.user)


class RecommendationViewSet(ModelViewSet):
    """Documents with what they are found by; the rest stands on their own pages."""

    model = Recommendation
    icon = "doc-full"
    index_view_class = VisibleRecommendations
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
