"""What people say about the points of a document: comments and proposed changes, ready to be shown."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Value

from directory.models import Organisation
from recommendations.marked import Block, blocks_changed
from recommendations.models import Amendment, Clause, ClauseComment, Recommendation, VersionClause

State = Recommendation.State
#: States whose page says beside each point how much was said about it.
COUNTED_STATES = (State.CONSULTATION, State.DECISION)
#: Points whose proposed changes stand on one page: each change is compared word by word while one waits.
POINTS_A_PAGE = 25


@dataclass(frozen=True)
class Said:
    """Everything said about one point, the first first."""

    amendments: Sequence[Amendment]
    comments: Sequence[ClauseComment]

    @property
    def bodies(self) -> list[Organisation | None]:
        """Every organisation whose name is shown with it."""
        return [one.on_behalf_of for one in (*self.amendments, *self.comments)]  # type: ignore[attr-defined]


def said_about(clause: Clause) -> Said:
    """Proposed changes, being written ones left out, and comments on a point; two queries."""
    amendments = clause.amendments.exclude(state=Amendment.State.DRAFT).order_by("submitted_at", "pk")
    amendments = amendments.select_related("on_behalf_of", "proposed_by", "letter", "superseded_by")
    comments = list(clause.comments.select_related("author", "on_behalf_of"))
    found = list(amendments)
    for one in found:
        one.clause = clause
    for comment in comments:
        comment.clause = clause
    return Said(found, comments)


@dataclass(frozen=True)
class SynopsisRow:
    """A point with every change proposed to it; ``number`` is 0 for a point that is no longer in the document."""

    public_id: str
    number: int
    text: str
    amendments: Sequence["Shown"]


@dataclass(frozen=True)
class Shown:
    """A proposed change with the words it would insert and delete, against its own base."""

    amendment: Amendment
    blocks: Sequence[Block]


def shown(amendment: Amendment) -> Shown:
    """The change against the words it was written against; word by word where it is in the same language."""
    is_same_language = amendment.language == amendment.clause.recommendation.authentic_language
    if amendment.kind == Amendment.Kind.DELETE:
        return Shown(amendment, blocks_changed(amendment.base_text, ""))
    if amendment.kind == Amendment.Kind.REPLACE and is_same_language:
        return Shown(amendment, blocks_changed(amendment.base_text, amendment.text))
    return Shown(amendment, blocks_changed("", amendment.text))


def synopsis(recommendation: Recommendation, entries: Sequence[VersionClause], *, number: str | int = 1) -> Page:
    """A page of the points that somebody proposed to change, as ``SynopsisRow``; two queries.

    They come in the order of the document, those no longer in it last.
    """
    changes = Amendment.objects.filter(clause__recommendation=recommendation).exclude(state=Amendment.State.DRAFT)
    placed = {entry.clause_id: entry for entry in entries}
    changed = set(changes.order_by().values_list("clause", flat=True).distinct())
    order = [key for key in placed if key in changed] + sorted(changed - placed.keys())
    page = Paginator(order, POINTS_A_PAGE).get_page(number)
    grouped = _changes_to(changes.filter(clause__in=list(page)), recommendation)
    rows = [_row(clause, placed.get(clause.pk), grouped[clause]) for clause in _in_order(grouped, page)]
    page.object_list = cast("list", rows)  # keys were divided into pages, rows are shown
    return page


def _changes_to(changes: QuerySet[Amendment], recommendation: Recommendation) -> dict[Clause, list[Shown]]:
    rows = changes.select_related("clause", "proposed_by", "on_behalf_of", "letter", "base_version")
    grouped: dict[Clause, list[Shown]] = defaultdict(list)
    for amendment in rows.order_by("number", "submitted_at", "pk"):
        amendment.clause.recommendation = amendment.base_version.recommendation = recommendation
        grouped[amendment.clause].append(shown(amendment))
    return grouped


def _in_order(clauses: Iterable[Clause], keys: Iterable[int]) -> list[Clause]:
    by_key = {clause.pk: clause for clause in clauses}
    return [by_key[key] for key in keys if key in by_key]


def _row(clause: Clause, entry: VersionClause | None, changes: Sequence[Shown]) -> SynopsisRow:
    authentic = clause.recommendation.authentic_language
    text = next((one.text for one in entry.texts.all() if one.language == authentic), "") if entry else ""
    return SynopsisRow(clause.public_id, entry.ordinal if entry else 0, text, changes)


def counts_on(recommendation: Recommendation) -> dict[int, dict[str, int]]:
    """How many comments and proposed changes each point has, by its primary key, while people consult; one query."""
    if recommendation.state not in COUNTED_STATES:
        return {}
    amendments = Amendment.objects.filter(clause__recommendation=recommendation).exclude(state=Amendment.State.DRAFT)
    comments = ClauseComment.objects.filter(clause__recommendation=recommendation, hidden_at=None)
    rows = _counted(amendments, "amendments").union(_counted(comments, "comments"), all=True)
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for clause, kind, number in rows:
        found[clause][kind] = number
    return dict(found)


def _counted(things, kind: str):
    """Clause, kind and number of things, a row per clause."""
    rows = things.order_by().values("clause").annotate(kind=Value(kind), number=Count("pk"))
    return rows.values_list("clause", "kind", "number")
