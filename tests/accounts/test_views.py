"""A person's own page and the authorisations, as a browser without scripts sees them."""

import datetime
import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Mandate
from tests.factories.accounts import MandateFactory, UserFactory, officer, staff
from tests.factories.directory import MembershipFactory, OrganisationFactory
from tests.factories.forums import ForumFactory, reply_in, thread_in

pytestmark = pytest.mark.django_db

PROFILE = "/en/account/"
ASK = "/en/account/authorisations/"
WAITING = "/en/account/authorisations/to-verify/"


@pytest.fixture
def mirjana(client):
    """A person who is signed in."""
    user = UserFactory(display_name="Mirjana", ui_language="en")
    client.force_login(user)
    return user


def words(response) -> str:
    """The words of the page's content, in order."""
    page = response.content.decode()
    main = page[page.index("<main") : page.index("</main")]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main))).strip()


@pytest.mark.parametrize("address", [PROFILE, ASK, WAITING])
def test_a_visitor_is_asked_to_sign_in_and_comes_back(client, address):
    response = client.get(address)

    assert (response.status_code, response.url) == (302, f"/en/account/login/?next={address}")


def test_changes_of_ones_own_page_are_kept_and_the_menus_follow(client, mirjana):
    response = client.post(PROFILE, {"display_name": " Мирјана  Поповић ", "ui_language": "sr-latn"})

    mirjana.refresh_from_db()
    assert (mirjana.display_name, mirjana.ui_language) == ("Мирјана Поповић", "sr-latn")
    assert (response.status_code, response.url) == (302, "/sr-latn/account/")
    assert response.cookies["ui_language"].value == "sr-latn"


def test_a_refused_name_is_shown_again_as_it_was_typed(client, mirjana):
    response = client.post(PROFILE, {"display_name": "Mirjanа P.", "ui_language": "en"})

    mirjana.refresh_from_db()
    page = response.content.decode()
    assert (response.status_code, mirjana.display_name) == (422, "Mirjana")
    assert re.findall(r'name="display_name"[^>]* value="([^"]*)"|value="([^"]*)"[^>]* name="display_name"', page) == [
        ("Mirjanа P.", "")
    ]
    assert "Please write each word of the name in one script, Cyrillic or Latin." in words(response)
    assert page.index("data-error-summary") < page.index("<h1")


def test_ones_own_page_names_the_organisations_in_the_readers_script(client, mirjana):
    body = OrganisationFactory(names={"sr-Cyrl": "Центар за социјални рад"})
    MandateFactory(user=mirjana, organisation=body, role="", state="requested")

    page = client.get("/sr-latn/account/").content.decode()

    assert re.findall(r'<span lang="([^"]*)">(Centar[^<]*)</span>', page) == [("sr-Latn", "Centar za socijalni rad")]


def test_a_request_goes_to_those_who_verify_it(client, mirjana):
    body = OrganisationFactory(name="Centre")

    response = client.post(ASK, {"organisation": body.pk, "role": "nurse"})

    mandate = Mandate.objects.get()
    assert (response.status_code, response.url) == (302, PROFILE)
    assert (mandate.user, mandate.organisation, mandate.role, mandate.state) == (mirjana, body, "nurse", "requested")


def test_a_request_without_an_organisation_keeps_what_was_typed(client, mirjana):
    response = client.post(ASK, {"organisation": "", "role": "nurse in the mobile team"})

    assert (response.status_code, Mandate.objects.count()) == (422, 0)
    assert 'value="nurse in the mobile team"' in response.content.decode()


def test_a_request_made_twice_is_one_request(client, mirjana):
    body = OrganisationFactory(name="Centre")
    client.post(ASK, {"organisation": body.pk, "role": "nurse"})

    again = client.post(ASK, {"organisation": body.pk, "role": "nurse"})

    assert (again.status_code, Mandate.objects.count()) == (422, 1)


def test_a_desk_sees_the_requests_of_its_members_and_no_others(client):
    membership = MembershipFactory()
    MandateFactory(organisation=membership.member, user=UserFactory(display_name="Ana"), state="requested")
    MandateFactory(user=UserFactory(display_name="Boris"), state="requested")
    client.force_login(staff("desk", membership.body))

    seen = words(client.get(WAITING))

    assert [name for name in ("Ana", "Boris") if name in seen] == ["Ana"]


@pytest.mark.parametrize(
    ("button", "state"), [({}, "verified"), ({"refuse": "", "reason": "Unknown there."}, "refused")]
)
def test_a_desk_verifies_or_refuses(client, button, state):
    membership = MembershipFactory()
    mandate = MandateFactory(organisation=membership.member, state="requested")
    desk = staff("desk", membership.body)
    client.force_login(desk)

    response = client.post(f"{ASK}{mandate.public_id}/", button)

    mandate.refresh_from_db()
    assert (response.status_code, response.url) == (302, WAITING)
    assert (mandate.state, mandate.verified_by) == (state, desk)


def test_nobody_verifies_their_own_request(client):
    editor = staff("editor")
    mandate = MandateFactory(user=editor, state="requested")
    client.force_login(editor)

    response = client.post(f"{ASK}{mandate.public_id}/")

    mandate.refresh_from_db()
    assert (response.status_code, mandate.state) == (403, "requested")


def test_the_second_of_two_desks_is_told_that_it_is_decided(client):
    mandate = MandateFactory(state="verified")
    client.force_login(staff("editor"))

    response = client.post(f"{ASK}{mandate.public_id}/", {"refuse": "", "reason": "Unknown."}, follow=True)

    mandate.refresh_from_db()
    assert mandate.state == "verified"
    assert "This authorisation has already been decided." in words(response)


def test_a_link_settles_nothing(client):
    mandate = MandateFactory(state="requested")
    client.force_login(staff("editor"))

    response = client.get(f"{ASK}{mandate.public_id}/")

    mandate.refresh_from_db()
    assert (response.status_code, mandate.state) == (405, "requested")


def queries_of(client, address) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.once  # it counts queries
@pytest.mark.parametrize("address", [PROFILE, ASK, WAITING])
def test_one_authorisation_or_forty_cost_the_same_few_queries(client, address):
    membership = MembershipFactory()
    desk = staff("desk", membership.body)
    client.force_login(desk)

    def add(count):
        for _ in range(count):
            OrganisationFactory(name="Another", names={"sr-Cyrl": "Други"})
            MandateFactory(user=desk)
            MandateFactory(organisation=MembershipFactory(body=membership.body).member, state="requested")

    add(1)
    one = queries_of(client, address)
    add(39)
    forty = queries_of(client, address)

    assert one == forty
    assert forty <= 8


def test_whoever_refuses_or_ends_an_authorisation_says_why(client):
    editor = staff("editor")
    asked, held = MandateFactory(state="requested"), MandateFactory()
    client.force_login(editor)

    answers = [
        client.post(f"{ASK}{mandate.public_id}/", {button: "", "reason": reason}).status_code
        for mandate, button in ((asked, "refuse"), (held, "end"))
        for reason in ("", "No longer employed there.")
    ]

    asked.refresh_from_db()
    held.refresh_from_db()
    assert answers == [422, 302, 422, 302]
    assert [(one.state, one.settled_reason) for one in (asked, held)] == [
        ("refused", "No longer employed there."),
        ("revoked", "No longer employed there."),
    ]


def test_an_authorisation_that_ended_gives_nothing_more_and_stays_with_what_was_said_by_it(client):
    person = officer(OrganisationFactory(name="Centre of Pirot"))
    mandate = person.mandates.get()
    post = reply_in(thread_in(ForumFactory()), by=person, on_behalf_of=mandate)
    client.force_login(person)

    client.post(f"{ASK}{mandate.public_id}/", {"end": ""})

    mandate.refresh_from_db()
    assert (mandate.state, mandate.is_valid_on(timezone.localdate())) == ("revoked", False)
    assert "Centre of Pirot" in words(client.get(post.thread.get_absolute_url()))


def test_a_desk_ends_no_authorisation_of_another_association(client):
    mandate = MandateFactory(organisation=MembershipFactory().member)
    client.force_login(staff("desk"))

    response = client.post(f"{ASK}{mandate.public_id}/", {"end": "", "reason": "Not ours."})

    mandate.refresh_from_db()
    assert (response.status_code, mandate.state) == (403, "verified")


def test_a_membership_that_is_over_or_has_not_begun_gives_the_desk_nothing():
    today, day = timezone.localdate(), datetime.timedelta(days=1)

    may = []
    for since, until in ((None, today - day), (today + day, None), (None, today), (today, None)):
        membership = MembershipFactory(since=since, until=until)
        mandate = MandateFactory(organisation=membership.member, state="requested")
        may.append(staff("desk", membership.body).has_perm("accounts.settle_mandate", mandate))

    assert may == [False, False, True, True]
