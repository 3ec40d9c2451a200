"""A project idea says what it costs, where, and who carries it out: kept, fixed and read as its text is."""

import hashlib
import io

import docx
import pypdf
import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from portal.base.differences import Piece
from recommendations import adapting, arranging, documents, drafting, trace
from recommendations.differences import FactChange, changes_between
from recommendations.errors import DraftingClosed
from recommendations.exports.content import printed
from recommendations.exports.docx import as_docx
from recommendations.exports.pdf import as_pdf
from recommendations.models import Clause, ClauseDraft, ClauseText, GroupText, WorkingGroup
from search.entries.recommendations import clause as clause_entry
from tests.factories import recommendations as made
from tests.factories.recommendations import BEGIN

pytestmark = pytest.mark.django_db

FACTS = {"cost": "24,000 euros a year", "place": "Brezovica", "who": "the centre for social work"}
FILLED = {"text": "A night phone.", "kind": "project", "level": "municipal"} | FACTS


@pytest.fixture
def place():
    return made.forum_with_group()


@pytest.fixture
def document(place):
    return made.draft_of(place)


@pytest.fixture
def idea(document):
    """A project idea with all its facts."""
    return drafting.draft_clause(
        documents.latest_version(document), by=None, text="A night phone.", kind="project", facts=FACTS
    )


@pytest.fixture
def writer(place, client):
    client.force_login(place.rapporteurs[0])
    return client


def address(document, tail: str = "") -> str:
    return f"/en/recommendations/{document.reference}/{tail}"


def facts_of(document) -> list[dict | None]:
    entries = documents.latest_version(document).clauses.prefetch_related("texts")
    return [text.facts for entry in entries for text in entry.texts.all()]


def test_a_version_fixed_before_points_had_facts_keeps_the_hash_it_was_signed_under(document):
    entry = drafting.draft_clause(documents.latest_version(document), by=None, text="A night phone.", kind="project")
    Clause.objects.filter(pk=entry.clause_id).update(public_id="b7k2m9q4xt")

    version = documents.freeze(entry.version, at=BEGIN)

    signed = (
        '{"clauses":[{"addressee":null,"id":"b7k2m9q4xt","kind":"project","level":"municipal",'
        '"text":"A night phone."}],"number":1,"title":"Care at home"}'
    )
    assert documents.hash_of(version) == version.sha256 == hashlib.sha256(signed.encode()).hexdigest()


def test_what_is_said_besides_the_text_is_part_of_the_hash(document, idea):
    Clause.objects.filter(pk=idea.clause_id).update(public_id="b7k2m9q4xt")

    version = documents.freeze(idea.version, at=BEGIN)

    signed = (
        '{"clauses":[{"addressee":null,"facts":{"cost":"24,000 euros a year","place":"Brezovica",'
        '"who":"the centre for social work"},"id":"b7k2m9q4xt","kind":"project","level":"municipal",'
        '"text":"A night phone."}],"number":1,"title":"Care at home"}'
    )
    assert version.sha256 == hashlib.sha256(signed.encode()).hexdigest()


def test_the_facts_of_a_fixed_version_never_change(idea):
    version = documents.freeze(idea.version, at=BEGIN)

    with pytest.raises(IntegrityError), transaction.atomic():
        ClauseText.objects.filter(version_clause__version=version).update(facts={"cost": "nothing"})


def test_the_form_takes_them_and_the_pages_show_them(document, writer):
    writer.post(address(document, "write/"), FILLED)

    key = documents.latest_version(document).clauses.get().clause.public_id
    assert facts_of(document) == [FACTS]
    for tail in ("", f"points/{key}/", "write/", f"write/{key}/"):
        page = writer.get(address(document, tail)).content.decode()
        assert [said in page for said in FACTS.values()] == [True, True, True], tail


def test_they_are_refused_for_another_kind_of_point_and_what_was_typed_is_kept(document, writer):
    answer = writer.post(address(document, "write/"), FILLED | {"kind": "measure"})

    page = answer.content.decode()
    assert (answer.status_code, facts_of(document)) == (422, [])
    assert "belong to a project idea" in page
    assert [f'value="{said}"' in page for said in FACTS.values()] == [True, True, True]


def test_a_project_idea_that_becomes_a_measure_says_them_no_more_in_any_language(document, idea, writer):
    key = idea.clause.public_id
    documents.translate(idea.version, language="mk", title="Нега", clauses={key: "Телефон."}, facts={key: FACTS})
    measure = {"text": "A night phone.", "kind": "measure", "level": "municipal"}

    page = writer.post(
        address(document, f"write/{key}/"), measure | {"base": documents.whole_words("A night phone.", FACTS)}
    )

    assert (page.status_code, facts_of(document)) == (302, [None, None])


def test_a_cost_that_somebody_else_changed_meanwhile_is_not_overwritten_unseen(document, idea, writer):
    key = idea.clause.public_id
    form = writer.get(address(document, f"write/{key}/")).context["form"]
    drafting.edit_clause(idea, by=None, text="A night phone.", facts=FACTS | {"cost": "90,000 euros"})

    answer = writer.post(address(document, f"write/{key}/"), FILLED | {"base": form["base"].value()})

    assert (answer.status_code, facts_of(document)[0]["cost"]) == (409, "90,000 euros")
    assert "90,000 euros" in answer.content.decode()


def test_what_is_typed_into_them_is_kept_before_it_is_saved(document, idea, writer):
    tail = f"write/{idea.clause.public_id}/"

    writer.post(address(document, f"{tail}typed/"), FILLED | {"cost": "half of it", "base": "A night phone."})

    assert ClauseDraft.objects.get().facts == FACTS | {"cost": "half of it"}
    assert 'value="half of it"' in writer.get(address(document, tail)).content.decode()


def test_they_are_translated_beside_the_text_which_is_old_when_the_cost_changes(document, idea, writer):
    key = idea.clause.public_id
    tail = "write/in/mk/"
    offered = writer.get(address(document, tail)).content.decode()

    typed = {"title": "Нега", key: "Ноќен телефон.", f"{key}-cost": "24.000 евра", f"{key}-place": "Брезовица"}
    writer.post(address(document, tail), typed)
    fresh = writer.get(address(document, tail)).content.decode()
    drafting.edit_clause(idea, by=None, text="A night phone.", facts=FACTS | {"cost": "30,000 euros"})
    old = writer.get(address(document, tail)).content.decode()

    assert "24,000 euros a year" in offered
    assert idea.texts.get(language="mk").facts == {"cost": "24.000 евра", "place": "Брезовица"}
    assert [f'name="{key}-right"' in page for page in (fresh, old)] == [False, True]


def test_the_next_version_and_a_document_taken_over_have_them_too(document, idea):
    documents.freeze(idea.version, at=BEGIN)
    group = WorkingGroup.objects.create(slug="others", level="national")
    GroupText.objects.create(group=group, language="en", name="The others")

    documents.next_version(idea.version, at=BEGIN)
    document.__class__.objects.filter(pk=document.pk).update(state="agreed")
    adapted = adapting.adapt_recommendation(document, group=group, by=None, title="Ours")

    assert (facts_of(document), facts_of(adapted)) == ([FACTS], [FACTS])


def test_of_two_ideas_that_become_one_the_first_is_heard_and_the_other_fills_in(document, idea):
    other = drafting.draft_clause(
        idea.version, by=None, text="A second one.", kind="project", facts={"cost": "5 euros", "who": "the parish"}
    )
    drafting.edit_clause(idea, by=None, text="A night phone.", facts={"cost": "24,000 euros"})

    arranging.merge_clauses(idea, by=None, other=other)

    assert facts_of(document) == [{"cost": "24,000 euros", "who": "the parish"}]


def test_two_versions_are_compared_fact_by_fact(document, idea, writer):
    old = documents.freeze(idea.version, at=BEGIN)
    new = documents.next_version(old, at=BEGIN)
    drafting.edit_clause(
        new.clauses.get(), by=None, text="A night phone.", facts={"cost": "30,000 euros a year", "place": "Brezovica"}
    )

    change = changes_between(old, new, "en")[0]

    cost = [Piece("deleted", "24,000 "), Piece("inserted", "30,000 "), Piece("same", "euros a year")]
    assert (change.kind, list(change.facts)) == (
        "changed",
        [
            FactChange("cost", cost),
            FactChange("place", [Piece("same", "Brezovica")]),
            FactChange("who carries it out", [Piece("deleted", "the centre for social work")]),
        ],
    )
    page = writer.get(address(document, "compare/1/2/")).content.decode()
    assert ("24,000" in page, "30,000" in page) == (True, True)


def test_the_way_of_the_point_as_data_and_the_search_know_them(place, idea):
    chain = trace.trace_json(trace.trace_of("clause", idea.clause.public_id, place.rapporteurs[0]))

    clauses = next(station["items"] for station in chain["stations"] if station["key"] == "clause")
    assert [item["facts"] for item in clauses] == [FACTS]
    assert "Brezovica" in clause_entry(idea.clause).texts[0].body


@pytest.mark.once
def test_documents_that_are_taken_along_print_them_clean_and_with_changes(document, idea):
    old = documents.freeze(idea.version, at=BEGIN)
    new = documents.next_version(old, at=BEGIN)
    drafting.edit_clause(new.clauses.get(), by=None, text="A night phone.", facts=FACTS | {"cost": "30,000 euros"})

    with translation.override("en"):
        clean, changed = printed(document, new), printed(document, new, compared_with=old)
        words = [docx.Document(io.BytesIO(as_docx(one, at=BEGIN))).element.body.xml for one in (clean, changed)]
        page = pypdf.PdfReader(io.BytesIO(as_pdf(clean))).pages[0].extract_text()

    lines = [paragraph.text for paragraph in docx.Document(io.BytesIO(as_docx(clean, at=BEGIN))).paragraphs]
    assert {"Cost: 30,000 euros", "Place: Brezovica", "Who carries it out: the centre for social work"} <= set(lines)
    assert ["24,000" in xml for xml in words] == [False, True]
    assert ["30,000 euros" in page, "the centre for social work" in page] == [True, True]


def test_an_idea_with_facts_is_not_joined_into_a_point_that_would_lose_them(document, idea):
    measure = drafting.draft_clause(idea.version, by=None, text="A rota.", kind="measure")

    with pytest.raises(DraftingClosed, match="into another project idea only"):
        arranging.merge_clauses(measure, by=None, other=idea)

    assert facts_of(document) == [FACTS, None]
