"""Whom a document asks: named on the portal's own pages by those who run it, and settled once it has been sent."""

import pytest

from accounts.models import AuditEntry
from directory.models import Name, Organisation
from recommendations import addressing, documents, drafting
from recommendations.errors import AddresseeRefused
from tests.factories import recommendations as made
from tests.factories.directory import OrganisationFactory
from tests.factories.recommendations import BEGIN

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return made.forum_with_group()


@pytest.fixture
def document(place):
    return made.draft_of(place)


@pytest.fixture
def ministry():
    body = OrganisationFactory(name="Ministry of Social Affairs")
    Name.objects.create(organisation=body, language="sr-Cyrl", text="Министарство социјалних питања")
    return body


@pytest.fixture
def rapporteur(place, client):
    client.force_login(place.rapporteurs[0])
    return client


def address(document, tail: str = "") -> str:
    return f"/en/recommendations/{document.reference}/addressees/{tail}"


def asked(document) -> set[Organisation]:
    return set(document.addressees.all())


def asked_by_points(document) -> list[Organisation | None]:
    return [entry.addressee for entry in documents.latest_version(document).clauses.select_related("addressee")]


@pytest.mark.parametrize("words", ["social min", "министарство"])
def test_a_body_is_found_by_parts_of_its_name_in_any_of_its_languages_and_named(
    place, document, ministry, rapporteur, words
):
    found = rapporteur.get(address(document), {"q": words}).context["found"]

    rapporteur.post(address(document), {"organisation": ministry.public_id})

    assert found == [ministry]
    assert asked(document) == {place.municipality, ministry}
    assert rapporteur.get(address(document), {"q": words}).context["found"] == []


def test_a_point_asks_it_and_may_ask_nobody_again(place, document, rapporteur):
    entry = drafting.draft_clause(documents.latest_version(document), by=None, text="A phone.")
    tail = f"/en/recommendations/{document.reference}/write/{entry.clause.public_id}/"
    fields = {"text": "A phone.", "base": "A phone.", "kind": "measure", "level": "municipal"}

    rapporteur.post(tail, fields | {"addressee": place.municipality.pk})
    named = asked_by_points(document)
    rapporteur.post(tail, fields | {"addressee": ""})

    assert (named, asked_by_points(document)) == ([place.municipality], [None])


def test_with_another_in_its_place_the_points_ask_that_one(place, document, ministry, rapporteur):
    made.point_from(place, document)

    rapporteur.post(address(document, f"{place.municipality.public_id}/"), {"organisation": ministry.public_id})

    assert (asked(document), asked_by_points(document)) == ({ministry}, [ministry])


def test_taking_one_off_says_first_which_points_will_ask_nobody(place, document, rapporteur):
    made.point_from(place, document)
    tail = address(document, f"{place.municipality.public_id}/")

    page = rapporteur.get(tail)
    before = asked(document)
    rapporteur.post(tail)

    assert ("1 point asks it" in page.content.decode(), before) == (True, {place.municipality})
    assert (asked(document), asked_by_points(document)) == (set(), [None])
    verbs = AuditEntry.objects.filter(subject_id=document.public_id, verb="remove_addressee")
    assert [entry.details for entry in verbs] == [{"addressee": place.municipality.public_id}]


def test_a_fixed_text_keeps_whom_its_points_ask(place, document, ministry):
    made.point_from(place, document)
    made.decided(place, document)

    addressing.add_addressee(document, by=None, organisation=ministry)
    with pytest.raises(AddresseeRefused, match="these points ask it: 1"):
        addressing.remove_addressee(document, by=None, organisation=place.municipality)

    addressing.remove_addressee(document, by=None, organisation=ministry)
    assert (asked(document), asked_by_points(document)) == ({place.municipality}, [place.municipality])


def test_once_it_has_been_sent_nobody_changes_whom_it_asks_and_the_page_says_why(place, document, ministry, rapporteur):
    made.point_from(place, document)
    made.delivered(place, document)

    answers = [
        rapporteur.get(address(document)),
        rapporteur.post(address(document), {"organisation": ministry.public_id}),
        rapporteur.post(address(document, f"{place.municipality.public_id}/")),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert "The document has been sent: whom it asks stays as it was sent." in answers[0].content.decode()
    for act in (addressing.add_addressee, addressing.remove_addressee):
        with pytest.raises(AddresseeRefused, match="has been sent"):
            act(document, by=None, organisation=ministry)
    assert asked(document) == {place.municipality}


def test_the_version_that_people_comment_on_is_not_touched_by_a_change_of_whom_it_asks(place, document, ministry):
    made.point_from(place, document)
    made.consulted(place, document)
    fixed = documents.latest_version(document)

    addressing.remove_addressee(document, by=None, organisation=place.municipality, instead=ministry, at=BEGIN)

    assert documents.hash_of(fixed) == fixed.sha256
    assert (documents.latest_version(document).number, asked_by_points(document)) == (fixed.number + 1, [ministry])
