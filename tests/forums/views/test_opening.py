import datetime

import pytest
from django.utils import timezone

from forums.models import Forum
from tests.factories.accounts import UserFactory, staff
from tests.factories.directory import MembershipFactory, OrganisationFactory
from tests.factories.forums import ForumFactory

pytestmark = pytest.mark.django_db


def answers(host, person, **changed) -> dict:
    first = timezone.localtime() + datetime.timedelta(days=30)
    return {
        "title": "Who comes at night?",
        "plan": "series-3",
        "host": host.pk,
        "first_session": first.strftime("%Y-%m-%dT18:00"),
        "place": "Town hall",
        "facilitator": person.email,
    } | changed


def defaults(client) -> dict:
    """What the page fills in behind "Rules" by itself."""
    form = client.get("/en/forums/new/").context["form"]
    rest = {bound.html_name: bound.value() for bound in form.rules}
    return {name: value for name, value in rest.items() if value not in (None, "", False, [])}


def test_a_desk_opens_a_forum_with_five_answers_and_reads_what_it_still_needs(client):
    membership = MembershipFactory()
    person = UserFactory()
    client.force_login(staff("desk", membership.body))

    response = client.post("/en/forums/new/", answers(membership.member, person) | defaults(client), follow=True)

    forum = Forum.objects.get()
    assert (forum.state, forum.host, forum.roles.get().user) == ("draft", membership.member, person)
    assert response.redirect_chain == [(f"/en/forums/{forum.slug}/run/", 302)]
    assert "Everything is there. The facilitator or the coordinator does it." in response.content.decode()


def test_a_desk_opens_forums_for_its_own_association_alone(client):
    client.force_login(staff("desk"))

    response = client.post("/en/forums/new/", answers(OrganisationFactory(), UserFactory()) | defaults(client))

    assert response.status_code == 422
    assert not Forum.objects.exists()


def test_what_was_answered_is_kept_when_something_is_wrong(client):
    client.force_login(staff("editor"))
    wrong = answers(OrganisationFactory(), UserFactory(), facilitator="nobody@example.org")

    response = client.post("/en/forums/new/", wrong | defaults(client))

    page = response.content.decode()
    assert response.status_code == 422
    assert "Nobody with this address has an account." in page
    assert 'value="Who comes at night?"' in page


def test_a_citizen_opens_no_forum(client):
    client.force_login(UserFactory())

    response = client.get("/en/forums/new/")

    assert response.status_code == 403
    assert "Association desks and editors open forums." in response.content.decode()


def test_the_list_of_forums_leads_who_may_open_one_there_and_to_their_drafts(client):
    forum = ForumFactory(state="draft")
    elsewhere = ForumFactory(state="draft")
    desk = staff("desk", MembershipFactory(member=forum.host).body)

    pages = []
    for person in (desk, UserFactory()):
        client.force_login(person)
        pages.append(client.get("/en/forums/").content.decode())

    assert ["/en/forums/new/" in page for page in pages] == [True, False]
    assert [f"/en/forums/{forum.slug}/run/" in page for page in pages] == [True, False]
    assert f"/en/forums/{elsewhere.slug}/run/" not in pages[0]
