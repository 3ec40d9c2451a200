from recommendations.models.amendments import Amendment
from recommendations.models.comments import ClauseComment
from recommendations.models.decisions import (
    Ballot,
    DecisionRound,
    Elector,
    ElectorPerson,
    Endorsement,
    MinorityOpinion,
    Objection,
    SignOff,
)
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
from recommendations.models.editing import ClauseDraft, ClauseLock
from recommendations.models.files import WantedFile
from recommendations.models.followup import (
    Commitment,
    CommitmentUpdate,
    Delivery,
    Milestone,
    OfficialResponse,
    Reminder,
    Verification,
)
from recommendations.models.groups import GroupMember, GroupText, WorkingGroup
from recommendations.models.meetings import GroupMeeting, GroupPaper, MeetingAttendance

__all__ = [
    "Amendment",
    "Ballot",
    "Clause",
    "ClauseComment",
    "ClauseDraft",
    "ClauseLock",
    "ClauseText",
    "Commitment",
    "CommitmentUpdate",
    "DecisionRound",
    "Delivery",
    "Disposition",
    "Elector",
    "ElectorPerson",
    "Endorsement",
    "GroupMeeting",
    "GroupMember",
    "GroupPaper",
    "GroupText",
    "MeetingAttendance",
    "Milestone",
    "MinorityOpinion",
    "Objection",
    "OfficialResponse",
    "Recommendation",
    "ReferenceCounter",
    "Reminder",
    "SignOff",
    "Source",
    "Verification",
    "Version",
    "VersionClause",
    "VersionText",
    "WantedFile",
    "WorkingGroup",
]
