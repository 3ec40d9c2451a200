"""Where a point comes from: what may be picked, and how it is taken back."""

import pytest

from forums.models import Position
from recommendations import drafting
from recommendations.errors import DraftingClosed
from recommendations.models import Recommendation, Source
from recommendations.sources import find_sources, unlink_source
from recommendations.workflow import undisposed_positions
from tests.factories import recommendations as made
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return made.forum_with_group()


def test_a_position_taken_back_waits_again_for_what_becomes_of_it(place):
    document = made.draft_of(place)
    point = made.point_from(place, document)
    before = undisposed_positions(document)

    unlink_source(point.clause.sources.get(), by=None)

    assert (before, undisposed_positions(document)) == ([], [Position.objects.get()])
    assert Source.objects.exists() is False


def test_a_source_is_taken_back_on_a_page_that_asks_once_more(place, client):
    document = made.draft_of(place)
    point = drafting.draft_clause(document.versions.get(), by=None, text="Night help.")
    source = drafting.link_source(point.clause, by=None, expertise="Meeting of May")
    here = f"/en/recommendations/{document.reference}/points/{point.clause.public_id}/sources/"
    client.force_login(place.rapporteurs[0])

    listed = client.get(here).content.decode()
    asked = client.get(f"{here}{source.pk}/").content.decode()
    kept = Source.objects.count()
    done = client.post(f"{here}{source.pk}/")

    assert (f'href="{here}{source.pk}/"' in listed, "Meeting of May" in asked, kept) == (True, True, 1)
    assert (done.url, Source.objects.count()) == (here, 0)
    assert client.post(f"{here}{source.pk}/").status_code == 404


def test_nobody_takes_back_a_source_of_a_text_that_left_drafting_or_of_others(place, client):
    document = made.draft_of(place)
    source = made.point_from(place, document).clause.sources.get()
    here = f"/en/recommendations/{document.reference}/points/{source.clause.public_id}/sources/{source.pk}/"
    client.force_login(UserFactory())
    as_stranger = client.post(here).status_code
    Recommendation.objects.update(state="agreed")
    client.force_login(place.rapporteurs[0])

    later = client.post(here).status_code

    assert (as_stranger, later, Source.objects.count()) == (404, 403, 1)
    with pytest.raises(DraftingClosed):
        unlink_source(source, by=None)


@pytest.mark.parametrize(("state", "found"), [("accepted", 1), ("proposed", 1), ("hidden", 0), ("pending", 0)])
def test_only_positions_on_the_table_are_offered(place, state, found):
    document = made.draft_of(place)
    made.position_from(made.post_in(place.forum, place.cycle), text="Pay the travel")
    Position.objects.update(state=state)

    kinds = find_sources(document, place.rapporteurs[0], "travel")

    assert sum(len(kind.things) for kind in kinds if kind.things[0].kind == "position") == found


def test_a_hidden_position_is_no_text_on_the_page_of_a_point_and_stops_no_delivery(place, client):
    document = made.draft_of(place)
    point = made.point_from(place, document)
    Recommendation.objects.update(state="consultation")
    document.dispositions.all().delete()
    Position.objects.update(state="hidden", text="Somebody was insulted here")

    page = client.get(f"/en/recommendations/{document.reference}/points/{point.clause.public_id}/").content.decode()

    assert ("insulted" in page, "position, not public" in page, undisposed_positions(document)) == (False, True, [])
