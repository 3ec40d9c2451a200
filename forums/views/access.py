"""What every view of the forum begins with: the thing this reader may see, and whether they may act on it."""

import datetime
import time

from django.db.models import Exists, OuterRef, QuerySet, Subquery, prefetch_related_objects
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts import audit
from directory.models import Name
from forums.actions.writing import key_of, sent_before
from forums.errors import ForumError, closed_reason
from forums.models import Cycle, Draft, Forum, ForumPage, Post, ReadingHabit, ReadMarker, Stage, Thread
from forums.permissions import opens_next, why_not
from forums.premoderation import is_new
from forums.stages import remember_stage, with_open_stage
from portal.base.following import chosen_by
from portal.base.http import Refused
from portal.base.limits import TooMany, within_limits
from portal.base.prepared import Prepared, remember
from portal.languages.ranks import reading_rank

LONGEST_NUMBER = 6
#: Where a session keeps the closed forums an administrator looks into, and until when.
LOOKS = "looks"


def may_or_refuse(user, perm: str, thing=None) -> None:
    """Go on when the person holds the right, else ``Refused`` with the reason and the next opening date."""
    if refused := refusal(user, perm, thing):
        raise refused


def refusal(user, perm: str, thing=None) -> Refused | None:
    """Why the person may not do this and when it opens next; ``None`` when they may."""
    reason = why_not(user, perm, thing)
    if not reason:
        return None
    opens_at = opens_next(perm, thing)  # said only where the stage is the reason
    return Refused(reason, opens_at=opens_at if opens_at and reason == closed_reason(opens_at) else None)


def as_refusal(error: ForumError) -> Refused:
    """What an action refused, as the page that says why and keeps the words."""
    return Refused(str(error), opens_at=getattr(error, "opens_at", None))


def best_page_field(forum: str, field: str) -> Subquery:
    """A field of the forum's text that the present reader reads best; ``forum`` is the path to the forum's key."""
    texts = ForumPage.objects.live().filter(forum=OuterRef(forum)).order_by(reading_rank(), "pk")
    return Subquery(texts.values(field)[:1])


def best_name(organisation: str, field: str = "text") -> Subquery:
    """The organisation's name that the present reader reads best (or its language)."""
    names = Name.objects.filter(organisation=OuterRef(organisation), kind=Name.Kind.NAME)
    return Subquery(names.order_by(reading_rank(), "pk").values(field)[:1])


def with_looks(request: HttpRequest) -> None:
    """Let an administrator who has said why read the closed forums they named; nothing is asked for anybody else."""
    looks = request.session.get(LOOKS) if request.user.is_authenticated else None
    if looks and request.user.has_perm("forums.look_into"):
        request.user._looking = [int(pk) for pk, until in looks.items() if until > time.time()]


def note_look(request: HttpRequest, kind: str, thing: Forum | Thread) -> None:
    """Leave a row for a page that was read by such a look."""
    forum_id = thing.pk if isinstance(thing, Forum) else thing.forum_id
    if forum_id in getattr(request.user, "_looking", []):
        audit.record("look", kind=kind, public_id=thing.public_id, by=request.user)


FORUM = Prepared(lambda slug: Forum.objects.filter(slug=slug), slug=str)
CYCLES = Prepared(lambda forum: Cycle.objects.filter(forum=forum), forum=int)
STAGES = Prepared(lambda forum: Stage.objects.filter(cycle__forum=forum), forum=int)


def forum_or_404(request: HttpRequest, slug: str) -> Forum:
    """The forum with its cycles and stages, in three queries; 404 when they may not see it."""
    with_looks(request)
    forum = FORUM.first(slug=slug)
    if forum is None or not request.user.has_perm("forums.view_forum", forum):
        raise Http404
    note_look(request, "forum", forum)
    return with_cycles(forum)


def with_cycles(forum: Forum) -> Forum:
    """The forum with its cycles and their stages, as if they had been read with it."""
    cycles = {cycle.pk: cycle for cycle in CYCLES.rows(forum=forum.pk)}
    stages: dict[int, list[Stage]] = {pk: [] for pk in cycles}
    for stage in STAGES.rows(forum=forum.pk):
        stage.cycle = cycles[stage.cycle_id]
        stages[stage.cycle_id].append(stage)
    for cycle in cycles.values():
        cycle.forum = forum
        remember(cycle, "stages", stages[cycle.pk])
    remember(forum, "cycles", list(cycles.values()))
    return forum


def thread_of(public_id: str) -> QuerySet[Thread]:
    return Thread.objects.filter(public_id=public_id).select_related("forum", "cycle", "table", "outcome")


def thread_with_reader(public_id: str, reader: int) -> QuerySet[Thread]:
    """The thread with how far that person has read it, what they had begun to write, and what they wish to hear."""
    drafts = Draft.objects.filter(thread=OuterRef("pk"), user=reader)
    markers = ReadMarker.objects.filter(thread=OuterRef("pk"), user=reader)
    return thread_of(public_id).annotate(
        my_draft=Subquery(drafts.values("body")[:1]),
        my_choices=Subquery(drafts.values("choices")[:1]),
        read_to=Subquery(markers.values("position")[:1]),
        follow_level=chosen_by(reader, "thread"),
        my_view=Subquery(ReadingHabit.objects.filter(user=reader).values("thread_view")[:1]),
    )


FOR_VISITORS = Prepared(thread_of, public_id=str)
FOR_READERS = Prepared(thread_with_reader, public_id=str, reader=int)


def thread_or_404(request: HttpRequest, public_id: str, *, with_stages: bool = True) -> Thread:
    """The thread with forum, stages, outcome, and what this reader had begun to write; 404 when it is not for them.

    ``with_stages=False`` where the stages come with the dated rows of the page (``forums.views.dated``).
    """
    with_looks(request)
    user = request.user
    if user.is_authenticated:
        thread = FOR_READERS.first(public_id=public_id, reader=user.pk)
    else:
        thread = FOR_VISITORS.first(public_id=public_id)
    if thread is None or not user.has_perm("forums.view_thread", thread):
        raise Http404
    if with_stages:
        prefetch_related_objects([thread], "cycle__stages")
    note_look(request, "thread", thread)
    return thread


def thread_with_stage(public_id: str, form_key: str, at: datetime.datetime) -> QuerySet[Thread]:
    threads = Thread.objects.filter(public_id=public_id).select_related("forum", "cycle")
    return with_open_stage(threads, at).annotate(was_sent=Exists(Post.objects.filter(form_key=form_key)))


TO_ANSWER = Prepared(thread_with_stage, public_id=str, form_key=str, at=datetime.datetime)


def thread_to_answer(request: HttpRequest, public_id: str, form_key: str = "") -> Thread:
    """The thread with what decides whether this reader may write there, in one query; 404 when it is not for them.

    ``was_sent``: whether the form with that key has become a post.
    """
    with_looks(request)
    at = timezone.now()
    thread = TO_ANSWER.first(public_id=public_id, form_key=key_of(request.user, form_key) or "", at=at)
    if thread is None or not request.user.has_perm("forums.view_thread", thread):
        raise Http404
    note_look(request, "thread", thread)
    return remember_stage(thread, at)


def post_or_404(request: HttpRequest, public_id: str) -> Post:
    """The post with its thread; 404 when the reader may not see it."""
    posts = Post.objects.visible_to(request.user).select_related(
        "thread__forum__host", "thread__cycle", "thread__table", "participant", "author", "recorded_by"
    )
    return get_object_or_404(posts.prefetch_related("thread__cycle__stages"), public_id=public_id)


def too_much(request: HttpRequest, form_key: str | None = None) -> TooMany | None:
    """Why this form is not taken now, when the person or their address sent too many; sent again it counts once."""
    if sent_before(request.user, form_key):
        return None
    try:
        within_limits(request, "write_new" if is_new(request.user, timezone.now()) else "write")
    except TooMany as refusal:
        return refusal
    return None


def page_number(request: HttpRequest, default: int = 1) -> int:
    """The page that the address asks for; 404 for what is no number."""
    return number_asked(request, "page") or default


def number_asked(request: HttpRequest, name: str) -> int:
    """A number of the address that is at least 1, or 0 where there is none; 404 for what is no number."""
    asked = request.GET.get(name, "")
    if not asked:
        return 0
    if not (asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_NUMBER and int(asked)):
        raise Http404
    return int(asked)
