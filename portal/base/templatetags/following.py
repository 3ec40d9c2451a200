"""The button "Keep me informed"."""

from django import template

from portal.base.following import level_of

register = template.Library()


@register.inclusion_tag("base/_follow.html", takes_context=True)
def follow(context: template.Context, kind: str, subject_id: str) -> dict:
    """What the reader hears of this thing, and the way to change it; one query for who is signed in."""
    request = context["request"]
    return {
        "request": request,
        "csrf_token": context.get("csrf_token", ""),
        "kind": kind,
        "subject_id": subject_id,
        "level": level_of(request.user, kind, subject_id),
        "next": request.path,
    }
