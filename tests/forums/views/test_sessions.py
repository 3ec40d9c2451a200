import datetime

import pytest
from django.utils import timezone

from forums.actions.minutes import draft_minutes, publish_minutes
from forums.actions.sessions import call_session, hold_session
from forums.models import AttendanceCount
from tests.factories.forums import ForumFactory, TableFactory, cycle_of, facilitator

pytestmark = pytest.mark.django_db


def test_published_minutes_show_what_was_noted_and_who_came_in_figures(client):
    forum = ForumFactory()
    table = TableFactory(forum=forum, number=3)
    session = call_session(
        cycle_of(forum), by=None, kind="thematic", starts_at=timezone.now(), title="Night", language="en"
    )
    counts = [AttendanceCount(table=table, sex="women", people=7), AttendanceCount(table=table, sex="men", people=2)]
    hold_session(session, by=None, attendance=counts)
    minutes = draft_minutes(session, by=None, language="en", items=[("A telephone is asked for.", True)])
    publish_minutes(minutes, by=None)

    response = client.get(minutes.get_absolute_url())

    page = response.content.decode()
    assert "A telephone is asked for." in page
    assert "9 people took part, 7 of them women" in page
    assert minutes.get_absolute_url() in client.get(f"/en/forums/{forum.slug}/sessions/").content.decode()


def test_drafted_minutes_are_not_found(client):
    forum = ForumFactory()
    session = call_session(cycle_of(forum), by=None, kind="thematic", starts_at=timezone.now())
    minutes = draft_minutes(session, by=None, language="en", items=[("A telephone.", False)])

    page = client.get(f"/en/forums/{forum.slug}/sessions/").content.decode()

    assert client.get(minutes.get_absolute_url()).status_code == 404
    assert minutes.public_id not in page


def test_the_next_session_stands_first_and_what_was_stands_below_the_latest_first(client):
    forum, now = ForumFactory(), timezone.now()
    for title, days in (("June", -60), ("July", -30), ("August", 1), ("December", 120)):
        when = now + datetime.timedelta(days=days)
        call_session(cycle_of(forum), by=None, kind="thematic", starts_at=when, title=title, language="en")

    page = client.get(f"/en/forums/{forum.slug}/sessions/").content.decode()

    assert sorted(("June", "July", "August", "December"), key=page.index) == ["August", "December", "July", "June"]


def test_the_button_that_calls_a_session_off_says_so(client):
    forum = ForumFactory()
    session = call_session(
        cycle_of(forum), by=None, kind="thematic", starts_at=timezone.now(), title="Night", language="en"
    )
    client.force_login(facilitator(forum))

    page = client.get(f"/en/forums/{forum.slug}/sessions/{session.public_id}/call-off/").content.decode()

    assert '<button class="button">Call the session off</button>' in page
