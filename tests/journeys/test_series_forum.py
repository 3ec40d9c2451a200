"""A forum in sessions, from the five questions that open it to its published minutes.

Six people, each in a browser of their own and without scripts, but for the session desk: the desk of an association, a
facilitator, a coordinator, two citizens of whom one writes for her table, and a woman without e-mail who has a card.
Everything goes through pages and mails; the code moves the clock alone.
"""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.management import call_command
from django.db.models import F
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from directory.models import Organisation
from forums.models import Session, Stage
from notifications.emails import send_waiting
from tests.factories.accounts import UserFactory, staff
from tests.factories.directory import MembershipFactory, OrganisationFactory

TITLE, FORUM = "Who comes at night?", "forums/who-comes-at-night/"
CONVERSATION = "Nobody hears it"
QUESTION = "Who comes when somebody falls at night?"
ANSWER = "In our street the neighbours come, if they hear it."
BY_MAIL = "My neighbour heard nothing. I lay there until the morning."
IN_THE_ROOM, OF_TABLE_2 = "Nobody answers the telephone of the centre after four.", "The nurse comes once a month."
OF_ZORA = "I do not call anybody. I wait for the light."
AT_NIGHT, IN_THE_VILLAGES = "A telephone that answers at night.", "A nurse who knows the villages."
A_KEY = "A neighbour has a key."
OUTCOME = "It goes into the recommendation on care at home."
#: Days from the opening to the call, from there to the first session, and on into the stage in which needs are heard.
UNTIL_THE_CALL, UNTIL_THE_SESSION, INTO_EXPLORING = 13, 7, 3


@dataclass
class Card:
    """What stands on a participation card."""

    code: str
    pin: str


@dataclass
class Walk:
    """A page for each person, by name; ``zora`` has no account."""

    open_page: Callable[..., Page]
    pages: dict[str, Page] = field(default_factory=dict)
    found: dict[str, str] = field(default_factory=dict)

    def sign_in(self, name: str, user: User, *, javascript: bool = False) -> Page:
        """A page with cookies of its own; the form of the sign-in is walked by another journey."""
        self.pages[name] = self.open_page(javascript=javascript, signed_in=user)
        return self.pages[name]

    def at(self, name: str, path: str = FORUM) -> Page:
        """The person's page, gone to an address."""
        page = self.pages[name]
        answer = page.goto(f"/en/{path}")
        assert answer, path
        assert answer.ok, (path, answer.status)
        return page

    def in_conversation(self, name: str) -> Page:
        return self.through(name, FORUM, CONVERSATION)

    def at_session(self, name: str) -> Page:
        return self.through(name, f"{FORUM}sessions/", "Constituting session")

    def through(self, name: str, path: str, words: str) -> Page:
        """What a link leads to; whoever comes after the first who found it goes there at once."""
        if words in self.found:
            return self.at(name, self.found[words])
        page = follow(self.at(name, path), words)
        self.found[words] = page.url.partition("/en/")[2]
        return page


def press(page: Page, words: str) -> Page:
    """The button with these words; a refusal fails with its reasons."""
    page.locator("#main").get_by_role("button", name=words, exact=True).first.click()
    page.wait_for_load_state()
    refused = page.locator(".error-summary")
    assert refused.count() == 0, refused.inner_text()
    return page


def follow(page: Page, words: str, *, within: str = "#main") -> Page:
    page.locator(within).get_by_role("link", name=words, exact=True).first.click()
    page.wait_for_load_state()
    return page


def says(page: Page, *sentences: str) -> None:
    for sentence in sentences:
        expect(page.locator("#main")).to_contain_text(sentence)


def let_pass(days: int) -> None:
    """Days go by: what is dated comes nearer."""
    by = timedelta(days=days)
    Stage.objects.update(opens_at=F("opens_at") - by, closes_at=F("closes_at") - by)
    Session.objects.update(starts_at=F("starts_at") - by, ends_at=F("ends_at") - by)


def mails() -> list[tuple[str, str]]:
    """Whom the mails that leave now reach, and what they are about."""
    mail.outbox.clear()
    send_waiting(now=timezone.now() + timedelta(seconds=1))
    return sorted((sent.to[0].partition("@")[0], sent.subject) for sent in mail.outbox)


@pytest.fixture
def people(transactional_db, settings) -> dict[str, User]:
    """Five people with accounts, and a municipality of the association whose desk opens the forum."""
    settings.INBOUND_ADDRESS = "reply@sofra.example"
    municipality = OrganisationFactory(kind=Organisation.Kind.MUNICIPALITY, name="Brezovica")
    association = MembershipFactory(member=municipality).body
    names = {"facilitator": "Fatime", "coordinator": "Kosta", "radmila": "Radmila", "mila": "Mila"}
    people = {key: UserFactory(display_name=name, email=f"{key}@example.org") for key, name in names.items()}
    return people | {"desk": staff("desk", association, display_name="Desk", email="desk@example.org")}


def test_six_people_hold_a_forum_in_sessions(open_page, people, monkeypatch):
    walk = Walk(open_page)
    for name, user in people.items():
        walk.sign_in(name, user)
    walk.pages["zora"] = open_page(javascript=False)

    the_desk_opens_the_forum(walk)
    the_facilitator_announces_it(walk)
    card = the_tables_are_formed(walk)
    people_are_called_to_the_session(walk)
    the_session_is_held_at_the_desk(walk, people["facilitator"])
    words_come_on_the_page_and_by_mail(walk, monkeypatch)
    words_come_from_the_room_and_from_who_has_no_mail(walk, card)
    positions_are_weighed_by_tables(walk)
    the_conversation_is_concluded(walk)
    the_stage_is_closed(walk)
    the_minutes_are_published(walk)


# Before the session -----------------------------------------------------------------------------------------------


def the_desk_opens_the_forum(walk: Walk) -> None:
    """Five questions and one of the rules; then who coordinates. Both learn what they were named for."""
    page = follow(walk.at("desk", "forums/"), "Open a forum")
    page.get_by_label("What is it about?").fill(TITLE)
    page.get_by_label("three sessions: form the tables, decide, tell what was done").check()
    page.get_by_label("Who hosts it?").select_option(label="Brezovica")
    first = timezone.localtime() + timedelta(days=UNTIL_THE_CALL + UNTIL_THE_SESSION)
    page.get_by_label("When is the first session?").fill(first.strftime("%Y-%m-%dT18:00"))
    page.get_by_label("Where?").fill("Town hall")
    page.get_by_label("Who facilitates?").fill("facilitator@example.org")
    page.locator("summary", has_text="Rules").click()
    page.get_by_label("Fewest people at a table").fill("1")
    press(page, "Open the forum")
    says(page, "The forum is there as a draft.", "Everything is there. The facilitator or the coordinator does it.")
    page.locator("summary", has_text="Name a person").click()
    page.locator("form[action$='/run/people/'] [name=person]").fill("coordinator@example.org")
    page.locator("form[action$='/run/people/'] [name=role]").select_option("coordinator")
    press(page, "Name the person")
    says(page, "Kosta: coordinator")
    assert mails() == [("coordinator", f"Your task in “{TITLE}”"), ("facilitator", f"Your task in “{TITLE}”")]


def the_facilitator_announces_it(walk: Walk) -> None:
    """She finds the draft, which nobody else sees, where everything stands that waits for her."""
    assert walk.pages["zora"].goto(f"/en/{FORUM}").status == 404
    page = walk.at("facilitator", "waiting/")
    says(page, "Set it up and announce it")
    follow(page, TITLE)
    press(page, "Announce the forum")
    press(page, "Begin the forum")
    says(page, "At least two tables need enough people.")
    says(walk.at("zora"), "Forming the tables", "Host: Brezovica", "Town hall")


def the_tables_are_formed(walk: Walk) -> Card:
    """Two tables with a woman each who asked for her place, one of whom writes for hers; and one who has a card."""
    for interest in ("Older people who live alone", "Those who care for them"):
        page = follow(walk.at("coordinator", f"{FORUM}seats/"), "Add a table")
        page.get_by_label("Whom does this table speak for?").fill(interest)
        press(page, "Save")
    for name, table in (("mila", "1. Older people who live alone"), ("radmila", "2. Those who care for them")):
        page = follow(walk.at(name), "Ask for a place at a table")
        page.get_by_label(table).check()
        page.get_by_label("You are", exact=True).select_option("woman")
        says(press(page, "Ask for the place"), "Thank you. The coordinator of the forum answers you.")
    page = follow(walk.at("coordinator", "waiting/"), TITLE)
    for _asked in range(2):
        press(page, "Give the place")
    card = card_of_a_new_person(walk)
    page = walk.at("coordinator", f"{FORUM}seats/?table=2")
    says(page, "Table 2 has no rapporteur.")
    page.locator("summary", has_text="Change Radmila").click()
    page.locator("li.row", has_text="Radmila").locator("[name=role]").select_option("rapporteur")
    page.locator("li.row", has_text="Radmila").get_by_role("button", name="Give this task").click()
    expect(page.locator("#main")).not_to_contain_text("Table 2 has no rapporteur.")
    press(walk.at("coordinator", f"{FORUM}run/"), "The tables are formed: begin to discuss")
    says(walk.at("mila", "account/inbox/"), "You have a place at a table of this forum.")
    return card


def card_of_a_new_person(walk: Walk) -> Card:
    """The card of a woman without e-mail, read from the page that shows it once."""
    page = follow(walk.at("coordinator", f"{FORUM}seats/"), "Add a person without e-mail")
    page.locator("#main [name=table]").select_option(label="1. Older people who live alone")
    page.get_by_label("The person is").select_option("woman")
    page.get_by_label("The person knows that what they say").check()
    press(page, "Make the card")
    code, pin, *_link = page.locator(".slip .slip-code").all_inner_texts()
    return Card(code, pin)


def people_are_called_to_the_session(walk: Walk) -> None:
    """Whoever sits at a table with an account gets a mail with day and place; everybody reads the agenda."""
    let_pass(UNTIL_THE_CALL)
    page = follow(walk.at_session("coordinator"), "Change day, place or agenda")
    page.get_by_label("Agenda").fill("Welcome\nWho comes at night\nWhat we ask for")
    press(page, "Save")
    says(press(page, "Call people to it"), "Everybody who sits at a table is told.")
    called = f"A session of “{TITLE}”"
    assert mails() == [("mila", called), ("radmila", called)]
    assert "Town hall" in mail.outbox[0].body
    page = walk.at_session("zora")
    says(page, "Called", "Town hall", "What we ask for")
    assert "DTSTART" in page.request.get(f"{page.url}calendar.ics").text()


# In the room ------------------------------------------------------------------------------------------------------


def the_session_is_held_at_the_desk(walk: Walk, facilitator: User) -> None:
    """By keyboard alone, the only place with scripts: what two tables say, what it asks for, that one agrees."""
    let_pass(UNTIL_THE_SESSION)
    walk.sign_in("room", facilitator, javascript=True)
    page = follow(walk.at_session("room"), "Type what is said")
    for table, words, wanted in (("1", IN_THE_ROOM, AT_NIGHT), ("2", OF_TABLE_2, IN_THE_VILLAGES)):
        page.locator("#id_agenda_number").focus()
        type_through(page, "2", table, words, "", wanted)
        expect(page.locator("[data-desk-state]")).to_have_text("Everything is sent.")
        expect(page.locator("[data-desk-positions]")).to_contain_text(wanted)
    page.get_by_label("What did the table say?").focus()
    type_through(page, "agrees", "2")
    expect(page.locator(".desk-done")).to_have_count(3)


def type_through(page: Page, *fields: str) -> None:
    """One field after the other, and note it."""
    for number, words in enumerate(fields):
        if number:
            page.keyboard.press("Tab")
        page.keyboard.type(words)
    page.keyboard.press("Control+Enter")


# What people say --------------------------------------------------------------------------------------------------


def words_come_on_the_page_and_by_mail(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first words of each person wait for the facilitator, as the forum's rule says; the next ones do not."""
    let_pass(INTO_EXPLORING)
    mila = follow(walk.at("mila"), "Start a conversation")
    mila.get_by_label("In one line").fill(CONVERSATION)
    mila.get_by_label("Your opinion").fill(QUESTION)
    says(press(mila, "Publish"), "Thank you. Your conversation appears when the facilitator has read it.")
    approve(walk)
    assert mails() == [("mila", f"About what you wrote in “{CONVERSATION}”")]

    radmila = follow(walk.in_conversation("radmila"), "Reply", within="#post-1")
    radmila.locator("#reply-form [name=body]").fill(ANSWER)
    press(radmila, "Publish")
    approve(walk)
    about = f"About what you wrote in “{CONVERSATION}”"
    assert mails() == [("mila", f"An answer to you in “{CONVERSATION}”"), ("radmila", about)]
    (told,) = [sent for sent in mail.outbox if sent.to == ["mila@example.org"]]
    assert by_mail(told, monkeypatch) == "posted"
    assert mails() == [("mila", "Your mail to Sofra is published")]
    says(walk.in_conversation("radmila"), ANSWER, BY_MAIL, "Mila")


def approve(walk: Walk) -> None:
    """The facilitator publishes what waits, found where everything that waits for her stands."""
    page = follow(walk.at("facilitator", "waiting/"), TITLE)
    follow(page, CONVERSATION)
    page.get_by_label("publish it", exact=True).check()
    page.locator("#main form.form button").first.click()
    says(page, "Done. The author has been told.", "Nothing waits")


def by_mail(told: EmailMultiAlternatives, monkeypatch: pytest.MonkeyPatch) -> str:
    """What becomes of Mila's answer to a mail she got, sent as her programme does: the mail quoted below her words."""
    answer, quoted = EmailMessage(), "\n".join(f"> {line}" for line in told.body.splitlines())
    answer["From"], answer["To"], answer["Subject"] = f"Mila <{told.to[0]}>", told.reply_to[0], f"Re: {told.subject}"
    answer["Message-ID"] = "<1@example.org>"
    answer.set_content(f"{BY_MAIL}\n\nOn 3 May 2026 at 10:04 Sofra <sofra@sofra.example> wrote:\n{quoted}\n")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(bytes(answer))))
    said = io.StringIO()
    call_command("inbound_mail", to=told.reply_to, stdout=said)
    return said.getvalue().strip()


def words_come_from_the_room_and_from_who_has_no_mail(walk: Walk, card: Card) -> None:
    """An item of the minutes, and what a woman with a card said; she reads it with her card."""
    page = follow(walk.at_session("facilitator"), "Write the minutes")
    follow(page, "Make a contribution of it")
    page.get_by_label(CONVERSATION).check()
    says(press(page, "Put it there"), IN_THE_ROOM, "said in the room")

    radmila = follow(walk.in_conversation("radmila"), "Write down what somebody without e-mail said")
    radmila.get_by_label("What the person said, in their own words").fill(OF_ZORA)
    radmila.get_by_label("Code from the participation card").fill(card.code.lower())
    radmila.get_by_label("The person knows that this becomes public").check()
    says(press(radmila, "Save and make the slip"), "participant of table 1", OF_ZORA)
    approve(walk)

    zora = follow(walk.at("zora"), "I have a participation card")
    zora.get_by_label("Code from the card").fill(card.code)
    zora.get_by_label("PIN from the card").fill(card.pin)
    says(press(zora, "Show me"), OF_ZORA, "participant of table 1")


# What they agree on -----------------------------------------------------------------------------------------------


def positions_are_weighed_by_tables(walk: Walk) -> None:
    """Proposed from what was said, laid on the table, supported; a table agrees when it said so."""
    page = follow(walk.in_conversation("mila"), "Make a position of it", within="#post-2")
    page.get_by_label("What is wanted, in one sentence").fill(A_KEY)
    says(press(page, "Propose it"), A_KEY, "proposed, not yet on the table")
    assert ("radmila", f"What became of your words: “{TITLE}”") in mails()
    page = walk.at("facilitator", f"{FORUM}positions/")
    for _position in range(3):
        press(page, "Lay it on the table")
    for name in ("mila", "radmila"):
        page = walk.at(name, f"{FORUM}positions/")
        page.locator("article.position", has_text=AT_NIGHT).get_by_role("button", name="I support this").click()
    says(page, "2 people support it here")

    page = walk.at("radmila", f"{FORUM}grid/")
    expect(page.get_by_label("Position 1, table 1", exact=True)).to_have_count(0)
    page.get_by_label("Position 1, table 2", exact=True).select_option("agree")
    press(page, "Save")
    shared = walk.at("zora", f"{FORUM}common-ground/").locator("table tbody tr")
    assert [row.split("\t")[:5] for row in shared.all_inner_texts()] == [
        [AT_NIGHT, "2", "0", "0", "2"],
        [IN_THE_VILLAGES, "0", "0", "2", "0"],
        [A_KEY, "0", "0", "2", "0"],
    ]


def the_conversation_is_concluded(walk: Walk) -> None:
    """How it ended stands at its top, in the list, in the inbox of those who took part, and on the card."""
    page = follow(walk.in_conversation("facilitator"), "Conclude this conversation")
    page.get_by_label("went into a recommendation").check()
    page.get_by_label("Why, and what happens next").fill(OUTCOME)
    says(press(page, "Conclude"), "How it ended: went into a recommendation", OUTCOME)
    says(walk.at("mila", "account/inbox/"), "A conversation in which you wrote was concluded.", OUTCOME)
    says(walk.at("zora", f"{FORUM}card/words/"), "How the conversation ended: went into a recommendation", OUTCOME)


def the_stage_is_closed(walk: Walk) -> None:
    """Before its day, with the reason; who would write is told so, and from when on they can again."""
    page = walk.at("coordinator", f"{FORUM}run/")
    page.locator("tr", has_text="Hearing needs").get_by_role("link").click()
    page.locator("#main [name=verb][value=close]").check()
    page.get_by_label("Why?").fill("Everything was said.")
    press(page, "Change it")
    expect(page.locator("tr", has_text="Hearing needs")).to_contain_text("over")
    says(
        walk.at("mila", f"{FORUM}new/"),
        "The present stage of the forum does not allow this. It opens on",
        "You can ask a question at any time.",
    )


def the_minutes_are_published(walk: Walk) -> None:
    """Counted, decided and written by the coordinator; approved and published by the facilitator; read by everybody."""
    page = follow(walk.at_session("coordinator"), "Count who came")
    page.get_by_label("1. Older people who live alone, women, 65 and over").fill("4")
    press(page, "Save")
    press(page, "The session was held")
    follow(page, "Write the minutes")
    page.get_by_label("What was said or noted").fill("The tables meet again in January.")
    page.get_by_label("This is a decision").check()
    press(page, "Add it")
    assert page.get_by_role("button", name="Approve them").count() == 0
    assert walk.pages["mila"].goto(page.url).status == 403

    page = follow(walk.at_session("facilitator"), "Write the minutes")
    press(page, "Approve them")
    press(page, "Publish them and close the session")
    page = follow(walk.at("zora", f"{FORUM}sessions/"), "Minutes")
    says(page, IN_THE_ROOM, OF_TABLE_2, "Decision: The tables meet again in January.", "4 people took part")
    says(walk.at("mila", "account/inbox/"), "The minutes of a session can be read.")
