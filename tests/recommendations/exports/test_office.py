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
