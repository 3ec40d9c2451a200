"""Pieces of a page that are rendered once for the same facts (``portal.base.fragments``)."""

from collections.abc import Hashable

from django import template
from django.utils.safestring import SafeString

from portal.base import fragments

register = template.Library()


@register.simple_tag
def fragment(name: str, **facts: Hashable) -> SafeString:
    """``{% fragment "forums/_post.html" post=row %}``: the template sees the facts and ``ui_language``, no more."""
    return fragments.fragment(name, **facts)
