"""Who can be called with an @ where somebody writes: only names that the writer sees there anyway."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from forums.actions.mentions import folded, writers_of
from forums.models import Forum, ForumRole, Seat, TableText, Thread
from forums.querysets import SUSPENDED, places_of
from portal.languages.reading import best, readable, reader_language

MOST_OFFERED = 8
#: How a table is called in the menus' languages; ``mentions.TABLE`` understands every one of them everywhere.
TABLE_WORDS = {"en": "table", "sr": "сто", "sr-latn": "sto", "bs": "sto", "mk": "маса", "sq": "tryeza"}


@dataclass(frozen=True)
class Called:
    """What stands behind the @, and who that is in words; ``lang`` is that of the words."""

    text: str
    words: str | Promise
    lang: str = ""


def can_be_called(user: User, forum: Forum, begun: str, *, thread: Thread | None = None) -> list[Called]:
    """People, then tables, whose name has a word that begins like what was typed; eight at most."""
    wanted = folded(begun)
    people = [one for one in people_around(user, forum, thread) if begins_like(one.text, wanted)]
    tables = [one for one in tables_of(forum, thread) if begins_like(one.text, wanted)]
    return [*people, *tables][:MOST_OFFERED]


def begins_like(name: str, wanted: str) -> bool:
    """Whether the name, or the rest of it from one of its words on, begins so."""
    words = folded(name).split(" ")
    return any(" ".join(words[start:]).startswith(wanted) for start in range(len(words)))


def people_around(user: User, forum: Forum, thread: Thread | None) -> list[Called]:
    """The forum's team, for its own people those at its tables, and whoever has spoken in the conversation."""
    roles = ForumRole.objects.filter(forum=forum, user__is_active=True)
    found = {name: words_of_role(role) for name, role in roles.values_list("user__display_name", "role")}
    if belongs_here(user, forum):
        for name, number in seats_of(forum, thread).values_list("user__display_name", "table__number"):
            found.setdefault(name, _("table %(number)s") % {"number": number})
    for name in writers_of(thread).filter(is_active=True).values_list("display_name", flat=True) if thread else ():
        found.setdefault(name, _("has spoken here"))
    found.pop(user.display_name, None)
    return [Called(name, words) for name, words in sorted(found.items(), key=lambda one: folded(one[0])) if name]


def words_of_role(role: str) -> str | Promise:
    return ForumRole.Role(role).label


def belongs_here(user: User, forum: Forum) -> bool:
    """Whether the person has a place in the forum, and so knows who sits where."""
    return any(place.forum_id == forum.pk and place.role != SUSPENDED for place in places_of(user))


def seats_of(forum: Forum, thread: Thread | None) -> QuerySet[Seat]:
    """Those at its tables; where one table talks among itself, those at that table."""
    seats = Seat.objects.filter(forum=forum, state=Seat.State.HELD, user__is_active=True)
    if thread is None or thread.audience != Thread.Audience.TABLE:
        return seats
    return seats.filter(table=thread.table_id)


def tables_of(forum: Forum, thread: Thread | None) -> list[Called]:
    """The tables with people who can be called, each with the interest it stands for."""
    tables = forum.tables.filter(seats__in=seats_of(forum, thread)).distinct().prefetch_related("texts")
    word = TABLE_WORDS.get(reader_language(), TABLE_WORDS["en"])
    return [called_table(f"{word} {table.number}", best(table.texts.all())) for table in tables]


def called_table(text: str, interest: TableText | None) -> Called:
    if interest is None:
        return Called(text, _("everybody who sits there"))
    return Called(text, readable(interest.interest, interest.language), interest.language)
