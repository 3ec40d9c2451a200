"""Working groups: the regional one, and those that draft for the two forums."""

import datetime

from accounts.models import User
from directory.models import Organisation
from forums.models import Forum
from portal.home.demo.loading import Demo, checked, read
from recommendations.models import GroupMember, GroupText, WorkingGroup


def load(demo: Demo) -> None:
    for row in demo.new("group", read("groups")["group"]):
        load_group(demo, row)


def load_group(demo: Demo, row: dict) -> None:
    """The group with its texts and members."""
    group = WorkingGroup(
        slug=row["key"],
        forum=demo.by_key("forum", Forum).get(row.get("forum")),
        level=row["level"],
        term_from=day_of(demo, row, "term_from"),
        term_to=day_of(demo, row, "term_to"),
        source=row.get("source", ""),
        is_demo=row["is_demo"],
    )
    checked([group])[0].save()
    demo.tag(group, row)
    demo.note("group", row["key"], group.public_id)
    GroupText.objects.bulk_create(
        GroupText(group=group, language=text["language"], name=text["name"], task=text["task"].strip())
        for text in row["text"]
    )
    people, bodies = demo.by_key("person", User), demo.by_key("organisation", Organisation)
    GroupMember.objects.bulk_create(
        GroupMember(
            group=group,
            user=people.get(member.get("person")),
            organisation=bodies.get(member.get("organisation")),
            role=member["role"],
            since=group.term_from,
        )
        for member in row["members"]
    )


def day_of(demo: Demo, row: dict, name: str) -> datetime.date | None:
    """A date given as such, or as days from today."""
    if name in row:
        return datetime.date.fromisoformat(row[name])
    return demo.day(row[f"{name}_days"]) if f"{name}_days" in row else None
