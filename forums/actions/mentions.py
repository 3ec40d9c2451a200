"""Whom a post names: ``@Name`` as others see it, ``@table 3`` for everybody who sits there."""

import re

from django.db.models import Q, QuerySet

from accounts.models import User
from forums.models import Mention, Post, Seat, Thread
from forums.signals import people_mentioned
from portal.languages.latin import to_latin

#: What people call a table in the languages of the portal, in Latin letters.
TABLE = re.compile(r"@(?:table|sto|stol|masa|maca|tryeza)\s*(\d{1,2})\b")
#: Nobody is helped by naming more people at once.
MOST_PEOPLE = 60
#: Writers of one thread among whom a name is looked for.
MOST_WRITERS = 2000


def note_mentions(post: Post) -> list[User]:
    """Remember whom the post names and was not known to name; who may not read the thread is left out."""
    if "@" not in post.body:
        return []
    known = set(post.mentions.values_list("user_id", flat=True))
    named = [user for user in people_named(post.body, post.thread) if user.pk not in {*known, post.author_id}]
    Mention.objects.bulk_create([Mention(post=post, user=user) for user in named], ignore_conflicts=True)
    return named


def tell_mentioned(post: Post, people: list[User]) -> None:
    """Say that these people are named in a post that can be read."""
    if people:
        people_mentioned.send(sender=Post, post=post, people=people)


def people_named(body: str, thread: Thread) -> list[User]:
    """The people whose names stand behind an ``@``, the longest name that fits, and those of a table named so."""
    text = folded(body)
    wanted = {int(number) for number in TABLE.findall(text)}
    readers = readers_of(thread)
    by_name = {folded(user.display_name): user.pk for user in readers if user.display_name}
    found = {pk for place in re.finditer("@", text) if (pk := name_at(text, place.end(), by_name))}
    found |= seated_at(thread, wanted)
    return list(User.objects.filter(pk__in=found, is_active=True).order_by("pk")[:MOST_PEOPLE])


def folded(text: str) -> str:
    """Text in which names are compared: one script, small letters, single spaces."""
    return " ".join(to_latin(text).casefold().split())


def name_at(text: str, start: int, by_name: dict[str, int]) -> int | None:
    """Whose name begins there: the longest that ends at the end of a word."""
    fitting = (
        name
        for name in by_name
        if text.startswith(name, start) and not text[start + len(name) : start + len(name) + 1].isalnum()
    )
    longest = max(fitting, key=len, default=None)
    return by_name[longest] if longest else None


def readers_of(thread: Thread) -> list[User]:
    """People of the forum who read this thread, and where everybody does, whoever has written in it."""
    team = Q(forum_roles__forum=thread.forum_id)
    seats = Q(seats__forum=thread.forum_id, seats__state=Seat.State.HELD)
    if thread.audience == Thread.Audience.TABLE:
        seats &= Q(seats__table=thread.table_id)
    people = User.objects.filter(team | seats).distinct().only("pk", "display_name")
    if not thread.is_public:
        return list(people)
    return [*people, *writers_of(thread).only("pk", "display_name")]


def writers_of(thread: Thread) -> QuerySet[User]:
    """Whoever stands above words of the conversation that can be read."""
    writers = thread.posts.readable().exclude(author=None).order_by("author").values("author").distinct()
    return User.objects.filter(pk__in=writers[:MOST_WRITERS])


def seated_at(thread: Thread, numbers: set[int]) -> set[int]:
    """Who sits at these tables of the forum; a table's own thread is read by that table alone."""
    if not numbers:
        return set()
    seats = Seat.objects.filter(table__forum=thread.forum_id, table__number__in=numbers, state=Seat.State.HELD)
    if thread.audience == Thread.Audience.TABLE:
        seats = seats.filter(table=thread.table_id)
    return set(seats.exclude(user=None).values_list("user_id", flat=True))
