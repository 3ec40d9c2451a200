"""A practice on its way from draft to the library."""

import pytest

from accounts.models import AuditEntry
from practices.errors import MoveRefused, PracticeIncomplete, ReasonMissing
from practices.models import Practice
from practices.submissions import publish_practice, request_changes, submit_practice
from practices.workflow import MOVES, move
from tests.factories.accounts import officer, staff
from tests.factories.practices import PracticeFactory, practice_text

WHOLE = {"summary": "In short", "problem": "A problem", "solution": "A solution"}


@pytest.fixture
def author(db):
    return officer()


def draft(**fields) -> Practice:
    practice = PracticeFactory(state="draft", published_at=None)
    page = practice_text(practice, **fields)
    page.live = False
    page.save()
    return practice


def test_a_practice_goes_from_draft_to_the_library_and_each_step_is_written_down(author):
    practice, editor = draft(**WHOLE), staff("editor")

    submit_practice(practice, by=author)
    request_changes(practice, by=editor, reason="For whom?")
    submit_practice(practice, by=author)
    publish_practice(practice, by=editor)

    practice.refresh_from_db()
    assert practice.state == "published"
    assert practice.published_at is not None
    assert practice.pages.get().live
    assert list(AuditEntry.objects.values_list("verb", "from_state", "to_state", "reason")) == [
        ("submit", "draft", "submitted", ""),
        ("request_changes", "submitted", "changes_requested", "For whom?"),
        ("submit", "changes_requested", "submitted", ""),
        ("publish", "submitted", "published", ""),
    ]


def test_an_unfinished_practice_is_not_sent_and_says_what_is_missing(author):
    practice = draft(summary="In short")

    with pytest.raises(PracticeIncomplete) as refused:
        submit_practice(practice, by=author)

    assert refused.value.missing == ["what was the problem", "what did you do"]
    practice.refresh_from_db()
    assert practice.state == "draft"


def test_changes_are_asked_for_with_a_reason(author):
    practice = draft(**WHOLE)
    submit_practice(practice, by=author)

    with pytest.raises(ReasonMissing):
        request_changes(practice, by=author, reason=" ")


@pytest.mark.parametrize("state", Practice.State.values)
@pytest.mark.parametrize("verb", [move.verb for move in MOVES])
def test_a_state_allows_only_the_moves_of_the_table(author, state, verb):
    practice = PracticeFactory(state=state)
    allowed = any(one.verb == verb and state in one.sources for one in MOVES)

    if allowed:
        move(practice, verb, by=author)
        assert practice.state == next(one.target for one in MOVES if one.verb == verb)
    else:
        with pytest.raises(MoveRefused):
            move(practice, verb, by=author)
        practice.refresh_from_db()
        assert practice.state == state
