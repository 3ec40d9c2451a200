"""PDF and DOCX: every letter that was written is in them, and whoever listens to them finds their way."""

import io
import zipfile
from datetime import timedelta

import docx
import pypdf
import pytest
from django.conf import settings
from django.utils import translation
from docx.oxml.ns import qn

from forums.models import Post
from recommendations import decisions, documents, drafting
from recommendations.exports import content, pdf
from recommendations.exports import docx as docx_export
from recommendations.exports.document import Printed
from tests.factories import recommendations as made
from tests.factories.recommendations import BEGIN

#: A file is typeset from rows alone: it holds the same whatever database they come from.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

#: A sentence in each language of the region with the letters that only it has, and the alphabets of the site.
LETTERS = {
    "sr-Cyrl": "Његова ђачка љуљашка, ћуп и џеп: ЂЋЉЊЏ Ђ Ћ Љ Њ Џ ђ ћ љ њ џ",
    "mk": "Ѓорѓи и Ќиро, ѕвезда: Ѓ Ќ Ѕ ѓ ќ ѕ ѐ ѝ",
    "bs": "Čaša, ćup, đak, šuma, žaba: Č Ć Đ Š Ž č ć đ š ž",
    "sq": "Çdo ditë është e re: Ç Ë ç ë",
    "ro": "Țara și oameni, Șase: Ț Ș ț ș ă â î Ă Â Î",
    "tr": "Ilık ışık, İğde, çöğür: Ğ İ Ş ğ ı ş ö ü Ö Ü",
    "bg": "Ъгъл, щъркел, ютия: Ъ Щ Ю Я ъ щ ю я",
    "cnr": "Śutra, źenica: Ś Ź ś ź",
    "every letter of sr and mk": "АБВГДЂЃЕЖЗЅИЈКЛЉМНЊОПРСТЋЌУФХЦЧЏШ абвгдђѓежзѕијклљмнњопрстћќуфхцчџш",
    "every letter of bs, sq and en": "ABCČĆÇDĐEËFGHIJKLMNOPQRSŠTUVWXYZŽ abcčćçdđeëfghijklmnopqrsštuvwxyzž",
}


@pytest.fixture
def place():
    return made.forum_with_group()


@pytest.fixture
def document(place):
    """A certified and signed document with a point in every language's letters, a remark and a separate opinion."""
    document = made.draft_of(place, title="Помоћ у кући", authentic_language="sr-Cyrl")
    made.point_from(place, document)
    version = document.versions.get()
    for letters in LETTERS.values():
        drafting.draft_clause(version, by=None, text=letters, kind="finding", at=BEGIN)
    round_ = made.decided(place, document, "reservation")
    decisions.write_minority_opinion(
        round_.electors.first(), by=None, text="Сто 1 тражи и дневни боравак.", language="sr-Cyrl"
    )
    decisions.sign_off(round_.version, by=place.rapporteurs[0], capacity="известилац стола 1", table=place.tables[0])
    document.refresh_from_db()
    return document


def printed(document, language: str = "sr", **fields) -> Printed:
    with translation.override(language):
        return content.printed(document, documents.shown_version(document), **fields)


def text_of(pdf_bytes: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf_bytes)).pages)


def letters_of(text: str) -> set[str]:
    return {letter for letter in text if letter.isalpha()}


def test_the_pdf_holds_every_letter_the_document_used_and_tells_its_order_to_readers_aids(document):
    with translation.override("en"):
        found = pypdf.PdfReader(io.BytesIO(pdf.as_pdf(printed(document, "en"), address="https://sofra.test/REC")))
    root = found.trailer["/Root"]

    text = "".join(page.extract_text() for page in found.pages)
    assert letters_of("".join(LETTERS.values())) - letters_of(text) == set()
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"], found.metadata.title) == (
        True,
        "en",
        f"Помоћ у кући · {document.reference}",
    )
    assert {"/H1", "/H2", "/H3", "/P", "/L"} <= set(tags_below(root["/StructTreeRoot"]))
    for words in (
        "Because.",
        "Сто 1 тражи и дневни боравак.",
        "известилац стола 1",
        document.versions.get().sha256[:20],
    ):
        assert words in text


def tags_below(element) -> list[str]:
    """The kinds of everything in the tree that readers' aids walk."""
    element = element.get_object()
    if not isinstance(element, dict):
        return []
    children = element.get("/K", [])
    children = children if isinstance(children, list) else [children]
    own = [str(element["/S"])] if "/S" in element else []
    return own + [tag for child in children for tag in tags_below(child)]


def test_in_latin_script_the_serbian_is_latin_and_the_rest_as_it_was(document):
    with translation.override("sr-latn"):
        text = text_of(pdf.as_pdf(printed(document, "sr-latn")))

    assert "Pomoć u kući" in text
    assert "Sto 1 traži i dnevni boravak." in text
    assert "Помоћ" not in text


def test_the_docx_opens_and_holds_every_letter(document):
    with translation.override("sr"):
        made_file = docx_export.as_docx(printed(document), at=BEGIN)

    opened = docx.Document(io.BytesIO(made_file))
    text = "\n".join(paragraph.text for paragraph in opened.paragraphs)
    assert letters_of("".join(LETTERS.values())) - letters_of(text) == set()
    assert opened.core_properties.title == f"Помоћ у кући · {document.reference}"


def test_accepting_every_change_gives_the_new_text_and_taking_all_back_the_old_one(place):
    document = made.draft_of(place)
    entry = drafting.draft_clause(document.versions.get(), by=None, text="The bus goes twice a day.", at=BEGIN)
    kept = drafting.draft_clause(document.versions.get(), by=None, text="Somebody answers.", at=BEGIN)
    first = documents.freeze(document.versions.get(), at=BEGIN)
    second = documents.next_version(first, at=BEGIN)
    drafting.edit_clause(
        second.clauses.get(clause=entry.clause), by=None, text="The bus goes six times a day, also on Sunday.", at=BEGIN
    )
    drafting.leave_out_clause(second.clauses.get(clause=kept.clause), by=None, at=BEGIN)

    with translation.override("en"):
        made_file = docx_export.as_docx(content.printed(document, second, compared_with=first), at=BEGIN)

    body = docx.Document(io.BytesIO(made_file)).element.body
    assert paragraphs(body, without="w:del") >= {"The bus goes six times a day, also on Sunday."}
    assert paragraphs(body, without="w:ins") >= {"The bus goes twice a day.", "Somebody answers."}
    assert "Somebody answers." not in paragraphs(body, without="w:del")
    marks = [*body.iter(qn("w:ins")), *body.iter(qn("w:del"))]
    assert {(mark.get(qn("w:author")), mark.get(qn("w:date"))) for mark in marks} == {("Sofra", "2026-01-10T09:00:00Z")}


def test_an_answer_says_to_whom_it_was_passed_on(place):
    document = made.draft_of(place)
    entry = made.point_from(place, document)
    response = made.answered(place, made.delivered(place, document), entry.clause, answer="not_competent")
    type(response).objects.update(forwarded_to="Ministry of Labour")

    found = printed(document, "en")
    with translation.override("en"):
        file = docx.Document(io.BytesIO(docx_export.as_docx(found, at=BEGIN)))
        page = pdf.as_html(found)

    assert "Forwarded to: Ministry of Labour" in [paragraph.text for paragraph in file.paragraphs]
    assert 'Forwarded to: <span lang="en">Ministry of Labour</span>' in page


def test_marks_are_set_and_not_shown_in_a_document_with_changes(place):
    document = made.draft_of(place)
    entry = drafting.draft_clause(document.versions.get(), by=None, text="It goes **twice**.", at=BEGIN)
    first = documents.freeze(entry.version, at=BEGIN)
    second = documents.next_version(first, at=BEGIN)
    text = "It goes **often**, see [the plan](https://x.test/plan).\n\n- on Sunday"
    drafting.edit_clause(second.clauses.get(), by=None, text=text, at=BEGIN)

    with translation.override("en"):
        changed = content.printed(document, second, compared_with=first)
        page = pdf.as_html(changed)
        file = docx.Document(io.BytesIO(docx_export.as_docx(changed, at=BEGIN)))

    marked = "<del><strong>twice</strong></del><ins><strong>often</strong>, see "
    assert marked + '<a href="https://x.test/plan" rel="nofollow ugc noopener">the plan</a></ins>.' in page
    assert "**" not in page + file.element.body.xml
    linked = file.element.body.xpath(".//w:hyperlink/w:ins/w:r")
    assert [run.text for run in linked] == ["the plan"]
    bold = file.element.body.xpath(".//w:ins/w:r[w:rPr/w:b]")
    assert [run.text for run in bold] == ["often"]
    assert [one.style.name for one in file.paragraphs if one.style.name.startswith("List")] == ["List Bullet"]


def paragraphs(body, *, without: str) -> set[str]:
    """The paragraphs as they read once every change of the other kind stands, and none of this one."""
    return {
        "".join(
            text.text or ""
            for text in paragraph.iter(qn("w:t"), qn("w:delText"))
            if not any(above.tag == qn(without) for above in text.iterancestors())
        ).strip()
        for paragraph in body.iter(qn("w:p"))
    }


def test_the_docx_is_a_whole_package(document):
    with translation.override("en"):
        archive = zipfile.ZipFile(io.BytesIO(docx_export.as_docx(printed(document, "en"), at=BEGIN)))

    assert archive.testzip() is None
    assert "word/document.xml" in archive.namelist()


def test_what_only_a_table_may_read_is_no_text_in_a_document(place):
    document = made.draft_of(place)
    secret = "Marko does not leave his bed."
    post = made.post_in(place.forum, place.cycle, body=secret, table=place.tables[0])
    entry = drafting.draft_clause(document.versions.get(), by=None, text="Night help.", at=BEGIN)
    drafting.link_source(entry.clause, by=None, post_revision=post.revisions.get(), at=BEGIN)

    found = printed(document, "en")

    assert [(source.text.source, source.by, source.address) for source in found.sources] == [("", "", "")]
    assert secret not in str(found)


def test_the_same_words_are_kept_once_and_other_words_anew(document):
    same, again = printed(document), printed(document)
    decisions.sign_off(
        document.versions.get(),
        by=None,
        capacity="сто 2",
        table=made.WorkingTable.objects.get(number=2),
        at=BEGIN + timedelta(days=30),
    )
    document.refresh_from_db()

    assert (same.digest == again.digest, same.digest == printed(document).digest) == (True, False)


def test_the_annex_tells_the_way_of_each_point_from_words_to_deeds(place):
    document = made.draft_of(place)
    entry = made.point_from(place, document)
    secret = made.post_in(place.forum, place.cycle, body="Marko stays in bed.", table=place.tables[0], number=2)
    drafting.link_source(entry.clause, by=None, post_revision=secret.revisions.get(), at=BEGIN)
    made.committed(place, made.answered(place, made.delivered(place, document), entry.clause))
    document.refresh_from_db()

    found = printed(document, "en")
    with translation.override("en"):
        file = docx.Document(io.BytesIO(docx_export.as_docx(found, at=BEGIN)))

    point = found.traced[0]
    lines = [paragraph.text for paragraph in file.paragraphs]
    after = lines[lines.index("The way of each point") :]
    post = Post.objects.get(number=1)
    site = settings.WAGTAILADMIN_BASE_URL
    with translation.override("en"):
        address = f"{site}{post.get_absolute_url()}"
    assert [(voice.words, bool(voice.by), voice.address) for voice in point.voices] == [
        ("contribution no. 1", True, address),
        ("a contribution at table 1, not public", False, ""),
    ]
    assert [source.address.startswith(f"{site}/en/") for source in found.sources] == [True, False]
    assert f'<a href="{address}">' in pdf.as_html(found)
    assert address in [link.address for paragraph in file.paragraphs for link in paragraph.hyperlinks]
    assert after[1] == "Point 1"
    assert [line.split(",")[0] for line in after[2:7]] == [
        "contribution no. 1",
        "a contribution at table 1",
        "Where it comes from: [1]",
        "accepted",
        "planned",
    ]
    assert "Marko" not in str(found)
