"""Texts of a printed document, which are in the reader's script already."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from portal.base.text import render_user_text
from recommendations.exports.document import Words

register = template.Library()


@register.filter
def words_html(words: Words) -> SafeString:
    """A contributor's Markdown as safe HTML."""
    return mark_safe(render_user_text(words.source))  # noqa: S308  render_user_text sanitises
