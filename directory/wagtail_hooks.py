"""The editors' screens for places and bodies."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from directory.models import District, Membership, Municipality, Organisation


class DistrictViewSet(SnippetViewSet):
    model = District
    icon = "site"
    panels = [FieldPanel("slug"), InlinePanel("names", label=_("name")), FieldPanel("country")]


class MunicipalityViewSet(SnippetViewSet):
    model = Municipality
    icon = "site"
    list_display = ["__str__", "country", "kind", "population"]
    list_filter = ["country", "kind"]
    panels = [
        FieldPanel("slug"),
        InlinePanel("names", label=_("name")),
        *(FieldPanel(name) for name in ("country", "district", "kind", "population", "population_source")),
    ]


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "group"
    list_display = ["__str__", "kind", "country"]
    list_filter = ["kind", "country"]
    panels = [
        FieldPanel("slug"),
        InlinePanel("names", label=_("name")),
        *(FieldPanel(name) for name in ("kind", "country", "municipality", "website")),
    ]


class MembershipViewSet(SnippetViewSet):
    model = Membership
    icon = "link"
    list_display = ["member", "body", "since", "until"]
    panels = [FieldPanel(name) for name in ("body", "member", "since", "until")]


class DirectoryGroup(SnippetViewSetGroup):
    menu_label = _("Directory")
    menu_icon = "site"
    items = (MunicipalityViewSet, OrganisationViewSet, MembershipViewSet, DistrictViewSet)


register_snippet(DirectoryGroup)
