"""The rows of conversations in lists: the newest activity first, twenty a page."""

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.http import Http404
from django.utils.text import slugify

from forums.models import Forum, Outcome, ReadMarker, Thread
from portal.languages.latin import to_latin

THREADS_A_PAGE = 20
#: The conversations of a list; those of the archive have their own.
LISTED = (Thread.State.OPEN, Thread.State.SYNTHESIS, Thread.State.CONCLUDED)
#: What the database knows of a row, in the order of ``ThreadRow``.
STORED = (
    "pk",
    "public_id",
    "title",
    "language",
    "kind",
    "is_locked",
    "is_public",
    "audience",
    "post_count",
    "last_post_at",
    "table__number",
    "outcome__kind",
)


class ThreadRow(NamedTuple):
    """A conversation as its row shows it, in plain facts (``portal.base.fragments``)."""

    pk: int
    public_id: str
    title: str
    language: str
    kind: str
    is_locked: bool
    is_public: bool
    audience: str
    post_count: int
    last_post_at: datetime.datetime | None
    table_number: int | None
    outcome: str | None
    forum_slug: str
    is_unread: bool

    @property
    def path(self) -> str:
        """Its address without the language of the site."""
        return f"forums/{self.forum_slug}/t/{self.public_id}-{slugify(to_latin(self.title)) or 't'}/"

    @property
    def kind_words(self) -> str:
        return str(Thread.Kind(self.kind).label)

    @property
    def outcome_words(self) -> str:
        """How it ended; "" for one that goes on."""
        return str(Outcome.Kind(self.outcome).label) if self.outcome else ""


class ThreadPage(NamedTuple):
    """Rows, and the place in the list behind which there are more, "" at its end."""

    rows: list[ThreadRow]
    more: str


def thread_page(forum: Forum, user, states: Sequence[str] = LISTED, key: str = "") -> ThreadPage:
    """The conversations behind that place which the person may see; 404 for a key that is none. One query."""
    threads = Thread.objects.visible_to(user).filter(forum=forum, state__in=states)
    if key:
        threads = after(threads, key)
    found = threads.order_by("-last_post_at", "-id").values_list(*STORED, read_to(user))[: THREADS_A_PAGE + 1]
    rows = [row_of(forum, *facts) for facts in found]
    shown = rows[:THREADS_A_PAGE]
    return ThreadPage(shown, key_of(shown[-1]) if len(rows) > len(shown) else "")


def row_of(forum: Forum, *facts) -> ThreadRow:
    *stored, read_to = facts
    row = ThreadRow(*stored, forum.slug, is_unread=False)
    return row._replace(is_unread=True) if read_to is not None and read_to < row.post_count else row


def read_to(user):
    """The last position the person has read, as a sub-query; nothing for a visitor."""
    if not user.is_authenticated:
        return Value(None, IntegerField())
    return Subquery(ReadMarker.objects.filter(thread=OuterRef("pk"), user=user).values("position")[:1])


def key_of(thread: ThreadRow) -> str:
    """The place in the list after that conversation, for the address."""
    moment = thread.last_post_at.timestamp() if thread.last_post_at else 0
    return f"{moment}-{thread.pk}"


def after(threads: QuerySet[Thread], key: str) -> QuerySet[Thread]:
    """The conversations behind that place; 404 for a key that is none."""
    moment, _dash, pk = key.partition("-")
    try:
        last_post_at = datetime.datetime.fromtimestamp(float(moment), datetime.UTC)
        last_pk = int(pk)
    except (ValueError, OverflowError, OSError) as error:
        raise Http404 from error
    behind = Q(last_post_at__lt=last_post_at) | Q(last_post_at=last_post_at, pk__lt=last_pk)
    return threads.filter(behind, last_post_at__lte=last_post_at)
