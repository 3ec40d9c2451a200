"""Posts and stages as a page shows them, made for a whole page at once."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forums.models import Cycle, Post, Stage
from forums.stages import STAGES, next_opening, open_stage
from forums.views.access import best_name
from portal.base.line import Station, whole_line
from portal.base.models import Station as ReachedStation
from portal.languages.reading import reader_language

#: What a person may do while a stage is open, in the words of the banner.
STAGE_WORDS = {
    Stage.Kind.PREPARE: gettext_lazy("The forum is being prepared. You can already ask."),
    Stage.Kind.CONSTITUTE: gettext_lazy("The tables are being formed: ask for a place, and say what matters to you."),
    Stage.Kind.EXPLORE: gettext_lazy("Say what is needed and what happens to people. Tables begin to agree."),
    Stage.Kind.PROPOSE: gettext_lazy("Say what should be done, and support what you stand behind."),
    Stage.Kind.DRAFT: gettext_lazy("The recommendation is being written. Comment on it and propose changes."),
    Stage.Kind.DECIDE: gettext_lazy("The tables decide. You can still ask and report from the field."),
    Stage.Kind.HAND_OVER: gettext_lazy("The recommendation is with those who must answer it."),
    Stage.Kind.FOLLOW_UP: gettext_lazy("What was promised is being done. Say whether it is."),
}


@dataclass(frozen=True)
class StageBanner:
    """What may be done now and until when; ``stage`` is ``None`` between stages."""

    stage: Stage | None
    words: str | Promise
    until: datetime.datetime | None
    days_left: int
    opens_at: datetime.datetime | None
    may_comment: bool


def stage_banner(cycle: Cycle, at: datetime.datetime | None = None) -> StageBanner:
    """What the cycle's stage says to everybody at that moment."""
    at = at or timezone.now()
    stage = open_stage(cycle, at)
    if stage is None:
        opens_at = next_opening(cycle, "comment", at)
        return StageBanner(None, _("No stage is open. You can still ask."), None, 0, opens_at, may_comment=False)
    may_comment = "comment" in STAGES[stage.kind]
    opens_at = None if may_comment else next_opening(cycle, "comment", at)
    days = (timezone.localdate(stage.closes_at) - timezone.localdate(at)).days
    return StageBanner(stage, STAGE_WORDS[stage.kind], stage.closes_at, days, opens_at, may_comment)


def shown_posts(posts: QuerySet) -> list[Post]:
    """Posts with everything their row shows; two queries whatever their number."""
    return with_lines(list(for_rows(posts)))


def for_rows(posts: QuerySet) -> QuerySet:
    """Posts with what the database knows for their row."""
    return (
        posts.select_related("participant")
        .defer("body")
        .annotate(
            author_name=F("author__display_name"),
            recorder_name=F("recorded_by__display_name"),
            table_number=F("table__number"),
            reply_number=F("reply_to__number"),
            reply_public_id=F("reply_to__public_id"),
            behalf=best_name("on_behalf_of__organisation"),
            behalf_language=best_name("on_behalf_of__organisation", "language"),
        )
    )


def with_lines(posts: list[Post]) -> list[Post]:
    """The posts with the name of their author and the line of what they led to; one query."""
    lines = lines_of(posts)
    for post in posts:
        post.stations = lines.get(post.public_id)
        post.byline = byline_of(post)
        post.marks = marks_of(post)
        post.number_words = number_words(post)
        if post.published_at:
            local = timezone.localtime(post.published_at)
            post.written_at, post.written_words = local.isoformat(), date_format(local, "DATETIME_FORMAT")
    return posts


def marks_of(post: Post) -> list[str]:
    """What is said of a post beside its author: its kind, its direction, the way it came, where there is something."""
    marks = []
    is_room_record = post.kind == Post.Kind.ROOM_RECORD
    is_in_byline = is_room_record and not post.author_name and not post.participant_id
    if post.kind != Post.Kind.CONTRIBUTION and not is_in_byline:
        marks.append(str(Post.Kind(post.kind).label))
    if post.alignment in (Post.Alignment.FOR, Post.Alignment.AGAINST):
        marks.append(str(Post.Alignment(post.alignment).label))
    if post.channel in (Post.Channel.ROOM, Post.Channel.PAPER, Post.Channel.PHONE) and not is_room_record:
        marks.append(str(Post.Channel(post.channel).label))
    return marks


def number_words(post: Post) -> str:
    """The number of a post as it is printed; one that came from elsewhere keeps the number it had there."""
    if post.moved_from_id:
        return _("formerly no. %(number)s") % {"number": post.number}
    return _("no. %(number)s") % {"number": post.number}


def byline_of(post: Post) -> str:
    """Whose words these are, as the author wishes to be shown."""
    if post.author_name:
        return post.author_name
    if post.participant and post.participant.shows_table and post.table_number:
        return _("participant of table %(number)s") % {"number": post.table_number}
    if post.participant:
        return _("a participant without an account")
    if post.kind == Post.Kind.ROOM_RECORD:
        return _("said in the room")
    return _("a former participant")


def lines_of(posts: Iterable[Post]) -> dict[str, list[Station]]:
    """The line of every post that led somewhere, by public id; one query."""
    written = {post.public_id: post for post in posts if post.state == Post.State.PUBLISHED}
    reached = defaultdict(list)
    for station in ReachedStation.objects.filter(subject_kind="post", subject_id__in=list(written)):
        reached[station.subject_id].append(station)
    return {public_id: line_of(written[public_id], stations) for public_id, stations in reached.items()}


def line_of(post: Post, reached: Iterable[ReachedStation]) -> list[Station]:
    """The whole line of one post: itself, then the first station reached under each name."""
    address = f"/{reader_language()}/trace/post/{post.public_id}/"
    first: dict[str, ReachedStation] = {}
    for station in reached:
        first.setdefault(station.key, station)
    written_on = timezone.localdate(post.published_at)
    own = Station("post", ReachedStation.Key.POST.label, True, written_on, post.get_absolute_url())
    others = [
        Station(key, ReachedStation.Key(key).label, True, station.reached_on, address) for key, station in first.items()
    ]
    return whole_line([own, *others])
