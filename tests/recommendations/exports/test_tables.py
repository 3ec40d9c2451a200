"""Tables for spreadsheets: whole, in the reader's script, and harmless."""

import csv
import io

import pytest
from django.utils import translation

from recommendations import amending
from recommendations.exports.tables import amendments_csv, as_csv, votes_csv
from tests.factories import recommendations as made
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def rows_of(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_begins_a_formula(start):
    cells = rows_of(as_csv(["a"], [[f"{start}HYPERLINK(1)"], ["plain"]]))

    assert [row[0][0] for row in cells] == ["a", "'", "p"]


def test_every_proposed_change_is_a_row_with_its_words_in_the_readers_script():
    place = made.forum_with_group()
    document = made.draft_of(place, authentic_language="sr-Cyrl")
    entry = made.point_from(place, document)
    made.consulted(place, document)
    amending.propose_amendment(
        entry, by=UserFactory(), kind="replace", text="=Његов пут", justification="Далеко је.", language="sr-Cyrl"
    )

    with translation.override("sr-latn"):
        _headings, row = rows_of(amendments_csv(document))

    assert (row[1], row[4], row[5], row[6]) == (entry.clause.public_id, "'=Njegov put", "Daleko je.", "sr-Cyrl")


def test_an_open_vote_tells_who_chose_what_and_totals_only_does_not():
    place = made.forum_with_group()
    document = made.draft_of(place)
    made.point_from(place, document)
    open_vote = made.decided(place, document)

    rows = rows_of(votes_csv(document))[1:]

    assert [row[4:7] for row in rows] == [
        ["table 1", "I agree", "1"],
        ["table 2", "I agree", "1"],
        ["all together", "I agree", "2"],
        ["all together", "I agree with a remark", "0"],
        ["all together", "I do not agree", "0"],
        ["all together", "I abstain", "0"],
        ["all together", "no answer", "0"],
    ]
    assert {row[8] for row in rows} == {open_vote.result_sha256}
