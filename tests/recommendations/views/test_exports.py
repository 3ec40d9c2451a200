"""Taking a document along: who gets which file, in which language, and that it is made once."""

import io

import docx
import pypdf
import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from recommendations import documents, drafting
from recommendations.exports.keeping import QUICK
from recommendations.exports.preparing import make_wanted
from tests.factories import recommendations as made
from tests.factories.recommendations import BEGIN

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # files typeset from rows


@pytest.fixture
def place():
    return made.forum_with_group()


@pytest.fixture
def document(place):
    document = made.draft_of(place, title="Помоћ у кући", authentic_language="sr-Cyrl")
    drafting.draft_clause(document.versions.get(), by=None, text="Ноћни телефон.", kind="preamble", at=BEGIN)
    return made.consulted(place, document)


def address_of(document, tail: str, language: str = "en") -> str:
    return f"/{language}/recommendations/{document.reference}/{tail}"


def taken(client, address: str) -> bytes:
    """The file, asked for, made by the worker, and asked for again."""
    client.get(address)
    make_wanted()
    return b"".join(client.get(address).streaming_content)


def test_a_visitor_takes_the_fixed_text_along_in_either_script(document, client):
    pages = {}
    for language in ("sr", "sr-latn"):
        file = taken(client, address_of(document, "v/1/document.pdf", language))
        pages[language] = pypdf.PdfReader(io.BytesIO(file)).pages[0].extract_text()

    assert ("Ноћни телефон." in pages["sr"], "Noćni telefon." in pages["sr-latn"]) == (True, True)
    assert "Ноћни" not in pages["sr-latn"]


def test_a_file_is_made_once_and_kept_under_the_hash_of_its_version(document, client, django_assert_max_num_queries):
    first = client.get(address_of(document, "v/1/document.docx"))
    folder = f"exports/{document.versions.get().sha256}"
    kept = default_storage.listdir(folder)[1]

    with django_assert_max_num_queries(20):
        again = client.get(address_of(document, "v/1/document.docx"))

    assert b"".join(first.streaming_content) == b"".join(again.streaming_content)
    assert (len(kept), default_storage.listdir(folder)[1]) == (1, kept)
    assert again["Content-Disposition"] == f'attachment; filename="{document.reference}-v1.docx"'


def test_no_request_makes_a_pdf_nor_a_long_docx_and_who_waits_gets_it_when_the_worker_made_it(
    document, client, monkeypatch
):
    monkeypatch.setitem(QUICK, "docx", 0)
    for ending in ("pdf", "docx"):
        address = address_of(document, f"v/1/document.{ending}")

        pages = [client.get(address), client.get(address)]
        made_by_worker = [make_wanted(), make_wanted()]
        after = client.get(address)

        assert [page.status_code for page in pages] == [202, 202]
        assert f'<a class="button" href="{address}">Look whether it is ready</a>' in pages[0].content.decode()
        assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in pages[0].content.decode()
        assert (made_by_worker, after.status_code) == ([1, 0], 200)
    opened = docx.Document(io.BytesIO(b"".join(after.streaming_content)))
    assert "Ноћни телефон." in [paragraph.text for paragraph in opened.paragraphs]


def test_the_page_that_waits_asks_by_itself_and_is_told_when_it_is_there(document, client):
    address = address_of(document, "v/1/document.pdf")

    early = client.get(address, headers={"HX-Request": "true"})
    make_wanted()
    late = client.get(address, headers={"HX-Request": "true"})

    assert (early.status_code, late.status_code, "hx-get" in late.content.decode()) == (204, 200, False)
    assert f'<a class="button" href="{address}">Open the PDF</a>' in late.content.decode()


def test_a_draft_behind_the_fixed_text_is_no_file_for_others(place, document, client):
    documents.next_version(document.versions.get(), at=BEGIN)
    tails = ("v/2/document.pdf", "compare/1/2/document.docx", "compare/2/1/document.docx", "v/3/document.pdf")

    assert [client.get(address_of(document, tail)).status_code for tail in tails] == [404] * 4
    client.force_login(place.rapporteurs[0])
    assert [client.get(address_of(document, tail)).status_code for tail in tails] == [202, 200, 404, 404]
    make_wanted()
    assert client.get(address_of(document, tails[0])).status_code == 200
    client.logout()
    assert client.get(address_of(document, tails[0])).status_code == 404


def test_what_the_group_drafts_is_no_file_for_others(place, client):
    draft = made.draft_of(place)
    tails = ("v/1/document.pdf", "v/1/document.docx", "changes.csv", "votes.csv")

    assert [client.get(address_of(draft, tail)).status_code for tail in tails] == [404] * 4


def test_the_tables_are_tables(document, client):
    for name in ("changes", "votes"):
        answer = client.get(reverse(f"recommendations:{name}-table", args=[document.reference]))

        assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
        assert answer["Content-Disposition"] == f'attachment; filename="{document.reference}-{name}.csv"'
