"""The home page and plain editorial pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from portal.base.blocks import StoryBlocks
from portal.base.pages import PortalPage


class HomePage(PortalPage):
    """The root of one language's tree; what it shows is gathered from the other apps."""

    parent_page_types = ["wagtailcore.Page"]
    template = "home/home_page.html"

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request, *args, **kwargs):
        """What is discussed, agreed, done, worth copying and coming up, as this reader may see it."""
        from portal.home.gather import home_context

        return {**super().get_context(request, *args, **kwargs), **home_context(request)}


class StandardPage(PortalPage):
    """An editorial page: about the network, help, accessibility."""

    body = StreamField(StoryBlocks(), verbose_name=_("text"), blank=True)

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    template = "home/standard_page.html"
    content_panels = [*PortalPage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("page")


class DemoItem(models.Model):
    """A thing that the demonstration brought in, by its key there; it is never brought in a second time."""

    kind = models.CharField(max_length=24)
    key = models.CharField(max_length=100)
    public_id = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="demo_item_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
