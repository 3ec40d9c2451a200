import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from notifications.models import Notice
from notifications.telling import tell
from tests.factories.accounts import UserFactory
from tests.factories.recommendations import forum_with_group, post_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    person = UserFactory()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return person


def told(person, post, times: int = 1) -> None:
    for _number in range(times):
        tell([person], "post_hide", kind="post", thing=post, note="A name stands in it.", language="en")


def test_the_inbox_shows_what_one_was_told_and_following_it_counts_as_reading(client, reader):
    place = forum_with_group()
    post = post_in(place.forum, place.cycle, author=reader)
    told(reader, post)
    told(UserFactory(), post)
    notice = reader.notices.get()

    first = client.get("/en/account/inbox/").content.decode()
    followed = client.get(f"/en/account/inbox/{notice.public_id}/")
    second = client.get("/en/account/inbox/").content.decode()

    assert first.count("What you wrote is no longer shown.") == 1
    assert f"/en/account/inbox/{notice.public_id}/" in first
    assert followed["Location"] == f"/en/{post.path}"
    assert ("row-unread" in first, "row-unread" in second) == (True, False)
    assert Notice.objects.filter(read_at=None).exclude(user=reader).count() == 1


def test_an_empty_inbox_says_what_will_stand_there(client, reader):
    page = client.get("/en/account/inbox/")

    assert "Nothing yet" in page.content.decode()


def test_a_notice_about_something_gone_is_still_read(client, reader):
    place = forum_with_group()
    post = post_in(place.forum, place.cycle, author=reader)
    told(reader, post)
    post.thread.delete()

    page = client.get("/en/account/inbox/")

    assert "What you wrote is no longer shown." in page.content.decode()


@pytest.mark.once  # it counts queries
def test_the_inbox_costs_the_same_with_one_row_and_with_thirty(client, reader):
    place = forum_with_group()
    post = post_in(place.forum, place.cycle, author=reader)
    told(reader, post)
    client.get("/en/account/inbox/")
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get("/en/account/inbox/")
    told(reader, post, times=29)
    client.get("/en/account/inbox/")

    with CaptureQueriesContext(connection) as many:
        client.get("/en/account/inbox/")

    assert len(many) == len(one) <= 10


def test_visitors_are_led_to_the_sign_in(client):
    page = client.get("/en/account/inbox/")

    assert page.status_code == 302
    assert "/account/login/" in page["Location"]
