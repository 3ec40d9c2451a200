"""The pages of the forum in a real browser: what axe finds, and what scripts add."""

import pytest
from playwright.sync_api import Page, expect

from forums.models import Draft, Forum, ForumIndexPage, ForumPage, Thread
from tests.factories.accounts import PASSWORD
from tests.factories.forums import ForumFactory, TableFactory, facilitator, position_in, reply_in, seated, thread_in
from tests.factories.pages import publish_below

WORDS = "Nobody comes **at night**."


@pytest.fixture
def thread(transactional_db) -> Thread:
    """A conversation with a reply that became a position, in a forum with a table and a text."""
    forum = ForumFactory()
    publish_below(ForumIndexPage, ForumPage(title="Night help", slug=forum.slug, forum=forum, body="<p>Who comes?</p>"))
    thread = thread_in(forum, title="Who comes at night?")
    position_in(forum, posts=[reply_in(thread, by=seated(forum, table=TableFactory(forum=forum)))])
    return thread


def sign_in(page: Page, email: str) -> None:
    page.goto("/en/account/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda address: "login" not in address)


def addresses_of(forum: Forum, thread: Thread) -> list[str]:
    """Every page of a forum that its facilitator sees."""
    post = thread.posts.get(number=2)
    return [
        "/en/forums/",
        forum.get_absolute_url(),
        thread.get_absolute_url(),
        *(f"/en/forums/{forum.slug}/{page}/" for page in ("conversations", "positions", "sessions", "waiting", "new")),
        f"/en/t/{thread.public_id}/for-someone/",
        f"/en/t/{thread.public_id}/conclude/",
        f"/en/p/{post.public_id}/position/",
        f"/en/p/{post.public_id}/measure/",
    ]


def test_axe_finds_nothing_on_the_pages_of_a_forum(open_page, axe, thread):
    leader = facilitator(thread.forum)
    page = open_page()
    sign_in(page, leader.email)

    findings = {}
    for address in addresses_of(thread.forum, thread):
        page.goto(address)
        findings |= {address: found} if (found := axe(page)) else {}

    assert findings == {}


def test_with_scripts_one_sees_the_reply_first_and_publishes_without_losing_the_page(open_page, thread):
    page = open_page()
    sign_in(page, seated(thread.forum).email)
    page.goto(thread.get_absolute_url())

    page.fill("#id_body", WORDS)
    page.click("button[name=preview]")
    expect(page.locator("#preview strong")).to_have_text("at night")
    expect(page.locator("#id_body")).to_have_value(WORDS)
    page.click("#reply-form button.button:not([name])")

    expect(page.locator("#post-3 strong")).to_have_text("at night")
    assert thread.posts.count() == 3


def test_with_scripts_an_at_sign_offers_people_by_keyboard(open_page, axe, thread):
    page = open_page()
    facilitator(thread.forum, display_name="Fatos Leka")
    sign_in(page, seated(thread.forum).email)
    page.goto(thread.get_absolute_url())
    field = page.locator("#id_body")

    field.press_sequentially("Please, @fat")
    page.get_by_role("option", name="Fatos Leka").wait_for()
    found, status = axe(page), page.locator("#reply-form .suggesting [role=status]").inner_text()
    field.press("ArrowDown")
    marked = field.get_attribute("aria-activedescendant")
    field.press("Enter")
    field.press_sequentially("come.")
    field.press("Enter")

    assert (found, status, marked) == ([], "1 suggestion", "id_body-suggestions-0")
    assert field.input_value() == "Please, @Fatos Leka come.\n"
    expect(page.locator("#reply-form [role=listbox]")).to_be_hidden()


def test_with_scripts_what_one_writes_is_kept_within_five_seconds(open_page, thread):
    page = open_page()
    author = seated(thread.forum)
    sign_in(page, author.email)
    page.goto(thread.get_absolute_url())

    with page.expect_response(lambda response: response.url.endswith("/draft/"), timeout=5_000):
        page.locator("#id_body").press_sequentially("Nobody")

    assert Draft.objects.get(user=author).body == "Nobody"


def test_without_scripts_the_same_form_previews_and_publishes(open_page, thread):
    page = open_page(javascript=False)
    sign_in(page, seated(thread.forum).email)
    page.goto(thread.get_absolute_url())

    page.fill("#id_body", WORDS)
    page.click("button[name=preview]")
    shown = page.locator("#preview strong").inner_text()
    page.click("#reply-form button.button:not([name])")

    assert shown == "at night"
    expect(page.locator("#post-3 strong")).to_have_text("at night")
