"""How much people want to hear of a thing: who follows it, who has muted it."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q, Subquery
from django.utils import timezone

from accounts.models import User
from forums.models import Forum, Thread
from notifications.models import Subscription
from portal.taxonomies import vocabulary

Kind, Level = Subscription.Kind, Subscription.Level


def set_level(user: User, *, kind: str, subject_id: str, level: str) -> Subscription:
    """The person's wish about a thing, in the place of an earlier one."""
    wish, _is_new = Subscription.objects.update_or_create(
        user=user,
        subject_kind=kind,
        subject_id=subject_id,
        defaults={"level": level, "set_at": timezone.now()},
    )
    return wish


def forget(user: User, *, kind: str, subject_id: str) -> None:
    """Take the wish back: the person is told what concerns them, as if they had never said anything."""
    Subscription.objects.filter(user=user, subject_kind=kind, subject_id=subject_id).delete()


def level_of(user: User, kind: str, subject_id: str) -> str:
    """What the person chose for exactly this thing, "" where they chose nothing."""
    wishes = Subscription.objects.filter(user=user, subject_kind=kind, subject_id=subject_id)
    return wishes.values_list("level", flat=True).first() or ""


def level_subquery(key: int, kind: str, reference) -> Subquery:
    """The same for the things of a query, as a part of it; of the person with that key, by their public id."""
    wishes = Subscription.objects.filter(user=key, subject_kind=kind, subject_id=reference)
    return Subquery(wishes.values("level")[:1])


def area_id(theme: str, country: str) -> str:
    """The id of an area: the codes in force of a theme and a country, either of them may be empty."""
    terms = (vocabulary.term("theme", theme), vocabulary.term("country", country))
    return ":".join(term.code if term else "" for term in terms)


def areas_of(*tagged) -> list[str]:
    """The ids of every area that things with themes and countries lie in."""
    themes = {theme.code for thing in tagged for theme in thing.themes.all()}
    countries = {country.code for thing in tagged for country in thing.countries.all()}
    pairs = ((theme, country) for theme in ("", *sorted(themes)) for country in ("", *sorted(countries)))
    return [f"{theme}:{country}" for theme, country in pairs if theme or country]


class Wishes:
    """What everybody said about a thing, its surroundings included; one query."""

    def __init__(self, pointers: Iterable[tuple[str, str]]):
        """``pointers``: from the most particular thing to the least, areas last."""
        self.order = list(pointers)
        asked = Q(pk=None)
        for kind in {kind for kind, _id in self.order}:
            asked |= Q(subject_kind=kind, subject_id__in=[own for other, own in self.order if other == kind])
        self.by_person: dict[int, dict[tuple[str, str], str]] = defaultdict(dict)
        rows = Subscription.objects.filter(asked).values_list("user_id", "subject_kind", "subject_id", "level")
        for person, kind, subject_id, level in rows:
            self.by_person[person][kind, subject_id] = level

    def of(self, person_id: int) -> tuple[str, str]:
        """The level that counts for this person and the kind of thing it was chosen for; normal without a wish."""
        said = self.by_person.get(person_id, {})
        return next(((said[pointer], pointer[0]) for pointer in self.order if pointer in said), (Level.NORMAL, ""))

    def followers(self) -> dict[int, str]:
        """Who follows, and by what: the conversation, the forum or the area."""
        found = {person: self.of(person) for person in self.by_person}
        return {person: kind for person, (level, kind) in found.items() if level == Level.FOLLOW}

    def is_muted(self, person_id: int) -> bool:
        return self.of(person_id)[0] == Level.MUTE


def of_thread(thread: Thread, *, areas: bool = False) -> Wishes:
    """What people said about a conversation, its forum and, where something new begins, its areas."""
    pointers = [(Kind.THREAD, thread.public_id), (Kind.FORUM, thread.forum.public_id)]
    return Wishes([*pointers, *(in_areas(thread, thread.forum) if areas else ())])


def of_forum(forum: Forum, *, areas: bool = False) -> Wishes:
    return Wishes([(Kind.FORUM, forum.public_id), *(in_areas(forum) if areas else ())])


def of_areas(*tagged) -> Wishes:
    return Wishes(in_areas(*tagged))


def in_areas(*tagged) -> list[tuple[str, str]]:
    """The areas things lie in, those with theme and country before those with one of them."""
    areas = sorted(areas_of(*tagged), key=lambda area: (area.startswith(":") or area.endswith(":"), area))
    return [(Kind.AREA, area) for area in areas]
