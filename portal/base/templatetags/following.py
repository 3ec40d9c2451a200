"""The button "Keep me informed"."""

from django import template

from portal.base.following import level_of

register = template.Library()


@register.inclusion_tag("base/_follow.html", takes_context=True)
def follow(context: template.Context, kind: str, subject_id: str, level: str = "") -> dict:
    """What the reader hears of this thing, and the way to change it.

    ``level``: what ``portal.base.following.chosen`` found with the thing; without it who is signed in costs one query.
    """
    request = context["request"]
    return {
        "request": request,
        "csrf_token": context.get("csrf_token", ""),
        "kind": kind,
        "subject_id": subject_id,
        "level": level or level_of(request.user, kind, subject_id),
        "next": request.path,
    }
