import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import AuditEntry
from forums.models import Forum, ForumIndexPage, ForumPage, ForumRole, Stage
from tests.factories.accounts import UserFactory, staff
from tests.factories.directory import MembershipFactory
from tests.factories.forums import ForumFactory, StageFactory, coordinator, cycle_of, facilitator, seated
from tests.factories.pages import publish_below

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def run_page(forum: Forum) -> str:
    return f"/en/forums/{forum.slug}/run/"


def test_the_page_says_what_a_draft_still_needs_and_does_not_offer_the_step(client):
    forum = ForumFactory(state="draft")
    client.force_login(facilitator(forum))

    page = client.get(run_page(forum)).content.decode()

    assert "The charter (the rules of this forum) is missing." in page
    assert "The first session has no date." in page
    assert 'name="verb" value="announce"' not in page


def test_a_facilitator_announces_and_begins_the_forum(client):
    forum = ForumFactory(state="draft")
    client.force_login(facilitator(forum))
    publish_below(ForumIndexPage, ForumPage(title="Night", slug=forum.slug, forum=forum, charter="<p>We listen.</p>"))
    cycle_of(forum).sessions.create(number=1, kind="constituting", starts_at=timezone.now() + DAY)

    for verb in ("announce", "start"):
        client.post(f"{run_page(forum)}step/", {"verb": verb})

    forum.refresh_from_db()
    assert forum.state == "active"


def test_a_step_that_still_needs_something_is_refused_with_the_reasons(client):
    forum = ForumFactory(state="draft")
    client.force_login(facilitator(forum))

    response = client.post(f"{run_page(forum)}step/", {"verb": "announce"})

    assert response.status_code == 403
    assert "The first session has no date." in response.content.decode()


def test_calling_a_forum_off_needs_a_reason_that_everybody_reads(client):
    forum = ForumFactory()
    client.force_login(coordinator(forum))

    without = client.post(f"{run_page(forum)}call-off/", {"verb": "cancel"}).status_code
    client.post(f"{run_page(forum)}call-off/", {"verb": "cancel", "reason": "There is no money for the hall."})

    assert without == 422
    assert "There is no money for the hall." in client.get(forum.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("verb", "words"), [("close", {}), ("extend", {"days": 30})])
def test_the_open_stage_is_closed_and_extended_with_a_reason_on_record(client, verb, words):
    forum = ForumFactory()
    stage = Stage.objects.get(cycle__forum=forum)
    client.force_login(coordinator(forum))
    until = timezone.localtime() + DAY * words.get("days", 0)
    data = {"verb": verb, "reason": "The hall is gone.", "closes_at": until.strftime("%Y-%m-%dT%H:%M")}

    response = client.post(f"{run_page(forum)}stages/{stage.public_id}/", data)

    before, closes_at = stage.closes_at, Stage.objects.get(pk=stage.pk).closes_at
    assert response.status_code == 302
    assert (closes_at < before) is (verb == "close")
    assert AuditEntry.objects.get(verb=f"{verb}_stage").reason == "The hall is gone."


def test_the_next_stage_is_opened_before_its_day(client):
    forum = ForumFactory(stage="explore")
    coming = StageFactory(
        cycle=cycle_of(forum), kind="propose", opens_at=timezone.now() + 20 * DAY, closes_at=timezone.now() + 40 * DAY
    )
    client.force_login(facilitator(forum))

    client.post(f"{run_page(forum)}stages/{coming.public_id}/", {"verb": "open", "reason": "All is said."})

    assert Stage.objects.get(pk=coming.pk).is_open_at(timezone.now())
    assert not Stage.objects.get(kind="explore").is_open_at(timezone.now())


def test_the_desk_of_the_association_sets_a_draft_up_and_names_who_runs_it(client):
    forum = ForumFactory(state="draft")
    desk, person = staff("desk", MembershipFactory(member=forum.host).body), UserFactory()
    client.force_login(desk)

    client.post(f"{run_page(forum)}words/en/", {"title": "Night help", "charter": "We listen."})
    client.post(f"{run_page(forum)}people/", {"person": person.email, "role": "facilitator"})

    assert forum.pages.get().title == "Night help"
    assert ForumRole.objects.get(forum=forum).user == person
    assert client.post(f"{run_page(forum)}step/", {"verb": "announce"}).status_code == 403


def test_a_draft_is_not_found_by_those_who_do_not_set_it_up(client):
    forum = ForumFactory(state="draft")

    statuses = []
    for person in (UserFactory(), staff("desk"), facilitator(ForumFactory())):
        client.force_login(person)
        statuses.append(client.get(run_page(forum)).status_code)

    assert statuses == [404, 404, 404]


def test_who_takes_part_does_not_run_the_forum(client):
    forum = ForumFactory()
    client.force_login(seated(forum))

    assert client.get(run_page(forum)).status_code == 403


def test_rules_are_changed_and_hold_at_once(client):
    forum = ForumFactory()
    client.force_login(facilitator(forum))
    form = client.get(f"{run_page(forum)}rules/").context["form"]
    rules = {bound.html_name: bound.value() for bound in form if bound.value() not in (None, False, [])}

    client.post(f"{run_page(forum)}rules/", rules | {"visibility": "closed", "fewest_seats": 4})

    forum.refresh_from_db()
    assert (forum.visibility, forum.fewest_seats) == ("closed", 4)


def test_a_country_that_was_not_offered_is_refused_in_words(client):
    forum = ForumFactory()
    client.force_login(facilitator(forum))

    response = client.post(f"{run_page(forum)}rules/", {"countries": ["9" * 40]})

    assert response.status_code == 422
    assert response.context["form"].errors["countries"] == [
        f"Select a valid choice. {'9' * 40} is not one of the available choices."
    ]


def test_a_charter_may_come_as_a_file_for_those_who_read_the_forum(client):
    forum = ForumFactory(visibility="closed")
    leader = facilitator(forum)
    client.force_login(leader)
    file = SimpleUploadedFile("charter.pdf", b"%PDF-1.7 words")

    client.post(f"{run_page(forum)}words/en/", {"title": "Night help", "charter_file": file})

    address = forum.pages.get().charter_document.url
    statuses = []
    for person in (leader, seated(forum), UserFactory()):
        client.force_login(person)
        statuses.append(client.get(address).status_code)
    assert statuses == [200, 200, 404]


def test_nobody_is_led_where_they_are_refused(client):
    """A desk sees no page of a draft but this one; a coordinator takes no care of the discussion."""
    draft, forum = ForumFactory(state="draft"), ForumFactory()
    client.force_login(staff("desk", MembershipFactory(member=draft.host).body))
    of_desk = client.get(run_page(draft)).content.decode()
    client.force_login(coordinator(forum))
    of_coordinator = [client.get(f"/en/forums/{forum.slug}/{page}").content.decode() for page in ("", "desk/")]

    below = f"/en/forums/{draft.slug}/"
    led = [f'"{below}{page}"' in of_desk for page in ("", "conversations/", "positions/", "sessions/", "seats/")]
    assert led == [False] * 5
    assert [f"/en/forums/{forum.slug}/waiting/" in page for page in of_coordinator] == [False, False]
    assert f"/en/forums/{forum.slug}/seats/" in of_coordinator[0]
