"""The main job, end to end: from what a person said to what a municipality promised, and found by all.

Five people walk it in a real browser: a citizen, the worker of a citizens' association, the facilitator, the
rapporteur and an officer of the municipality; in Cyrillic and in Latin, with scripts and without.
"""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from directory.models import Organisation
from forums.models import Forum, ForumIndexPage, ForumPage, Post, Seat, Stage, Thread, WorkingTable
from portal.languages.latin import to_latin
from practices.models import Practice
from recommendations.models import Commitment, DecisionRound, GroupMember, GroupText, Recommendation, WorkingGroup
from search.due import catch_up
from tests.factories.accounts import PASSWORD, ngo_worker, officer
from tests.factories.directory import MunicipalityFactory, OrganisationFactory, give_name
from tests.factories.forums import (
    ForumFactory,
    StageFactory,
    TableFactory,
    cycle_of,
    facilitator,
    seated,
    thread_in,
)
from tests.factories.pages import publish_below
from tests.factories.practices import PracticeFactory, practice_text

ANSWER = "Ноћу нема никога кога бисмо могли да позовемо, а најближа амбуланта је далеко."
SAID = "Кад се ноћу уплашим, седим и чекам јутро."
POSITION = "Телефон на који се неко јавља и ноћу."
POINT = "Општина уводи ноћни телефон за старије који живе сами."
REASON = "Имамо средства за један телефон, од пролећа."
PROMISE = "Ноћни телефон ради од марта."

#: Each script and each way of asking is walked on SQLite; the other pairs of them on PostgreSQL.
OTHER_DATABASE = [pytest.mark.postgresql, pytest.mark.each_database]
#: How far apart the acts lie: the stages of the forum begin after so many days.
DRAFTING, DECIDING, HANDED_OVER = 20, 60, 90


@dataclass
class Place:
    """The forum and the people around it."""

    forum: Forum
    table: WorkingTable
    thread: Thread
    practice: Practice
    group: WorkingGroup
    municipality: Organisation
    citizen: User
    ngo: User
    facilitator: User
    rapporteur: User
    officer: User


@pytest.fixture
def place(transactional_db) -> Place:
    """A forum that hears needs, with what the months after that will bring already dated."""
    municipality = OrganisationFactory(
        kind=Organisation.Kind.MUNICIPALITY, municipality=MunicipalityFactory(), slug="brezovica-administration"
    )
    give_name(municipality, "sr-Cyrl", "Општина Брезовица")
    forum = ForumFactory(host=municipality, slug="care-at-home")
    page = ForumPage(forum=forum, language="sr-Cyrl", title="Помоћ у кући", slug="care-at-home", summary="О нези.")
    publish_below(ForumIndexPage, page, "sr")
    cycle = cycle_of(forum)
    for kind, begins, ends in (
        (Stage.Kind.DRAFT, DRAFTING, DECIDING),
        (Stage.Kind.DECIDE, DECIDING, HANDED_OVER),
        (Stage.Kind.HAND_OVER, HANDED_OVER, 400),
    ):
        opening = StageFactory(cycle=cycle, kind=kind)
        opening.opens_at, opening.closes_at = (opening.opens_at + timedelta(days=days + 10) for days in (begins, ends))
        opening.save()
    table = TableFactory(forum=forum, number=1)
    rapporteur = seated(forum, table=table, role=Seat.Role.RAPPORTEUR, display_name="Радмила")
    group = WorkingGroup.objects.create(slug="drafting", forum=forum, level="municipal")
    GroupText.objects.create(group=group, language="sr-Cyrl", name="Група за нацрт")
    GroupMember.objects.create(group=group, user=rapporteur, role="rapporteur")
    practice = PracticeFactory(slug="mobile-team")
    practice_text(practice, "sr-Cyrl", title="Мобилни тим за старије у кући", slug="mobile-team", problem="Ноћу.")
    return Place(
        forum=forum,
        table=table,
        thread=thread_in(forum, title="Ко долази ноћу?", body="Питање за све столове.", language="sr-Cyrl"),
        practice=practice,
        group=group,
        municipality=municipality,
        citizen=seated(forum, table=table, display_name="Милица"),
        ngo=ngo_worker(display_name="Јасна"),
        facilitator=facilitator(forum, display_name="Драган"),
        rapporteur=rapporteur,
        officer=officer(municipality, display_name="Оливера"),
    )


def let_pass(days: int) -> None:
    """Days go by: every date that something waits for comes nearer."""
    by = timedelta(days=days)
    Stage.objects.update(opens_at=F("opens_at") - by, closes_at=F("closes_at") - by)
    waiting = Recommendation.objects.exclude(consultation_ends_at=None)
    waiting.update(consultation_ends_at=F("consultation_ends_at") - by)
    DecisionRound.objects.exclude(state=DecisionRound.State.CERTIFIED).update(
        opens_at=F("opens_at") - by, closes_at=F("closes_at") - by
    )


@dataclass
class Walk:
    """One language and one kind of browser, with a page for each person."""

    language: str
    open_page: object
    javascript: bool

    def words(self, cyrillic: str) -> str:
        """The sentence in the script this walk is written and read in."""
        return to_latin(cyrillic) if self.language == "sr-latn" else cyrillic

    @property
    def tag(self) -> str:
        return "sr-Latn" if self.language == "sr-latn" else "sr-Cyrl"

    def visitor(self) -> Page:
        return self.open_page(locale="sr", javascript=self.javascript)

    def person(self, user: User) -> Page:
        """A page on which that person is signed in."""
        return self.open_page(locale="sr", javascript=self.javascript, signed_in=user)

    def signs_in(self, user: User) -> Page:
        """A page on which that person has signed in by the form."""
        page = self.visitor()
        page.goto(f"/{self.language}/account/login/")
        page.fill("[name=login]", user.email)
        page.fill("#main [name=password]", PASSWORD)
        press(page, "#main form")
        expect(page).to_have_url(re.compile(rf"/{self.language}/$"))
        return page

    def at(self, page: Page, path: str) -> Page:
        """The page, gone to an address of this walk's language."""
        answer = page.goto(f"/{self.language}/{path}")
        assert answer.ok, (answer.status, path)
        return page


def press(page: Page, form: str) -> None:
    """Send a form by its first button, as the Enter key would."""
    page.locator(f"{form} button:not([name])").first.click()
    page.wait_for_load_state()


@pytest.mark.parametrize(
    ("language", "javascript"),
    [
        ("sr", True),
        ("sr-latn", False),
        pytest.param("sr", False, marks=OTHER_DATABASE),
        pytest.param("sr-latn", True, marks=OTHER_DATABASE),
    ],
)
def test_what_people_say_becomes_a_promise_that_everybody_finds(open_page, place, language, javascript):
    walk = Walk(language, open_page, javascript)
    citizen, facilitator = walk.signs_in(place.citizen), walk.person(place.facilitator)
    rapporteur, officer = walk.person(place.rapporteur), walk.person(place.officer)

    citizen_reads_a_practice_and_answers(walk, citizen, place)
    ngo_writes_down_what_a_client_said(walk, walk.person(place.ngo), facilitator, place)
    recommendation = position_becomes_a_point(walk, facilitator, rapporteur, place)
    everybody_decides(walk, facilitator, [citizen, rapporteur], recommendation)
    it_is_signed_and_sent(walk, facilitator, rapporteur, recommendation, place)
    officer_answers_and_promises(walk, officer, recommendation)

    trace_leads_there_and_back(walk, citizen, recommendation)
    search_finds_each_in_either_script(walk, walk.visitor(), recommendation)


def citizen_reads_a_practice_and_answers(walk: Walk, page: Page, place: Place) -> None:
    walk.at(page, "practices/mobile-team/")
    expect(page.locator("h1")).to_have_text(walk.words("Мобилни тим за старије у кући"))
    walk.at(page, "forums/care-at-home/")
    page.get_by_role("link", name=walk.words("Ко долази ноћу?")).first.click()
    page.fill("#reply-form [name=body]", walk.words(ANSWER))
    page.click("#reply-form summary")
    page.select_option("#reply-form [name=language]", walk.tag)
    press(page, "#reply-form form")
    expect(page.locator(".post-body", has_text=walk.words(ANSWER))).to_be_visible()


def ngo_writes_down_what_a_client_said(walk: Walk, ngo: Page, facilitator: Page, place: Place) -> None:
    walk.at(ngo, f"t/{place.thread.public_id}/for-someone/")
    ngo.fill("#main [name=body]", walk.words(SAID))
    ngo.select_option("#main [name=language]", walk.tag)
    ngo.select_option("#main [name=table]", str(place.table.pk))
    ngo.check("#main [name=has_consent]")
    press(ngo, "#main form.form")
    said = Post.objects.get(body=walk.words(SAID))
    assert said.state == Post.State.PENDING

    walk.at(facilitator, f"p/{said.public_id}/measure/")
    facilitator.check("#main [name=measure][value=approve]")
    press(facilitator, "#main form.form")

    walk.at(ngo, f"p/{said.public_id}/slip/")
    expect(ngo.locator("main svg[role=img], main svg.qr, main .qr svg").first).to_be_visible()
    expect(ngo.locator("main")).to_contain_text(f"/p/{said.public_id}")


def position_becomes_a_point(walk: Walk, facilitator: Page, rapporteur: Page, place: Place) -> Recommendation:
    answer = Post.objects.get(body=walk.words(ANSWER))
    walk.at(facilitator, f"p/{answer.public_id}/position/")
    facilitator.fill("#main [name=text]", walk.words(POSITION))
    facilitator.select_option("#main [name=language]", walk.tag)
    press(facilitator, "#main form.form")
    walk.at(facilitator, "forums/care-at-home/positions/")
    facilitator.locator("form[action*='/accept/'] button").first.click()
    facilitator.wait_for_load_state()

    let_pass(DRAFTING)
    walk.at(rapporteur, "groups/drafting/begin/")
    rapporteur.fill("#main [name=title]", walk.words("Да нико не чека јутро сам"))
    rapporteur.select_option("#main [name=language]", walk.tag)
    rapporteur.select_option("#main [name=level]", "municipal")
    press(rapporteur, "#main form.form")
    recommendation = Recommendation.objects.get()
    recommendation.addressees.add(place.municipality)
    walk.at(rapporteur, f"recommendations/{recommendation.reference}/write/")
    rapporteur.locator("a[href*='/from/']").first.click()
    rapporteur.fill("#main [name=text]", walk.words(POINT))
    rapporteur.select_option("#main [name=addressee]", str(place.municipality.pk))
    press(rapporteur, "#main form.form")
    expect(rapporteur.locator("main")).to_contain_text(walk.words(POINT))
    return recommendation


def everybody_decides(walk: Walk, facilitator: Page, voters: list[Page], recommendation: Recommendation) -> None:
    document = f"recommendations/{recommendation.reference}/"
    for state in ("review", "consultation"):
        move(walk, facilitator, document, state)
    let_pass(DECIDING - DRAFTING)
    walk.at(facilitator, f"{document}decide/")
    facilitator.select_option("#main [name=method]", "consent")
    press(facilitator, "#main form.form")
    round_ = DecisionRound.objects.get()
    for voter in voters:
        walk.at(voter, f"{document}decision/{round_.public_id}/")
        voter.check("#main [name=choice][value=agree]")
        press(voter, "#main form.form")
    let_pass(10)
    walk.at(facilitator, f"{document}decision/{round_.public_id}/")
    for _step in ("close", "certify"):
        facilitator.locator("form[action$='/end/'] button").first.click()
        facilitator.wait_for_load_state()
    round_.refresh_from_db()
    assert round_.state == DecisionRound.State.CERTIFIED
    recommendation.refresh_from_db()
    assert recommendation.state == Recommendation.State.AGREED


def move(walk: Walk, page: Page, document: str, state: str) -> None:
    """Take the document one step on."""
    walk.at(page, f"{document}steps/")
    page.locator(f"form:has(input[value={state}]) button").click()
    page.wait_for_load_state()


def it_is_signed_and_sent(
    walk: Walk, facilitator: Page, rapporteur: Page, recommendation: Recommendation, place: Place
) -> None:
    document = f"recommendations/{recommendation.reference}/"
    walk.at(rapporteur, f"{document}sign/")
    rapporteur.fill("#main [name=capacity]", walk.words("известилац стола 1"))
    press(rapporteur, "#main form.form")
    let_pass(HANDED_OVER - DECIDING)
    recommendation.refresh_from_db()
    if recommendation.state == Recommendation.State.AGREED:
        move(walk, facilitator, document, "signed")
    walk.at(facilitator, f"{document}send/")
    facilitator.select_option("#main [name=addressee]", str(place.municipality.pk))
    facilitator.fill("#main [name=registry_number]", "011-22/2026")
    press(facilitator, "#main form.form")
    recommendation.refresh_from_db()
    assert recommendation.state == Recommendation.State.DELIVERED


def officer_answers_and_promises(walk: Walk, page: Page, recommendation: Recommendation) -> None:
    walk.at(page, "waiting/")
    page.locator("main .row-title a").first.click()
    page.locator("main a.button[href*='/answer/']").first.click()
    page.check("#main [name=answer][value=in_part]")
    page.fill("#main [name=reason]", walk.words(REASON))
    page.select_option("#main [name=language]", walk.tag)
    press(page, "#main form.form")
    delivery, clause = recommendation.deliveries.get(), recommendation.clauses.get()
    walk.at(page, f"recommendations/{recommendation.reference}/commit/{delivery.public_id}/{clause.public_id}/")
    page.fill("#main [name=text]", walk.words(PROMISE))
    page.fill("#main [name=due_on]", str(timezone.localdate() + timedelta(days=120)))
    page.select_option("#main [name=language]", walk.tag)
    press(page, "#main form.form")
    assert Commitment.objects.get().text == walk.words(PROMISE)


def trace_leads_there_and_back(walk: Walk, page: Page, recommendation: Recommendation) -> None:
    answer = Post.objects.get(body=walk.words(ANSWER))
    walk.at(page, f"trace/post/{answer.public_id}/")
    for words in (ANSWER, POSITION, POINT, REASON, PROMISE):
        expect(page.locator("main")).to_contain_text(walk.words(words))
    walk.at(page, f"trace/commitment/{Commitment.objects.get().public_id}/")
    page.locator(f"main a[href*='/p/{answer.public_id}/']").first.click()
    expect(page.locator(".post-body", has_text=walk.words(ANSWER))).to_be_visible()


def search_finds_each_in_either_script(walk: Walk, page: Page, recommendation: Recommendation) -> None:
    while catch_up():  # the worker's part
        pass
    for query, kind in (
        ("мобилним тимовима", "practice"),
        ("најближа амбуланта", "post"),
        ("ноћни телефон", "clause"),
        ("чека јутро", "recommendation"),
        ("ко долази ноћу", "thread"),
    ):
        found = {written: found_kinds(page, written) for written in (query, to_latin(query), to_latin(query).upper())}
        assert all(kind in kinds for kinds in found.values()), (kind, found)
    walk.at(page, f"search/?q={walk.words('најближа амбуланта')}")
    expect(page.locator("main mark").first).to_be_visible()


def found_kinds(page: Page, query: str) -> set[str]:
    """The kinds of things the search answers with."""
    answer = page.request.get("/api/search/", params={"q": query})
    assert answer.ok
    return {hit["kind"] for hit in answer.json()["results"]}
