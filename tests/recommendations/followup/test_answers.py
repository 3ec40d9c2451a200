"""One answer for all points, letters, and the addressee's own word, which no letter replaces."""

import copy
import io
from datetime import timedelta

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from recommendations import followup
from recommendations.errors import MoveRefused, ResponseRefused
from recommendations.models import OfficialResponse
from tests.factories import recommendations as made
from tests.factories.recommendations import BEGIN

pytestmark = pytest.mark.django_db
LATER = BEGIN + timedelta(days=60)
NO = {"answer": "rejected", "reason": "No money this year.", "language": "en"}
LETTER = {"letter_number": "12/3", "answered_on": LATER.date()}
SCAN = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture(scope="module")
def kept(kept_rows):
    """The place, and three points sent to the municipality."""
    place = made.forum_with_group()
    document = made.draft_of(place)
    for number in (1, 2, 3):
        made.point_from(place, document, number=number)
    return place, made.delivered(place, document)


@pytest.fixture
def own(kept):
    """Objects that a test may change."""
    return copy.deepcopy(kept)


@pytest.fixture
def place(own):
    return own[0]


@pytest.fixture
def delivery(own):
    return own[1]


def given(delivery) -> dict[int, tuple[str, bool]]:
    """Each answered point by its number: the answer, and whether it came by letter."""
    numbers = dict(delivery.version.clauses.values_list("clause", "ordinal"))
    rows = delivery.responses.values_list("clause", "answer", "is_from_letter")
    return {numbers[clause]: (answer, by_letter) for clause, answer, by_letter in rows}


def test_one_answer_goes_to_every_open_point_but_the_excepted_ones(place, delivery):
    first, second, _third = [entry.clause for entry in delivery.version.clauses.all()]
    made.answered(place, delivery, first)

    followup.respond_to_all(
        delivery, by=place.host_officer, mandate=place.host_officer.mandates.get(), except_for=[second], at=LATER, **NO
    )

    delivery.recommendation.refresh_from_db()
    assert given(delivery) == {1: ("accepted", False), 3: ("rejected", False)}
    assert delivery.recommendation.state == "delivered"


def test_the_document_is_answered_when_one_answer_was_for_all(place, delivery):
    followup.respond_to_all(delivery, by=place.coordinator, at=LATER, **NO, **LETTER)

    delivery.recommendation.refresh_from_db()
    assert (len(given(delivery)), delivery.recommendation.state) == (3, "answered")
    with pytest.raises(ResponseRefused, match="no point left"):
        followup.respond_to_all(delivery, by=place.coordinator, at=LATER, **NO, **LETTER)


def test_a_letter_is_told_that_the_addressee_has_answered_itself(place, delivery):
    clause = delivery.version.clauses.first().clause
    made.answered(place, delivery, clause)

    with pytest.raises(ResponseRefused, match="The addressee has answered this point itself"):
        followup.respond(delivery, by=place.coordinator, clause=clause, at=LATER, **NO, **LETTER)


def test_the_letter_stays_with_the_answer_that_the_addressee_corrects(place, delivery, client):
    clause = delivery.version.clauses.first().clause
    address = f"/en/recommendations/{delivery.recommendation.reference}/answer/{delivery.public_id}/{clause.public_id}/"
    scan = SimpleUploadedFile("Letter 12-3.pdf", SCAN, content_type="application/pdf")
    client.force_login(place.coordinator)
    sent = client.post(address, {**NO, **LETTER, "letter": scan})
    entered = OfficialResponse.objects.get()
    letter = entered.letter

    made.answered(place, delivery, clause)

    entered.refresh_from_db()
    assert sent.status_code == 302
    assert (entered.answer, entered.is_from_letter, entered.letter) == ("accepted", False, letter)
    client.logout()
    assert b"".join(client.get(letter.url).streaming_content) == SCAN


def test_a_file_that_is_none_is_refused_with_everything_typed_kept(place, delivery, client):
    clause = delivery.version.clauses.first().clause
    address = f"/en/recommendations/{delivery.recommendation.reference}/answer/{delivery.public_id}/{clause.public_id}/"
    client.force_login(place.coordinator)

    answer = client.post(address, {**NO, **LETTER, "letter": SimpleUploadedFile("a.pdf", b"<script>")})

    assert (answer.status_code, OfficialResponse.objects.count()) == (422, 0)
    assert "No money this year." in answer.content.decode()


def test_all_points_are_answered_on_one_page_with_exceptions(place, delivery, client):
    address = f"/en/recommendations/{delivery.recommendation.reference}/answer/{delivery.public_id}/all/"
    second = delivery.version.clauses.all()[1].clause.public_id
    client.force_login(place.host_officer)
    page = client.get(address).content.decode()

    sent = client.post(address, {**NO, "except_for": [second]})

    assert ("3 points have no answer yet." in page, sent.status_code) == (True, 302)
    assert given(delivery) == {1: ("rejected", False), 3: ("rejected", False)}


def test_the_answer_is_due_after_the_sending(place):
    document = made.draft_of(place)
    made.point_from(place, document, number=4)
    made.signed(place, document)
    sent_on = (BEGIN + timedelta(days=30)).date()

    with pytest.raises(MoveRefused, match="due after the day"):
        followup.deliver(document, by=None, addressee=place.municipality, delivered_on=sent_on, due_on=sent_on)


def test_only_what_is_not_the_addressees_to_decide_is_forwarded(place, delivery, client):
    clause = delivery.version.clauses.first().clause
    address = f"/en/recommendations/{delivery.recommendation.reference}/answer/{delivery.public_id}/{clause.public_id}/"
    client.force_login(place.host_officer)
    words = {**NO, "forwarded_to": "Ministry of Labour"}

    answers = [
        client.post(address, {**words, "answer": answer}).status_code for answer in ("rejected", "not_competent")
    ]

    point = f"/en/recommendations/{delivery.recommendation.reference}/points/{clause.public_id}/"
    assert answers == [422, 302]
    assert "Ministry of Labour" in client.get(point).content.decode()


def test_a_word_processors_file_is_kept_as_it_came(place, delivery, client):
    clause = delivery.version.clauses.first().clause
    address = f"/en/recommendations/{delivery.recommendation.reference}/answer/{delivery.public_id}/{clause.public_id}/"
    package = io.BytesIO()
    docx.Document().save(package)
    client.force_login(place.coordinator)

    client.post(address, {**NO, **LETTER, "letter": SimpleUploadedFile("Одговор 12-3.docx", package.getvalue())})

    letter = OfficialResponse.objects.get().letter
    answer = client.get(letter.url)
    assert b"".join(answer.streaming_content) == package.getvalue()
    assert answer["Content-Disposition"].startswith("attachment")
