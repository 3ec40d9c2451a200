import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from forums.actions.minutes import (
    add_item,
    approve_minutes,
    attach_file,
    change_item,
    draft_minutes,
    item_to_post,
    publish_minutes,
    remove_item,
    reopen_minutes,
)
from forums.actions.positions import propose_position
from forums.actions.sessions import call_session, cancel_session, hold_session
from forums.errors import MoveRefused, NotPublished
from forums.models import Minutes, Post
from portal.base.models import PortalDocument
from tests.factories.accounts import UserFactory
from tests.factories.forums import (
    ForumFactory,
    TableFactory,
    coordinator,
    cycle_of,
    facilitator,
    seated,
    thread_in,
)

pytestmark = pytest.mark.django_db


def session_in(forum):
    return call_session(cycle_of(forum), by=None, kind="thematic", starts_at=timezone.now(), agenda="Night\nMoney")


def test_what_is_said_is_noted_by_item_of_the_agenda_and_table():
    forum = ForumFactory()
    table, writer = TableFactory(forum=forum), coordinator(forum)
    minutes = draft_minutes(session_in(forum), by=writer, language="en")

    for text in ("Nobody comes.", "Who pays?"):
        add_item(minutes, by=writer, text=text, agenda_number=2, table=table)

    assert [(item.number, item.text, item.agenda_number, item.table) for item in minutes.items.all()] == [
        (1, "Nobody comes.", 2, table),
        (2, "Who pays?", 2, table),
    ]


def test_what_is_sent_twice_is_noted_once_and_nobody_uses_up_anothers_key():
    forum = ForumFactory()
    writer, other = coordinator(forum), facilitator(forum)
    minutes = draft_minutes(session_in(forum), by=writer, language="en")

    items = [add_item(minutes, by=person, text="Nobody.", form_key="k1") for person in (writer, writer, other)]

    assert [item.number for item in items] == [1, 1, 2]


def test_minutes_go_from_draft_by_approval_to_published_and_back_only_before_that():
    forum = ForumFactory()
    leader = facilitator(forum)
    session = session_in(forum)
    hold_session(session, by=leader)
    minutes = draft_minutes(session, by=leader, language="en", items=[("A telephone.", True)])

    approve_minutes(minutes, by=leader)
    with pytest.raises(MoveRefused):
        add_item(minutes, by=leader, text="Too late.")
    reopen_minutes(minutes, by=leader, reason="A name is wrong.")
    add_item(minutes, by=leader, text="In time.")
    minutes.refresh_from_db()
    publish_minutes(minutes, by=leader)

    assert (minutes.state, minutes.approved_by, minutes.items.count()) == (Minutes.State.PUBLISHED, leader, 2)
    with pytest.raises(MoveRefused):
        reopen_minutes(minutes, by=leader, reason="Again.")


def test_a_file_alone_does_not_close_a_session_its_decisions_are_listed():
    forum = ForumFactory()
    session = session_in(forum)
    hold_session(session, by=None)
    minutes = draft_minutes(session, by=None, language="en")
    document = PortalDocument.objects.create(title="Minutes", file=ContentFile(b"%PDF-1.7", name="minutes.pdf"))
    attach_file(minutes, by=None, document=document)
    minutes.refresh_from_db()

    with pytest.raises(MoveRefused):
        publish_minutes(minutes, by=None)
    add_item(minutes, by=None, text="No decision was made.", is_decision=True)
    publish_minutes(minutes, by=None)

    session.refresh_from_db()
    assert session.state == "closed"


def test_minutes_that_two_people_approve_are_approved_once():
    forum = ForumFactory()
    minutes = draft_minutes(session_in(forum), by=None, language="en", items=[("A telephone.", True)])
    seen_by_another = Minutes.objects.get(pk=minutes.pk)
    approve_minutes(minutes, by=facilitator(forum))

    with pytest.raises(MoveRefused, match="Somebody else"):
        approve_minutes(seen_by_another, by=facilitator(forum))


def test_an_item_becomes_a_contribution_said_in_the_room_once():
    forum = ForumFactory()
    table, writer, thread = TableFactory(forum=forum), coordinator(forum), thread_in(forum)
    minutes = draft_minutes(session_in(forum), by=writer, language="en")
    item = add_item(minutes, by=writer, text="Nobody comes at night.", table=table)

    posts = [item_to_post(item, thread, by=writer) for _time in range(2)]

    assert posts[0] == posts[1]
    post = thread.posts.get(pk=posts[0].pk)
    assert (post.body, post.kind, post.channel, post.table, post.state, post.author) == (
        "Nobody comes at night.",
        Post.Kind.ROOM_RECORD,
        Post.Channel.ROOM,
        table,
        Post.State.PUBLISHED,
        None,
    )


def test_what_a_rapporteur_takes_from_a_draft_waits_for_the_facilitator():
    forum = ForumFactory()
    rapporteur, thread = seated(forum, role="rapporteur"), thread_in(forum)
    minutes = draft_minutes(session_in(forum), by=rapporteur, language="en", items=[("Nobody comes.", False)])

    post = item_to_post(minutes.items.get(), thread, by=rapporteur)

    assert post.state == Post.State.PENDING


def test_an_item_on_which_something_was_built_is_changed_but_not_taken_out():
    forum = ForumFactory()
    leader = facilitator(forum)
    items = [("Nobody comes.", False), ("Who pays?", False)]
    minutes = draft_minutes(session_in(forum), by=leader, language="en", items=items)
    first, second = minutes.items.all()
    propose_position(cycle_of(forum), by=leader, text="A telephone.", language="en", minute_items=[first])

    change_item(first, by=leader, text="Nobody comes at night.")
    remove_item(second, by=leader)
    with pytest.raises(MoveRefused):
        remove_item(first, by=leader)

    assert [item.text for item in minutes.items.all()] == ["Nobody comes at night."]


def test_only_those_who_write_the_minutes_build_on_them_before_they_are_published():
    forum = ForumFactory()
    minutes = draft_minutes(session_in(forum), by=None, language="en", items=[("Nobody comes.", False)])
    words = {"text": "A telephone.", "language": "en", "minute_items": [minutes.items.get()]}

    with pytest.raises(NotPublished):
        propose_position(cycle_of(forum), by=UserFactory(), **words)

    assert propose_position(cycle_of(forum), by=facilitator(forum), **words).number == 1


def test_nothing_is_noted_of_a_session_that_was_called_off():
    forum = ForumFactory()
    session = session_in(forum)
    minutes = draft_minutes(session, by=None, language="en")
    cancel_session(session, by=None, reason="Snow.")

    with pytest.raises(MoveRefused):
        add_item(minutes, by=None, text="Nobody came.")
