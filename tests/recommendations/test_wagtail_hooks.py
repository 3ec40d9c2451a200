"""The editors' screens of documents and groups: what they list, and what nobody does there."""

import pytest

from recommendations.models import Recommendation
from tests.factories import recommendations as made
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["recommendation", "workinggroup"])
def test_nobody_adds_or_deletes_on_the_editors_screens(client, kind):
    recommendation = made.draft_of(made.forum_with_group())
    thing = {"recommendation": recommendation, "workinggroup": recommendation.group}[kind]
    client.force_login(UserFactory(is_superuser=True))

    for tail in ("new/", f"delete/{thing.pk}/"):
        client.post(f"/cms/{kind}/{tail}", {"slug": "x", "level": "regional"})

    assert [type(thing).objects.count(), Recommendation.objects.count()] == [1, 1]
    assert client.get(f"/cms/{kind}/new/").status_code == 302
    assert client.get(f"/cms/{kind}/delete/{thing.pk}/").status_code == 302


def test_a_draft_is_not_on_the_list_of_those_who_may_not_read_it(client):
    place = made.forum_with_group()
    draft, shown = made.draft_of(place), made.draft_of(place, title="Open")
    made.point_from(place, shown)
    made.consulted(place, shown)
    client.force_login(UserFactory(is_superuser=True))

    listed = client.get("/cms/recommendation/").content.decode()

    assert (shown.reference in listed, draft.reference in listed) == (True, False)
