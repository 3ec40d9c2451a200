"""PortalPage: what every page type of the portal has."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from portal.base.fields import LanguageField
from portal.base.signals import page_changed
from portal.languages import tag_of_tree


class PortalPage(Page):
    """A page with its content language, a summary and a picture for lists."""

    language = LanguageField(blank=True)
    summary = models.TextField(_("summary"), max_length=300, blank=True)
    listing_image = models.ForeignKey(
        "base.PortalImage", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("language"), FieldPanel("listing_image")]

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Save, children included, and tell whoever keeps a copy (search), all in one transaction."""
        if not self.language:
            self.language = tag_of_tree(self.locale.language_code if self.locale_id else "en")
        with transaction.atomic():
            super().save(*args, **kwargs)
            page_changed.send(sender=type(self), page=self)

    def full_clean(self, *args, **kwargs):
        """Give a text without a tag the language of its tree before it is checked."""
        if not self.language and self.locale_id:
            self.language = tag_of_tree(self.locale.language_code)
        super().full_clean(*args, **kwargs)

    def copy(self, *args, update_attrs=None, **kwargs):
        """Copy the page; a copy made for another tree takes that tree's language."""
        update_attrs = dict(update_attrs or {})
        locale = update_attrs.get("locale")
        if locale is not None and locale != self.locale:
            update_attrs.setdefault("language", tag_of_tree(locale.language_code))
        return super().copy(*args, update_attrs=update_attrs, **kwargs)
