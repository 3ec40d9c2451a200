"""The DOCX in a word processor: LibreOffice opens it, reads every word, and accepts or takes back what changed."""

import io
import shutil

import docx
import pytest
from django.utils import translation

from recommendations import documents, drafting
from recommendations.exports.content import printed
from recommendations.exports.document import Printed
from recommendations.exports.docx import as_docx
from recommendations.models import Recommendation, Version
from tests.factories import recommendations as made
from tests.factories.recommendations import BEGIN
from tests.recommendations.exports.office import ACCEPT, REJECT, words_of
from tests.recommendations.exports.test_documents import LETTERS

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="session")
def office() -> str:
    """The program, or the reason why its tests are left out; it is no part that ``make test`` provides."""
    program = shutil.which("soffice")
    if not program:
        pytest.skip("LibreOffice is missing: install libreoffice-writer-nogui to have the DOCX opened by it")
    return program


#: The points before and after; the last one is left out in between.
BEFORE = ["Аутобус иде два пута дневно.", *LETTERS.values(), "Ђак и његов џеп."]
AFTER = ["Аутобус иде шест пута дневно, ћао.", *LETTERS.values()]
#: A point with marks before and after, and its paragraphs as a word processor shows them.
MARKED = (
    "Ред вожње: **пут** до [сајта](https://sofra.test/red).\n\n- радним даном\n- недељом **ноћу**\n\n1. прво",
    "Ред вожње: **брз** пут до [новог сајта](https://sofra.test/red).\n\n- радним даном\n- празником\n- недељом\n\n"
    "1. прво\n2. друго",
)
SHOWN = (
    ["Ред вожње: пут до сајта.", "радним даном", "недељом ноћу", "1. прво"],
    ["Ред вожње: брз пут до новог сајта.", "радним даном", "празником", "недељом", "1. прво", "2. друго"],
)


def two_versions(place) -> tuple[Recommendation, Version, Version]:
    """A text with every letter of the region, and its next version: words changed, the last point left out."""
    document = made.draft_of(place, title="Помоћ у кући", authentic_language="sr-Cyrl")
    version = document.versions.get()
    for text in BEFORE:
        drafting.draft_clause(version, by=None, text=text, kind="finding", at=BEGIN)
    first = documents.freeze(version, at=BEGIN)
    second = documents.next_version(first, at=BEGIN)
    points = list(second.clauses.all())
    drafting.edit_clause(points[0], by=None, text=AFTER[0], at=BEGIN)
    drafting.leave_out_clause(points[-1], by=None, at=BEGIN)
    return document, first, second


def test_marks_lists_and_links_are_accepted_and_taken_back_like_words(office, tmp_path):
    document = made.draft_of(made.forum_with_group(), title="Помоћ", authentic_language="sr-Cyrl")
    entry = drafting.draft_clause(document.versions.get(), by=None, text=MARKED[0], kind="finding", at=BEGIN)
    first = documents.freeze(entry.version, at=BEGIN)
    second = documents.next_version(first, at=BEGIN)
    drafting.edit_clause(second.clauses.get(), by=None, text=MARKED[1], at=BEGIN)
    with translation.override("sr"):
        changed = as_docx(printed(document, second, compared_with=first), at=BEGIN)
        clean = as_docx(printed(document, second), at=BEGIN)

    read = words_of(
        {("changed", ACCEPT): changed, ("changed", REJECT): changed, ("clean", ACCEPT): clean}, tmp_path, office
    )

    found = {key: [line.lstrip("•● \t") for line in lines(text)] for key, text in read.items()}
    known = {*SHOWN[0], *SHOWN[1]}
    assert [line for line in found["changed", ACCEPT] if line in known] == SHOWN[1]
    assert [line for line in found["changed", REJECT] if line in known] == SHOWN[0]
    assert found["changed", ACCEPT][-len(SHOWN[1]) :] == found["clean", ACCEPT][-len(SHOWN[1]) :] == SHOWN[1]
    assert found["changed", REJECT][-len(SHOWN[0]) :] == SHOWN[0]


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def lines_written(content: bytes) -> list[str]:
    paragraphs = docx.Document(io.BytesIO(content)).paragraphs
    return [line for paragraph in paragraphs for line in lines(paragraph.text)]


def test_libreoffice_reads_every_word_and_accepts_every_change_or_takes_it_back_in_both_scripts(office, tmp_path):
    document, first, second = two_versions(made.forum_with_group())
    files, old, new = {}, {}, {}
    for language in ("sr", "sr-latn"):
        with translation.override(language):
            clean, changed = printed(document, second), printed(document, second, compared_with=first)
            old[language], new[language] = words_in(printed(document, first)), words_in(clean)
            files[language, ACCEPT], files[language, REJECT] = [as_docx(changed, at=BEGIN)] * 2
            files[f"{language}-clean", ACCEPT] = as_docx(clean, at=BEGIN)

    read = words_of(files, tmp_path, office)

    assert (new["sr"], new["sr-latn"][0]) == (AFTER, "Autobus ide šest puta dnevno, ćao.")
    for language in ("sr", "sr-latn"):
        known = {*old[language], *new[language]}
        assert lines(read[f"{language}-clean", ACCEPT]) == lines_written(files[f"{language}-clean", ACCEPT])
        assert [line for line in lines(read[language, ACCEPT]) if line in known] == new[language]
        assert [line for line in lines(read[language, REJECT]) if line in known] == old[language]


def words_in(document: Printed) -> list[str]:
    return [point.text.plain for point in document.points]
