"""What a working group keeps about itself: its members, its meetings with who came and what was decided, its papers."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.models import User
from directory.models import Organisation
from forums.files import CheckedFile
from recommendations.errors import GroupRefused
from recommendations.files import keep_for_readers
from recommendations.followup import reminders
from recommendations.models import DecisionRound, GroupMeeting, GroupMember, GroupPaper, MeetingAttendance, WorkingGroup

#: Tasks without which a group neither writes nor decides.
NEEDED = (GroupMember.Role.RAPPORTEUR, GroupMember.Role.SECRETARIAT)


@transaction.atomic
def add_member(
    group: WorkingGroup,
    *,
    by: User | None,
    organisation: Organisation | None = None,
    user: User | None = None,
    role: str = GroupMember.Role.MEMBER,
    since: date | None = None,
    at: datetime | None = None,
) -> GroupMember:
    """A person, a body, or a person for a body in the group; who was in it before comes back with new dates."""
    if organisation is None and user is None:
        raise GroupRefused(_("Name a person or an organisation."))
    held = {"user": user} if user else {"user": None, "organisation": organisation}
    today = timezone.localdate(at)
    if group.members.filter(Q(until=None) | Q(until__gte=today), **held).exists():
        raise GroupRefused(_("They are in the group already."))
    values = {"organisation": organisation, "role": role, "since": since or today, "until": None}
    member, _is_new = GroupMember.objects.update_or_create(group=group, **held, defaults=values)
    _noted("add_group_member", group, by=by, at=at, role=role)
    return member


@transaction.atomic
def end_membership(
    member: GroupMember, *, by: User | None, until: date | None = None, at: datetime | None = None
) -> None:
    """The member leaves with that day, the last one in the group; what they did stays.

    A group keeps one who writes for it and one who runs it; ``GroupRefused`` otherwise.
    """
    WorkingGroup.objects.select_for_update().get(pk=member.group_id)
    until = until or timezone.localdate(at)
    if member.since and until < member.since:
        raise GroupRefused(_("The last day lies before the first one."))
    staying = member.group.members.filter(Q(until=None) | Q(until__gt=until), role=member.role).exclude(pk=member.pk)
    if member.role in NEEDED and not staying.exists():
        raise GroupRefused(_("Name somebody else for this task first."))
    member.until = until
    member.save(update_fields=["until"])
    _noted("end_group_membership", member.group, by=by, at=at, role=member.role)


@transaction.atomic
def write_meeting(
    group: WorkingGroup,
    *,
    by: User | None,
    meeting: GroupMeeting | None = None,
    attendance: Mapping[Organisation, int] | None = None,
    at: datetime | None = None,
    **fields,
) -> GroupMeeting:
    """A meeting called or noted down: agenda before it, who came by association and what was decided after it."""
    meeting = meeting or GroupMeeting(group=group)
    for name, value in fields.items():
        setattr(meeting, name, value)
    meeting.save()
    if attendance is not None:
        meeting.attendance.all().delete()
        MeetingAttendance.objects.bulk_create(
            MeetingAttendance(meeting=meeting, organisation=body, people_count=count)
            for body, count in attendance.items()
            if count
        )
    _noted("write_group_meeting", group, by=by, at=at, meeting=meeting.public_id)
    return meeting


@transaction.atomic
def add_paper(
    group: WorkingGroup,
    *,
    by: User | None,
    file: CheckedFile,
    title: str,
    language: str,
    meeting: GroupMeeting | None = None,
    at: datetime | None = None,
) -> GroupPaper:
    """A file of the group, for whoever sees the group."""
    words = title or file.name
    document = keep_for_readers(file, "group", group.public_id, title=words, by=by, language=language)
    _noted("add_group_paper", group, by=by, at=at)
    return GroupPaper.objects.create(group=group, meeting=meeting, document=document)


@transaction.atomic
def remind_those_missing(group: WorkingGroup, *, by: User | None, at: datetime | None = None) -> int:
    """Remind everybody who has not answered an open decision of the group; how many decisions it was about.

    Once a day for each decision, however often somebody asks.
    """
    at = at or timezone.now()
    rounds = DecisionRound.objects.filter(
        version__recommendation__group=group, state=DecisionRound.State.OPEN, closes_at__gt=at, opens_at__lte=at
    )
    reminded = [
        one for one in rounds.select_related("version__recommendation") if reminders.remind_electors(one, now=at)
    ]
    if reminded:
        _noted("remind_group", group, by=by, at=at)
    return len(reminded)


def _noted(verb: str, group: WorkingGroup, *, by: User | None, at: datetime | None, **details) -> None:
    record(verb, kind="group", public_id=group.public_id, by=by, details=details, at=at)
