"""What this app tells the forum: the rapporteur of a group that drafts from it sees to its positions too."""

from recommendations.models import GroupMember, WorkingGroup
from recommendations.querysets import group_roles_of


def writes_for_its_group(user, forum) -> bool:
    """Whether the person is rapporteur of a working group of that forum."""
    groups = [held.group_id for held in group_roles_of(user) if held.role == GroupMember.Role.RAPPORTEUR]
    return bool(groups) and WorkingGroup.objects.filter(pk__in=groups, forum=forum).exists()
