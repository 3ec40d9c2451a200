"""Pieces of pages that are kept under everything they show."""

import datetime
from typing import NamedTuple

import pytest
from django.utils.safestring import SafeString
from django.utils.translation import override

from portal.base.fragments import fragment, rendered
from tests.factories.accounts import UserFactory


class Facts(NamedTuple):
    """What the row of a conversation takes, with a title to change."""

    title: str = "Night help"
    public_id: str = "abc"
    path: str = "forums/f/t/abc/"
    language: str = "en"
    kind_words: str = "question"
    post_count: int = 2
    last_post_at: datetime.datetime | None = None
    table_number: int | None = None
    outcome: str | None = None
    is_locked: bool = False
    is_public: bool = True
    is_unread: bool = False


def row(**facts) -> SafeString:
    return fragment("forums/_thread_row.html", thread=Facts(**facts))


def test_the_same_facts_are_rendered_once():
    row()
    before = rendered.cache_info()

    again = row()

    after = rendered.cache_info()
    assert "Night help" in again
    assert (after.hits - before.hits, after.misses - before.misses) == (1, 0)


def test_what_changes_is_shown_at_once():
    first, second = row(title="Night help"), row(title="Night and day help")

    assert "Night and day help" not in first
    assert "Night and day help" in second


def test_every_language_has_its_own():
    with override("en"):
        english = row()
    with override("sq"):
        albanian = row()

    assert "Question" in english
    assert english != albanian


def test_words_stay_escaped_where_the_same_words_were_safe_before():
    fragment("base/_bar_search.html", text=SafeString("<b>"))

    plain = fragment("base/_bar_search.html", text="<b>")

    assert 'value="&lt;b&gt;"' in plain


@pytest.mark.django_db
def test_a_row_of_the_database_is_refused_also_inside_a_tuple():
    with pytest.raises(TypeError, match="a row of User is no fact"):
        fragment("base/_bar_search.html", text=("abc", UserFactory()))


def test_nothing_is_kept_while_templates_are_worked_on(settings):
    settings.DEBUG = True
    before = rendered.cache_info()

    row()

    assert rendered.cache_info() == before
