"""The list of events and the page of an event as readers meet them."""

import datetime

import pytest
from django.utils import timezone

from events.models import Event, Registration
from tests.factories.accounts import UserFactory, officer
from tests.factories.directory import OrganisationFactory
from tests.factories.events import EventFactory, conclude, event_text, past_event, told_event
from tests.factories.practices import told_practice

MOST_QUERIES_OF_A_LIST = 10
MOST_QUERIES_OF_A_PAGE = 8


def in_days(days: int) -> datetime.datetime:
    return timezone.now() + datetime.timedelta(days=days)


def listed(response) -> list[list[str]]:
    return [[card.title for card in response.context[name]] for name in ("coming", "past")]


def test_what_comes_next_stands_first_and_what_is_over_after_it_the_latest_first(client, db):
    told_event(title="In a month", starts_at=in_days(30))
    past_event(title="Long ago", days=900)
    told_event(title="Tomorrow", starts_at=in_days(1))
    past_event(title="Last week", days=7)
    told_event(title="Not announced", state="draft")

    assert listed(client.get("/en/events/")) == [["Tomorrow", "In a month"], ["Last week", "Long ago"]]


def test_filters_narrow_the_events(client, db):
    told_event(title="Webinar on housing", themes=["housing"])
    told_event(title="Visit", kind="study-visit", countries=["MK"])

    assert listed(client.get("/en/events/?kind=study-visit&country=MK")) == [["Visit"], []]
    assert listed(client.get("/en/events/?theme=housing")) == [["Webinar on housing"], []]
    assert client.get("/en/events/?kind=party").status_code == 400


@pytest.mark.parametrize("rows", [1, 40])
def test_the_list_costs_the_same_whatever_its_size(client, db, rows, django_assert_max_num_queries):
    for _ in range(rows):
        told_event(themes=["housing"], target_groups=["roma"])
        past_event()

    with django_assert_max_num_queries(MOST_QUERIES_OF_A_LIST):
        response = client.get("/en/events/?country=RS")

    assert response.context["listing"].total == 2 * rows


@pytest.mark.parametrize("rows", [1, 40])
def test_an_event_page_costs_the_same_however_much_it_holds(client, db, rows, django_assert_max_num_queries):
    hosts = [OrganisationFactory(name=f"Host {number}") for number in range(rows)]
    practices = [told_practice() for _ in range(rows)]
    event = past_event(slug="full", hosts=hosts, practices=practices, themes=["housing"])
    conclude(event, *[f"Conclusion {number}" for number in range(rows)])

    with django_assert_max_num_queries(MOST_QUERIES_OF_A_PAGE):
        response = client.get("/en/events/full/")

    assert len(response.context["hosts"]) == len(response.context["conclusions"]) == rows
    assert [len(panel.cards) for panel in response.context["panels"]] == [rows]


@pytest.mark.parametrize(
    ("precision", "words"),
    [
        ("month", "April 2021"),
        ("day", "1 April 2021"),
        ("minute", "1 April 2021, 10:00 to 12:00 (Skopje time)"),
    ],
)
def test_a_date_is_said_as_exactly_as_it_is_known(client, db, precision, words):
    starts_at = datetime.datetime(2021, 4, 1, 8, 0, tzinfo=datetime.UTC)
    told_event(slug="webinar", state="ended", starts_at=starts_at, zone="Europe/Skopje", date_precision=precision)

    assert client.get("/en/events/webinar/").context["when"] == words


def test_an_event_is_read_at_one_address_in_every_language(client, db):
    event = told_event("mk", "Вебинар", slug="webinar")
    event_text(event, "en", title="Webinar")

    assert client.get("/en/events/webinar/").context["title"] == "Webinar"
    assert client.get("/mk/events/webinar/").context["title"] == "Вебинар"
    assert client.get("/en/events/webinar/?text=sq").status_code == 400


def test_a_draft_and_an_unknown_event_answer_alike(client, db):
    told_event(slug="secret", state="draft")

    assert client.get("/en/events/secret/").status_code == 404
    assert client.get("/en/events/unknown/").status_code == 404


def test_a_person_registers_and_withdraws(client, db):
    event = told_event(slug="open", state="registration_open")
    user = UserFactory()
    client.force_login(user)

    client.post("/en/events/open/register/")
    states = [event.registrations.get(user=user).state]
    client.post("/en/events/open/withdraw/")
    states.append(event.registrations.get(user=user).state)

    assert states == ["confirmed", "withdrawn"]


def test_registration_that_is_not_open_says_so(client, db):
    told_event(slug="over", state="ended")
    client.force_login(UserFactory())

    response = client.post("/en/events/over/register/", follow=True)

    assert "Registration for this event is not open." in response.content.decode()
    assert Registration.objects.count() == 0


def test_the_link_to_join_is_for_registered_people_only(client, db):
    told_event(slug="open", state="registration_open", join_link="https://meet.example.org/secret")

    assert "meet.example.org" not in client.get("/en/events/open/").content.decode()


@pytest.mark.parametrize(("minutes", "is_shown"), [(61, False), (59, True), (-60, True), (-121, False)])
def test_the_link_to_join_is_shown_from_one_hour_before_until_the_end(client, db, minutes, is_shown):
    starts_at = timezone.now() + datetime.timedelta(minutes=minutes)
    event = told_event(
        slug="open", state="registration_open", join_link="https://meet.example.org/secret", starts_at=starts_at
    )
    guest = UserFactory()
    Registration.objects.create(event=event, user=guest, state="confirmed")
    client.force_login(guest)

    page = client.get("/en/events/open/").content.decode()

    assert ("meet.example.org" in page) == is_shown


def test_an_event_goes_into_a_calendar_as_whole_days_where_only_the_day_is_known(client, db):
    starts_at = datetime.datetime(2026, 5, 4, 8, 0, tzinfo=datetime.UTC)
    event = told_event(title="A, b; c", slug="day", starts_at=starts_at, date_precision="day", ends_at=starts_at)

    lines = client.get("/en/events/day/calendar.ics").content.decode().split("\r\n")

    assert lines[6:] == [
        "DTSTART;VALUE=DATE:20260504",
        "DTEND;VALUE=DATE:20260505",
        "SUMMARY:A\\, b\\; c",
        "DESCRIPTION:",
        "LOCATION:",
        "STATUS:CONFIRMED",
        f"URL:http://testserver/en/events/{event.slug}/",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_an_event_known_only_to_the_month_goes_into_no_calendar(client, db):
    told_event(slug="month", date_precision="month")

    assert client.get("/en/events/month/calendar.ics").status_code == 404


def test_events_without_a_text_are_not_listed(client, db):
    EventFactory(slug="untold")

    assert listed(client.get("/en/events/")) == [[], []]
    assert Event.objects.count() == 1


def test_a_host_runs_its_event_and_nobody_else(client, db):
    host = OrganisationFactory()
    event = told_event(slug="ours", hosts=[host])
    client.force_login(officer())
    refused = client.post("/en/events/ours/move/", {"move": "open_registration"})
    client.force_login(officer(host))

    client.post("/en/events/ours/move/", {"move": "open_registration"})

    event.refresh_from_db()
    assert (refused.status_code, event.state) == (403, "registration_open")
