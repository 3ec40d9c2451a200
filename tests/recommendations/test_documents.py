"""The hash of a version and what it holds fast."""

import hashlib
import json

import pytest

from recommendations import amending, documents, drafting
from recommendations.errors import DraftingClosed
from tests.factories import recommendations as made
from tests.factories.recommendations import BEGIN

pytestmark = pytest.mark.django_db


def test_the_hash_is_of_the_sorted_json_of_the_authentic_text():
    place = made.forum_with_group()
    recommendation = made.draft_of(place, title="Nega kod ku\u0301će")
    entry = drafting.draft_clause(
        documents.latest_version(recommendation), by=None, text="One.\r\nTwo.", addressee=place.municipality
    )

    version = documents.freeze(entry.version, at=BEGIN)

    expected = {
        "clauses": [
            {
                "addressee": place.municipality.public_id,
                "id": entry.clause.public_id,
                "kind": "measure",
                "level": "municipal",
                "text": "One.\nTwo.",
            }
        ],
        "number": 1,
        "title": "Nega kod k\u00faće",
    }
    text = json.dumps(expected, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert version.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_a_translation_has_a_hash_of_its_own_and_leaves_the_frozen_one_alone():
    place = made.forum_with_group()
    entry = made.point_from(place, made.draft_of(place))
    version = documents.freeze(entry.version, at=BEGIN)
    before = version.sha256

    translation = documents.translate(
        version, language="mk", title="Нега", clauses={entry.clause.public_id: "Општината плаќа."}
    )

    version.refresh_from_db()
    assert (version.sha256, documents.hash_of(version)) == (before, before)
    assert translation.sha256 == documents.hash_of(version, "mk") != before


def test_a_frozen_version_takes_no_more_points():
    place = made.forum_with_group()
    version = documents.freeze(made.point_from(place, made.draft_of(place)).version, at=BEGIN)

    with pytest.raises(DraftingClosed, match="This version is fixed"):
        drafting.draft_clause(version, by=None, text="One more.")


def test_a_point_without_the_authentic_text_cannot_be_frozen():
    place = made.forum_with_group()
    version = documents.latest_version(made.draft_of(place))
    drafting.draft_clause(version, by=None, text="Само на македонски.", language="mk")

    with pytest.raises(DraftingClosed, match="Point 1 has no text"):
        documents.freeze(version)


def test_an_accepted_change_goes_into_the_next_version_and_keeps_every_anchor():
    place = made.forum_with_group()
    recommendation = made.draft_of(place)
    entry = made.point_from(place, recommendation)
    made.consulted(place, recommendation)
    entry.version.refresh_from_db()
    frozen = entry.version.sha256
    amendment = amending.propose_amendment(
        entry, by=None, kind="replace", text="It pays the travel every month.", justification="Otherwise never."
    )

    amending.settle_amendment(amendment, by=None, state="accepted")

    draft = documents.latest_version(recommendation)
    entry.version.refresh_from_db()
    assert (draft.number, draft.frozen_at) == (2, None)
    assert [one.clause for one in draft.clauses.all()] == [entry.clause]
    assert draft.clauses.get().texts.get(language="en").text == "It pays the travel every month."
    assert (entry.version.sha256, documents.hash_of(entry.version)) == (frozen, frozen)
