"""The list of forums, and a forum: what is it about, where are we, what may be done now."""

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from forums.forms.opening import hosts_for
from forums.models import (
    Cycle,
    Forum,
    ForumIndexPage,
    ForumPage,
    Session,
    Stage,
    Thread,
)
from forums.permissions import why_not
from forums.querysets import forums_run_by
from forums.stages import allows, is_allowed, open_stage
from forums.views.access import best_name, best_page_field, forum_or_404, note_look, with_looks
from forums.views.around import around
from forums.views.banner import stage_banner
from forums.views.positions import positions_by_tables
from forums.views.thread_rows import LISTED, thread_page
from portal.base.cards import Card, address
from portal.base.following import chosen
from portal.base.lists import ListQuery, choice_facet
from portal.base.panels import panels_of
from portal.base.serving import serve_index
from portal.languages.reading import best

POSITIONS_SHOWN = 5
DRAFTS_SHOWN = 20


# The list of forums -----------------------------------------------------------------------------------------------


@require_GET
def forum_list(request: HttpRequest) -> HttpResponse:
    """Forums for Social Dialogue."""
    return serve_index(request, ForumIndexPage)


def forum_list_context(request: HttpRequest) -> dict:
    """The forums that the address asks for, the latest announced first."""
    facets = ("country", "theme", "target_group", choice_facet("kind", Forum.Kind, _("Kind")))
    query = ListQuery.from_request(request, facets)
    forums = with_words(Forum.objects.visible_to(request.user)).order_by("-announced_at", "-pk")
    listing = query.listing(forums)
    cards = [forum_card(forum) for forum in listing.page]
    return {"listing": listing, "cards": cards, **what_may_be_opened(request.user)}


def what_may_be_opened(user) -> dict:
    """For those who open forums: that they may, and the drafts they set up, which no list shows to others."""
    if not (user.is_authenticated and user.has_perm("forums.open_forum")):
        return {}
    drafts = with_words(Forum.objects.filter(state=Forum.State.DRAFT, host__in=hosts_for(user))).order_by("-pk")
    return {"can_open_forum": True, "drafts": list(drafts[:DRAFTS_SHOWN])}


def with_words(forums: QuerySet) -> QuerySet:
    """Forums with what a card says of them, in the language this reader reads best, and their open stage."""
    now = timezone.now()
    stages = Stage.objects.filter(cycle__forum=OuterRef("pk"), opens_at__lte=now, closes_at__gt=now)
    return forums.annotate(
        summary=best_page_field("pk", "summary"),
        host_name=best_name("host"),
        host_language=best_name("host", "language"),
        open_stage=Subquery(stages.order_by("-cycle__number").values("kind")[:1]),
    )


def forum_card(forum: Forum) -> Card:
    """The card of a forum that comes from ``with_words``."""
    notes = [forum.get_format_display()]
    if forum.open_stage:
        notes.append(Stage.Kind(forum.open_stage).label)
    elif forum.state != Forum.State.ACTIVE:
        notes.append(forum.get_state_display())
    return Card(
        kind="forum",
        public_id=forum.public_id,
        title=forum.title,
        language=forum.title_language,
        summary=forum.summary or "",
        url=address(forum.path),
        kicker=_("Forum for Social Dialogue"),
        place=forum.host_name or "",
        place_language=forum.host_language or "",
        notes=notes,
        state="comments" if forum.open_stage and allows(forum.open_stage, "comment") else "",
        is_demo=forum.is_demo,
    )


# One forum --------------------------------------------------------------------------------------------------------


@require_GET
def forum_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A forum in the text this reader reads best, whatever tree it was written in."""
    with_looks(request)
    page = best(texts_of(slug).annotate(follow_level=chosen(request.user, "forum", "forum__public_id")))
    if page is None:
        forums = Forum.objects.visible_to(request.user).annotate(follow_level=chosen(request.user, "forum"))
        forum = get_object_or_404(forums, slug=slug)
        page = ForumPage(forum=forum, title=forum.slug, language="en")
        page.follow_level = forum.follow_level
    elif not request.user.has_perm("forums.view_forum", page.forum):
        raise Http404
    note_look(request, "forum", page.forum)
    return render(request, "forums/forum_page.html", {"page": page, **forum_context(request, page)})


def texts_of(slug: str) -> QuerySet:
    """The live texts of a forum, each with the host's name and the forum's nearest dates; one query."""
    sessions = Session.objects.filter(cycle__forum=OuterRef("forum"))
    coming = sessions.filter(starts_at__gte=timezone.now()).order_by("starts_at")
    noted = sessions.filter(minutes__state="published").order_by("-starts_at")
    return (
        ForumPage.objects.live()
        .filter(forum__slug=slug)
        .select_related("forum")
        .annotate(
            host_name=best_name("forum__host"),
            host_language=best_name("forum__host", "language"),
            next_session_at=Subquery(coming.values("starts_at")[:1]),
            next_session_language=Subquery(coming.values("language")[:1]),
            next_session_place=Subquery(coming.values("place")[:1]),
            last_minutes_id=Subquery(noted.values("minutes__public_id")[:1]),
            last_session_at=Subquery(noted.values("starts_at")[:1]),
        )
    )


def forum_context(request: HttpRequest, page: ForumPage) -> dict:
    """What the page of a forum shows, as far as this reader may see it; four queries, whatever its size."""
    forum, user = page.forum, request.user
    found = around(forum)
    cycle = present_cycle(found.cycles)
    return {
        "forum": forum,
        "cycle": cycle,
        "banner": stage_banner(cycle) if cycle else None,
        "stages": stage_rows(cycle) if cycle else [],
        "tables": found.tables,
        "threads": thread_page(forum, user),
        "positions": positions_by_tables(forum)[:POSITIONS_SHOWN],
        "panels": panels_of("forum", forum, user),
        **what_may_be_done(user, forum),
    }


def present_cycle(cycles: list[Cycle]) -> Cycle | None:
    """The cycle where most may be done now: the latest with an open stage for opinions, or with any, or the latest."""
    now = timezone.now()
    newest_first = cycles[::-1]
    commenting = (cycle for cycle in newest_first if is_allowed(cycle, "comment", now))
    running = (cycle for cycle in newest_first if open_stage(cycle, now))
    return next(commenting, None) or next(running, None) or (newest_first[0] if cycles else None)


@dataclass(frozen=True)
class StageRow:
    stage: Stage
    is_over: bool
    is_open: bool


def stage_rows(cycle: Cycle) -> list[StageRow]:
    """Where the cycle stands: every stage, over, open or to come."""
    now = timezone.now()
    return [StageRow(stage, stage.closes_at <= now, stage.is_open_at(now)) for stage in cycle.stages.all()]


def what_may_be_done(user, forum: Forum) -> dict:
    """What this person can do here now, or why they cannot."""
    can_open = user.has_perm("forums.open_thread", forum)
    return {
        "can_open": can_open,
        "can_ask": user.has_perm("forums.ask", forum),
        "why_not": "" if can_open else why_not(user, "forums.open_thread", forum),
        "can_join": user.has_perm("forums.join", forum),
        "is_team": forum.pk in forums_run_by(user),
        "can_moderate": forum.pk in forums_run_by(user) and user.has_perm("forums.moderate", forum),
        "forums_url": address("forums/"),
    }


# Its conversations ------------------------------------------------------------------------------------------------


@require_GET
def thread_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The conversations of a forum, twenty a page: the present ones, or with ``archive`` those put away."""
    forum = forum_or_404(request, slug)
    is_archive = bool(request.GET.get("archive"))
    key = request.GET.get("after", "")
    threads = thread_page(forum, request.user, [Thread.State.ARCHIVED] if is_archive else LISTED, key)
    context = {
        "forum": forum,
        "threads": threads,
        "is_first": not key,
        "is_archive": is_archive,
        **what_may_be_done(request.user, forum),
    }
    return render(request, "forums/thread_list.html", context)
