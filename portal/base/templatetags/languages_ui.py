"""Saying which language a text is written in."""

from django import template

from portal.languages import CONTENT_LANGUAGES

register = template.Library()


@register.filter
def language_name(tag: str) -> str:
    """A content language in its own words and script: ``sr-Cyrl`` gives "српски (ћирилица)"."""
    return CONTENT_LANGUAGES.get(tag, tag)


@register.inclusion_tag("base/_language_chip.html")
def language_chip(tag: str) -> dict:
    """The language of a text, for lists that hold several."""
    return {"tag": tag, "name": language_name(tag)}
