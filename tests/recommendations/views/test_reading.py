"""What readers see, and how much it costs."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recommendations import followup
from recommendations.errors import SourceRefused
from recommendations.models import Disposition, Recommendation
from recommendations.panels import of_forum
from tests.factories import recommendations as made

pytestmark = pytest.mark.django_db
#: A document shows its points with sources, answers, commitments and lines; each of these is one question.
DETAIL_CEILING = 8


@pytest.fixture
def place():
    return made.forum_with_group()


def queries_of(client, address: str) -> int:
    """The questions a second visit asks, when copies kept in the process are there and young enough."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return sum("taxonomies_vocabularyversion" not in one["sql"] for one in asked)


@pytest.mark.once  # it counts queries
def test_the_list_costs_the_same_with_one_row_and_with_twenty(place, client):
    made.consulted(place, with_point(place, 1))
    one = queries_of(client, "/en/recommendations/")
    for number in range(2, 22):
        made.consulted(place, with_point(place, number))

    assert (one <= 10, queries_of(client, "/en/recommendations/")) == (True, one)


def with_point(place, number: int):
    recommendation = made.draft_of(place, title=f"Document {number}")
    made.point_from(place, recommendation, number=number)
    return recommendation


@pytest.mark.once  # it counts queries
@pytest.mark.parametrize("count", [1, 40])
def test_a_document_costs_the_same_whatever_its_length(place, client, count):
    recommendation = made.draft_of(place)
    entries = [made.point_from(place, recommendation, number=number) for number in range(1, count + 1)]
    delivery = made.delivered(place, recommendation)
    for entry in entries:
        made.committed(place, made.answered(place, delivery, entry.clause))

    assert queries_of(client, f"/en/recommendations/{recommendation.reference}/") <= DETAIL_CEILING


def test_drafts_are_for_their_group_alone(place, client):
    recommendation = with_point(place, 1)
    address = f"/en/recommendations/{recommendation.reference}/"

    as_visitor = client.get(address).status_code
    client.force_login(place.rapporteurs[0])

    assert (as_visitor, client.get(address).status_code) == (404, 200)
    assert b"Document 1" in client.get("/en/recommendations/").content


def test_the_list_is_filtered_by_plain_state_and_names_an_unknown_one(place, client):
    made.consulted(place, with_point(place, 1))
    made.delivered(place, with_point(place, 2))

    page = client.get("/en/recommendations/?state=sent").content.decode()

    assert ("Document 1" in page, "Document 2" in page) == (False, True)
    assert client.get("/en/recommendations/?state=nonsense").status_code == 400


def test_each_point_has_its_anchor_its_answer_and_its_own_page(place, client):
    recommendation = made.draft_of(place)
    entry = made.point_from(place, recommendation)
    response = made.answered(place, made.delivered(place, recommendation), entry.clause)
    commitment = made.committed(place, response)
    followup.update_commitment(commitment, by=None, state="in_progress", language="en", text="We began.")

    page = client.get(f"/en/recommendations/{recommendation.reference}/").content.decode()
    point = client.get(f"/en/recommendations/{recommendation.reference}/points/{entry.clause.public_id}/")

    assert f'id="{entry.clause.public_id}"' in page
    assert "It will be in the next budget." in page
    assert "We began." in point.content.decode()


@pytest.mark.parametrize("tail", ["", "v/1/", "history/", "compare/1/1/"])
def test_every_reading_page_opens_for_visitors(place, client, tail):
    recommendation = made.draft_of(place)
    made.point_from(place, recommendation)
    made.delivered(place, recommendation)

    assert client.get(f"/en/recommendations/{recommendation.reference}/{tail}").status_code == 200


@pytest.mark.parametrize("address", ["recommendations/roadmap/", "groups/", "groups/care-drafting/"])
def test_roadmap_and_groups_open_for_visitors(place, client, address):
    recommendation = made.draft_of(place)
    entry = made.point_from(place, recommendation)
    made.committed(place, made.answered(place, made.delivered(place, recommendation), entry.clause))

    assert client.get(f"/en/{address}").status_code == 200


def test_a_serbian_point_is_read_in_latin_where_the_reader_chose_it(place, client):
    recommendation = made.draft_of(place, authentic_language="sr-Cyrl", title="Нега у кући")
    made.point_from(place, recommendation)
    made.consulted(place, recommendation)

    page = client.get(f"/sr-latn/recommendations/{recommendation.reference}/").content.decode()

    assert '<h1 lang="sr-Latn">Nega u kući</h1>' in page


def test_a_closed_forums_position_is_not_read_in_the_history_of_another_groups_document(place, client):
    group, _secretariat, _people = made.group_of_associations()
    document = made.drafting.create_recommendation(
        group, by=None, kind="recommendations", level="regional", authentic_language="en", title="Together"
    )
    closed = made.forum_with_group("closed", visibility="closed")
    position = made.position_from(made.post_in(closed.forum, closed.cycle), text="Said behind closed doors")
    Disposition.objects.create(recommendation=document, position=position, kind="merged")
    Recommendation.objects.update(state="consultation")

    page = client.get(f"/en/recommendations/{document.reference}/history/").content.decode()

    assert ("Said behind closed doors" in page, "A position, not public" in page) == (False, True)


def test_a_closed_forums_position_cannot_be_named_outside_it(place):
    group, _secretariat, _people = made.group_of_associations()
    document = made.drafting.create_recommendation(
        group, by=None, kind="recommendations", level="regional", authentic_language="en", title="Together"
    )
    closed = made.forum_with_group("closed", visibility="closed")
    position = made.position_from(made.post_in(closed.forum, closed.cycle))

    with pytest.raises(SourceRefused, match="closed forum"):
        made.drafting.dispose(position, recommendation=document, by=None, kind="deferred", reason="Later.")


def test_the_panel_of_a_forum_costs_one_question(place, django_assert_num_queries):
    made.consulted(place, with_point(place, 1))

    with django_assert_num_queries(1):
        panel = of_forum(place.forum, AnonymousUser())

    assert [card.title for card in panel.cards] == ["Document 1"]
