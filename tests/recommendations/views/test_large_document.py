"""A document of three hundred points with a thousand proposed changes opens while one waits."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recommendations import documents
from recommendations.models import Amendment, Clause, ClauseText, Recommendation, Source, VersionClause
from tests.factories import recommendations as made
from tests.factories.recommendations import BEGIN

pytestmark = [pytest.mark.django_db, pytest.mark.once]

POINTS, CHANGES = 300, 1_000
MOST_QUERIES = 20
WORDS = "Општина до краја године обезбеђује **ноћни телефон** за људе који живе сами, и каже ко се на њега јавља. " * 3


@pytest.fixture(scope="module")
def document(kept_rows):
    """Open for comments; every point has an addressee, two sources, a translation and, some, proposed changes."""
    place = made.forum_with_group()
    recommendation = made.draft_of(place, authentic_language="sr-Cyrl", title="Помоћ")
    version = documents.latest_version(recommendation)
    clauses = Clause.objects.bulk_create(Clause(recommendation=recommendation) for _ in range(POINTS))
    entries = VersionClause.objects.bulk_create(
        VersionClause(version=version, clause=clause, ordinal=number, addressee=place.municipality)
        for number, clause in enumerate(clauses, start=1)
    )
    ClauseText.objects.bulk_create(
        ClauseText(version_clause=entry, language=language, text=f"{entry.ordinal}. {words}")
        for entry in entries
        for language, words in (("sr-Cyrl", WORDS), ("en", "A night phone."))
    )
    position = made.position_from(made.post_in(place.forum, place.cycle))
    sources = [Source(clause=clause, position=position) for clause in clauses]
    Source.objects.bulk_create(sources + [Source(clause=clause, expertise="meeting of 12 May") for clause in clauses])
    documents.freeze(version, at=BEGIN)
    Amendment.objects.bulk_create(
        Amendment(
            clause=clauses[number % POINTS],
            base_version=version,
            base_text=f"{number % POINTS + 1}. {WORDS}",
            kind="replace",
            state="submitted",
            text=f"{number % POINTS + 1}. {WORDS} Предлог {number}.",
            justification="Зато.",
            language="sr-Cyrl",
            submitted_at=BEGIN,
        )
        for number in range(CHANGES)
    )
    Recommendation.objects.filter(pk=recommendation.pk).update(state="consultation")
    return recommendation


@pytest.mark.parametrize(
    ("tail", "section", "shown"),
    [
        ("", "clause kind-recommendation", POINTS),
        ("write/", "clause kind-recommendation", POINTS),
        ("changes/", "section stack", 25),
    ],
)
def test_it_opens_with_twenty_queries_at_most(document, client, tail, section, shown):
    client.force_login(document.group.members.get().user)
    address = f"/sr-latn/recommendations/{document.reference}/{tail}"
    client.get(address)  # what a process reads once: templates, vocabularies, the sections of points

    with CaptureQueriesContext(connection) as asked:
        page = client.get(address).content.decode()

    assert page.count(f'<section class="{section}" id=') == shown
    assert len(asked) <= MOST_QUERIES
