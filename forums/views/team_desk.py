"""The facilitator's desk: what in the forum asks for attention, private to its team; eight queries at most."""

import datetime

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import Truncator
from django.views.decorators.http import require_GET

from forums.models import Appeal, Flag, Forum, Post, Seat, Session, Stage, TableText, Thread, WorkingTable
from forums.permissions import is_facilitator
from forums.views.access import may_or_refuse
from portal.base.cards import address
from portal.base.panels import panels_of
from portal.languages.ranks import reading_rank

QUESTION_WAITS = datetime.timedelta(days=7)
TABLE_SILENT = datetime.timedelta(days=14)
MOST_ROWS = 10
LONGEST_BEGINNING = 160
#: What positions are drawn from.
DISTILLED_KINDS = (Post.Kind.CONTRIBUTION, Post.Kind.EXPERIENCE, Post.Kind.EVIDENCE, Post.Kind.ROOM_RECORD)


@require_GET
def team_desk(request: HttpRequest, slug: str) -> HttpResponse:
    """Silent tables, questions without an answer, words not yet distilled, what waits and since when, what is due."""
    now = timezone.now()
    forum = get_object_or_404(with_counts(Forum.objects.visible_to(request.user), now), slug=slug)
    may_or_refuse(request.user, "forums.view_desk", forum)
    context = {
        "forum": forum,
        "can_moderate": is_facilitator(request.user, forum),
        "queue_days": days_since(forum.queue_since),
        "tables": silent_tables(forum, now),
        "questions": with_beginnings(unanswered(forum, now)),
        "undistilled": with_beginnings(undistilled(forum)),
        "panels": panels_of("desk", forum, request.user),
        "forums_url": address("forums/"),
    }
    return render(request, "forums/team_desk.html", context)


def with_counts(forums: QuerySet, now: datetime.datetime) -> QuerySet:
    """Forums with what waits in each, since when, and the next dates."""
    waiting = Post.objects.filter(thread__forum=OuterRef("pk"), state__in=[Post.State.PENDING, Post.State.HELD])
    flags = Flag.objects.filter(forum=OuterRef("pk"), state=Flag.State.RAISED)
    appeals = Appeal.objects.filter(measure__forum=OuterRef("pk"), state=Appeal.State.LODGED)
    seats = Seat.objects.filter(forum=OuterRef("pk"), state=Seat.State.ASKED)
    stages = Stage.objects.filter(cycle__forum=OuterRef("pk"), opens_at__lte=now, closes_at__gt=now)
    sessions = Session.objects.filter(cycle__forum=OuterRef("pk"), starts_at__gte=now).exclude(state="cancelled")
    without_minutes = Session.objects.filter(cycle__forum=OuterRef("pk"), state=Session.State.HELD)
    return forums.annotate(
        queue_count=counted(waiting, "thread__forum"),
        queue_since=Subquery(first(waiting, "thread__forum", "created_at")),
        flag_count=counted(flags, "forum"),
        appeal_count=counted(appeals, "measure__forum"),
        seat_count=counted(seats, "forum"),
        minutes_count=counted(without_minutes, "cycle__forum"),
        stage_kind=Subquery(stages.order_by("closes_at").values("kind")[:1]),
        stage_closes_at=Subquery(stages.order_by("closes_at").values("closes_at")[:1]),
        next_session_at=Subquery(sessions.order_by("starts_at").values("starts_at")[:1]),
    )


def counted(rows: QuerySet, forum: str) -> Coalesce:
    """How many of the rows are of the forum that the outer query is about."""
    return Coalesce(Subquery(rows.order_by().values(forum).annotate(number=Count("pk")).values("number")), 0)


def first(rows: QuerySet, forum: str, moment: str) -> QuerySet:
    return rows.order_by().values(forum).annotate(first=Min(moment)).values("first")


def silent_tables(forum: Forum, now: datetime.datetime) -> list[WorkingTable]:
    """Tables from which nothing was heard for two weeks, with their interest and when it was last."""
    texts = TableText.objects.filter(table=OuterRef("pk")).order_by(reading_rank(), "pk")
    tables = WorkingTable.objects.filter(forum=forum).annotate(
        last_heard_at=Max("posts__published_at", filter=Q(posts__state=Post.State.PUBLISHED)),
        interest=Subquery(texts.values("interest")[:1]),
        interest_language=Subquery(texts.values("language")[:1]),
    )
    silent = Q(last_heard_at=None) | Q(last_heard_at__lt=now - TABLE_SILENT)
    tables = list(tables.filter(silent).order_by("number"))
    for table in tables:
        table.silent_days = days_since(table.last_heard_at)
    return tables


def unanswered(forum: Forum, now: datetime.datetime) -> QuerySet[Post]:
    """Questions of more than a week that nobody answered, the oldest first: nothing came after, or nothing to them."""
    published = Post.objects.filter(state=Post.State.PUBLISHED)
    answers = published.filter(reply_to=OuterRef("pk"))
    later = published.filter(thread=OuterRef("thread"), position__gt=1)
    answered = Exists(answers) | (Q(position=1) & Exists(later))
    return (
        of_open_threads(forum).filter(kind=Post.Kind.QUESTION, published_at__lt=now - QUESTION_WAITS).exclude(answered)
    )


def undistilled(forum: Forum) -> QuerySet[Post]:
    """Contributions of open conversations that no position was drawn from, the oldest first."""
    return of_open_threads(forum).filter(kind__in=DISTILLED_KINDS, position_sources=None)


def of_open_threads(forum: Forum) -> QuerySet[Post]:
    posts = Post.objects.filter(thread__forum=forum, thread__state__in=Thread.TAKING_POSTS, state=Post.State.PUBLISHED)
    return posts.select_related("thread").defer("body_html").order_by("published_at", "pk")


def with_beginnings(posts: QuerySet[Post]) -> list[Post]:
    """The first of them, each with how its own words begin: what was quoted in it is left out."""
    rows = list(posts[:MOST_ROWS])
    for post in rows:
        own = (line for line in post.body.splitlines() if line.strip() and not line.lstrip().startswith(">"))
        post.begins = Truncator(" ".join(own)).chars(LONGEST_BEGINNING)
    return rows


def days_since(moment: datetime.datetime | None) -> int | None:
    return None if moment is None else (timezone.localdate() - timezone.localdate(moment)).days
