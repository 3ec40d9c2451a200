import datetime

import pytest

from forums.actions.sessions import change_session, plan_session
from forums.models import AttendanceCount, Session
from forums.signals import session_called
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory, TableFactory, coordinator, cycle_of, seated

pytestmark = pytest.mark.django_db

SIX = datetime.datetime(2027, 3, 1, 17, tzinfo=datetime.UTC)


@pytest.fixture
def session() -> Session:
    forum = ForumFactory()
    return plan_session(
        cycle_of(forum), by=None, kind="thematic", starts_at=SIX, title="Night; help", place="Hall, 1st", language="en"
    )


@pytest.fixture
def called():
    """The sessions people were called to, in order."""
    told: list[Session] = []

    def listen(sender, session, **kwargs):
        told.append(session)

    session_called.connect(listen)
    yield told
    session_called.disconnect(listen)


def lines_of(client, session: Session) -> dict[str, str]:
    file = client.get(f"{session.get_absolute_url()}calendar.ics").content.decode().replace("\r\n ", "")
    return dict(line.split(":", 1) for line in file.split("\r\n") if ":" in line)


def test_people_are_called_to_a_session_and_called_anew_when_its_time_changes(client, session, called):
    client.force_login(coordinator(session.cycle.forum))

    client.post(f"{session.get_absolute_url()}move/", {"verb": "call"})
    session.refresh_from_db()
    before = lines_of(client, session)
    change_session(session, by=None, title="Night")
    change_session(session, by=None, starts_at=SIX + datetime.timedelta(hours=1))
    after = lines_of(client, session)

    assert called == [session, session]
    assert (before["DTSTART"], before["DTEND"], before["SEQUENCE"]) == ("20270301T170000Z", "20270301T200000Z", "0")
    assert (after["DTSTART"], after["SEQUENCE"]) == ("20270301T180000Z", "1")
    assert before["UID"] == after["UID"]


def test_the_calendar_file_keeps_signs_that_mean_something_to_calendars_apart(client, session):
    lines = lines_of(client, session)

    assert lines["SUMMARY"].startswith("Night\\; help:")
    assert lines["LOCATION"] == "Hall\\, 1st"


def test_a_session_called_off_leaves_the_calendar_and_says_why(client, session, called):
    client.force_login(coordinator(session.cycle.forum))
    client.post(f"{session.get_absolute_url()}move/", {"verb": "call"})

    client.post(f"{session.get_absolute_url()}call-off/", {"reason": "Snow on the road."})

    session.refresh_from_db()
    assert lines_of(client, session)["STATUS"] == "CANCELLED"
    assert "Snow on the road." in client.get(session.get_absolute_url()).content.decode()
    assert len(called) == 2


def test_a_planned_session_that_is_changed_calls_nobody(session, called):
    change_session(session, by=None, starts_at=SIX + datetime.timedelta(hours=1))

    assert called == []


def test_who_came_is_counted_by_table_sex_and_age_and_can_be_counted_again(client, session):
    forum = session.cycle.forum
    table = TableFactory(forum=forum)
    client.force_login(coordinator(forum))
    address = f"{session.get_absolute_url()}attendance/"

    client.post(address, {f"n-{table.pk}-women-65-up": "9", "n-0-men-unstated": "1"})
    client.post(address, {f"n-{table.pk}-women-65-up": "7", f"n-{table.pk}-men-30-64": "2", "n-0-men-unstated": ""})

    counts = AttendanceCount.objects.order_by("sex").values_list("table", "sex", "age_band", "people")
    assert list(counts) == [(table.pk, "men", "30-64", 2), (table.pk, "women", "65-up", 7)]
    assert "9 people took part, 7 of them women" in client.get(session.get_absolute_url()).content.decode()


def test_only_those_who_run_the_forum_call_people(client, session):
    statuses = []
    for person in (UserFactory(), seated(session.cycle.forum)):
        client.force_login(person)
        statuses.append(client.post(f"{session.get_absolute_url()}move/", {"verb": "call"}).status_code)

    assert statuses == [403, 403]


def test_the_page_of_a_session_costs_the_same_with_one_count_and_with_forty(client, session, query_count):
    session.attendance.create(people=3)
    client.get(session.get_absolute_url())
    with_one = query_count(lambda: client.get(session.get_absolute_url()))
    for _number in range(40):
        session.attendance.create(table=TableFactory(forum=session.cycle.forum), people=3)

    assert query_count(lambda: client.get(session.get_absolute_url())) == with_one
