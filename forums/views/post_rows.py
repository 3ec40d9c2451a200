"""The rows of contributions: everything that a page shows of each, read for a whole page at once.

A row is a tuple of plain facts, so that its HTML is made once in a process (``portal.base.fragments``).
"""

import datetime
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forums.models import Post, Thread
from forums.querysets import SHOWN_POST_STATES
from portal.base.line import Station, whole_line
from portal.base.models import Station as ReachedStation
from portal.languages.ranks import reading_rank_sql
from portal.languages.reading import reader_language

# Written by hand: joined by the ORM, these names cost 4 ms to compile, and PostgreSQL 11 ms to plan, for each page.
ROWS = """
SELECT post.id, post.public_id, post.number, post.position, post.root_id, post.moved_from_id, post.state, post.kind,
  post.alignment, post.channel, post.author_id, post.participant_id, post.recorded_by_id, post.language,
  post.body_html, post.shown_files, post.published_at, post.edited_at,
  (SELECT display_name FROM accounts_user WHERE id = post.author_id) AS author_name,
  (SELECT display_name FROM accounts_user WHERE id = post.recorded_by_id) AS recorder_name,
  (SELECT shows_table FROM forums_participant WHERE id = post.participant_id) AS shows_table,
  (SELECT number FROM forums_workingtable WHERE id = post.table_id) AS table_number,
  (SELECT number FROM forums_post answered WHERE answered.id = post.reply_to_id) AS reply_number,
  (SELECT public_id FROM forums_post answered WHERE answered.id = post.reply_to_id) AS reply_public_id,
  (SELECT name.language || ' ' || name.text FROM directory_name name
     JOIN accounts_mandate mandate ON mandate.organisation_id = name.organisation_id
     WHERE mandate.id = post.on_behalf_of_id AND name.kind = 'name' ORDER BY {rank}, name.id LIMIT 1) AS behalf_words
FROM forums_post post WHERE {where} ORDER BY post.position {limit}
"""
REACHED = """
SELECT id, subject_id, key, reached_on FROM base_station WHERE subject_kind = 'post'
  AND subject_id IN (SELECT public_id FROM forums_post post WHERE {where} ORDER BY post.position {limit})
ORDER BY reached_on, id
"""


#: The stations of a line with their days, in the order in which they were reached.
Reached = tuple[tuple[str, datetime.date], ...]


class PostRow(NamedTuple):
    """A contribution as its row shows it; ``reached`` are the stations of its line with their dates."""

    pk: int
    public_id: str
    number: int
    position: int
    root_id: int | None
    moved_from_id: int | None
    state: str
    kind: str
    alignment: str
    channel: str
    author_id: int | None
    participant_id: int | None
    recorded_by_id: int | None
    language: str
    body_html: str
    published_at: datetime.datetime | None
    edited_at: datetime.datetime | None
    author_name: str | None
    recorder_name: str | None
    shows_table: bool | None
    table_number: int | None
    reply_number: int | None
    reply_public_id: str | None
    behalf_words: str | None
    files: str
    reached: Reached

    @property
    def path(self) -> str:
        """Its permanent address without the language of the site."""
        return f"p/{self.public_id}/"

    @property
    def anchor(self) -> str:
        """Its place on the page; a number alone is no place among posts that came from elsewhere."""
        return f"post-{self.public_id if self.moved_from_id else self.number}"

    @property
    def behalf(self) -> str:
        """The organisation it speaks for, in the name that the present reader reads best; "" for one's own words."""
        return (self.behalf_words or "").partition(" ")[2]

    @property
    def behalf_language(self) -> str:
        return (self.behalf_words or "").partition(" ")[0]

    @property
    def byline(self) -> str:
        return byline(self.author_name, self.kind, self.participant_id, bool(self.shows_table), self.table_number)

    @property
    def marks(self) -> list[str]:
        """What is said beside its author: its kind, its direction, the way it came, where there is something."""
        marks = []
        is_room_record = self.kind == Post.Kind.ROOM_RECORD
        is_in_byline = is_room_record and not self.author_name and not self.participant_id
        if self.kind != Post.Kind.CONTRIBUTION and not is_in_byline:
            marks.append(str(Post.Kind(self.kind).label))
        if self.alignment in (Post.Alignment.FOR, Post.Alignment.AGAINST):
            marks.append(str(Post.Alignment(self.alignment).label))
        if self.channel in (Post.Channel.ROOM, Post.Channel.PAPER, Post.Channel.PHONE) and not is_room_record:
            marks.append(str(Post.Channel(self.channel).label))
        return marks

    @property
    def number_words(self) -> str:
        """Its number as it is printed; one that came from elsewhere keeps the number it had there."""
        if self.moved_from_id:
            return _("formerly no. %(number)s") % {"number": self.number}
        return _("no. %(number)s") % {"number": self.number}

    @property
    def written_at(self) -> str:
        return timezone.localtime(self.published_at).isoformat() if self.published_at else ""

    @property
    def written_words(self) -> str:
        return date_format(timezone.localtime(self.published_at), "DATETIME_FORMAT") if self.published_at else ""

    @property
    def shown_files(self) -> list[dict]:
        return json.loads(self.files) if self.files else []

    @property
    def stations(self) -> list[Station]:
        """Its line, where it has led somewhere."""
        return line_of(self, self.reached) if self.reached else []


#: What the database knows of a row, in the order of ``PostRow``.
STORED = attrgetter(*[name for name in PostRow._fields if name not in ("files", "reached")])


def post_rows(posts: QuerySet[Post]) -> list[PostRow]:
    """The rows of these posts in the order of their positions; two queries whatever their number."""
    keys, params = posts.values("pk").query.sql_with_params()
    return rows_where(f"post.id IN ({keys})", params)


def rows_between(thread: Thread, first: int, last: int) -> list[PostRow]:
    """The rows at these positions of a conversation, hidden and erased ones among them; two queries."""
    states = ", ".join(["%s"] * len(SHOWN_POST_STATES))
    where = f"post.thread_id = %s AND post.position BETWEEN %s AND %s AND post.state IN ({states})"
    return rows_where(where, (thread.pk, first, last, *SHOWN_POST_STATES), most=last - first + 1)


def rows_where(where: str, params: Sequence, most: int | None = None) -> list[PostRow]:
    """``most``: how many there can be, where that is known; else PostgreSQL expects thousands and prepares for them."""
    rank, rank_params = reading_rank_sql("name.language")
    parts = {"where": where, "limit": f"LIMIT {most:d}" if most is not None else ""}
    found = list(Post.objects.raw(ROWS.format(rank=rank, **parts), [*rank_params, *params]))
    lines = grouped(ReachedStation.objects.raw(REACHED.format(**parts), params))
    return [PostRow(*STORED(post), files_of(post), reached_of(post, lines)) for post in found]


def reached_of(post: Post, lines: dict[str, Reached]) -> Reached:
    """Nothing for words that are not shown."""
    return lines.get(post.public_id, ()) if post.state == Post.State.PUBLISHED else ()


def files_of(post: Post) -> str:
    return json.dumps(post.shown_files) if post.shown_files else ""


def reached_by(public_ids: Iterable[str]) -> dict[str, Reached]:
    """The stations that these posts have reached, with the day of each; one query."""
    return grouped(ReachedStation.objects.filter(subject_kind="post", subject_id__in=list(public_ids)))


def grouped(stations: Iterable[ReachedStation]) -> dict[str, Reached]:
    reached = defaultdict(list)
    for station in stations:
        reached[station.subject_id].append((station.key, station.reached_on))
    return {subject: tuple(found) for subject, found in reached.items()}


def line_of(post: Post | PostRow, reached: Reached) -> list[Station]:
    """The whole line of one published post: itself, then the first station reached under each name."""
    language = reader_language()
    written_on = timezone.localdate(post.published_at)
    own = Station("post", ReachedStation.Key.POST.label, True, written_on, f"/{language}/{post.path}")
    first: dict[str, datetime.date] = {}
    for key, day in reached:
        first.setdefault(key, day)
    address = f"/{language}/trace/post/{post.public_id}/"
    others = [Station(key, ReachedStation.Key(key).label, True, day, address) for key, day in first.items()]
    return whole_line([own, *others])


def byline_of(post: Post) -> str:
    """Whose words a post is, as the author wishes to be shown; one query for each of them that is not yet read."""
    shows_table = bool(post.participant and post.participant.shows_table)
    author, table = post.author, post.table
    name, number = author.display_name if author else None, table.number if table else None
    return byline(name, post.kind, post.participant_id, shows_table, number)


def byline(name: str | None, kind: str, participant_id: int | None, shows_table: bool, table: int | None) -> str:
    """The words that stand where the author's name would."""
    if name:
        return name
    if participant_id and shows_table and table:
        return _("participant of table %(number)s") % {"number": table}
    if participant_id:
        return _("a participant without an account")
    if kind == Post.Kind.ROOM_RECORD:
        return _("said in the room")
    return _("a former participant")
