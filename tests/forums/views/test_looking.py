"""An administrator reads a closed forum only having said why, and every page of it is on record."""

import pytest

from accounts.models import AuditEntry
from forums.models import Forum
from tests.factories.accounts import UserFactory, staff
from tests.factories.forums import ForumFactory, TableFactory, facilitator, seated, thread_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed():
    return ForumFactory(visibility=Forum.Visibility.CLOSED)


def test_nothing_of_a_closed_forum_is_read_before_the_reason_is_given(client, closed):
    leader = facilitator(closed)
    plenary = thread_in(closed, by=leader, title="Among ourselves")
    own = thread_in(closed, by=leader, title="Table talk", table=TableFactory(forum=closed), audience="table")
    admin = staff("administrator")
    client.force_login(admin)
    pages = [f"/en/forums/{closed.slug}/", plenary.get_absolute_url(), own.get_absolute_url()]

    before = [client.get(page).status_code for page in pages]
    empty = client.post(f"/en/forums/{closed.slug}/look/", {"reason": " "}).status_code
    client.post(f"/en/forums/{closed.slug}/look/", {"reason": "A complaint about the host."})
    after = [client.get(page).status_code for page in pages]

    rows = AuditEntry.objects.filter(verb__startswith="look").order_by("pk")
    assert (before, empty, after) == ([404, 404, 404], 422, [200, 200, 404])
    assert [(row.verb, row.subject_kind, row.reason, row.actor_link.user) for row in rows] == [
        ("look_begin", "forum", "A complaint about the host.", admin),
        ("look", "forum", "", admin),
        ("look", "thread", "", admin),
    ]


def test_the_page_to_look_exists_for_administrators_and_for_closed_forums_alone(client, closed):
    people = (UserFactory(), seated(closed), facilitator(closed), staff("editor"), UserFactory(is_superuser=True))

    answers = []
    for person in people:
        client.force_login(person)
        answers.append(client.get(f"/en/forums/{closed.slug}/look/").status_code)
    client.force_login(staff("administrator"))
    public = client.get(f"/en/forums/{ForumFactory().slug}/look/").status_code

    assert (answers, public) == ([404] * 5, 404)


def test_a_look_into_one_forum_opens_no_other_and_no_list(client, closed):
    other = ForumFactory(visibility=Forum.Visibility.CLOSED)
    admin = staff("administrator")
    client.force_login(admin)

    client.post(f"/en/forums/{closed.slug}/look/", {"reason": "A complaint."})

    assert client.get(f"/en/forums/{other.slug}/").status_code == 404
    assert not Forum.objects.visible_to(admin).filter(pk=closed.pk).exists()


def test_an_administrator_finds_the_closed_forums_in_the_menu(client, closed):
    admin = staff("administrator", is_superuser=True)
    ForumFactory(slug="open-to-all")
    client.force_login(admin)

    menu = client.get("/en/account/").content.decode()
    page = client.get("/en/look/").content.decode()
    client.force_login(UserFactory())
    other = client.get("/en/look/").status_code

    assert "/en/look/" in menu
    assert f"/en/forums/{closed.slug}/look/" in page
    assert "open-to-all" not in page
    assert other == 404
