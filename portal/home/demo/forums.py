"""The two forums as they stand: texts, stages, tables with their seats, sessions with their minutes."""

import datetime
import itertools

from django.contrib.auth.hashers import make_password

from accounts.models import User
from directory.models import Municipality, Organisation
from events.models import Event
from forums.models import (
    AttendanceCount,
    Cycle,
    ExpertInput,
    Forum,
    ForumIndexPage,
    ForumPage,
    ForumRole,
    MinuteItem,
    Minutes,
    NamedAttendance,
    Participant,
    Seat,
    Session,
    Stage,
    TableText,
    WorkingTable,
)
from portal.home.demo.loading import Demo, checked, read
from portal.home.demo.texts import add_pages, rich
from search import entries

CONSENT_WORDING = "demo-1"
ANNOUNCED_DAYS = -7  # a forum is announced a week before its first stage
MINUTES_AFTER = 4  # days from a session to its published minutes
SEXES = {"f": Seat.Sex.WOMAN, "m": Seat.Sex.MAN}
ROLES = {"facilitators": ForumRole.Role.FACILITATOR, "coordinators": ForumRole.Role.COORDINATOR}


def load(demo: Demo) -> None:
    for row in demo.new("forum", read("forums")["forum"]):
        forum = load_forum(demo, row)
        cycles = load_cycles(demo, forum, row)
        tables = load_tables(demo, forum, row)
        load_seats(demo, tables, row)
        load_sessions(demo, cycles, tables, row)


def load_forum(demo: Demo, row: dict) -> Forum:
    """The forum with who runs it and its texts."""
    bodies, people = demo.by_key("organisation", Organisation), demo.by_key("person", User)
    forum = Forum(
        slug=row["key"],
        host=bodies[row["host"]],
        municipality=demo.by_key("municipality", Municipality)[row["municipality"]],
        announced_at=demo.moment(min(stage["opens_days"] for stage in row["stage"]) + ANNOUNCED_DAYS),
        update_due_days=row["update_every_days"],
        **{name: row[name] for name in ("format", "kind", "state", "visibility", "response_due_days", "premoderation")},
        is_demo=row["is_demo"],
    )
    checked([forum])[0].save()
    forum.partners.set(bodies[slug] for slug in row["partners"])
    demo.tag(forum, row)
    demo.note("forum", row["key"], forum.public_id)
    ForumRole.objects.bulk_create(
        ForumRole(forum=forum, user=people[key], role=role) for name, role in ROLES.items() for key in row[name]
    )
    add_pages(ForumIndexPage, ForumPage, row["key"], row["text"], lambda text: page_fields(forum, text))
    return forum


def page_fields(forum: Forum, text: dict) -> dict:
    return {"forum": forum, "body": rich(text["body"]), "charter": rich(text["charter"])}


def load_cycles(demo: Demo, forum: Forum, row: dict) -> dict[int, Cycle]:
    """The cycles by number, with their stages."""
    cycles = {cycle["number"]: Cycle(forum=forum, **cycle) for cycle in row["cycle"]}
    Cycle.objects.bulk_create(checked(list(cycles.values())))
    for number, cycle in cycles.items():
        demo.note("cycle", f"{row['key']} {number}", cycle.public_id)
    stages = [
        Stage(
            cycle=cycles[stage["cycle"]],
            ordinal=stage["ordinal"],
            kind=stage["kind"],
            opens_at=demo.moment(stage["opens_days"], "00:00"),
            closes_at=demo.moment(stage["closes_days"], "00:00"),
        )
        for stage in row["stage"]
    ]
    Stage.objects.bulk_create(checked(stages))
    return cycles


def load_tables(demo: Demo, forum: Forum, row: dict) -> dict[int, WorkingTable]:
    """The tables by number, with the interest each stands for."""
    tables = {table["number"]: WorkingTable(forum=forum, number=table["number"]) for table in row["table"]}
    WorkingTable.objects.bulk_create(tables.values())
    for number, table in tables.items():
        demo.note("table", f"{row['key']} {number}", table.public_id)
    TableText.objects.bulk_create(
        TableText(table=tables[table["number"]], language=tag, interest=interest)
        for table in row["table"]
        for tag, interest in table["interest"].items()
    )
    return tables


def load_seats(demo: Demo, tables: dict[int, WorkingTable], row: dict) -> None:
    """The places at the tables; who has no account is known by the code alone."""
    people = demo.by_key("person", User)
    places = [(tables[table["number"]], seat) for table in row["table"] for seat in table["seats"]]
    recorded_by, consented_at = people[row["coordinators"][0]], demo.moment(row["stage"][0]["opens_days"])
    participants = {
        seat["code"]: Participant(
            forum=table.forum,
            code=seat["code"],
            pin_hash=make_password(seat["pin"]) if "pin" in seat else "",
            consent_wording=CONSENT_WORDING,
            consented_at=consented_at,
            recorded_by=recorded_by,
        )
        for table, seat in places
        if "person" not in seat
    }
    Participant.objects.bulk_create(checked(list(participants.values())))
    for code, participant in participants.items():
        demo.note("participant", code, participant.public_id)
    Seat.objects.bulk_create(
        Seat(
            forum=table.forum,
            table=table,
            user=people[seat["person"]] if "person" in seat else None,
            participant=participants.get(seat["code"]),
            role=seat["role"],
            sex=SEXES[seat["sex"]],
        )
        for table, seat in places
    )


def load_sessions(demo: Demo, cycles: dict[int, Cycle], tables: dict[int, WorkingTable], row: dict) -> None:
    """The sessions in order; those that were held with attendance and published minutes."""
    numbers = {number: itertools.count(1) for number in cycles}
    drafted_by = demo.by_key("person", User)[row["coordinators"][0]]
    for entry in row["session"]:
        starts_at = demo.moment(entry["days"], entry["at"])
        is_held = starts_at < demo.now
        session = Session(
            cycle=cycles[entry["cycle"]],
            number=next(numbers[entry["cycle"]]),
            kind=entry["kind"],
            state=Session.State.CLOSED if is_held else Session.State.CALLED,
            starts_at=starts_at,
            place=entry["place"],
            title=entry["title"],
            agenda="\n".join(entry["agenda"]),
            language=entry["language"],
            event=demo.by_key("event", Event).get(entry.get("event")),
        )
        checked([session])[0].save()
        demo.note("session", entry["key"], session.public_id)
        load_experts_and_names(demo, session, entry)
        if is_held:
            load_attendance(session, tables, entry["attendance"])
            load_minutes(demo, session, tables, entry, drafted_by)


def load_experts_and_names(demo: Demo, session: Session, entry: dict) -> None:
    """What experts told it, and who wants to stand by name among those who came."""
    people = demo.by_key("person", User)
    inputs = [
        ExpertInput(session=session, number=number, language=entry["language"], is_named="speaker" in row, **row)
        for number, row in enumerate(entry.get("inputs", []), start=1)
    ]
    ExpertInput.objects.bulk_create(checked(inputs))
    NamedAttendance.objects.bulk_create(
        NamedAttendance(session=session, user=people[key]) for key in entry.get("named", [])
    )


def load_attendance(session: Session, tables: dict[int, WorkingTable], rows: list[dict]) -> None:
    AttendanceCount.objects.bulk_create(
        AttendanceCount(session=session, table=tables[row["table"]], sex=sex, age_band=band, people=people)
        for row in rows
        for (sex, band), people in crossed(row).items()
        if people
    )


def crossed(row: dict) -> dict[tuple[str, str], int]:
    """Counts by sex and age band whose sums are the row's: women spread over the bands as evenly as they go."""
    count = AttendanceCount
    bands = {
        count.AgeBand.UNDER_30: row["under_30"],
        count.AgeBand.TO_64: row["from_30_to_64"],
        count.AgeBand.FROM_65: row["from_65"],
    }
    total, women, seen = sum(bands.values()), row["women"], 0
    cells = {}
    for band, people in bands.items():
        share = round(women * (seen + people) / total) - round(women * seen / total)
        cells[count.Sex.WOMEN, band], cells[count.Sex.MEN, band] = share, people - share
        seen += people
    return cells


def load_minutes(demo: Demo, session: Session, tables: dict[int, WorkingTable], entry: dict, drafted_by: User) -> None:
    """What the session noted, with the item of the agenda and the table where they are known; its decisions last."""
    published_at = min(session.starts_at + datetime.timedelta(days=MINUTES_AFTER), demo.now)
    minutes = Minutes.objects.create(
        session=session,
        language=entry["language"],
        state=Minutes.State.PUBLISHED,
        drafted_by=drafted_by,
        published_at=published_at,
    )
    demo.note("minutes", entry["key"], minutes.public_id)
    lines = [*entry["items"], *({"text": text, "is_decision": True} for text in entry["decisions"])]
    items = [
        MinuteItem(
            minutes=minutes,
            number=number,
            text=line["text"],
            is_decision=line.get("is_decision", False),
            agenda_number=line.get("agenda"),
            table=tables.get(line.get("table")),
        )
        for number, line in enumerate(lines, start=1)
    ]
    MinuteItem.objects.bulk_create(items)
    entries.refresh(minutes)
    for item in items:
        demo.note("minute item", f"{entry['key']} {item.number}", item.public_id)
