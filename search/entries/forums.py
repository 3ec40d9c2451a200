"""What people say in a forum: conversations, their contributions, minutes."""

from dataclasses import dataclass

from django.db.models import IntegerField, QuerySet, Value
from django.utils import translation
from django.utils.translation import gettext as _

from forums.models import MinuteItem, Minutes, Outcome, Post, Thread
from portal.base.text import plain_text
from portal.languages import UI_TAGS
from search.entries import Adapter, path_of
from search.entries.pages import codes
from search.writing import Draft, Text

#: A merged thread leads to another one, a pending or hidden one to nothing.
FOUND_STATES = (Thread.State.OPEN, Thread.State.SYNTHESIS, Thread.State.CONCLUDED, Thread.State.ARCHIVED)


def scope_of(thread: Thread) -> str:
    """Who reads a thread: its forum's circle, or one table's."""
    if thread.audience == Thread.Audience.TABLE:
        return f"table:{thread.table_id}"
    return f"forum:{thread.forum_id}"


@dataclass(frozen=True)
class Tags:
    """The tags of a thread and those of its forum, facet by facet."""

    own: dict[str, list[str]]
    forum: dict[str, list[str]]

    @property
    def facets(self) -> dict[str, list[str]]:
        """The thread's own tags, and those of its forum where it has none."""
        return {name: self.own.get(name) or codes for name, codes in self.forum.items()}


def tags_of(thread: Thread) -> Tags:
    """What was read with the thread, or else one query for all of it."""
    forum = thread.forum
    tagged = {
        "country": (thread.countries, forum.countries),
        "theme": (thread.themes, forum.themes),
        "target_group": (None, forum.target_groups),
    }
    if "countries" in getattr(thread, "_prefetched_objects_cache", {}):
        own = {name: codes(terms.all()) for name, (terms, _forums) in tagged.items() if terms}
        return Tags(own, {name: codes(terms.all()) for name, (_own, terms) in tagged.items()})
    asked = [
        terms.order_by().values_list(Value(name), Value(is_own, IntegerField()), "code")
        for name, pair in tagged.items()
        for is_own, terms in zip((1, 0), pair, strict=True)
        if terms
    ]
    found = Tags({"country": [], "theme": []}, {name: [] for name in tagged})
    for name, is_own, code in asked[0].union(*asked[1:], all=True):
        (found.own if is_own else found.forum)[name].append(code)
    return found


def thread(thing: Thread) -> Draft | None:
    path = path_of("thread", thing)
    if thing.state not in FOUND_STATES or path is None:
        return None
    outcome, tags = Outcome.objects.filter(thread=thing).first(), tags_of(thing)
    return Draft(
        "thread",
        thing.public_id,
        thread_texts(thing, outcome),
        tags.facets,
        tags.own,
        scope=scope_of(thing),
        dated_at=thing.last_post_at or thing.opened_at,
        state=thing.state,
        outcome=outcome.kind if outcome else "",
        parent_kind="forum",
        parent_id=thing.forum.public_id,
        path=path,
    )


def thread_texts(thing: Thread, outcome) -> list[Text]:
    """The title, with how it ended; an outcome in another language is a text of its own."""
    reason = plain_text(outcome.reason) if outcome else ""
    if not reason or outcome.language == thing.language:
        return [Text(thing.language, thing.title, reason)]
    of_outcome = Text(outcome.language, thing.title, reason, is_title_found=False, title_language=thing.language)
    return [Text(thing.language, thing.title), of_outcome]


def post(thing: Post) -> Draft | None:
    path = path_of("post", thing)
    if thing.state != Post.State.PUBLISHED or thing.thread.state not in FOUND_STATES or path is None:
        return None
    title, language = thing.thread.title, thing.thread.language
    body = plain_text(thing.body_html)
    return Draft(
        "post",
        thing.public_id,
        [Text(thing.language, title, body, is_title_found=False, title_language=language)],
        tags_of(thing.thread).facets,
        concepts={},
        scope=scope_of(thing.thread),
        dated_at=thing.published_at or thing.created_at,
        parent_kind="thread",
        parent_id=thing.thread.public_id,
        path=path,
    )


def minutes(thing: Minutes) -> Draft | None:
    """The minutes by their title; what they say is found item by item."""
    return noted(thing, thing.public_id, Text(thing.language, minutes_title(thing)))


def minute_item(thing: MinuteItem) -> Draft | None:
    """One item under the title of its minutes, at its own place in them."""
    whole = thing.minutes
    text = Text(whole.language, minutes_title(whole), thing.text, is_title_found=False)
    return noted(whole, thing.public_id, text, place=f"#{thing.public_id}")


def noted(thing: Minutes, source_id: str, text: Text, *, place: str = "") -> Draft | None:
    """Published minutes, or something in them, with the tags and the readers of their forum."""
    path, forum = path_of("minutes", thing), thing.session.cycle.forum
    if thing.state != Minutes.State.PUBLISHED or path is None:
        return None
    facets = {
        "country": codes(forum.countries.all()),
        "theme": codes(forum.themes.all()),
        "target_group": codes(forum.target_groups.all()),
    }
    return Draft(
        "minutes",
        source_id,
        [text],
        facets,
        concepts={},
        scope=f"forum:{forum.pk}",
        dated_at=thing.session.starts_at,
        parent_kind="forum",
        parent_id=forum.public_id,
        path=path + place,
    )


def minutes_title(thing: Minutes) -> str:
    """In the language of the minutes, or English where the portal has no words in it."""
    ui_language = next((ui for ui, tag in UI_TAGS.items() if tag == thing.language), "en")
    page = next(iter(thing.session.cycle.forum.pages.filter(language=thing.language)), None)
    with translation.override(ui_language):
        named = {"number": thing.session.number, "forum": page.title if page else thing.session.cycle.forum.slug}
        return _("Minutes of session %(number)s: %(forum)s") % named


def threads() -> QuerySet:
    tags = ("countries", "themes", "forum__countries", "forum__themes", "forum__target_groups")
    return Thread.objects.select_related("forum").prefetch_related(*tags)


def posts() -> QuerySet:
    tags = ("countries", "themes", "forum__countries", "forum__themes", "forum__target_groups")
    return Post.objects.select_related("thread__forum").prefetch_related(*(f"thread__{tag}" for tag in tags))


ADAPTERS = (
    Adapter("thread", Thread, thread, threads),
    Adapter("post", Post, post, posts, under=lambda thing: thing.thread),
    Adapter(
        "minutes",
        Minutes,
        minutes,
        lambda: Minutes.objects.select_related("session__cycle__forum"),
    ),
    Adapter(
        "minutes",
        MinuteItem,
        minute_item,
        lambda: MinuteItem.objects.select_related("minutes__session__cycle__forum"),
    ),
)
