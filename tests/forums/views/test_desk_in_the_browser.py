"""The session desk in a real browser: by keyboard alone, on a phone, and through a lost connection."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from forums.actions.attending import add_input
from forums.actions.sessions import call_session
from forums.actions.tables import create_participant
from forums.models import MinuteItem, Position, Session, TableVoice
from tests.factories.forums import ForumFactory, TableFactory, cycle_of, facilitator, position_in
from tests.forums.views.test_in_the_browser import sign_in

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def session(transactional_db) -> Session:
    forum = ForumFactory()
    TableFactory(forum=forum, number=3)
    return call_session(
        cycle_of(forum), by=None, kind="thematic", starts_at=timezone.now(), agenda="Welcome\nNight", language="en"
    )


def desk_of(page: Page, session: Session) -> None:
    """Open the desk as the forum's facilitator."""
    sign_in(page, facilitator(session.cycle.forum).email)
    page.goto(f"{session.get_absolute_url()}desk/")


def note(page: Page, words: str) -> None:
    """Type a statement and note it, by keyboard alone."""
    page.locator("#id_text").press_sequentially(words)
    page.keyboard.press("Control+Enter")


def test_what_is_typed_without_a_connection_is_kept_shown_and_sent_later_in_order(open_page, session):
    page = open_page(viewport=PHONE)
    desk_of(page, session)
    state = page.locator("[data-desk-state]")

    page.context.set_offline(True)
    for words in ("First", "Second", "Third"):
        note(page, words)
    expect(state).to_contain_text("Not sent yet: 3")
    expect(page.locator(".desk-waiting")).to_have_count(3)
    page.context.set_offline(False)

    expect(state).to_have_text("Everything is sent.")
    assert list(MinuteItem.objects.order_by("number").values_list("text", flat=True)) == ["First", "Second", "Third"]


def test_what_waits_survives_closing_the_page(open_page, session):
    page = open_page()
    desk_of(page, session)
    page.route("**/desk/said/", lambda route: route.abort())
    note(page, "Nobody comes at night.")
    expect(page.locator("[data-desk-state]")).to_contain_text("Not sent yet: 1")

    page.goto("/en/forums/")
    page.unroute("**/desk/said/")
    page.goto(f"{session.get_absolute_url()}desk/")

    expect(page.locator("[data-desk-state]")).to_have_text("Everything is sent.")
    assert MinuteItem.objects.get().text == "Nobody comes at night."


def test_by_keyboard_alone_a_statement_becomes_a_position_and_the_table_speaks_about_it(open_page, session):
    page = open_page()
    desk_of(page, session)

    page.locator("#id_agenda_number").focus()
    page.keyboard.press("2")
    page.keyboard.press("Tab")
    page.keyboard.press("3")
    page.keyboard.press("Tab")
    page.keyboard.type("Nobody comes at night.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("A telephone that answers at night.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-desk-state]")).to_have_text("Everything is sent.")

    item = MinuteItem.objects.select_related("table").get()
    assert (item.agenda_number, item.table.number) == (2, 3)
    assert Position.objects.get().sources.get().minute_item == item


def test_what_the_portal_refuses_is_shown_with_its_reason_and_put_back(open_page, session):
    page = open_page()
    desk_of(page, session)
    session.cancel_reason, session.state = "Snow.", "cancelled"
    session.save()

    note(page, "Nobody comes at night.")
    expect(page.locator(".desk-refused")).to_contain_text("This session was called off.")
    page.get_by_role("button", name="Put it back into the form").click()

    expect(page.locator("#id_text")).to_have_value("Nobody comes at night.")
    expect(page.locator(".desk-refused")).to_have_count(0)


def test_without_scripts_the_desk_notes_and_records_all_the_same(open_page, session):
    forum = session.cycle.forum
    position_in(forum, by=facilitator(forum))
    page = open_page(javascript=False)
    desk_of(page, session)

    page.fill("#id_text", "Nobody comes at night.")
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_text("Nobody comes at night.")).to_be_visible()
    page.get_by_label("What did the table say?").select_option("agree")
    page.get_by_role("button", name="Record it").click()

    assert (MinuteItem.objects.count(), TableVoice.objects.get().answer) == (1, "agree")


def test_axe_finds_nothing_on_the_pages_around_a_session(open_page, axe, session):
    forum = session.cycle.forum
    position_in(forum, by=facilitator(forum))
    add_input(session, by=facilitator(forum), subject="Nights", language="en")
    card = create_participant(forum, by=None, has_consent=True, consent_wording="1")
    page = open_page()
    desk_of(page, session)

    findings = {}
    base = f"/en/forums/{forum.slug}/"
    inside = session.get_absolute_url()
    for address in (
        *(f"{base}{part}/" for part in ("run", "run/rules", "run/words/en", "seats", "tables/new", "people/new")),
        *(f"{base}{part}/" for part in ("grid", "common-ground", "slips", "card", "sessions", "positions")),
        *(f"{inside}{part}" for part in ("", "desk/", "minutes/", "attendance/", "sheets/", "change/", "call-off/")),
        f"{inside}inputs/new/",
    ):
        page.goto(address)
        findings |= {address: found} if (found := axe(page)) else {}
    page.goto(f"{base}card/")
    page.fill("input[name=code]", card.code)
    page.fill("input[name=pin]", card.pin)
    page.get_by_role("button", name="Show me").click()
    for address in (f"{base}card/words/", f"{base}card/give-back/"):
        page.goto(address)
        findings |= {address: found} if (found := axe(page)) else {}

    assert findings == {}


def test_tables_speak_about_the_first_position_as_soon_as_it_is_typed(open_page, session):
    page = open_page()
    desk_of(page, session)
    voice = page.get_by_role("region", name="What does the table say?")
    expect(voice).to_be_hidden()

    page.fill("#id_text", "Nobody comes at night.")
    page.fill("#id_position", "A telephone that answers at night.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-desk-positions] li")).to_have_text("1. A telephone that answers at night.")
    voice.get_by_label("What did the table say?").select_option("agree")
    voice.get_by_role("button", name="Record it").click()

    expect(page.locator("[data-desk-state]")).to_have_text("Everything is sent.")
    expect(page.locator(".desk-done")).to_have_count(2)
    assert TableVoice.objects.get().answer == "agree"
