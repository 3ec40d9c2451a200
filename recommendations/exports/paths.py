"""The words behind each point of a printed document: who said what of which a position, and then the point, was made.

As for a visitor, like everything that is printed: what is not public stands in its place without words and name.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from forums.models import Position, PositionSource, Post
from recommendations.models import Source
from recommendations.trace import Link, links_to_posts

#: The most contributions named behind one point; the rest is counted.
MOST_VOICES = 12


@dataclass(frozen=True)
class Voices:
    """Contributions behind a point, the first ones named, and how many more there are."""

    links: tuple[Link, ...] = ()
    more: int = 0


def voices_behind(clauses: Collection[int]) -> dict[int, Voices]:
    """The contributions behind each point by its primary key: cited themselves, or through a position; five queries."""
    behind: dict[int, set[int]] = defaultdict(set)
    for clause, post in _cited(clauses):
        behind[clause].add(post)
    named = {key: sorted(posts)[:MOST_VOICES] for key, posts in behind.items()}
    posts = list(Post.objects.filter(pk__in={pk for keys in named.values() for pk in keys}))
    links = dict(zip([post.pk for post in posts], links_to_posts(posts, AnonymousUser()), strict=True))
    return {key: Voices(tuple(links[pk] for pk in named[key]), len(behind[key]) - len(named[key])) for key in behind}


def _cited(clauses: Collection[int]):
    """Pairs of a point and a contribution behind it."""
    own = Source.objects.filter(clause__in=clauses, post_revision__isnull=False)
    yield from own.values_list("clause", "post_revision__post")
    drawn = PositionSource.objects.filter(post__isnull=False, position__in=Position.objects.readable())
    for way in ("position__cited_in__clause", "position__merged_into__cited_in__clause"):
        yield from drawn.filter(**{f"{way}__in": clauses}).values_list(way, "post")
