"""Rows of contributions in templates."""

from typing import NamedTuple

from django import template
from django.utils.safestring import SafeString

from forums.models import Post
from forums.views.post_rows import PostRow
from portal.base.fragments import fragment

register = template.Library()


class May(NamedTuple):
    """What the reader may do with one row; ``here`` is the page the answers are written on."""

    reply: bool = False
    propose: bool = False
    change: bool = False
    erase: bool = False
    slip: bool = False
    moderate: bool = False
    report: bool = False
    here: str = ""

    @property
    def anything(self) -> bool:
        return any(self[:-1])


@register.simple_tag(takes_context=True)
def post_row(context: template.Context, post: PostRow) -> SafeString:
    """One row with what this reader may do with it; from ``user``, ``here`` and the rights of the page."""
    return fragment("forums/_post.html", post=post, may=may_of(context, post))


def may_of(context: template.Context, post: PostRow) -> May:
    user = context["user"]
    if not user.is_authenticated:
        return May()
    get = context.get
    is_own, can_moderate = post.author_id == user.pk, bool(get("can_moderate"))
    can_reply, is_official = bool(get("writes")), post.kind == Post.Kind.OFFICIAL_REPLY
    return May(
        reply=can_reply,
        propose=bool(get("can_propose")),
        change=is_own and can_reply and bool(get("edits_freely")),
        erase=is_own and not is_official,
        slip=bool(post.participant_id) and (bool(get("is_team")) or post.recorded_by_id == user.pk),
        moderate=can_moderate,
        report=not (can_moderate or is_own or post.recorded_by_id == user.pk),
        here=get("here") or "" if can_reply else "",
    )
