"""The kinds of things of this app that pointers lead to (``portal.base.registry``)."""

from portal.base.registry import register_kind
from recommendations import addresses
from recommendations.models import Clause, Commitment, OfficialResponse, Recommendation, WorkingGroup


def register() -> None:
    """Make them known."""
    register_kind("recommendation", Recommendation, path=addresses.recommendation_path)
    register_kind("clause", Clause, path=addresses.clause_path, related=("recommendation",))
    register_kind("response", OfficialResponse, path=addresses.response_path, related=("clause__recommendation",))
    register_kind("commitment", Commitment, path=addresses.commitment_path, related=("clause__recommendation",))
    register_kind("group", WorkingGroup, path=addresses.group_path)
