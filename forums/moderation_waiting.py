"""What waits for those who take care of a discussion: its queue, and appeals they may decide."""

import datetime
from collections.abc import Iterable

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import is_administrator
from forums.models import Appeal, Flag, Forum, Post
from forums.querysets import forum_roles_of
from portal.base.cards import address
from portal.base.waiting import WaitingItem

#: How soon what waits or was reported is looked at, and an appeal decided.
LOOKED_AT_WITHIN = datetime.timedelta(days=3)
DECIDED_WITHIN = datetime.timedelta(days=14)


def waiting_for(user, at: datetime.datetime) -> list[WaitingItem]:
    """Queues and appeals; two queries for who facilitates a forum, one for administrators, none for others."""
    facilitated = [held.forum_id for held in forum_roles_of(user) if held.role == "facilitator"]
    return [*queues(facilitated), *appeals_to_decide(user, facilitated)]


def queues(facilitated: list[int]) -> Iterable[WaitingItem]:
    """One item for each forum in which something waits, is held or was reported, due by the oldest of it."""
    if not facilitated:
        return
    waiting = Post.objects.filter(thread__forum=OuterRef("pk"), state__in=[Post.State.PENDING, Post.State.HELD])
    flags = Flag.objects.filter(forum=OuterRef("pk"), state=Flag.State.RAISED)
    forums = Forum.objects.filter(pk__in=facilitated).order_by("pk")
    for forum in forums.annotate(
        waits_since=Subquery(waiting.order_by("created_at").values("created_at")[:1]),
        flagged_since=Subquery(flags.order_by("raised_at").values("raised_at")[:1]),
    ):
        since = min(filter(None, (forum.waits_since, forum.flagged_since)), default=None)
        if since:
            due = timezone.localdate(since + LOOKED_AT_WITHIN)
            where = address(f"{forum.path}waiting/")
            yield WaitingItem(forum.title, due, where, _("Look at what waits"), forum.title_language)


def appeals_to_decide(user, facilitated: list[int]) -> Iterable[WaitingItem]:
    """Appeals that this very person may decide."""
    lodged = Appeal.objects.filter(state=Appeal.State.LODGED).select_related("measure__forum__host")
    if not is_administrator(user):
        if not facilitated:
            return
        lodged = lodged.filter(measure__forum__in=facilitated)
    for appeal in lodged.order_by("lodged_at", "pk"):
        if user.has_perm("forums.decide_appeal", appeal):
            due = timezone.localdate(appeal.lodged_at + DECIDED_WITHIN)
            where = address(appeal.measure.path)
            yield WaitingItem(appeal.words[:80], due, where, _("Decide an appeal"), appeal.language)
