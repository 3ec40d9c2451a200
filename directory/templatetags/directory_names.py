"""Names of places and bodies in templates, in the language the reader reads best, marked with it."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from directory.models import Named
from portal.languages.reading import readable, reader_language, shown_as

register = template.Library()


@register.filter
def plain_name(thing: Named) -> str:
    """The same without its ``lang``, for options of a choice, which hold text only."""
    name = thing.best_name(reader_language())
    return readable(name.text, name.language) if name else thing.slug


@register.simple_tag
def directory_name(thing: Named) -> SafeString | str:
    """The full name under its own ``lang``; read the names of a whole page before with ``attach_names``."""
    name = thing.best_name(reader_language())
    if name is None:
        return thing.slug
    return format_html('<span lang="{}">{}</span>', shown_as(name.language), readable(name.text, name.language))
