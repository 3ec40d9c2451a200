"""Numbers in the reader's notation."""

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def grouped(number) -> str:
    """A number with its thousands set apart: 31,200 or 31.200."""
    return number_format(number, force_grouping=True)
