"""The editors' screens for the vocabularies: what a term is called may change, its code never does."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from portal.taxonomies.models import Approach, Country, Goal, TargetGroup, Theme


class TermForm(WagtailAdminModelForm):
    """A term whose code stands once it is made: other programs filter by it."""

    def clean_code(self):
        code = self.cleaned_data["code"]
        if self.instance.pk and code != self.initial["code"]:
            raise ValidationError(_("A code never changes. Make a new term and let this one be replaced by it."))
        return code


class TermViewSet(SnippetViewSet):
    icon = "tag"
    list_display = ["code", "replaced_by", "sort"]
    ordering = ["sort", "code"]
    copy_view_enabled = False
    panels = [
        FieldPanel("code"),
        InlinePanel("labels", label=_("label, synonym, definition")),
        *(FieldPanel(name) for name in ("broader", "replaced_by", "sort")),
    ]

    def get_form_class(self, for_update=False):
        return self.get_edit_handler().get_form_class()

    def get_edit_handler(self):
        """The panels with the form that keeps codes as they are."""
        handler = super().get_edit_handler()
        handler.base_form_class = TermForm
        return handler


class ThemeViewSet(TermViewSet):
    model = Theme


class ApproachViewSet(TermViewSet):
    model = Approach


class TargetGroupViewSet(TermViewSet):
    model = TargetGroup


class CountryViewSet(TermViewSet):
    model = Country


class GoalViewSet(TermViewSet):
    model = Goal


class VocabularyGroup(SnippetViewSetGroup):
    menu_label = _("Vocabularies")
    menu_icon = "tag"
    items = (ThemeViewSet, ApproachViewSet, TargetGroupViewSet, CountryViewSet, GoalViewSet)


register_snippet(VocabularyGroup)
