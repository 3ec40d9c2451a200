"""What notices are about: which of it a person may read now, under what it stands, and what that is called."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from accounts.models import Mandate, User
from forums.models import Forum, ForumPage, Measure, Minutes, Position, Post, Session, Thread
from portal.base.pages import PortalPage
from portal.base.registry import kinds
from portal.languages.reading import best
from practices.models import Practice, PracticePage
from recommendations.models import Clause, Commitment, OfficialResponse, Recommendation
from recommendations.querysets import shown_titles

Pointer = tuple[str, str]


def positions(user: User) -> QuerySet[Position]:
    return Position.objects.visible_to(user)


def minutes(user: User) -> QuerySet[Minutes]:
    return Minutes.objects.filter(
        state=Minutes.State.PUBLISHED, session__cycle__forum__in=Forum.objects.visible_to(user)
    )


def sessions(user: User) -> QuerySet[Session]:
    return Session.objects.filter(cycle__forum__in=Forum.objects.visible_to(user))


def inside_recommendations(model: type[Model], path: str) -> Callable[[User], QuerySet]:
    """The rows of a model whose document the person may read."""
    return lambda user: model._default_manager.filter(**{f"{path}__in": Recommendation.objects.visible_to(user)})


#: Kind -> the rows of it that a person may read; the same querysets that pages, lists and search ask.
READABLE: dict[str, Callable[[User], QuerySet]] = {
    "forum": lambda user: Forum.objects.visible_to(user),
    "thread": lambda user: Thread.objects.visible_to(user),
    "post": lambda user: Post.objects.visible_to(user),
    "position": positions,
    "minutes": minutes,
    "session": sessions,
    "recommendation": lambda user: Recommendation.objects.visible_to(user),
    "clause": inside_recommendations(Clause, "recommendation"),
    "response": inside_recommendations(OfficialResponse, "clause__recommendation"),
    "commitment": inside_recommendations(Commitment, "recommendation"),
    "practice": lambda user: Practice.objects.visible_to(user),
    "measure": lambda user: Measure.objects.visible_to(user),
    "mandate": lambda user: Mandate.objects.filter(user=user),
}

#: Kind -> under what its notices stand together in the inbox and the digest.
GROUPS: dict[str, Callable[[Any], Pointer]] = {
    "post": lambda post: ("thread", post.thread.public_id),
    "position": lambda position: ("forum", position.forum.public_id),
    "minutes": lambda row: ("forum", row.session.cycle.forum.public_id),
    "session": lambda row: ("forum", row.cycle.forum.public_id),
    "clause": lambda clause: ("recommendation", clause.recommendation.public_id),
    "response": lambda response: ("recommendation", response.clause.recommendation.public_id),
    "commitment": lambda commitment: ("recommendation", commitment.recommendation.public_id),
}


def group_of(kind: str, thing: Any) -> Pointer:
    """Kind and id of what a notice about this thing stands under; most things stand for themselves."""
    return GROUPS[kind](thing) if kind in GROUPS else (kind, thing.public_id)


def readable_things(pointers: Iterable[Pointer], user: User) -> dict[Pointer, Any]:
    """Those of the things that the person may read now, one query a kind."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for kind, public_id in pointers:
        wanted[kind].add(public_id)
    found: dict[Pointer, Any] = {}
    for kind, ids in wanted.items():
        if kind not in READABLE:
            continue
        rows = READABLE[kind](user).filter(public_id__in=ids).select_related(*kinds()[kind].related)
        found.update({(kind, row.public_id): row for row in rows})
    return found


#: Kinds whose words are pages, with the model of the pages and its field for the thing.
PAGES: dict[str, tuple[type[PortalPage], str]] = {
    "forum": (ForumPage, "forum"),
    "practice": (PracticePage, "practice"),
}


@dataclass(frozen=True)
class Title:
    text: str
    language: str


def titles_of(things: dict[Pointer, Any]) -> dict[Pointer, Title]:
    """What the things are called, in the language the present reader reads best; three queries at most."""
    titles = {
        (kind, key): Title(thing.title, thing.language) for (kind, key), thing in things.items() if kind == "thread"
    }
    for kind, pages in PAGES.items():
        titles |= page_titles({pointer: thing for pointer, thing in things.items() if pointer[0] == kind}, *pages)
    documents = {pointer: thing for pointer, thing in things.items() if pointer[0] == "recommendation"}
    if documents:
        shown = shown_titles(documents.values())
        for pointer, document in documents.items():
            text = shown.get(document.pk)
            titles[pointer] = Title(text.title, text.language) if text else Title(document.reference, "")
    for pointer, thing in things.items():
        if pointer not in titles:
            titles[pointer] = Title(str(kinds()[pointer[0]].title(thing)), "")
    return titles


def page_titles(things: dict[Pointer, Any], model: type[PortalPage], key: str) -> dict[Pointer, Title]:
    """What things are called whose words are pages, a page a language."""
    if not things:
        return {}
    texts = defaultdict(list)
    for page in model.objects.live().filter(**{f"{key}__in": things.values()}).only(key, "title", "language"):
        texts[getattr(page, f"{key}_id")].append(page)
    found = {pointer: best(texts[thing.pk]) for pointer, thing in things.items()}
    return {
        pointer: Title(page.title, page.language) if page else Title(things[pointer].slug, "")
        for pointer, page in found.items()
    }
