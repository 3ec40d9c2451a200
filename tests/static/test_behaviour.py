"""What the page skeleton does in a real browser: light and dark, narrow and wide, with scripts and without."""

import re

import pytest

pytestmark = pytest.mark.browser

WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}


@pytest.fixture(autouse=True)
def style_page_is_shown(settings):
    settings.DEMO = True


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["/sr/styleguide/", "/en/account/login/", "/mk/account/signup/"])
def test_axe_finds_nothing(open_page, axe, address, color_scheme):
    page = open_page(color_scheme=color_scheme, viewport=WIDE)
    page.goto(address)

    assert axe(page) == []


@pytest.mark.parametrize("width", [320, 360, 640, 1440])
def test_nothing_makes_the_page_wider_than_the_window(open_page, width):
    page = open_page(viewport={"width": width, "height": 800})
    page.goto("/sr/styleguide/")

    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("javascript", [True, False])
def test_the_sections_lie_open_on_wide_screens(open_page, javascript):
    page = open_page(javascript=javascript, viewport=WIDE)
    page.goto("/en/account/login/")

    sections = page.get_by_role("navigation", name="Sections").get_by_role("link")
    assert [text.strip() for text in sections.all_inner_texts()] == [
        "Talk",
        "Agreed and done",
        "Practices",
        "Events and calls",
        "Municipalities and data",
    ]


@pytest.mark.parametrize("javascript", [True, False])
def test_the_sections_are_one_tap_away_on_a_phone(open_page, javascript):
    page = open_page(javascript=javascript, viewport=PHONE)
    page.goto("/en/account/login/")
    talk = page.get_by_role("link", name="Talk", exact=True)

    assert not talk.is_visible()

    page.locator(".sections summary").click()

    assert talk.is_visible()


def test_targets_are_large_enough_for_a_thumb(open_page):
    page = open_page(viewport=PHONE)
    page.goto("/sr/styleguide/")

    small = page.evaluate("""
        [...document.querySelectorAll("a, button, input:not([type=hidden]), select, summary")]
            .filter(element => element.checkVisibility() && !element.closest(".prose, .station, .visually-hidden, p"))
            .map(element => [element.outerHTML.slice(0, 80), element.closest("label") ?? element])
            .filter(([, element]) => element.getBoundingClientRect().height < 24)
            .map(([html]) => html)
    """)
    assert small == []


def test_the_first_tab_leads_to_the_content(open_page):
    page = open_page(viewport=WIDE)
    page.goto("/en/account/login/")

    page.keyboard.press("Tab")
    skip = page.locator(":focus")

    assert skip.inner_text() == "Skip to the content"
    assert skip.get_attribute("href") == "#main"


def test_the_chosen_colours_stay_on_the_next_page(open_page):
    page = open_page(color_scheme="light", viewport=WIDE)
    page.goto("/en/account/login/")

    page.get_by_role("button", name="Dark colours").click()
    page.goto("/en/account/signup/")

    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    assert page.get_by_role("button", name="Dark colours").get_attribute("aria-pressed") == "true"


def test_a_page_with_errors_starts_at_their_summary(open_page):
    page = open_page(viewport=WIDE)
    page.goto("/sr/styleguide/")

    assert page.locator(":focus").get_attribute("class") == "error-summary"


def test_escape_closes_a_menu_and_returns_to_its_button(open_page):
    page = open_page(viewport=WIDE)
    page.goto("/en/account/login/")
    menu = page.locator(".bar details").first

    menu.locator("summary").click()
    page.keyboard.press("Escape")

    assert menu.get_attribute("open") is None
    assert menu.locator("summary").evaluate("element => element === document.activeElement")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_reader_changes_language_and_script_from_any_page(open_page, javascript):
    page = open_page(javascript=javascript, viewport=PHONE)
    page.goto("/sr/account/login/")

    page.locator(".bar details summary").first.click()
    page.get_by_role("button", name="Srpski").click()

    assert re.sub(r"^https?://[^/]+", "", page.url) == "/sr-latn/account/login/"
    assert page.locator("html").get_attribute("lang") == "sr-Latn"


@pytest.mark.parametrize(("language", "is_local"), [("sr-Cyrl", True), ("mk", True), ("uk", False)])
def test_italics_take_the_forms_of_serbian_and_macedonian(open_page, language, is_local):
    page = open_page(viewport=WIDE)
    page.goto("/sr/styleguide/")

    own, russian = page.evaluate(
        """async language => {
            const measure = async tag => {
                const text = Object.assign(document.createElement("em"), {lang: tag, textContent: "гдптгдпт"});
                document.querySelector(".prose").append(text);
                await document.fonts.ready;
                const width = text.getBoundingClientRect().width;
                text.remove();
                return width;
            };
            return [await measure(language), await measure("ru")];
        }""",
        language,
    )

    assert (own != russian) == is_local
