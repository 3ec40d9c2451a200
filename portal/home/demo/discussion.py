"""Conversations, post by post on their days, and the positions drawn from them."""

import datetime
from dataclasses import dataclass

from accounts.models import Mandate, User
from forums import workflow
from forums.actions.appeals import lodge_appeal
from forums.actions.discussion import conclude_thread, open_thread, record_for_participant, reply_to_thread
from forums.actions.moderation import approve_post, hide_post, raise_flag
from forums.actions.positions import accept_position, propose_position, record_table_voice
from forums.models import Cycle, Forum, Participant, Position, Post, Session, TableVoice, Thread, WorkingTable
from portal.home.demo.loading import Demo, read
from portal.taxonomies.models import Theme

FIRST_HOUR, MINUTES_BETWEEN = "08:10", 37  # the posts of a day follow each other
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


@dataclass(frozen=True)
class Room:
    """Who and what the conversations of one forum need."""

    forum: Forum
    facilitator: User
    coordinator: User
    row: dict


def load(demo: Demo) -> None:
    """Conversations first: positions are drawn from their posts."""
    rooms = {row["key"]: room_of(demo, row) for row in read("forums")["forum"]}
    threads = [*read("threads_a")["thread"], *read("threads_b")["thread"]]
    for row in demo.new("thread", threads):
        load_thread(demo, rooms[row["forum"]], row)
    for row in demo.new("position", read("forums")["position"]):
        load_position(demo, rooms[row["forum"]], row)
    for row in demo.new("report", read("threads_a")["report"]):
        load_report(demo, row)
    for row in demo.new("measure", read("threads_a")["measure"]):
        load_measure(demo, rooms["care-at-home"], row)


def load_measure(demo: Demo, room: Room, row: dict) -> None:
    """Words that the facilitator hid, and the appeal of their author, which waits for somebody else."""
    post, at = demo.by_key("post", Post)[row["post"]], demo.moment(-row["days_ago"])
    measure = hide_post(post, by=room.facilitator, reason=row["reason"], statement=row["statement"], at=at)
    words = {"words": row["appeal"], "language": row["appeal_language"]}
    lodge_appeal(measure, by=post.author, at=at + DAY, **words)
    demo.note("measure", row["key"], measure.public_id)


def load_report(demo: Demo, row: dict) -> None:
    """A contribution that somebody asks the facilitator to look at."""
    post, person = demo.by_key("post", Post)[row["post"]], demo.by_key("person", User)[row["by"]]
    flag = raise_flag(post, by=person, reason=row["reason"], note=row["note"], at=demo.moment(-row["days_ago"]))
    demo.note("report", row["key"], flag.public_id)


def room_of(demo: Demo, row: dict) -> Room:
    people = demo.by_key("person", User)
    forum = demo.by_key("forum", Forum)[row["key"]]
    return Room(forum, people[row["facilitators"][0]], people[row["coordinators"][0]], row)


def load_thread(demo: Demo, room: Room, row: dict) -> None:
    """A conversation as it went, with how it ended."""
    thread = open_by_first_post(demo, room, row)
    posts = [thread.posts.get()]
    for index, post in enumerate(row["posts"][1:], start=1):
        posts.append(add_post(demo, room, thread, post, posts, at=time_of(demo, post, index)))
    demo.note("thread", row["key"], thread.public_id)
    for post, made in zip(row["posts"], posts, strict=True):
        demo.note("post", post["key"], made.public_id)
    end(room, thread, row, at=posts[-1].created_at + HOUR)


def open_by_first_post(demo: Demo, room: Room, row: dict) -> Thread:
    first = row["posts"][0]
    table = demo.by_key("table", WorkingTable).get(f"{row['forum']} {row.get('table')}")
    thread = open_thread(
        room.forum,
        by=demo.by_key("person", User)[first["by"]],
        title=row["title"],
        body=first["text"].strip(),
        language=first["language"],
        kind=row["kind"],
        table=table,
        audience=Thread.Audience.TABLE if table else Thread.Audience.FORUM,
        themes=demo.terms(Theme, row["themes"]),
        cycle=demo.by_key("cycle", Cycle)[f"{row['forum']} {row['cycle']}"],
        at=time_of(demo, first, 0),
    )
    thread.posts.update(kind=first["kind"], alignment=first["alignment"])
    return thread


def add_post(demo: Demo, room: Room, thread: Thread, row: dict, earlier: list[Post], *, at: datetime.datetime) -> Post:
    """A reply, or what somebody wrote down for a person or a room; the facilitator lets that through."""
    by = demo.by_key("person", User)[row["by"]]
    words = {
        "by": by,
        "body": row["text"].strip(),
        "language": row["language"],
        "kind": row["kind"],
        "alignment": row["alignment"],
        "reply_to": earlier[row["reply_to"]] if "reply_to" in row else None,
        "on_behalf_of": mandate_for(demo, row),
        "at": at,
    }
    if row["channel"] == Post.Channel.WEB:
        return reply_to_thread(thread, **words)
    participant = demo.by_key("participant", Participant).get(row.get("for_participant"))
    post = record_for_participant(thread, participant=participant, has_consent=True, channel=row["channel"], **words)
    if post.state == Post.State.PENDING:
        approve_post(post, by=room.facilitator, at=at + HOUR)
    return post


def mandate_for(demo: Demo, row: dict) -> Mandate | None:
    """Official replies, and words written down for others, are said by authorisation."""
    if row["kind"] != Post.Kind.OFFICIAL_REPLY and row["channel"] != Post.Channel.ASSISTED:
        return None
    mandates = demo.by_key("mandate", Mandate)
    return next(mandate for key, mandate in mandates.items() if key.split()[0] == row["by"])


def time_of(demo: Demo, post: dict, index: int) -> datetime.datetime:
    """When a post was written: on its day, later posts of a conversation later."""
    return demo.moment(-post["days_ago"], FIRST_HOUR) + datetime.timedelta(minutes=MINUTES_BETWEEN * index)


def end(room: Room, thread: Thread, row: dict, *, at: datetime.datetime) -> None:
    """Bring the conversation to the state in which the files have it."""
    if row["state"] == Thread.State.CONCLUDED:
        conclude_thread(
            thread,
            by=room.facilitator,
            kind=row["outcome"],
            reason=row["outcome_reason"],
            language=row["outcome_language"],
            at=at,
        )
    elif row["state"] == Thread.State.SYNTHESIS:
        workflow.move(thread, "sum_up", by=room.facilitator, at=at)


def load_position(demo: Demo, room: Room, row: dict) -> None:
    """A position with its sources and what the tables said about it."""
    posts = [demo.by_key("post", Post)[key] for key in row["from_posts"]]
    at = max(post.published_at for post in posts) + HOUR
    position = propose_position(
        demo.by_key("cycle", Cycle)[f"{row['forum']} {row['cycle']}"],
        by=room.facilitator,
        text=row["text"],
        language=row["language"],
        kind=row["kind"],
        posts=posts,
        at=at,
    )
    demo.note("position", row["key"], position.public_id)
    if row["state"] != Position.State.PROPOSED:
        accept_position(position, by=room.facilitator, at=at + DAY)
        record_voices(demo, room, position, row)
    if "merged_into" in row:
        target = Position.objects.get(public_id=demo.loaded["position", row["merged_into"]])
        workflow.move(position, "merge", by=room.facilitator, at=at + DAY, merged_into=target)


def record_voices(demo: Demo, room: Room, position: Position, row: dict) -> None:
    """The grid of the working session: tables that are in neither list did not discuss it."""
    answers = dict.fromkeys(row["supported_by"], TableVoice.Answer.AGREE)
    answers |= dict.fromkeys(row["opposed_by"], TableVoice.Answer.DISAGREE)
    session = working_session(demo, room, row["cycle"])
    for number, answer in sorted(answers.items()):
        table = demo.by_key("table", WorkingTable)[f"{row['forum']} {number}"]
        record_table_voice(position, by=room.coordinator, table=table, answer=answer, session=session)


def working_session(demo: Demo, room: Room, cycle: int) -> Session | None:
    wanted = (one["key"] for one in room.row["session"] if one["cycle"] == cycle and one["kind"] == "working")
    return demo.by_key("session", Session).get(next(wanted, None))
