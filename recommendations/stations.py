"""The stations this app writes on the line: point, answer, commitment, evidence (foundations 14).

A station names its target, so it is written only once the recommendation is past drafting, and taken back when it
returns there.
"""

from collections.abc import Iterable
from datetime import date

from forums.models import Position, Post
from portal.base.models import Station
from recommendations.models import Clause, Commitment, OfficialResponse, Recommendation, Version
from recommendations.querysets import DRAFTING_STATES

Subject = tuple[str, str]
Key = Station.Key


def subjects_of(clause: Clause) -> set[Subject]:
    """Everything on whose line the point shows: itself, its document, its positions, their posts and threads."""
    positions = _positions_of(clause)
    posts = _posts_of(clause, positions)
    return {
        ("clause", clause.public_id),
        ("recommendation", clause.recommendation.public_id),
        *(("position", position.public_id) for position in positions),
        *(("post", post.public_id) for post in posts),
        *(("thread", post.thread.public_id) for post in posts),
    }


def record_clauses(version: Version, *, on: date) -> None:
    """Say on every line that leads to a point of this version that it became a point."""
    for entry in version.clauses.select_related("clause__recommendation"):
        record_clause(entry.clause, on=on)


def record_clause(clause: Clause, *, on: date) -> None:
    """Say so for one point, and on its own line and its document's where it comes from."""
    if clause.recommendation.state in DRAFTING_STATES:
        return
    _record(subjects_of(clause), Key.CLAUSE, ("clause", clause.public_id), on=on)
    own = [("clause", clause.public_id), ("recommendation", clause.recommendation.public_id)]
    positions = _positions_of(clause)
    for position in positions:
        _record(own, Key.POSITION, ("position", position.public_id), on=position.proposed_at.date())
    for post in _posts_of(clause, positions):
        if post.thread.is_public:
            _record(own, Key.POST, ("post", post.public_id), on=post.created_at.date())


def take_back_clauses(recommendation: Recommendation) -> None:
    """The document is being written again: nobody's line leads there for now."""
    clauses = recommendation.clauses.values_list("public_id", flat=True)
    Station.objects.filter(key=Key.CLAUSE, target_kind="clause", target_id__in=list(clauses)).delete()


def record_response(response: OfficialResponse) -> None:
    """Say how the addressee answered, wherever the point shows."""
    target = ("response", response.public_id)
    _record(subjects_of(response.clause), Key.RESPONSE, target, on=response.answered_on, state=response.answer)


def record_commitment(commitment: Commitment, *, on: date) -> None:
    """Say what is being done; the day is that on which it was taken, the state the present one."""
    subjects = {*subjects_of(commitment.clause), ("commitment", commitment.public_id)}
    _record(subjects, Key.COMMITMENT, ("commitment", commitment.public_id), on=on, state=commitment.state)


def record_evidence(commitment: Commitment, *, on: date) -> None:
    """Say that there is something to see, or that tables confirmed it."""
    subjects = {*subjects_of(commitment.clause), ("commitment", commitment.public_id)}
    _record(subjects, Key.EVIDENCE, ("commitment", commitment.public_id), on=on, state=commitment.state)


def _positions_of(clause: Clause) -> list[Position]:
    """The positions a point cites, and those that were joined with them."""
    cited = list(Position.objects.filter(cited_in__clause=clause))
    return [*cited, *Position.objects.filter(merged_into__in=cited)]


def _posts_of(clause: Clause, positions: list[Position]) -> list[Post]:
    """The posts a point cites itself or through its positions."""
    posts = Post.objects.select_related("thread")
    direct = posts.filter(revisions__cited_in__clause=clause)
    through = posts.filter(position_sources__position__in=positions)
    return list({post.pk: post for post in [*direct, *through]}.values())


def _record(subjects: Iterable[Subject], key: str, target: Subject, *, on: date, state: str = "") -> None:
    """One row per subject; a row that is there takes the new state and keeps the day it was reached."""
    Station.objects.bulk_create(
        [
            Station(
                subject_kind=kind,
                subject_id=public_id,
                key=key,
                target_kind=target[0],
                target_id=target[1],
                reached_on=on,
                state=state,
            )
            for kind, public_id in sorted(subjects)
        ],
        update_conflicts=True,
        unique_fields=["subject_kind", "subject_id", "key", "target_kind", "target_id"],
        update_fields=["state"],
    )
