import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from forums.actions.minutes import add_item, draft_minutes, publish_minutes
from forums.actions.sessions import call_session, hold_session
from forums.models import Forum, Minutes, Position, Post, Session
from tests.factories.accounts import UserFactory, staff
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


def held_in(forum: Forum) -> Session:
    session = call_session(cycle_of(forum), by=None, kind="thematic", starts_at=timezone.now(), agenda="Night")
    return hold_session(session, by=None)


def pages_of(session: Session) -> str:
    return f"/en/forums/{session.cycle.forum.slug}/sessions/{session.public_id}/minutes/"


def test_the_coordinator_writes_and_the_facilitator_publishes(client):
    forum = ForumFactory()
    session, leader = held_in(forum), facilitator(forum)
    client.force_login(coordinator(forum))
    client.post(pages_of(session), {"text": "A telephone is asked for.", "is_decision": "on"})
    minutes = Minutes.objects.get()
    moves = f"/en/forums/{forum.slug}/minutes/{minutes.public_id}/move/"

    refused = client.post(moves, {"verb": "publish"}).status_code
    client.force_login(leader)
    client.post(moves, {"verb": "approve"})
    client.post(moves, {"verb": "publish"})
    client.logout()

    minutes.refresh_from_db()
    assert (refused, minutes.state) == (403, "published")
    assert "A telephone is asked for." in client.get(minutes.get_absolute_url()).content.decode()


def upload(client, session: Session, name: str = "minutes.pdf", content: bytes = b"%PDF-1.7 words"):
    return client.post(f"{pages_of(session)}file/", {"file": SimpleUploadedFile(name, content)})


def test_minutes_uploaded_in_a_closed_forum_are_for_its_people_alone(client):
    forum = ForumFactory(visibility="closed")
    session, member = held_in(forum), seated(forum)
    client.force_login(coordinator(forum))
    upload(client, session)
    minutes = Minutes.objects.select_related("document").get()
    file = minutes.document.url
    as_draft = [fetched(client, person, file) for person in (member, facilitator(forum))]
    add_item(minutes, by=None, text="No decision was made.", is_decision=True)
    minutes.refresh_from_db()

    publish_minutes(minutes, by=facilitator(forum))

    others = (UserFactory(), staff("editor"), staff("administrator"), facilitator(ForumFactory()))
    assert as_draft == [404, 200]
    assert fetched(client, member, file) == 200
    assert [fetched(client, person, file) for person in others] == [404] * 4
    assert fetched(client, member, minutes.get_absolute_url()) == 200
    assert [fetched(client, person, minutes.get_absolute_url()) for person in others] == [404] * 4


def fetched(client, person, address: str) -> int:
    client.force_login(person)
    return client.get(address).status_code


@pytest.mark.parametrize(
    ("name", "content"), [("minutes.exe", b"MZ"), ("minutes.pdf", b"<html>"), ("minutes.docx", b"%PDF-")]
)
def test_a_file_that_is_not_what_its_name_says_is_refused(client, name, content):
    forum = ForumFactory()
    session = held_in(forum)
    client.force_login(coordinator(forum))

    response = upload(client, session, name, content)

    assert response.status_code == 422
    assert Minutes.objects.get().document is None


def test_an_item_becomes_a_contribution_and_a_position_in_one_click_each(client):
    forum = ForumFactory()
    leader, thread = facilitator(forum), thread_in(forum)
    minutes = draft_minutes(held_in(forum), by=leader, language="en")
    item = add_item(minutes, by=leader, text="Nobody comes at night.", table=TableFactory(forum=forum))
    client.force_login(leader)

    to_post = client.post(f"/en/minute-items/{item.public_id}/contribution/", {"thread": thread.pk})
    words = {"text": "A telephone that answers at night.", "kind": "need", "language": "en"}
    client.post(f"/en/minute-items/{item.public_id}/position/", words)

    post = Post.objects.get(kind="room_record")
    assert to_post["Location"] == f"/en/p/{post.public_id}/"
    assert Position.objects.get().sources.get().minute_item == item
    page = client.get(minutes.get_absolute_url()).content.decode()
    assert post.get_absolute_url() in page
    assert "position 1" in page


def test_an_item_of_a_draft_is_not_found_by_others(client):
    forum = ForumFactory()
    minutes = draft_minutes(held_in(forum), by=None, language="en", items=[("Nobody comes.", False)])
    item = minutes.items.get()
    client.force_login(seated(forum))

    statuses = [
        client.get(address).status_code
        for address in (
            minutes.get_absolute_url(),
            f"/en/minute-items/{item.public_id}/",
            f"/en/minute-items/{item.public_id}/contribution/",
            f"/en/minute-items/{item.public_id}/position/",
        )
    ]

    assert statuses == [404] * 4


@pytest.mark.parametrize("state", ["draft", "approved", "published"])
@pytest.mark.parametrize("visibility", ["public", "closed"])
def test_who_may_see_minutes_is_the_same_by_the_rule_and_in_lists(state, visibility):
    forum = ForumFactory(visibility=visibility)
    minutes = draft_minutes(held_in(forum), by=None, language="en")
    Minutes.objects.filter(pk=minutes.pk).update(state=state)
    minutes.refresh_from_db()
    people = [UserFactory(), seated(forum), seated(forum, role="rapporteur"), coordinator(forum), facilitator(forum)]

    for person in [*people, seated(ForumFactory(), role="rapporteur"), staff("editor")]:
        by_rule = person.has_perm("forums.view_minutes", minutes)
        assert Minutes.objects.visible_to(person).exists() is by_rule


def test_the_page_of_minutes_costs_the_same_with_one_item_and_with_forty(client, query_count):
    forum = ForumFactory()
    minutes = draft_minutes(held_in(forum), by=None, language="en", items=[("Nobody comes.", False)])
    publish_minutes(minutes, by=None)
    client.get(minutes.get_absolute_url())
    with_one = query_count(lambda: client.get(minutes.get_absolute_url()))
    for number in range(2, 41):
        minutes.items.create(number=number, text="Nobody.", table=TableFactory(forum=forum))

    assert query_count(lambda: client.get(minutes.get_absolute_url())) == with_one
