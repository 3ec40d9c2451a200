"""What waits for the facilitator: contributions, reports, appeals, each with its age and where it comes from."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Max, OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from forums.models import Appeal, Flag, Forum, Measure, Post, Thread
from forums.views.access import forum_or_404, may_or_refuse
from forums.views.post_rows import byline_of
from portal.base.cards import address

QUEUE_LENGTH = 50

SOURCES: dict[str, Promise] = {
    Post.Waits.RULE: _("the rules of this forum"),
    Post.Waits.NEW: _("first contribution of a new account"),
    Post.Waits.LINK: _("link of a new account"),
    Post.Waits.RECORDED: _("written down for somebody"),
}
HELD, REPORTED = _("held by the facilitator"), _("reported")


@dataclass
class Entry:
    """A contribution in the queue: why it is here, since when, and what people reported."""

    post: Post
    since: datetime.datetime
    sources: list[str | Promise]
    flags: list[Flag] = field(default_factory=list)

    @property
    def days(self) -> int:
        return (timezone.localdate() - timezone.localdate(self.since)).days


@require_GET
def moderation_queue(request: HttpRequest, slug: str) -> HttpResponse:
    """What waits for the facilitator, oldest first."""
    forum = forum_or_404(request, slug)
    may_or_refuse(request.user, "forums.moderate", forum)
    entries = entries_of(forum, request.user)
    context = {
        "forum": forum,
        "entries": entries[:QUEUE_LENGTH],
        "more": max(0, len(entries) - QUEUE_LENGTH),
        "appeals": appeals_for(forum, request.user),
        "suspensions": suspensions_in(forum),
        "forums_url": address("forums/"),
    }
    return render(request, "forums/moderation_queue.html", context)


def entries_of(forum: Forum, user) -> list[Entry]:
    """Every contribution that the person may decide about and that waits, is held or was reported; two queries."""
    flags: dict[str, list[Flag]] = defaultdict(list)
    raised = Flag.objects.filter(forum=forum, state=Flag.State.RAISED, subject_kind="post")
    for flag in raised.select_related("raised_by").order_by("raised_at"):
        flags[flag.subject_id].append(flag)
    entries = [entry_of(post, flags[post.public_id]) for post in waiting_posts(forum, user, list(flags))]
    return sorted(entries, key=lambda entry: entry.since)


def waiting_posts(forum: Forum, user, flagged: list[str]) -> list[Post]:
    """The contributions themselves, with whose words they are and since when they are held."""
    held = Measure.objects.filter(kind=Measure.Kind.HOLD, subject_kind="post", subject_id=OuterRef("public_id"))
    wanted = Q(state__in=[Post.State.PENDING, Post.State.HELD]) | Q(state=Post.State.PUBLISHED, public_id__in=flagged)
    posts = Post.objects.filter(wanted, thread__in=Thread.objects.visible_to(user).filter(forum=forum))
    posts = posts.select_related("thread", "author", "recorded_by", "participant", "table")
    return list(
        posts.annotate(held_at=Subquery(held.order_by().values("subject_id").annotate(at=Max("taken_at")).values("at")))
    )


def entry_of(post: Post, flags: list[Flag]) -> Entry:
    post.byline = byline_of(post)
    begun = [flag.raised_at for flag in flags]
    sources: list[str | Promise] = []
    if post.state == Post.State.PENDING:
        begun.append(post.created_at)
        sources.append(SOURCES.get(post.waits_because, SOURCES[Post.Waits.RULE]))
    elif post.state == Post.State.HELD:
        begun.append(post.held_at or post.created_at)
        sources.append(HELD)
    return Entry(post, min(begun), [*sources, *([REPORTED] if flags else [])], flags)


def appeals_for(forum: Forum, user) -> list[Appeal]:
    """The appeals in this forum that this very person may decide, the oldest first."""
    lodged = Appeal.objects.filter(measure__forum=forum, state=Appeal.State.LODGED)
    lodged = lodged.select_related("measure__forum__host", "lodged_by").order_by("lodged_at")
    return [appeal for appeal in lodged if user.has_perm("forums.decide_appeal", appeal)]


def suspensions_in(forum: Forum) -> list[Measure]:
    """Who may not write in the forum now."""
    return list(Measure.objects.suspending(timezone.now()).filter(forum=forum).select_related("concerns"))
