"""News from a table: tried first, every bad row named, all of it or nothing."""

import copy
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from recommendations.models import Commitment, CommitmentUpdate
from tests.factories import recommendations as made

pytestmark = pytest.mark.django_db
HEADINGS = "commitment,state,text,language,next_update_on,suspended_until,evidence_address\n"
ADDRESS = "/en/recommendations/news/"


@pytest.fixture(scope="module")
def kept(kept_rows):
    """The place, and two commitments of the municipality."""
    place = made.forum_with_group()
    document = made.draft_of(place)
    point = made.point_from(place, document)
    response = made.answered(place, made.delivered(place, document), point.clause)
    return place, [made.committed(place, response), made.committed(place, response)]


@pytest.fixture
def own(kept):
    """Objects that a test may change."""
    return copy.deepcopy(kept)


@pytest.fixture
def place(own):
    return own[0]


@pytest.fixture
def commitments(own) -> list[Commitment]:
    return own[1]


def table(*rows: str, headings: str = HEADINGS) -> SimpleUploadedFile:
    return SimpleUploadedFile("news.csv", (headings + "\n".join(rows)).encode("utf-8-sig"))


def test_a_table_is_tried_before_it_is_taken_over(place, commitments, client):
    first, second = commitments
    rows = (f'{first.public_id},in_progress,"Почело је, коначно.",sr-Cyrl,1.12.2027,,', f"{second.public_id},,,,,,")
    client.force_login(place.host_officer)

    tried = client.post(ADDRESS, {"table": table(*rows)})
    after_trying = CommitmentUpdate.objects.count()
    taken = client.post(ADDRESS, {"content": tried.context["content"], "confirm": "1"})

    assert (tried.status_code, after_trying, taken.status_code) == (200, 0, 302)
    assert list(CommitmentUpdate.objects.values_list("commitment", "state", "text", "language")) == [
        (first.pk, "in_progress", "Почело је, коначно.", "sr-Cyrl"),
        (second.pk, "planned", "", "en"),
    ]
    first.refresh_from_db()
    assert first.next_update_on == date(2027, 12, 1)


def test_every_bad_row_is_named_and_nothing_is_taken_over(place, commitments, client):
    first, second = commitments
    rows = (
        f"{first.public_id},in_progress,Good,en,,,",
        "nowhere000,,,,,,",
        f"{second.public_id},verified,,,,,",
        f"{second.public_id},finished,,,,,",
        f"{second.public_id},,,,31. maj,,",
        f"{second.public_id},suspended,Why,,,,",
        f"{second.public_id},,,,,,javascript:alert(1)",
    )
    client.force_login(place.host_officer)

    for extra in ({}, {"confirm": "1"}):
        answer = client.post(ADDRESS, {"table": table(*rows), **extra})

        assert (answer.status_code, CommitmentUpdate.objects.count()) == (422, 0)
        assert [fault.line for fault in answer.context["faults"]] == [3, 4, 5, 6, 7, 8]
        assert "“31. maj” is not a day" in answer.content.decode()


def test_nobody_reports_for_another_body(place, commitments, client):
    from tests.factories.accounts import officer

    client.force_login(officer())

    answer = client.post(ADDRESS, {"table": table(f"{commitments[0].public_id},in_progress,,,,,"), "confirm": "1"})

    assert (answer.status_code, CommitmentUpdate.objects.count()) == (422, 0)
    client.force_login(place.facilitator)
    assert client.get(ADDRESS).status_code == 403


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe\x00", "Save the table as"),
        (b"state,text\nplanned,a\n", "The column “commitment” is missing."),
        (b"commitment,colour\nx,red\n", "There is no column “colour”."),
        (HEADINGS.encode(), "There is no row below the headings."),
    ],
)
def test_what_is_no_such_table_is_said_in_plain_words(place, commitments, client, content, words):
    client.force_login(place.host_officer)

    answer = client.post(ADDRESS, {"table": SimpleUploadedFile("a.csv", content)})

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_the_table_to_fill_in_can_be_sent_back(place, commitments, client):
    client.force_login(place.host_officer)
    empty = client.get("/en/recommendations/news/commitments.csv").content

    answer = client.post(ADDRESS, {"table": SimpleUploadedFile("a.csv", empty)})

    assert [row.commitment for row in answer.context["rows"]] == commitments
