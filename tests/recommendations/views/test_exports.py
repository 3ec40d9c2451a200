"""Taking a document along: who gets which file, in which language, and that it is made once."""

import io

import docx
import pypdf
import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from recommendations import documents, drafting
from tests.factories import recommendations as made
from tests.factories.recommendations import BEGIN

pytestmark = pytest.mark.django_db


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


def test_a_visitor_takes_the_fixed_text_along_in_either_script(document, client):
    pages = {}
    for language in ("sr", "sr-latn"):
        answer = client.get(address_of(document, "v/1/document.pdf", language))
        pages[language] = pypdf.PdfReader(io.BytesIO(b"".join(answer.streaming_content))).pages[0].extract_text()

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


def test_a_long_document_is_made_by_the_task_queue(document, client, monkeypatch):
    monkeypatch.setattr("recommendations.exports.keeping.LONG", 1)

    answer = client.get(address_of(document, "v/1/document.docx"))

    opened = docx.Document(io.BytesIO(b"".join(answer.streaming_content)))
    assert "Ноћни телефон." in [paragraph.text for paragraph in opened.paragraphs]


def test_a_draft_behind_the_fixed_text_is_no_file_for_others(place, document, client):
    documents.next_version(document.versions.get(), at=BEGIN)
    tails = ("v/2/document.pdf", "compare/1/2/document.docx", "compare/2/1/document.docx", "v/3/document.pdf")

    assert [client.get(address_of(document, tail)).status_code for tail in tails] == [404] * 4
    client.force_login(place.rapporteurs[0])
    assert [client.get(address_of(document, tail)).status_code for tail in tails] == [200, 200, 404, 404]


def test_what_the_group_drafts_is_no_file_for_others(place, client):
    draft = made.draft_of(place)
    tails = ("v/1/document.pdf", "v/1/document.docx", "changes.csv", "votes.csv")

    assert [client.get(address_of(draft, tail)).status_code for tail in tails] == [404] * 4


def test_the_tables_are_tables(document, client):
    for name in ("changes", "votes"):
        answer = client.get(reverse(f"recommendations:{name}-table", args=[document.reference]))

        assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
        assert answer["Content-Disposition"] == f'attachment; filename="{document.reference}-{name}.csv"'
