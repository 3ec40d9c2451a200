"""Where the points of a document come from, as links; a fixed number of queries for all points."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from events.models import ConclusionText, Event
from forums.models import Forum, Minutes, Position, Post, Thread
from portal.base.cards import address
from portal.languages.ranks import reading_rank
from practices.models import Practice, PracticePage
from recommendations.models import Source
from recommendations.trace import Link, excerpt, post_link, private_position, private_post

#: What the links of all kinds of sources are made of.
RELATED = (
    *("post_revision__post__author", "post_revision__post__participant", "post_revision__post__table"),
    *("post_revision__post__thread__table", "position__forum", "outcome__thread__forum"),
    *("minute_item__minutes__session__cycle__forum", "conclusion__event", "practice", "value__indicator"),
    *("value__municipality", "document"),
)


def citations(clauses: Iterable[int], user) -> dict[int, list[Link]]:
    """The sources of each point by its primary key, in the order they were named."""
    found: dict[int, list[Link]] = defaultdict(list)
    keys = list(clauses)
    for source in with_readers(Source.objects.filter(clause__in=keys), user) if keys else ():
        found[source.clause_id].append(_link(source))
    return found


def with_readers(sources: QuerySet[Source], user) -> QuerySet[Source]:
    """Sources with what of them this reader may read, and the texts that name them, each asked within the one query."""
    posts = Post.objects.visible_to(user).filter(pk=OuterRef("post_revision__post"), state=Post.State.PUBLISHED)
    forums = Forum.objects.visible_to(user)
    positions = Position.objects.readable().filter(pk=OuterRef("position"), forum__in=forums)
    practices = Practice.objects.visible_to(user).filter(pk=OuterRef("practice"))
    titles = PracticePage.objects.live().filter(practice=OuterRef("practice")).order_by(reading_rank(), "pk")
    conclusions = ConclusionText.objects.filter(conclusion=OuterRef("conclusion")).order_by(reading_rank(), "pk")
    return sources.select_related(*RELATED).annotate(
        reads_post=Exists(posts),
        reads_position=Exists(positions),
        reads_outcome=Exists(Thread.objects.visible_to(user).filter(pk=OuterRef("outcome__thread"))),
        reads_minutes=Exists(forums.filter(pk=OuterRef("minute_item__minutes__session__cycle__forum"))),
        reads_practice=Exists(practices),
        practice_title=Subquery(titles.values("title")[:1]),
        practice_language=Subquery(titles.values("language")[:1]),
        reads_event=Exists(Event.objects.visible_to(user).filter(pk=OuterRef("conclusion__event"))),
        conclusion_text=Subquery(conclusions.values("text")[:1]),
        conclusion_language=Subquery(conclusions.values("language")[:1]),
    )


def _link(source: Source) -> Link:
    if source.expertise:
        return Link("expertise", "", _("the group's expertise"), text=source.expertise)
    kind = next(name for name in LINKS if getattr(source, f"{name}_id"))
    return LINKS[kind](getattr(source, kind), source)


def _post_revision(revision, source) -> Link:
    post = revision.post
    if not source.reads_post:
        return private_post(post)
    return post_link(post, text=excerpt(revision.body))


def _position(position, source) -> Link:
    if not source.reads_position:
        return private_position()
    words = _("position no. %(number)s") % {"number": position.number}
    return Link(
        "position",
        position.public_id,
        words,
        text=position.text,
        language=position.language,
        url=position.get_absolute_url(),
    )


def _outcome(outcome, source) -> Link:
    if not source.reads_outcome:
        return Link("outcome", "", _("how a conversation ended, not public"), is_private=True)
    return Link(
        "outcome",
        outcome.public_id,
        _("how a conversation ended"),
        text=outcome.thread.title,
        language=outcome.thread.language,
        url=outcome.thread.get_absolute_url(),
    )


def _minute_item(item, source) -> Link:
    minutes = item.minutes
    if minutes.state != Minutes.State.PUBLISHED or not source.reads_minutes:
        return Link("minutes", "", _("minutes, not public"), is_private=True)
    words = _("minutes, item %(number)s") % {"number": item.number}
    return Link(
        "minutes",
        item.public_id,
        words,
        text=excerpt(item.text),
        language=minutes.language,
        url=minutes.get_absolute_url(),
    )


def _conclusion(conclusion, source) -> Link:
    if not source.reads_event:
        return Link("event", "", _("the conclusion of an event, not public"), is_private=True)
    return Link(
        "event",
        conclusion.public_id,
        _("conclusion no. %(number)s of an event") % {"number": conclusion.ordinal},
        text=excerpt(source.conclusion_text or ""),
        language=source.conclusion_language or "",
        url=address(f"events/{conclusion.event.slug}/"),
    )


def _practice(practice, source) -> Link:
    if not source.reads_practice or not source.practice_title:
        return Link("practice", "", _("a practice, not public"), is_private=True)
    return Link(
        "practice",
        practice.public_id,
        _("good practice"),
        text=source.practice_title,
        language=source.practice_language,
        url=address(f"practices/{practice.slug}/"),
    )


def _value(value, source) -> Link:
    words = _("indicator %(name)s, %(year)s") % {"name": value.indicator, "year": value.year}
    return Link("indicator", value.public_id, words)


def _document(document, source) -> Link:
    if document.audience != "public":
        return Link("document", "", _("a document, not public"), is_private=True)
    return Link("document", "", _("document"), text=document.title, language=document.language, url=document.url)


LINKS = {
    "post_revision": _post_revision,
    "position": _position,
    "outcome": _outcome,
    "minute_item": _minute_item,
    "conclusion": _conclusion,
    "practice": _practice,
    "value": _value,
    "document": _document,
}
