from forums.models.discussion import Draft, Outcome, Post, PostRevision, ReadMarker, Thread
from forums.models.forum import Cycle, Forum, ForumIndexPage, ForumPage, ForumRole
from forums.models.moderation import Measure
from forums.models.positions import Position, PositionSource, Support, TableVoice
from forums.models.sessions import AttendanceCount, MinuteItem, Minutes, Session, Stage
from forums.models.tables import Participant, Seat, TableText, WorkingTable

__all__ = [
    "AttendanceCount",
    "Cycle",
    "Draft",
    "Forum",
    "ForumIndexPage",
    "ForumPage",
    "ForumRole",
    "Measure",
    "MinuteItem",
    "Minutes",
    "Outcome",
    "Participant",
    "Position",
    "PositionSource",
    "Post",
    "PostRevision",
    "ReadMarker",
    "Seat",
    "Session",
    "Stage",
    "Support",
    "TableText",
    "TableVoice",
    "Thread",
    "WorkingTable",
]
