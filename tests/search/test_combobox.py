"""The search field as a list of suggestions: by keyboard, with a screen reader, without scripts."""

import re

import pytest

from search.writing import Draft, Text, write

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("empty_search")]


@pytest.fixture
def field(open_page):
    """The search field of a page in English, with two titles to suggest."""
    for number, title in enumerate(("Marabu in town", "Marabu at home")):
        write(Draft("news", str(number), [Text("en", title)], path=f"news/{number}/"))
    page = open_page()
    page.goto("/en/search/")
    return page.get_by_role("combobox", name="Search the whole portal")


def test_it_is_a_combobox_that_tells_how_many_suggestions_there_are(field, axe):
    page = field.page

    field.press_sequentially("marab")
    page.get_by_role("option").first.wait_for()

    shown = [" ".join(text.split()) for text in page.locator(".suggestions li").all_inner_texts()]
    assert shown == ["Marabu at home News", "Marabu in town News"]
    assert field.get_attribute("aria-expanded") == "true"
    assert page.locator(".suggesting [role=status]").inner_text() == "2 suggestions"
    assert axe(page) == []


def test_arrows_choose_enter_follows_and_escape_closes(field):
    page = field.page
    field.press_sequentially("marab")
    page.get_by_role("option").first.wait_for()

    field.press("ArrowDown")
    marked = field.get_attribute("aria-activedescendant")
    field.press("Escape")
    closed = (field.get_attribute("aria-expanded"), field.get_attribute("aria-activedescendant"), field.input_value())
    field.press("ArrowDown")
    field.press("ArrowUp")
    with page.expect_navigation():
        field.press("Enter")

    assert marked == "bar-q-suggestions-0"
    assert closed == ("false", None, "marab")
    assert page.url.endswith("/en/news/0/")


def test_a_filter_is_completed_in_the_field(field):
    page = field.page
    field.press_sequentially("help country:ser")
    page.get_by_role("option", name=re.compile("Serbia")).wait_for()

    field.press("ArrowDown")
    field.press("Enter")

    assert field.input_value() == "help country:RS "


def test_without_scripts_it_is_a_plain_search(open_page):
    page = open_page(javascript=False)
    page.goto("/en/search/")

    page.get_by_role("searchbox", name="Search the whole portal").fill("marabu")
    page.get_by_role("button", name="Search", exact=True).first.click()

    assert page.url.endswith("/en/search/?q=marabu")
