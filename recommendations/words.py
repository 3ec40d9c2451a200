"""What became of what one person said: posts, positions, proposed changes, each with its way through documents.

Only what that person may still read is told; a fixed number of queries for a page of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from directory.naming import attach_names
from forums.models import Position, PositionSource, Post
from portal.base.cards import address
from portal.base.line import Station
from portal.base.text import plain_text
from recommendations.addresses import point_path
from recommendations.lines import lines_of
from recommendations.models import Amendment, Clause, Disposition, OfficialResponse, Recommendation, Source
from recommendations.trace import Link, clause_link, excerpt, readable_clauses, response_link

A_PAGE = 20


@dataclass
class Said:
    """One thing the person said, with what followed: its line, what documents made of it, points and answers."""

    public_id: str
    text: str
    language: str
    at: datetime | None
    url: str
    state: str = ""
    resolution: str = ""
    resolution_language: str = ""
    line: Sequence[Station] = ()
    dispositions: list[Disposition] = field(default_factory=list)
    points: list[Link] = field(default_factory=list)
    answers: list[Link] = field(default_factory=list)


def posts_said(user, number: str | None) -> Page:
    """The person's own contributions, the last first."""
    posts = Post.objects.visible_to(user).filter(author=user).exclude(state=Post.State.ERASED)
    page = paged(posts.select_related("thread__forum").order_by("-created_at", "-pk"), number)
    said = {post.pk: of_post(post) for post in page}
    links = PositionSource.objects.filter(post__in=said).values_list("post", "position", "position__merged_into")
    positions: dict[int, set[int]] = defaultdict(set)
    for post, *keys in links:
        positions[post].update(key for key in keys if key)
    follow(said, positions, cited_points(positions, said), user)
    return shown(page, said, "post")


def positions_said(user, number: str | None) -> Page:
    """The positions the person proposed, the last first."""
    rows = Position.objects.visible_to(user).filter(proposed_by=user).select_related("forum")
    page = paged(rows.order_by("-proposed_at", "-pk"), number)
    said = {position.pk: of_position(position) for position in page}
    positions = {one.pk: {key for key in (one.pk, one.merged_into_id) if key} for one in page}
    follow(said, positions, cited_points(positions, ()), user)
    return shown(page, said, "position")


def changes_said(user, number: str | None) -> Page:
    """The changes the person proposed to points, the last first."""
    visible = Recommendation.objects.visible_to(user)
    rows = Amendment.objects.filter(proposed_by=user, clause__recommendation__in=visible)
    rows = rows.select_related("clause__recommendation").order_by("-submitted_at", "-pk")
    page = paged(rows, number)
    said = {change.pk: of_change(change) for change in page}
    follow(said, {}, {change.pk: {change.clause_id} for change in page}, user)
    lines = lines_of("clause", [change.clause.public_id for change in page])
    for change in page:
        said[change.pk].line = lines[change.clause.public_id]
    page.object_list = list(said.values())
    return page


#: What the page shows, by the word in its address.
KINDS = {"posts": posts_said, "positions": positions_said, "changes": changes_said}


def paged(rows: QuerySet, number: str | None) -> Page:
    page = Paginator(rows, A_PAGE).get_page(number)
    page.object_list = list(page.object_list)
    return page


def shown(page: Page, said: dict[int, Said], kind: str) -> Page:
    """The page with what was said in place of its rows, each with its line."""
    lines = lines_of(kind, [one.public_id for one in said.values()])
    for one in said.values():
        one.line = lines[one.public_id]
    page.object_list = list(said.values())
    return page


def of_post(post: Post) -> Said:
    words = excerpt(plain_text(post.body_html))
    state = "" if post.state == Post.State.PUBLISHED else post.get_state_display()
    return Said(post.public_id, words, post.language, post.created_at, post.get_absolute_url(), state)


def of_position(position: Position) -> Said:
    state, url = position.get_state_display(), position.get_absolute_url()
    return Said(position.public_id, position.text, position.language, position.proposed_at, url, state)


def of_change(change: Amendment) -> Said:
    recommendation = change.clause.recommendation
    return Said(
        public_id=change.public_id,
        text=change.text or change.justification,
        language=change.language,
        at=change.submitted_at,
        url=address(f"{point_path(change.clause)}#{change.public_id}"),
        state=change.get_state_display(),
        resolution=change.resolution,
        resolution_language=recommendation.authentic_language,
    )


# ------------------------------------------------------------------------------------------------ what followed


def cited_points(positions: dict[int, set[int]], posts: Iterable[int]) -> dict[int, set[int]]:
    """The points that name each thing, or a position it went into, as their source; by the thing's key."""
    every = {key for keys in positions.values() for key in keys}
    points: dict[int, set[int]] = defaultdict(set)
    by_position: dict[int, set[int]] = defaultdict(set)
    for clause, position in Source.objects.filter(position__in=every).values_list("clause", "position"):
        by_position[position].add(clause)
    for said, keys in positions.items():
        points[said] = {clause for key in keys for clause in by_position[key]}
    if posts:
        quoted = Source.objects.filter(post_revision__post__in=posts).values_list("clause", "post_revision__post")
        for clause, post in quoted:
            points[post].add(clause)
    return points


def follow(said: dict[int, Said], positions: dict[int, set[int]], points: dict[int, set[int]], user) -> None:
    """Write to each thing what became of it, as far as the person may read the documents."""
    every_point = {key for keys in points.values() for key in keys}
    clauses = {clause.pk: clause for clause in readable_clauses(user).filter(pk__in=every_point).distinct()}
    dispositions = told_about(positions, user)
    answers = answers_to(clauses.values())
    for key, one in said.items():
        own = [clauses[point] for point in sorted(points.get(key, ())) if point in clauses]
        one.points = [clause_link(clause) for clause in own]
        one.answers = [answer for clause in own for answer in answers[clause.pk]]
        one.dispositions = [told for position in sorted(positions.get(key, ())) for told in dispositions[position]]


def told_about(positions: dict[int, set[int]], user) -> dict[int, list[Disposition]]:
    """What documents this person reads said of each position, by its key."""
    every = {key for keys in positions.values() for key in keys}
    visible = Recommendation.objects.visible_to(user)
    readable = Position.objects.visible_to(user).filter(pk__in=every)
    rows = Disposition.objects.filter(position__in=readable, recommendation__in=visible).select_related(
        "recommendation"
    )
    found: dict[int, list[Disposition]] = defaultdict(list)
    for row in rows.order_by("set_at", "pk") if every else ():
        found[row.position_id].append(row)
    return found


def answers_to(clauses: Iterable[Clause]) -> dict[int, list[Link]]:
    """The official answers to each point, by its key."""
    rows = OfficialResponse.objects.filter(clause__in=list(clauses)).order_by("answered_on", "pk")
    responses = list(rows.select_related("delivery__addressee", "clause__recommendation"))
    attach_names(response.delivery.addressee for response in responses)
    found: dict[int, list[Link]] = defaultdict(list)
    for response in responses:
        found[response.clause_id].append(response_link(response))
    return found
