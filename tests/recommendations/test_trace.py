"""The chain, both ways, and what it never shows."""

import json

import pytest
from django.contrib.auth.models import AnonymousUser

from recommendations import drafting
from recommendations.trace import trace_json, trace_of
from tests.factories import recommendations as made

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


@pytest.fixture
def place():
    return made.forum_with_group()


@pytest.fixture
def chain(place):
    """The ids of one chain, station by station."""
    recommendation = made.draft_of(place)
    entry = made.point_from(place, recommendation)
    position = entry.clause.sources.get().position
    response = made.answered(place, made.delivered(place, recommendation), entry.clause)
    commitment = made.committed(place, response)
    return {
        "post": position.sources.get().post.public_id,
        "position": position.public_id,
        "clause": entry.clause.public_id,
        "response": response.public_id,
        "commitment": commitment.public_id,
    }


@pytest.mark.parametrize("kind", ["post", "position", "clause", "response", "commitment"])
def test_the_whole_chain_is_found_from_each_of_its_stations(chain, kind):
    trace = trace_of(kind, chain[kind], VISITOR)

    found = {key: [link.public_id for link in links] for key, _label, links in trace.columns}
    assert found == {key: [public_id] for key, public_id in chain.items()} | {"evidence": []}
    assert (trace.start.kind, trace.start.public_id) == (kind, chain[kind])


def test_a_tables_own_contribution_shows_only_that_it_was_made(place):
    recommendation = made.draft_of(place)
    secret = made.post_in(place.forum, place.cycle, body="Marker of a secret.", table=place.tables[1])
    position = made.position_from(secret)
    entry = drafting.draft_clause_from_position(recommendation, by=None, position=position, text="Pay it.")
    made.consulted(place, recommendation)

    trace = trace_of("clause", entry.clause.public_id, VISITOR)

    (link,) = trace.posts
    assert (str(link.words), link.text, link.by, link.url, link.public_id) == (
        "a contribution at table 2, not public",
        "",
        "",
        "",
        "",
    )
    assert "Marker" not in json.dumps(trace_json(trace))
    assert trace_of("post", secret.public_id, VISITOR) is None
    own = trace_of("clause", entry.clause.public_id, place.rapporteurs[1])
    assert own.posts[0].text == "Marker of a secret."


def test_a_draft_is_in_nobody_elses_chain(place):
    recommendation = made.draft_of(place)
    entry = made.point_from(place, recommendation)
    position = entry.clause.sources.get().position

    assert trace_of("clause", entry.clause.public_id, VISITOR) is None
    assert list(trace_of("position", position.public_id, VISITOR).clauses) == []


def test_the_address_answers_as_page_and_as_data(client, chain):
    page = client.get(f"/en/trace/post/{chain['post']}/")
    data = client.get(f"/en/trace/post/{chain['post']}/?format=json").json()

    assert page.status_code == 200
    assert {station["key"]: [item["id"] for item in station["items"]] for station in data["stations"]} == {
        key: [public_id] for key, public_id in chain.items()
    } | {"evidence": []}


@pytest.mark.parametrize("address", ["post/0000000000", "nothing/0000000000"])
def test_an_unknown_thing_has_no_trace(client, address):
    assert client.get(f"/en/trace/{address}/").status_code == 404


def test_an_unknown_format_is_named(client, chain):
    assert client.get(f"/en/trace/post/{chain['post']}/?format=xml").status_code == 400


def test_a_longer_chain_asks_no_more_questions(place, client, django_assert_max_num_queries):
    recommendation = made.draft_of(place)
    entry = made.point_from(place, recommendation)
    for number in range(2, 42):
        position = made.position_from(made.post_in(place.forum, place.cycle, body=f"Post {number}"), number=number)
        drafting.link_source(entry.clause, by=None, position=position)
    made.consulted(place, recommendation)
    address = f"/en/trace/clause/{entry.clause.public_id}/"
    client.get(address)

    with django_assert_max_num_queries(16):
        page = client.get(address)

    assert page.content.count(b'class="row kind-post"') == 41
