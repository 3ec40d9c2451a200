from forums.models.attending import ExpertInput, NamedAttendance
from forums.models.discussion import Outcome, Post, PostRevision, Thread
from forums.models.forum import Cycle, Forum, ForumIndexPage, ForumPage, ForumRole
from forums.models.moderation import Appeal, Flag, Measure, Reason
from forums.models.positions import Position, PositionSource, Support, TableVoice
from forums.models.rearranging import Rearrangement, ThreadEvent
from forums.models.sessions import AttendanceCount, MinuteItem, Minutes, Session, Stage
from forums.models.tables import Participant, Seat, TableText, WorkingTable
from forums.models.writing import Attachment, Draft, Mention, ReadingHabit, ReadMarker

__all__ = [
    "Appeal",
    "Attachment",
    "AttendanceCount",
    "Cycle",
    "Draft",
    "ExpertInput",
    "Flag",
    "Forum",
    "ForumIndexPage",
    "ForumPage",
    "ForumRole",
    "Measure",
    "Mention",
    "MinuteItem",
    "Minutes",
    "NamedAttendance",
    "Outcome",
    "Participant",
    "Position",
    "PositionSource",
    "Post",
    "PostRevision",
    "ReadMarker",
    "ReadingHabit",
    "Rearrangement",
    "Reason",
    "Seat",
    "Session",
    "Stage",
    "Support",
    "TableText",
    "TableVoice",
    "Thread",
    "ThreadEvent",
    "WorkingTable",
]
