"""Addresses of this app without their language prefix; computed, not reversed (shared by pages, lines, registry)."""

from recommendations.models import Clause, Commitment, OfficialResponse, Recommendation, WorkingGroup


def recommendation_path(recommendation: Recommendation) -> str:
    return f"recommendations/{recommendation.reference}/"


def clause_path(clause: Clause) -> str:
    """The anchor of a point on the page of its document; it survives every new version."""
    return f"{recommendation_path(clause.recommendation)}#{clause.public_id}"


def point_path(clause: Clause) -> str:
    """The page of a point: its answer, its commitments, where it comes from."""
    return f"{recommendation_path(clause.recommendation)}points/{clause.public_id}/"


def response_path(response: OfficialResponse) -> str:
    return f"{point_path(response.clause)}#{response.public_id}"


def commitment_path(commitment: Commitment) -> str:
    return f"{point_path(commitment.clause)}#{commitment.public_id}"


def group_path(group: WorkingGroup) -> str:
    return f"groups/{group.slug}/"


def trace_path(kind: str, public_id: str) -> str:
    return f"trace/{kind}/{public_id}/"
