"""The form to reply with, in templates."""

from django import template

from forums.forms.writing import ReplyForm
from forums.views.composer import BlankReply

register = template.Library()


@register.simple_tag
def blank_reply(blank: BlankReply) -> ReplyForm:
    """The form in which nothing stands yet, for somebody without authorisations."""
    return ReplyForm(mandates=(), **blank._asdict())
