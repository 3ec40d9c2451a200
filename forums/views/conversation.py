"""Everything the page of a conversation shows, flat or with answers below what they answer."""

import datetime
from typing import NamedTuple

from django.http import HttpRequest

from forums.forms.writing import ReplyForm
from forums.models import ReadingHabit, Thread
from forums.views.access import number_asked
from forums.views.banner import stage_banner
from forums.views.branches import branch_page
from forums.views.composer import composer_context, rights_here
from forums.views.dated import between_posts, dated_rows
from forums.views.places import posts_page
from forums.views.post_rows import rows_between

FLAT, THREADED = ReadingHabit.View.FLAT, ReadingHabit.View.THREADED


class ThreadHead(NamedTuple):
    """What stands at the top of a conversation, in plain facts."""

    kind: str
    title: str
    language: str
    post_count: int
    last_post_at: datetime.datetime | None
    table_number: int | None
    audience: str
    is_public: bool
    is_demo: bool


def head_of(thread: Thread) -> ThreadHead:
    return ThreadHead(
        kind=thread.kind_words,
        title=thread.title,
        language=thread.language,
        post_count=thread.post_count,
        last_post_at=thread.last_post_at,
        table_number=thread.table.number if thread.table else None,
        audience=thread.audience,
        is_public=thread.is_public,
        is_demo=thread.forum.is_demo,
    )


def thread_context(request: HttpRequest, thread: Thread, form: ReplyForm | None = None) -> dict:
    """The whole page; ``form`` is one that came back with errors."""
    found = threaded_rows(request, thread) if chosen_view(request, thread) == THREADED else flat_rows(request, thread)
    return {
        "thread": thread,
        "forum": thread.forum,
        "head": head_of(thread),
        "banner": stage_banner(thread.cycle),
        "unread": thread.post_count - (getattr(thread, "read_to", thread.post_count) or 0),
        **found,
        **rights_here(request.user, thread),
        **composer_context(request, thread, form),
    }


def flat_rows(request: HttpRequest, thread: Thread) -> dict:
    """Twenty posts in the order in which people spoke, with what happened between them; four queries."""
    page = posts_page(request, thread)
    dated = dated_rows(thread, page.start_index(), page.end_index())
    posts = rows_between(thread, page.start_index(), page.end_index() + 1)
    beyond = posts.pop() if posts and posts[-1].position > page.end_index() else None
    rows = between_posts(posts, dated, next_post=beyond, is_first=page.number == 1)
    here = f"page={page.number}&" if page.number > 1 else ""
    return {"view": FLAT, "page": page, "rows": rows, "read_to": page.end_index(), "here": here}


def threaded_rows(request: HttpRequest, thread: Thread) -> dict:
    """The branches from the asked position on."""
    dated_rows(thread, 1, 0)
    found = branch_page(thread, number_asked(request, "after"))
    return {
        "view": THREADED,
        "branches": found,
        "here": "view=threaded&",
        "read_to": thread.post_count if found.is_all else 0,
    }


def chosen_view(request: HttpRequest, thread: Thread) -> str:
    """How the reader wishes to see it: as the address says, else as they did before; a page number is a flat one."""
    asked = request.GET.get("view", "")
    if asked in ReadingHabit.View.values:
        return asked
    if request.GET.get("page"):
        return FLAT
    return getattr(thread, "my_view", None) or FLAT
