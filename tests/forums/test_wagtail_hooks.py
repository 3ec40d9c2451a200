import pytest

from accounts.actions import appoint
from accounts.models import User
from forums.models import Forum
from tests.factories.accounts import UserFactory
from tests.factories.directory import OrganisationFactory
from tests.factories.forums import ForumFactory

pytestmark = pytest.mark.django_db


def an_editor() -> User:
    editor = UserFactory()
    appoint(editor, by=None, role="editor")
    return editor


def test_an_editor_makes_a_forum_with_its_first_cycle(client):
    client.force_login(an_editor())
    words = {
        "slug": "night-help",
        "format": "series",
        "kind": "thematic",
        "visibility": "public",
        "host": OrganisationFactory().pk,
        "most_tables": 10,
        "fewest_seats": 3,
        "most_seats": 10,
        "women_share_aim": 40,
        "minimum_age": 16,
        "response_due_days": 60,
        "update_due_days": 90,
        "premoderation": "first",
        "premoderated_posts": 1,
    }

    response = client.post("/cms/snippets/forums/forum/add/", words)

    forum = Forum.objects.get()
    assert response.status_code == 302
    assert [cycle.number for cycle in forum.cycles.all()] == [1]


def test_the_list_of_forums_is_for_editors(client):
    ForumFactory()
    client.force_login(an_editor())

    assert client.get("/cms/snippets/forums/forum/").status_code == 200
