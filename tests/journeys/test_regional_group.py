"""A regional group of three associations, end to end: from what a citizen said to a promise that was checked.

Everybody walks in a real browser without scripts: the secretariat, the rapporteur, the three associations, the
ministry that answers, and a visitor who follows the way in both directions.
"""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from directory.models import Organisation
from forums.models import Post
from recommendations.models import (
    Amendment,
    Clause,
    Commitment,
    DecisionRound,
    Delivery,
    GroupMember,
    GroupText,
    Objection,
    Recommendation,
    WorkingGroup,
)
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.directory import OrganisationFactory
from tests.factories.forums import ForumFactory, reply_in, thread_in

SAID = "At night nobody comes, and the surgery is forty kilometres away."
POINTS = (
    "Every municipality has a night phone for people who live alone.",
    "The state pays half of home help in small municipalities.",
    "The standard for home help counts the way to the house.",
    "Two municipalities may employ one team together.",
)
#: How many changes are proposed, and to which point: those to the same point collide. Each association walks through
#: the pages for its first, the rapporteur for those to the first point.
CHANGES = 20


@dataclass
class Region:
    """The group, those in it, and whom it asks."""

    group: WorkingGroup
    secretariat: User
    rapporteur: User
    associations: list[User]
    ministry: Organisation
    minister: User
    post: Post


@pytest.fixture
def region(transactional_db) -> Region:
    """Three associations with their secretariat, a ministry, and what a citizen once said in a forum."""
    group = WorkingGroup.objects.create(slug="regional", level="regional")
    GroupText.objects.create(group=group, language="en", name="Care at home", task="Say what is missing.")
    secretariat, rapporteur = UserFactory(), UserFactory()
    GroupMember.objects.create(group=group, user=secretariat, role="secretariat")
    GroupMember.objects.create(group=group, user=rapporteur, role="rapporteur")
    people = []
    for name in ("North", "Middle", "South"):
        body = OrganisationFactory(kind=Organisation.Kind.ASSOCIATION, name=f"Association {name}")
        GroupMember.objects.create(group=group, organisation=body)
        people.append(MandateFactory(organisation=body, user=UserFactory()).user)
    ministry = OrganisationFactory(name="Ministry of Social Affairs")
    thread = thread_in(ForumFactory(slug="nights"), title="Who comes at night?", body="A question.", language="en")
    return Region(
        group=group,
        secretariat=secretariat,
        rapporteur=rapporteur,
        associations=people,
        ministry=ministry,
        minister=MandateFactory(organisation=ministry, user=UserFactory()).user,
        post=reply_in(thread, by=UserFactory(display_name="Mila"), body=SAID),
    )


def let_pass(days: int) -> None:
    """Days go by: every date that something waits for comes nearer."""
    by = timedelta(days=days)
    Recommendation.objects.exclude(consultation_ends_at=None).update(
        consultation_ends_at=F("consultation_ends_at") - by
    )
    open_rounds = DecisionRound.objects.exclude(state=DecisionRound.State.CERTIFIED)
    open_rounds.update(opens_at=F("opens_at") - by, closes_at=F("closes_at") - by)
    Delivery.objects.update(delivered_on=F("delivered_on") - by, due_on=F("due_on") - by)
    for commitment in Commitment.objects.all():
        commitment.due_on, commitment.last_news_on = commitment.due_on - by, commitment.last_news_on - by
        commitment.next_update_on -= by
        commitment.save()


@dataclass
class Walk:
    """Pages of people, all without scripts; the form of the sign-in is walked by another journey."""

    open_page: object
    document: str = ""

    def person(self, user: User) -> Page:
        return self.open_page(javascript=False, signed_in=user)

    def at(self, page: Page, tail: str) -> Page:
        """A page of the document."""
        answer = page.goto(f"/en/recommendations/{self.document}/{tail}")
        assert answer.ok, (answer.status, tail)
        return page

    def sends(self, page: Page, tail: str, form: str = "#main form.form", **typed: str) -> Page:
        """Fill in a form of the document and send it; a refusal fails with its words."""
        self.at(page, tail)
        for name, value in typed.items():
            enter(page, f"{form} [name='{name}']", value)
        press(page, form)
        refused = page.locator(".error-summary")
        assert refused.count() == 0, refused.inner_text()
        return page

    def sends_unseen(self, page: Page, tail: str, **typed: str) -> None:
        """The same form once more by the same person, as the browser sends it, without looking at its pages."""
        cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
        form = typed | {"csrfmiddlewaretoken": cookies["csrftoken"]}
        answer = page.request.post(f"/en/recommendations/{self.document}/{tail}", form=form, max_redirects=0)
        assert answer.status == 302, (answer.status, tail)


def enter(page: Page, field: str, value: str) -> None:
    """Type, choose or tick, whatever the field is."""
    first = page.locator(field).first
    kind = first.evaluate("field => field.tagName === 'SELECT' ? 'select' : field.type")
    if kind == "select":
        first.select_option(value)
    elif kind in ("radio", "checkbox"):
        page.check(f"{field}[value='{value}']")
    else:
        first.fill(value)


def press(page: Page, form: str) -> None:
    """Send a form by its first button, as the Enter key would."""
    page.locator(f"{form} button:not([name])").first.click()
    page.wait_for_load_state()


def test_what_a_citizen_said_becomes_a_promise_that_three_associations_check(open_page, region):
    walk = Walk(open_page)
    secretariat, rapporteur = walk.person(region.secretariat), walk.person(region.rapporteur)
    associations, minister = [walk.person(user) for user in region.associations], walk.person(region.minister)

    recommendation = they_draft(walk, secretariat, region)
    they_consult(walk, secretariat, rapporteur, associations, recommendation)
    they_decide(walk, secretariat, associations, recommendation)
    it_is_signed_and_sent(walk, secretariat, rapporteur, associations, recommendation, region)
    the_ministry_answers(walk, minister, recommendation)
    what_was_promised_is_checked(walk, minister, associations, recommendation)
    three_clicks_lead_there_and_back(walk.open_page(javascript=False), region.post, recommendation)


def they_draft(walk: Walk, secretariat: Page, region: Region) -> Recommendation:
    """Four points, the first from what the citizen said."""
    secretariat.goto("/en/groups/regional/begin/")
    secretariat.fill("#main [name=title]", "Nobody waits for the morning alone")
    secretariat.select_option("#main [name=language]", "en")
    secretariat.select_option("#main [name=level]", "regional")
    press(secretariat, "#main form.form")
    recommendation = Recommendation.objects.get()
    walk.document = recommendation.reference
    found_and_taken(walk, secretariat, "addressees/", "social affairs")
    for text in POINTS:
        walk.sends(secretariat, "write/", "form:has([name=text])", text=text, kind="measure", level="national")
    clauses = clauses_of(recommendation)
    found_and_taken(walk, secretariat, f"points/{clauses[0].public_id}/sources/", "forty kilometres")
    for clause in clauses[1:]:
        walk.sends(secretariat, f"points/{clause.public_id}/sources/", expertise="meeting of 12 May")
    assert recommendation.reference.startswith("REC-RG-")
    assert [body.name_in("en") for body in recommendation.addressees.all()] == ["Ministry of Social Affairs"]
    assert clauses[0].sources.get().post_revision == region.post.revisions.last()
    return recommendation


def found_and_taken(walk: Walk, page: Page, tail: str, words: str) -> None:
    """Look for something by its words and press the button beside what is found."""
    walk.at(page, tail)
    page.fill("#main [name=q]", words)
    press(page, "#main form[role=search]")
    page.locator("#main .rows form button").first.click()
    page.wait_for_load_state()
    expect(page.locator("#main .notice-good")).to_be_visible()


def clauses_of(recommendation: Recommendation) -> list[Clause]:
    """The points in their present order."""
    version = recommendation.versions.order_by("-number")[0]
    return [entry.clause for entry in version.clauses.select_related("clause").order_by("ordinal")]


def they_consult(
    walk: Walk, secretariat: Page, rapporteur: Page, associations: list[Page], recommendation: Recommendation
) -> None:
    """Twenty proposed changes, five to each point; one of each is taken, those that collide are answered with it."""
    for state in ("review", "consultation"):
        moved(walk, secretariat, state)
    clauses = clauses_of(recommendation)
    for number in range(CHANGES):
        clause = clauses[number % len(clauses)]
        propose = walk.sends if number < len(associations) else walk.sends_unseen
        propose(
            associations[number % 3],
            f"points/{clause.public_id}/change/",
            kind="replace",
            text=f"{POINTS[number % len(clauses)]} Proposal {number}.",
            justification=f"Because of {number}.",
            language="en",
        )
    for clause in clauses:
        settle = walk.sends if clause == clauses[0] else walk.sends_unseen
        first, *others = Amendment.objects.filter(clause=clause).order_by("pk")
        settle(rapporteur, f"changes/{first.public_id}/", state="accepted")
        assert Amendment.objects.filter(clause=clause, needs_rebase=True).count() == len(others)
        for other in others:
            settle(rapporteur, f"changes/{other.public_id}/", state="rejected", resolution="The first says it.")
    assert sorted(Amendment.objects.values_list("state", flat=True)) == ["accepted"] * 4 + ["rejected"] * 16


def moved(walk: Walk, page: Page, state: str) -> None:
    """Take the document one step on."""
    walk.at(page, "steps/")
    page.locator(f"form:has(input[value={state}]) button").click()
    page.wait_for_load_state()


def they_decide(walk: Walk, secretariat: Page, associations: list[Page], recommendation: Recommendation) -> None:
    """One voice each: one agrees, one with a remark, one does not and upholds it."""
    let_pass(15)
    walk.at(secretariat, "decide/")
    secretariat.locator("details.more summary").click()
    secretariat.check("[name=proceeds_with_minority]")
    secretariat.select_option("[name=method]", "organisations")
    press(secretariat, "#main form.form")
    round_ = DecisionRound.objects.get()
    decision = f"decision/{round_.public_id}/"
    choices = (
        {"choice": "agree"},
        {"choice": "reservation", "reason": "The money has to be in the budget law."},
        {"choice": "object", "reason": "Half is too little for the smallest."},
    )
    for page, choice in zip(associations, choices, strict=True):
        walk.sends(page, decision, "#ballot form", **choice)
    expect(walk.at(secretariat, decision).locator("main")).not_to_contain_text("Half is too little")
    end(secretariat)
    objection = Objection.objects.get()
    about = f"{decision}objection/{objection.public_id}/"
    walk.sends(secretariat, about, state="valid", reason="The smallest have no money at all.")
    walk.sends(associations[2], about, state="maintained")
    end(walk.at(secretariat, decision))
    walk.sends(associations[2], f"{decision}opinion/", text="We ask for three quarters.")
    recommendation.refresh_from_db()
    assert recommendation.state == Recommendation.State.AGREED_WITH_RESERVATIONS
    page = walk.at(secretariat, decision).locator("main")
    for words in ("3 of 3 took part: enough.", "Valid, and upheld", "We ask for three quarters."):
        expect(page).to_contain_text(words)


def end(page: Page) -> None:
    """Close the decision, or certify it: whichever comes next."""
    page.locator("form[action$='/end/'] button").first.click()
    page.wait_for_load_state()


def it_is_signed_and_sent(
    walk: Walk,
    secretariat: Page,
    rapporteur: Page,
    associations: list[Page],
    recommendation: Recommendation,
    region: Region,
) -> None:
    """All three sign the same text; it goes to the ministry with its number."""
    for number, page in enumerate(associations, start=1):
        recommendation.refresh_from_db()
        if recommendation.state == Recommendation.State.AGREED_WITH_RESERVATIONS:
            walk.sends(page, "sign/", capacity=f"president of association {number}")
    recommendation.refresh_from_db()
    assert recommendation.state == Recommendation.State.SIGNED
    hashes = set(recommendation.versions.order_by("-number")[0].sign_offs.values_list("sha256", flat=True))
    assert len(hashes) == 1
    walk.sends(secretariat, "send/", addressee=str(region.ministry.pk), registry_number="011-7/2026")
    recommendation.refresh_from_db()
    assert recommendation.state == Recommendation.State.DELIVERED


def the_ministry_answers(walk: Walk, minister: Page, recommendation: Recommendation) -> None:
    """Four answers: yes, in part, no, and not ours but forwarded; the first two with a promise."""
    delivery, clauses = recommendation.deliveries.get(), clauses_of(recommendation)
    answers = (
        {"answer": "accepted", "reason": "From next year."},
        {"answer": "in_part", "reason": "A third."},
        {"answer": "rejected", "reason": "The standard was made last year."},
        {"answer": "not_competent", "reason": "This is labour law.", "forwarded_to": "Ministry of Labour"},
    )
    for clause, answer in zip(clauses, answers, strict=True):
        walk.sends(minister, f"answer/{delivery.public_id}/{clause.public_id}/", **answer)
    recommendation.refresh_from_db()
    assert recommendation.state == Recommendation.State.ANSWERED
    today = timezone.localdate()
    for clause, text, days in ((clauses[0], "A night phone in every district.", 90), (clauses[1], "A third.", 30)):
        walk.sends(
            minister,
            f"commit/{delivery.public_id}/{clause.public_id}/",
            text=text,
            due_on=str(today + timedelta(days=days)),
        )
    assert Commitment.objects.count() == 2


def what_was_promised_is_checked(
    walk: Walk, minister: Page, associations: list[Page], recommendation: Recommendation
) -> None:
    """One promise is late by the clock; the other is reported done, disputed, then confirmed."""
    let_pass(40)
    done, late = Commitment.objects.order_by("-due_on")
    point = walk.at(minister, f"points/{late.clause.public_id}/")
    expect(point.locator("main")).to_contain_text("due 10 days ago")

    walk.sends(minister, f"news/{done.public_id}/", state="reported_done", text="It rings everywhere.")
    steps = (
        (0, {"verdict": "disputed", "reason": "Not in two districts."}, "disputed"),
        (1, {"verdict": "confirmed"}, "disputed"),
        (0, {"verdict": "confirmed"}, "verified"),
    )
    for number, said, state in steps:
        walk.sends(associations[number], f"verify/{done.public_id}/", **said)
        done.refresh_from_db()
        assert done.state == state
    assert recommendation.commitments.filter(state="verified").count() == 1


def three_clicks_lead_there_and_back(visitor: Page, post: Post, recommendation: Recommendation) -> None:
    """From the citizen's words to the promise and from the promise to the words, by links alone."""
    done = Commitment.objects.get(state="verified")
    clause = done.clause.public_id
    visitor.goto(f"/en/p/{post.public_id}/")
    visitor.locator(f"#post-{post.number} a[href*='/trace/post/{post.public_id}/']").first.click()
    visitor.locator(f"#commitment a[href*='points/{clause}']").first.click()
    expect(visitor.locator(f"[id='{done.public_id}']")).to_contain_text("A night phone in every district.")

    visitor.locator(f"main a[href*='/trace/clause/{clause}/']").first.click()
    visitor.locator(f"#post a[href*='/p/{post.public_id}/']").first.click()
    expect(visitor.locator(".post-body", has_text=SAID)).to_be_visible()
