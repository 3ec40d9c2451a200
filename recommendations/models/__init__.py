from recommendations.models.amendments import Amendment
from recommendations.models.decisions import Ballot, DecisionRound, Elector, ElectorPerson, MinorityOpinion, SignOff
from recommendations.models.documents import (
    Clause,
    ClauseText,
    Disposition,
    Recommendation,
    ReferenceCounter,
    Source,
    Version,
    VersionClause,
    VersionText,
)
from recommendations.models.followup import (
    Commitment,
    CommitmentUpdate,
    Delivery,
    Milestone,
    OfficialResponse,
    Verification,
)
from recommendations.models.groups import GroupMember, GroupText, WorkingGroup

__all__ = [
    "Amendment",
    "Ballot",
    "Clause",
    "ClauseText",
    "Commitment",
    "CommitmentUpdate",
    "DecisionRound",
    "Delivery",
    "Disposition",
    "Elector",
    "ElectorPerson",
    "GroupMember",
    "GroupText",
    "Milestone",
    "MinorityOpinion",
    "OfficialResponse",
    "Recommendation",
    "ReferenceCounter",
    "SignOff",
    "Source",
    "Verification",
    "Version",
    "VersionClause",
    "VersionText",
    "WorkingGroup",
]
