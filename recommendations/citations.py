"""Where the points of a document come from, as links; a fixed number of queries for all points."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from events.models import ConclusionText
from forums.models import Forum, Minutes, Post, Thread
from portal.base.cards import address, best_texts
from portal.languages import best_text
from portal.languages.reading import reader_language
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


class Readable:
    """What of all these sources the reader may read, and the texts that name them; asked once for a page."""

    def __init__(self, sources: Sequence[Source], user):
        self.posts = _readable_posts(sources, user)
        self.forums = _readable_forums(sources, user)
        self.threads = _readable_threads(sources, user)
        self.practices = _practice_texts(sources, user)
        self.conclusions = _conclusion_texts(sources)


def citations(clauses: Iterable[int], user) -> dict[int, list[Link]]:
    """The sources of each point by its primary key, in the order they were named."""
    sources = list(Source.objects.filter(clause__in=list(clauses)).select_related(*RELATED))
    readable = Readable(sources, user)
    found: dict[int, list[Link]] = defaultdict(list)
    for source in sources:
        found[source.clause_id].append(_link(source, readable))
    return found


def _link(source: Source, readable: Readable) -> Link:
    if source.expertise:
        return Link("expertise", "", _("the group's expertise"), text=source.expertise)
    kind = next(name for name in LINKS if getattr(source, f"{name}_id"))
    return LINKS[kind](getattr(source, kind), readable)


def _post_revision(revision, readable: Readable) -> Link:
    post = revision.post
    if post.pk not in readable.posts:
        return private_post(post)
    return post_link(post, text=excerpt(revision.body))


def _position(position, readable: Readable) -> Link:
    if position.forum_id not in readable.forums:
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


def _outcome(outcome, readable: Readable) -> Link:
    if outcome.thread_id not in readable.threads:
        return Link("outcome", "", _("how a conversation ended, not public"), is_private=True)
    return Link(
        "outcome",
        outcome.public_id,
        _("how a conversation ended"),
        text=outcome.thread.title,
        language=outcome.thread.language,
        url=outcome.thread.get_absolute_url(),
    )


def _minute_item(item, readable: Readable) -> Link:
    minutes = item.minutes
    if minutes.state != Minutes.State.PUBLISHED or minutes.session.cycle.forum_id not in readable.forums:
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


def _conclusion(conclusion, readable: Readable) -> Link:
    text = readable.conclusions.get(conclusion.pk)
    return Link(
        "event",
        conclusion.public_id,
        _("conclusion no. %(number)s of an event") % {"number": conclusion.ordinal},
        text=excerpt(text.text) if text else "",
        language=text.language if text else "",
        url=address(f"events/{conclusion.event.slug}/"),
    )


def _practice(practice, readable: Readable) -> Link:
    text = readable.practices.get(practice.pk)
    if text is None:
        return Link("practice", "", _("a practice, not public"), is_private=True)
    return Link(
        "practice",
        practice.public_id,
        _("good practice"),
        text=text.title,
        language=text.language,
        url=address(f"practices/{practice.slug}/"),
    )


def _value(value, readable: Readable) -> Link:
    words = _("indicator %(name)s, %(year)s") % {"name": value.indicator, "year": value.year}
    return Link("indicator", value.public_id, words)


def _document(document, readable: Readable) -> Link:
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


def _readable_posts(sources: Sequence[Source], user) -> set[int]:
    keys = [source.post_revision.post_id for source in sources if source.post_revision]
    if not keys:
        return set()
    posts = Post.objects.visible_to(user).filter(pk__in=keys, state=Post.State.PUBLISHED)
    return set(posts.values_list("pk", flat=True))


def _readable_forums(sources: Sequence[Source], user) -> set[int]:
    keys = {source.position.forum_id for source in sources if source.position}
    keys |= {source.minute_item.minutes.session.cycle.forum_id for source in sources if source.minute_item}
    return set(Forum.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()


def _readable_threads(sources: Sequence[Source], user) -> set[int]:
    keys = [source.outcome.thread_id for source in sources if source.outcome]
    return set(Thread.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()


def _practice_texts(sources: Sequence[Source], user) -> dict:
    keys = [source.practice_id for source in sources if source.practice_id]
    if not keys:
        return {}
    public = Practice.objects.visible_to(user).filter(pk__in=keys)
    return best_texts(PracticePage.objects.live().filter(practice__in=public), "practice_id")


def _conclusion_texts(sources: Sequence[Source]) -> dict:
    keys = [source.conclusion_id for source in sources if source.conclusion_id]
    if not keys:
        return {}
    texts = defaultdict(list)
    for text in ConclusionText.objects.filter(conclusion__in=keys):
        texts[text.conclusion_id].append(text)
    return {key: best_text(rows, reader_language()) for key, rows in texts.items()}
