"""A Word file as points: what is read, what becomes of tracked changes, and what is refused in words."""

import io
import zipfile

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from recommendations import documents, drafting
from recommendations.errors import FileUnreadable
from recommendations.exports.content import printed
from recommendations.exports.docx import as_docx
from recommendations.word_files import MOST_UNPACKED, OLE, read_word_file
from tests.factories import recommendations as made
from tests.factories.recommendations import BEGIN


def saved(document) -> io.BytesIO:
    file = io.BytesIO()
    document.save(file)
    file.seek(0)
    return file


def draft() -> docx.document.Document:
    """A draft as people send it: headings, a list, a table."""
    document = docx.Document()
    document.add_heading("1. Помоћ у кући", 1)
    document.add_paragraph("Два пута дневно.")
    document.add_paragraph("и недељом", style="List Bullet")
    document.add_heading("Prevoz", 2)
    document.add_table(rows=1, cols=2).rows[0].cells[1].text = "kombi"
    return document


def tracked(document, text: str, kind: str, author: str) -> None:
    """A run added or removed by somebody, at the end of the second paragraph."""
    run = document.paragraphs[1].add_run(text)
    mark = OxmlElement(kind)
    mark.set(qn("w:author"), author)
    document.paragraphs[1]._p.replace(run._r, mark)
    mark.append(run._r)


def test_headings_become_points_with_all_that_stands_below_them():
    file = read_word_file(saved(draft()))

    assert [one.words for one in file.points()] == [
        "**Помоћ у кући**\n\nДва пута дневно.\n\nи недељом",
        "**Prevoz**\n\nkombi",
    ]


def test_tracked_changes_are_named_and_all_count_or_none():
    document = draft()
    tracked(document, " И ноћу.", "w:ins", "Ана")
    tracked(document, " Не недељом.", "w:del", "Marko")

    file = read_word_file(saved(document))

    assert (str(file.changes)) == "There are 2 tracked changes in the file, by Marko, Ана."
    assert "Два пута дневно. И ноћу.\n" in file.points()[0].words
    assert "Два пута дневно. Не недељом.\n" in file.points(with_changes=False)[0].words


def packed(**members: bytes) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (io.BytesIO(OLE + b"old"), "old Word file"),
        (io.BytesIO(b"%PDF-1.7"), "This is a PDF"),
        (io.BytesIO(b"just words"), "no Word file"),
        (packed(content_xml=b"<odt/>"), "no Word file"),
        (packed(word__document_xml=b"<broken"), "damaged"),
        (packed(word__document_xml=b"<a/>", bomb_xml=bytes(MOST_UNPACKED)), "far larger"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_is_wrong(file, words):
    with pytest.raises(FileUnreadable, match=words):
        read_word_file(file)


@pytest.mark.django_db
def test_a_document_taken_along_comes_back_word_for_word():
    document = made.draft_of(made.forum_with_group())
    version = document.versions.get()
    for text in ("The bus goes twice a day.", "Somebody answers at night."):
        drafting.draft_clause(version, by=None, text=text, at=BEGIN)
    with translation.override("en"):
        file = as_docx(printed(document, version), at=BEGIN)

    points = read_word_file(io.BytesIO(file)).points()

    assert [one.text.split("\n\n")[-1] for one in points[-2:]] == [
        "The bus goes twice a day.",
        "Somebody answers at night.",
    ]


@pytest.mark.django_db
def test_a_file_is_shown_as_points_once_it_is_said_what_becomes_of_its_changes(client):
    place = made.forum_with_group()
    document = made.draft_of(place)
    client.force_login(place.rapporteurs[0])
    file = draft()
    tracked(file, " И ноћу.", "w:ins", "Ана")
    here = f"/en/recommendations/{document.reference}/write/paste/"

    def send(**fields):
        return client.post(here, {"file": SimpleUploadedFile("nacrt.docx", saved(file).read()), **fields})

    asked, shown, empty = send(), send(changes="accepted"), client.post(here, {"source": " "})

    assert (asked.status_code, shown.status_code, empty.status_code) == (422, 200, 422)
    assert "There is 1 tracked change in the file, by Ана." in asked.content.decode()
    assert [one["text"] for one in shown.context["points"].initial][1] == "**Prevoz**\n\nkombi"
    assert documents.latest_version(document).clauses.count() == 0
