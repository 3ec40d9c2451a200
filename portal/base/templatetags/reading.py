"""Texts in templates: the best one, in the reader's script, with its ``lang``."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from portal.base.text import render_user_text
from portal.languages import reading

register = template.Library()


@register.filter
def read(text: str, tag: str) -> str:
    """Plain text in the reader's script; escaped like any other."""
    return reading.readable(str(text), tag)


@register.filter
def tagged(text: str, tag: str) -> SafeString | str:
    """Plain text in the reader's script under its own ``lang``, for where no element of its own stands around it."""
    if not tag:
        return text
    return format_html('<span lang="{}">{}</span>', reading.shown_as(tag), reading.readable(str(text), tag))


@register.filter
def read_html(html: str, tag: str) -> SafeString:
    """HTML that was made safe when it was stored, in the reader's script."""
    return mark_safe(reading.readable_html(str(html), tag))  # noqa: S308  stored HTML has passed the sanitiser


@register.filter
def lang(tag: str) -> str:
    """The value of a ``lang`` attribute for a text of that tag."""
    return reading.shown_as(tag)


@register.filter
def best(texts):
    """The text of several that this reader reads best; takes a manager or a list."""
    return reading.best(texts.all() if hasattr(texts, "all") else texts)


@register.filter
def user_text(source: str, tag: str) -> SafeString:
    """A contributor's Markdown as safe HTML, in the reader's script."""
    return mark_safe(reading.readable_html(render_user_text(source), tag))  # noqa: S308  render_user_text sanitises
