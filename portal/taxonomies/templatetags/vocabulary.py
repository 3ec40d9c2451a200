"""What terms are called, in templates."""

from django import template

from portal.taxonomies import vocabulary

register = template.Library()


@register.filter
def label(row) -> str:
    """The label of a term, a theme, a country, in the reader's language."""
    return row.label if isinstance(row, vocabulary.Term) else vocabulary.term_of(row).label


@register.filter
def footnote(row) -> str:
    """The footnote of a country in the reader's language, or nothing."""
    return vocabulary.term_of(row).text("footnote")
