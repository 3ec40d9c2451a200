"""A working group keeps its members, meetings and papers, and reminds those whose voice is missing."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from notifications.models import Notice
from recommendations import decisions, drafting, grouping
from recommendations.errors import GroupRefused
from recommendations.models import GroupMeeting, GroupMember, GroupPaper, Reminder
from recommendations.workflow import undisposed_positions
from tests.factories import recommendations as made
from tests.factories.accounts import UserFactory
from tests.factories.directory import OrganisationFactory

pytestmark = pytest.mark.django_db
HERE = "/en/groups/care-drafting/"


@pytest.fixture
def place():
    return made.forum_with_group()


def open_round(place):
    """A vote of the tables that is open now."""
    recommendation = made.draft_of(place)
    made.point_from(place, recommendation)
    made.consulted(place, recommendation)
    now = timezone.now()
    version = recommendation.versions.get()
    return decisions.open_round(
        version, by=place.facilitator, method="table_vote", closes_at=now + timedelta(days=7), at=now
    )


def reminders() -> int:
    return Notice.objects.filter(event="reminder_ballot_asked").count()


def test_those_who_have_not_answered_are_reminded_once_a_day(place, client):
    round_ = open_round(place)
    client.force_login(place.facilitator)

    for _time in range(2):
        client.post(f"{HERE}workroom/remind/")
    on_one_day = reminders()
    tomorrow = grouping.remind_those_missing(place.group, by=None, at=timezone.now() + timedelta(days=1))

    assert (on_one_day, tomorrow, reminders()) == (round_.electors.count(), 1, 2 * round_.electors.count())


def test_the_workroom_names_who_has_not_answered_to_its_people_alone(place, client):
    open_round(place)
    seen = {}

    for name, person in {
        "member": place.rapporteurs[0],
        "facilitator": place.facilitator,
        "other": UserFactory(),
    }.items():
        client.force_login(person)
        answer = client.get(f"{HERE}workroom/")
        seen[name] = (answer.status_code, b"Table 2" in answer.content, b"Remind them" in answer.content)

    assert seen == {"member": (200, True, True), "facilitator": (200, True, True), "other": (404, False, False)}


def test_a_person_who_left_loses_the_rights_of_the_group_and_may_come_back(place):
    person = UserFactory()
    member = grouping.add_member(place.group, by=None, user=person, since=date(2026, 1, 1))
    during = rights_of(person, place)
    grouping.end_membership(member, by=None, until=timezone.localdate() - timedelta(days=1))
    after = rights_of(person, place)
    grouping.add_member(place.group, by=None, user=person)

    assert (during, after, rights_of(person, place)) == (True, False, True)


def rights_of(person, place) -> bool:
    return type(person).objects.get(pk=person.pk).has_perm("recommendations.begin", place.group)


def test_a_membership_that_has_not_begun_gives_no_rights(place):
    person = UserFactory()
    grouping.add_member(place.group, by=None, user=person, since=timezone.localdate() + timedelta(days=2))

    assert rights_of(person, place) is False


def test_nobody_is_in_the_group_twice_and_its_only_rapporteur_stays(place):
    only = GroupMember.objects.get(group=place.group)

    with pytest.raises(GroupRefused, match="already"):
        grouping.add_member(place.group, by=None, user=place.rapporteurs[0])
    with pytest.raises(GroupRefused, match="somebody else"):
        grouping.end_membership(only, by=None)


def test_a_meeting_is_called_and_noted_with_who_came_by_association(place, client):
    body = OrganisationFactory(name="Union of towns")
    grouping.add_member(place.group, by=None, organisation=body)
    fields = {"title": "Third meeting", "language": "en", "starts_at": "2026-03-02T10:00", "agenda": "Travel costs"}
    client.force_login(place.facilitator)

    called = client.post(f"{HERE}meetings/new/", fields)
    meeting = GroupMeeting.objects.get()
    noted = fields | {"decisions": "We pay.\nWe write.", f"came_{body.pk}": 3}
    client.post(f"{HERE}meetings/{meeting.public_id}/write/", noted)
    client.logout()
    page = client.get(called.url).content.decode()

    assert list(meeting.attendance.values_list("organisation", "people_count")) == [(body.pk, 3)]
    assert [word for word in ("Third meeting", "Travel costs", "We pay.", "We write.", ": 3") if word not in page] == []
    assert "Third meeting" in client.get(HERE).content.decode()


def test_a_file_of_a_closed_group_leaves_to_its_readers_alone(client):
    place = made.forum_with_group("shut", visibility="closed")
    client.force_login(place.facilitator)
    file = SimpleUploadedFile("plan.pdf", b"%PDF-1.4 plan")
    client.post("/en/groups/shut-drafting/papers/", {"title": "Plan", "language": "en", "file": file})
    url = GroupPaper.objects.get().document.url

    inside = client.get(url).status_code
    client.force_login(UserFactory())

    assert (inside, client.get(url).status_code in (403, 404)) == (200, True)


@pytest.mark.parametrize("tail", ["members/", "papers/", "meetings/new/"])
def test_members_alone_do_not_keep_the_group(place, client, tail):
    person = UserFactory()
    grouping.add_member(place.group, by=None, user=person)
    client.force_login(person)

    assert (client.get(f"{HERE}{tail}").status_code, client.post(f"{HERE}{tail}").status_code) == (403, 403)


def test_members_are_kept_by_form(place, client):
    person = UserFactory(email="new@example.test")
    client.force_login(place.facilitator)
    fields = {"user": "new@example.test", "role": "secretariat", "since": "2026-02-01"}

    client.post(f"{HERE}members/", fields)
    member = GroupMember.objects.get(user=person)
    unknown = client.post(f"{HERE}members/", fields | {"user": "nobody@example.test"})

    assert (member.role, member.since, unknown.status_code) == ("secretariat", date(2026, 2, 1), 422)
    assert b"nobody@example.test" in unknown.content


def test_the_workroom_lists_the_positions_of_which_nobody_has_said_what_became(place, client):
    used, told, waiting = (
        made.position_from(made.post_in(place.forum, place.cycle), text=text, number=number)
        for number, text in enumerate(("Used.", "Told.", "Waiting."), start=1)
    )
    document = made.draft_of(place)
    drafting.draft_clause_from_position(document, by=None, position=used, text="A point.")
    drafting.dispose(told, by=None, recommendation=document, kind="not_taken", reason="Too dear.")
    client.force_login(place.facilitator)

    page = client.get(f"{HERE}workroom/")

    assert page.context["undisposed"] == [(document, waiting)]
    assert [position for _document, position in page.context["undisposed"]] == undisposed_positions(document)
    assert f'href="/en/recommendations/{document.reference}/positions/{waiting.public_id}/"' in page.content.decode()


def test_who_was_reminded_by_the_clock_is_not_asked_again_the_same_day(place):
    round_ = open_round(place)
    today = timezone.localdate()
    Reminder.objects.create(kind="ballot_soon", subject_kind="round", subject_id=round_.public_id, due_on=today)

    asked = grouping.remind_those_missing(place.group, by=None)

    assert (asked, reminders()) == (0, 0)
